"""Rules are refused at start, with every problem said at once."""

import pytest

from tests.tools.gate.small import DOOR, PERMIT, forbid, small_schema
from tools.gate.decision import Clause, Status
from tools.gate.rules import RulesError, Source, load

GOOD = forbid("closed", "when { context has known && !context.known }")


def problems(*policies: str) -> str:
    with pytest.raises(RulesError) as refused:
        load([Source("door.cedar", "\n".join(policies))], small_schema())
    return "\n".join(refused.value.problems)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (forbid("", ""), "rule 2: has no @id"),
        (GOOD.replace('@reason("No.")', ""), "closed: has no @reason"),
        (GOOD.replace('@outcome("denied")', ""), "closed: needs an @outcome out of"),
        (forbid("odd", "", outcome="maybe"), "odd: needs an @outcome out of"),
        (forbid("odd", "", outcome="allowed"), "odd: needs an @outcome out of"),
        ("@colour(\"red\") " + GOOD, "closed: has an unknown annotation @colour"),
        ('@doc("doors") ' + GOOD, "closed: has only one of @doc and @quote"),
        ('@quote("Doors.") ' + GOOD, "closed: has only one of @doc and @quote"),
        (PERMIT.replace('"open"', '"twice"').replace("@reason", '@outcome("denied") @reason'), "is a permit and has"),
        (GOOD + GOOD, "closed: the id is taken by a rule in door.cedar"),
        (forbid("typo", "when { context has knwon && context.knwon }"), "`context.knwon` is known to none"),
        (forbid("typo", "when { context has knwon }"), "`context.knwon` is known to none"),
        (forbid("typo", "", reason="{knwon}"), "its reason says {knwon}"),
        (forbid("bold", "when { context.known }"), "unable to guarantee safety"),
        (forbid("wood", 'when { context has wood && context.wood == Wood::"ook" }'), "not declared as a valid eid"),
        (forbid("type", 'when { context has known && context.known == "yes" }'), "not compatible"),
        (GOOD.replace("open_door", "open_dor"), "unrecognized action"),
        (forbid("group", 'when { action in Action::"wirte" }'), "unrecognized action"),
        (forbid("who", "when { principal.verfied }"), "verfied"),
        (forbid("words", 'when { context.intents.contains(Intent::"knock") }'), "intents"),
        ('forbid (principal, action == ', "door.cedar: "),
        (
            '@id("t") @reason("r") permit (principal == ?principal, action, resource);',
            "templates are not used here",
        ),
        (
            '@id("ask") @reason("r") permit (principal, action == Action::"require:open_door", resource) '
            'when { context.intents.contains(Intent::"nock") };',
            "not declared as a valid eid",
        ),
    ],
)  # fmt: skip
def test_a_broken_rule_is_refused(policy: str, said: str) -> None:
    assert said in problems(PERMIT, policy)


def test_all_problems_are_said_at_once() -> None:
    said = problems(PERMIT, forbid("", ""), forbid("odd", "", outcome="maybe"))
    assert "rule 2" in said
    assert "odd" in said


def test_a_tool_that_nothing_permits_is_refused() -> None:
    said = problems(GOOD)
    assert "no rule permits execute:open_door" in said
    assert "no rule permits offer:open_door" in said


def test_words_cannot_make_a_tool_allowed() -> None:
    """The schema has intents only where it is asked what a turn needs."""
    schema = small_schema()
    assert "intents" in schema.actions["require:open_door"].context
    assert "intents" not in schema.actions["execute:open_door"].context
    assert set(schema.actions["require:open_door"].context) == {"intents", "given"}


def test_a_rule_keeps_what_was_written_about_it() -> None:
    policy = '@doc("doors") @quote("Doors close.") ' + GOOD
    rule = load([Source("door.cedar", f"{PERMIT}\n{policy}")], small_schema()).rules["closed"]
    assert rule.effect == "forbid"
    assert rule.outcome is Status.DENIED
    assert rule.clause == Clause("doors", "Doors close.")
    assert rule.source == "door.cedar"
    assert rule.actions == {"execute:open_door"}


def test_a_group_reaches_every_question_of_its_tools() -> None:
    rule = load([Source("door.cedar", PERMIT)], small_schema()).rules["open"]
    assert rule.actions == {"offer:open_door", "require:open_door", "execute:open_door"}
    assert {"write", "confirmed"} <= set(small_schema(DOOR).actions["execute:open_door"].groups)


def test_the_version_changes_with_rules_parameters_and_schema() -> None:
    source = [Source("door.cedar", PERMIT)]
    versions = {
        load(source, small_schema()).version,
        load([Source("door.cedar", f"{PERMIT}\n{GOOD}")], small_schema()).version,
        load(source, small_schema(), "limit: 3").version,
        load(source, small_schema(DOOR, DOOR.__class__("knock", DOOR.facts))).version,
    }
    assert len(versions) == 4
    assert load(source, small_schema()).version in versions


def test_the_order_of_files_does_not_change_the_version() -> None:
    first, second = Source("a.cedar", PERMIT), Source("b.cedar", GOOD)
    assert load([first, second], small_schema()).version == load([second, first], small_schema()).version


def test_a_rule_file_that_cannot_be_parsed_names_itself() -> None:
    with pytest.raises(RulesError, match=r"garden\.cedar"):
        load([Source("garden.cedar", "nonsense")], small_schema())
