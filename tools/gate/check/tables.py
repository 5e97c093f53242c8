"""One policy's answer to every combination of what it reads, asked of the engine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.gate.check.expressions import attributes
from tools.gate.check.space import OWN, PRINCIPAL, THIRD_PARTY, Space
from tools.gate.engine import Answer, Ask, Engine, Named
from tools.gate.schema import Schema
from tools.session import Session

State = Mapping[str, object]  # attribute -> value; None is absent


@dataclass(frozen=True, slots=True)
class Table:
    """Where a policy matches: one axis per attribute it reads, in the space's order of values."""

    policy_id: str
    axes: tuple[str, ...]
    matches: NDArray[np.bool_]
    asked: int  # questions to the engine
    errors: tuple[str, ...] = ()  # what failed while asking; a policy that errors is one that Cedar skips


@dataclass(frozen=True, slots=True)
class _Part:
    """One `when` or `unless` by itself: where it holds, and where the engine cannot tell."""

    axes: tuple[str, ...]
    holds: NDArray[np.bool_]
    fails: NDArray[np.bool_]
    errors: tuple[str, ...]


def table_of(policy_id: str, policy: Mapping[str, Any], space: Space, schema: Schema) -> Table:
    """Ask about every combination of the values of what this policy reads.

    It matches where each of its conditions holds, so they are asked for one by one. One that fails counts only where
    those before it hold: Cedar does not look at it elsewhere.
    """
    axes = tuple(sorted(attributes(policy) & space.values.keys()))
    matches, errors, asked = np.ones(space.sizes(axes), dtype=np.bool_), set[str](), 0
    alone: list[Mapping[str, Any]] = [{**policy, "conditions": [condition]} for condition in policy["conditions"]]
    for condition in alone or [policy]:
        if not matches.any():
            break
        part = _part(policy_id, condition, space, schema)
        asked += part.holds.size
        if (matches & _spread(part.fails, part.axes, axes, space)).any():
            errors.update(part.errors)
        matches &= _spread(part.holds, part.axes, axes, space)
    return Table(policy_id, axes, matches, asked, tuple(sorted(errors)))


def _part(policy_id: str, policy: Mapping[str, Any], space: Space, schema: Schema) -> _Part:
    axes = tuple(sorted(attributes(policy) & space.values.keys()))
    states = [dict(zip(axes, row, strict=True)) for row in product(*(space.values[axis] for axis in axes))]
    answers = list(_asked(Engine({policy_id: policy}, schema), space.action, states, schema))
    shape = space.sizes(axes)
    return _Part(
        axes,
        np.array([policy_id in answer.rule_ids for answer in answers], dtype=np.bool_).reshape(shape),
        np.array([bool(answer.errors) for answer in answers], dtype=np.bool_).reshape(shape),
        tuple(sorted({error for answer in answers for error in answer.errors})),
    )


def _spread(array: NDArray[np.bool_], own: tuple[str, ...], axes: tuple[str, ...], space: Space) -> NDArray[np.bool_]:
    """The same over more axes; both are sorted."""
    return array.reshape([len(space.values[axis]) if axis in own else 1 for axis in axes])


def answers_to(engine: Engine, action: str, state: State, schema: Schema) -> tuple[bool, tuple[str, ...]]:
    """What a whole rule book says to one state: whether it allows it, and by which rules."""
    answer = engine.answer(_session(state), [_ask(action, state, schema)])[0]
    return answer.allowed, answer.rule_ids


def _asked(engine: Engine, action: str, states: Sequence[dict[str, object]], schema: Schema) -> Iterator[Answer]:
    """One answer per state, in order; a batch holds states of one principal that follow each other."""
    for session, alike in groupby(states, key=_session):
        yield from engine.answer(session, [_ask(action, state, schema) for state in alike])


def _session(state: State) -> Session:
    standing = {name: state.get(name, values[0]) for name, values in PRINCIPAL.items()}
    account = standing["principal.account"]
    return Session(
        "conversation",
        str(account) if account is not None else None,
        verified=bool(standing["principal.verified"]),
        role="agent" if standing["principal.role"] == "agent" else "customer",
        third_party=bool(standing[THIRD_PARTY]),
    )


def _ask(action: str, state: State, schema: Schema) -> Ask:
    context = dict(_blank(schema, action))
    context |= {name.removeprefix("context."): value for name, value in state.items() if name.startswith("context.")}
    return Ask(action, OWN, context)


def _blank(schema: Schema, action: str) -> Iterator[tuple[str, object]]:
    """What the schema wants said, whatever a policy reads of it."""
    for name, attribute in schema.actions[action].context.items():
        if not attribute.optional:
            yield name, _nothing(attribute.type, schema)


def _nothing(kind: str, schema: Schema) -> object:
    plain: dict[str, object] = {"Bool": False, "Long": 0, "String": ""}
    if kind.startswith("Set<"):
        return frozenset()
    return plain[kind] if kind in plain else Named(kind, schema.enums[kind][0])
