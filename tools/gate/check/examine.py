"""All rules looked at together: what they leave open, what they say for nothing, what they say against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from tools.gate.check import findings
from tools.gate.check.book import Judged, judged_actions
from tools.gate.check.findings import Broken
from tools.gate.parameters import Parameters
from tools.gate.rules import Rule, RuleBook


@dataclass(frozen=True, slots=True)
class Examined:
    """`states` are the combinations covered, over all actions; `asked` the questions the engine answered for them."""

    states: int
    asked: int
    broken: tuple[Broken, ...]
    problems: tuple[str, ...]  # everything else that is wrong


def examine(book: RuleBook, invariants: Sequence[Rule], parameters: Parameters) -> Examined:
    """Look at every combination of the boundary values of everything that rules and invariants read."""
    actions = judged_actions(book, invariants, parameters)
    problems = (
        findings.failing(actions),
        findings.never_fire(book, actions),
        findings.never_decide(book, actions),
        findings.contradictions(book, actions),
        findings.words_allow(book, actions),
        _unknown_facts(book, parameters),
    )
    return Examined(
        states=sum(judged.space.states for judged in actions.values()),
        asked=sum(map(_asked, actions.values())),
        broken=tuple(chain.from_iterable(findings.broken(judged, invariants) for judged in actions.values())),
        problems=tuple(chain.from_iterable(problems)),
    )


def _asked(judged: Judged) -> int:
    return sum(table.asked for table in judged.tables)


def _unknown_facts(book: RuleBook, parameters: Parameters) -> list[str]:
    """Parameters that claim to be a fact which no tool has."""
    known = {name for action in book.schema.actions.values() for name in action.context}
    return [
        f"parameter {name}: its fact `{parameter.fact}` is known to none of the tools"
        for name, parameter in parameters.declared.items()
        if parameter.fact is not None and parameter.fact not in known
    ]
