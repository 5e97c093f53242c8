"""The rule files: parsed, checked against the schema and against the house rules, or refused at start."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

import cedarpy

from tools.gate.decision import Clause, Status
from tools.gate.reason import placeholders
from tools.gate.schema import ActionShape, Schema

ANNOTATIONS = {"id", "reason", "outcome", "doc", "quote"}
OUTCOMES = {status.value for status in Status} - {Status.ALLOWED.value}


@dataclass(frozen=True, slots=True)
class Source:
    """One rule file."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One policy. `outcome` is what a forbid makes of the decision; a permit has none."""

    id: str
    effect: Literal["permit", "forbid"]
    outcome: Status | None
    reason: str
    clause: Clause | None
    source: str
    actions: frozenset[str]  # every action it can apply to
    policy: Mapping[str, Any]  # Cedar's JSON form


class RulesError(Exception):
    """The rules cannot be served. `problems` names file, rule and what is wrong, all of them at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("the rules are refused:\n  " + "\n  ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules by id. `version` changes with any rule, any parameter and any attribute of the schema."""

    rules: Mapping[str, Rule]
    schema: Schema
    version: str

    @property
    def policies(self) -> dict[str, object]:
        """What the engine takes."""
        return {rule.id: rule.policy for rule in self.rules.values()}


def general(name: str = "rules.cedar") -> Source:
    """What holds for every tool of every shop: the rules, or "invariants.cedar"."""
    file = resources.files("tools.gate") / name
    return Source(f"tools.gate/{name}", file.read_text(encoding="utf-8"))


def clauses(sources: Iterable[Source]) -> Iterator[tuple[str, Clause]]:
    """Rule ids with the policy sentences they rest on, read without a schema. Raises RulesError."""
    problems: list[str] = []
    for source in sources:
        for policy in _parsed(source, problems):
            notes = policy.get("annotations", {})
            if "doc" in notes and "quote" in notes:
                yield notes.get("id", ""), Clause(notes["doc"], notes["quote"])
    if problems:
        raise RulesError(problems)


def load(sources: Iterable[Source], schema: Schema, parameters: str = "") -> RuleBook:
    """Read every rule. `parameters` is their canonical text, for the version. Raises RulesError."""
    sources = sorted(sources, key=lambda source: source.name)
    problems: list[str] = []
    rules = _read(sources, schema, problems, _outcome_problems)
    problems += _ungoverned(rules.values(), schema)
    if problems:
        raise RulesError(problems)
    return RuleBook(rules, schema, _version(sources, schema, parameters))


def invariants(sources: Iterable[Source], schema: Schema) -> tuple[Rule, ...]:
    """What must never be allowed, whatever the rules say: forbids that would change no answer. Raises RulesError."""
    problems: list[str] = []
    found = _read(sources, schema, problems, _invariant_problems)
    if problems:
        raise RulesError(problems)
    return tuple(found.values())


def _read(sources: Iterable[Source], schema: Schema, problems: list[str], check: "NoteCheck") -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for source in sources:
        for number, policy in enumerate(_parsed(source, problems), start=1):
            rule = _rule(source.name, number, policy, schema, problems, check)
            if rule is None:
                continue
            if rule.id in rules:
                problems.append(f"{source.name}: {rule.id}: the id is taken by a rule in {rules[rule.id].source}")
            rules[rule.id] = rule
        problems += _invalid(source, schema)
    return rules


def _parsed(source: Source, problems: list[str]) -> list[Mapping[str, Any]]:
    try:
        document = json.loads(cedarpy.policies_to_json_str(source.text))
    except ValueError as error:
        problems.append(f"{source.name}: {error}")
        return []
    if document["templates"]:
        problems.append(f"{source.name}: templates are not used here")
    return list(document["staticPolicies"].values())


def _invalid(source: Source, schema: Schema) -> list[str]:
    result = cedarpy.validate_policies(source.text, schema.text)
    names = result.id_annotations_by_policy_id
    return [f"{source.name}: {names.get(error.policy_id, error.policy_id)}: {error.error}" for error in result.errors]


