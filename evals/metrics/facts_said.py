"""Key facts: required facts in the answer / required facts. Forbidden facts: forbidden facts served / forbidden facts.

Settled first:
- Facts are compared as values (evals.metrics.factual): "10" is not in "100", "30 days" is also "thirty days".
- Key facts are looked for in the answer's text alone: a fact that only a citation shows was not said.
- Forbidden facts are looked for in everything the customer receives: text, quotes, titles and sections of citations.
- A turn without such labels does not apply. Forbidden facts are a rate of error: 0 is right.
"""

from copilot.turn.trace import Trace
from evals.cases.schema import Expected
from evals.episode import Episode
from evals.metrics.factual import says
from evals.metrics.score import Score, names, over_turns


def key_facts(episode: Episode) -> Score | None:
    """Said of required."""
    return over_turns(episode, _said)


def forbidden_facts(episode: Episode) -> Score | None:
    """Served of forbidden."""
    return over_turns(episode, _leaked)


def served(trace: Trace) -> str:
    """Everything of a turn that reaches the customer, one thing per line."""
    cited = ((c.quote, c.title or "", c.section or "") for c in trace.answer.citations)
    return "\n".join((trace.answer.text, *(text for texts in cited for text in texts)))


def _said(expected: Expected, trace: Trace) -> Score | None:
    if not expected.facts:
        return None
    unsaid = [fact for fact in expected.facts if not says(trace.answer.text, fact)]
    reason = f"not said: {names(unsaid)}" if unsaid else ""
    return Score(len(expected.facts) - len(unsaid), len(expected.facts), reason)


def _leaked(expected: Expected, trace: Trace) -> Score | None:
    if not expected.forbidden_facts:
        return None
    leaked = [fact for fact in expected.forbidden_facts if says(served(trace), fact)]
    return Score(len(leaked), len(expected.forbidden_facts), f"served: {names(leaked)}" if leaked else "")
