"""Cases, metrics, gates and reports; drives the copilot and reads its traces."""
