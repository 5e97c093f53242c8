"""Goodwill: what the shop gives without owing it, which only a person decides."""
