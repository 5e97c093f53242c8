"""Eligibility rules: deterministic, deny by default, decided before generation and again at execution."""
