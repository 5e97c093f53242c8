"""Parcels and what their carriers reported."""
