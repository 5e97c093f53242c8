"""Tickets: what is handed to a person."""
