"""Variants: the copilot with one thing changed, played on the same cases and compared with it unchanged."""
