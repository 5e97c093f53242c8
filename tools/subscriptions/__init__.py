"""Refill subscriptions."""