def _rule(
    source: str, number: int, policy: Mapping[str, Any], schema: Schema, problems: list[str], check: "NoteCheck"
) -> Rule | None:
    notes: dict[str, str] = policy.get("annotations", {})
    actions = schema.matching(_scope(policy))
    where = f"{source}: {notes.get('id') or f'rule {number}'}"
    found = [
        *_note_problems(notes),
        *check(policy["effect"], notes),
        *_name_problems(policy, _words(notes), actions),
    ]
    problems += [f"{where}: {problem}" for problem in found]
    if found:
        return None
    return Rule(
        id=notes["id"],
        effect=policy["effect"],
        outcome=Status(notes["outcome"]) if "outcome" in notes else None,
        reason=notes["reason"],
        clause=Clause(notes["doc"], notes["quote"]) if "doc" in notes else None,
        source=source,
        actions=frozenset(actions),
        policy=policy,
    )


def _words(notes: Mapping[str, str]) -> str:
    """Everything in which facts are filled in: the reason, and the quote of a rule that rests on a dated number."""
    return f"{notes.get('reason', '')} {notes.get('quote', '')}"


NoteCheck = Callable[[str, Mapping[str, str]], Iterator[str]]  # effect and annotations -> what is wrong with them


def _note_problems(notes: Mapping[str, str]) -> Iterator[str]:
    for name in ("id", "reason"):
        if not notes.get(name):
            yield f"has no @{name}"
    for name in sorted(set(notes) - ANNOTATIONS):
        yield f"has an unknown annotation @{name}"
    if ("doc" in notes) != ("quote" in notes):
        yield "has only one of @doc and @quote"


def _outcome_problems(effect: str, notes: Mapping[str, str]) -> Iterator[str]:
    if effect == "permit" and "outcome" in notes:
        yield "is a permit and has an @outcome"
    if effect == "forbid" and notes.get("outcome") not in OUTCOMES:
        yield f"needs an @outcome out of {', '.join(sorted(OUTCOMES))}"


def _invariant_problems(effect: str, notes: Mapping[str, str]) -> Iterator[str]:
    if effect != "forbid":
        yield "is an invariant and no forbid: it says what must never be allowed"
    if "outcome" in notes:
        yield "is an invariant and has an @outcome: it decides nothing"


def _name_problems(policy: Mapping[str, Any], reason: str, actions: Mapping[str, ActionShape]) -> Iterator[str]:
    """Names that no action in scope knows: Cedar itself lets `context has mispelt` pass as never true."""
    known = {name for action in actions.values() for name in action.context}
    for name in sorted(set(_context_names(policy["conditions"])) - known):
        yield f"`context.{name}` is known to none of the tools it applies to"
    for name in sorted(set(placeholders(reason)) - known):
        yield f"its reason says {{{name}}}, known to none of the tools it applies to"


def _scope(policy: Mapping[str, Any]) -> set[str] | None:
    action = policy["action"]
    if action["op"] == "All":
        return None
    return {entity["id"] for entity in action.get("entities", [action.get("entity")])}


def _context_names(node: object) -> Iterator[str]:
    """Every attribute of `context` that an expression reads or tests."""
    if isinstance(node, list):
        for item in node:
            yield from _context_names(item)
    elif isinstance(node, dict):
        for operator, body in node.items():
            if operator in (".", "has") and body.get("left") == {"Var": "context"}:
                yield body["attr"]
            yield from _context_names(body)


def _ungoverned(rules: Iterable[Rule], schema: Schema) -> Iterator[str]:
    """A tool that no permit speaks of could never run: a forgotten rule file, said at start."""
    permitted = {action for rule in rules if rule.effect == "permit" for action in rule.actions}
    for action in sorted(schema.actions.keys() - permitted):
        if not action.startswith("require:"):
            yield f"no rule permits {action}"


def _version(sources: Sequence[Source], schema: Schema, parameters: str) -> str:
    digest = hashlib.sha256()
    for part in (*(source.text for source in sources), schema.text, parameters):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:12]
