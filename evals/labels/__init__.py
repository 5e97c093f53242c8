"""`evals label`: why each failed case failed, proposed by rules, decided by people."""
