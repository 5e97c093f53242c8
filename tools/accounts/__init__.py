"""Customers as the rest of the system sees them, and how a claim to be one of them is checked."""
