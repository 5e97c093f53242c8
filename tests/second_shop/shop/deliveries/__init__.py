"""Deliveries: when a bicycle comes."""
