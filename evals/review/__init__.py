"""`evals review`: people compare the answers of two variants without knowing which is which."""
