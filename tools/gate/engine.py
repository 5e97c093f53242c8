"""The rules engine behind our own small interface: questions in, answers out, never an exception."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import cedarpy

from tools.gate.schema import Schema
from tools.session import Session

SESSIONS = 256  # kept ready; one more than that are talking at once only costs 30 microseconds


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: an action, whose records it is about, and what the rules may read."""

    action: str
    owner: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say. Not allowed and no rules: nothing permits it. With errors it is never allowed."""

    allowed: bool
    rule_ids: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


class Principals:
    """Who asks, as the engine takes it: made once per session, not once per question."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema.parsed
        self.of = lru_cache(maxsize=SESSIONS)(self._made)

    def _made(self, session: Session) -> cedarpy.Entities:
        attributes: dict[str, object] = {
            "verified": session.verified,
            "role": _entity("Role", session.role),
            "third_party": session.third_party,
        }
        if session.customer_id is not None:
            attributes["account"] = _entity("Account", session.customer_id)
        entity = {"uid": {"type": "Session", "id": session.conversation_id}, "attrs": attributes, "parents": []}
        return cedarpy.Entities.from_json_str(json.dumps([entity]), self._schema)


class Engine:
    """Cedar, with the policies and the schema parsed once. Policies are keyed by their rule id."""

    def __init__(self, policies: Mapping[str, object], schema: Schema, principals: Principals | None = None) -> None:
        self._schema = schema.parsed
        self._principals = principals or Principals(schema)
        self._policies = cedarpy.PolicySet.from_json_str(
            json.dumps({"templates": {}, "staticPolicies": policies, "templateLinks": []})
        )

    def answer(self, session: Session, asks: Sequence[Ask]) -> list[Answer]:
        """One batch, one answer per question in the same order.

        Cedar skips a policy that errors, and a skipped `forbid` is an Allow. So: any error, or anything
        other than a plain Allow, is not allowed, and the errors come back to be recorded.
        """
        try:
            results = cedarpy.is_authorized_batch(
                [_request(session, ask) for ask in asks], self._policies, self._principals.of(session), self._schema
            )
        except (ValueError, TypeError) as error:
            return [Answer(allowed=False, errors=(f"the engine refused the batch: {error}",)) for _ in asks]
        return [_answer(result) for result in results]


def _request(session: Session, ask: Ask) -> dict[str, Any]:
    return {
        "principal": {"type": "Session", "id": session.conversation_id},
        "action": {"type": "Action", "id": ask.action},
        "resource": {"type": "Account", "id": ask.owner},
        "context": {name: to_cedar(value) for name, value in ask.context.items() if value is not None},
    }


def _answer(result: cedarpy.AuthzResult) -> Answer:
    errors = tuple(sorted(result.diagnostics.errors))
    allowed = result.decision is cedarpy.Decision.Allow and not errors
    return Answer(allowed, tuple(sorted(result.diagnostics.reasons)), errors)


def _entity(kind: str, name: str) -> dict[str, object]:
    return {"__entity": {"type": kind, "id": name}}


@dataclass(frozen=True, slots=True)
class Named:
    """A member of an enumeration that has no Python class: an intent, an argument."""

    kind: str
    name: str


def to_cedar(value: object) -> object:
    """A fact as Cedar's JSON."""
    match value:
        case StrEnum():
            return _entity(type(value).__name__, value.value)
        case Named(kind, name):
            return _entity(kind, name)
        case frozenset():
            return [to_cedar(item) for item in sorted(value, key=str)]
        case _:
            return value


def plain(value: object) -> object:
    """A fact as JSON, for records."""
    if isinstance(value, frozenset):
        return sorted(str(plain(item)) for item in value)
    return value.value if isinstance(value, StrEnum) else value
