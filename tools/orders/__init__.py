"""Orders as the rest of the system sees them."""
