"""The demo shop: deterministic records for a given day, with every hand-made case by name."""

from tools.seed.run import seed

__all__ = ["seed"]
