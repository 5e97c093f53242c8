"""What a sync would do, and what it would mean: shown before it goes live."""

from ingestion.plan.plan import Plan, plan

__all__ = ["Plan", "plan"]
