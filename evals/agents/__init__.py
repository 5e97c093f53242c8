"""Who plays a case: the production turn, or a scripted agent that shows whether the metrics can tell."""

from evals.agents.protocol import Agent

__all__ = ["Agent"]
