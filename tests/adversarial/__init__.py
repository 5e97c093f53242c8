"""Attacks on the whole copilot with a compromised model: judged by the records and by what the customer receives."""
