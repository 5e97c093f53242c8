"""The demo's rules with one of them changed, and what a check of all of them finds."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from tests.tools.gate.judging import INTENTS
from tools.catalogue import Catalogue, discover
from tools.gate.check.book import judged_actions
from tools.gate.check.findings import Broken, broken
from tools.gate.rules import Rule, RuleBook, Source, invariants, load
from tools.gate.schema import Schema, generate

Edit = Callable[[str], str]


@cache
def catalogue() -> Catalogue:
    """The demo's."""
    return discover("tools")


@cache
def schema() -> Schema:
    """The demo's."""
    return generate([tool.shape for tool in catalogue()], INTENTS)


def demo_invariants() -> tuple[Rule, ...]:
    """The demo's."""
    return invariants(catalogue().invariants, schema())


def edited(edit: Edit) -> RuleBook:
    """The demo's rules after an edit of every rule file's text; one that changes nothing is a mistake of the test."""
    sources = catalogue().rules
    changed = [Source(source.name, edit(source.text)) for source in sources]
    assert tuple(changed) != sources
    return load(changed, schema(), catalogue().parameters.canonical)


def without(rule_id: str) -> Edit:
    """Take one rule out of the text."""

    def edit(text: str) -> str:
        rules = text.split('@id("')
        return '@id("'.join(rule for rule in rules if not rule.startswith(f'{rule_id}"'))

    return edit


def broken_in(book: RuleBook, *actions: str) -> list[Broken]:
    """Every invariant that these rules do not keep for these actions."""
    chosen = about(book, *actions)
    held = demo_invariants()
    judged = judged_actions(chosen, held, catalogue().parameters)
    return [found for each in judged.values() for found in broken(each, held)]


def about(book: RuleBook, *actions: str) -> RuleBook:
    """The same rules, looked at for a few actions only: a check of them all takes seconds."""
    shape = Schema({name: book.schema.actions[name] for name in actions}, book.schema.enums, book.schema.text)
    return replace(book, schema=shape)
