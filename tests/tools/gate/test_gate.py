"""How a decision is made of what the rules say."""

from dataclasses import replace

from tests.tools.gate.small import OVERFLOW, PERMIT, SESSION, door, forbid, small_gate
from tools.gate.decision import Clause, Decision, Status
from tools.gate.gate import Assent, Gate


def decided(gate: Gate, *, confirmed: bool = False, approved: bool = False, **facts: object) -> Decision:
    return gate.decide(SESSION, [door(**facts)], assent=Assent(confirmed, approved))[0]


def rule_ids(decision: Decision) -> list[str]:
    return [reason.rule_id for reason in decision.reasons]


def test_a_rule_made_to_fail_denies_and_is_recorded() -> None:
    decision = decided(small_gate(PERMIT, forbid("broken", OVERFLOW)), price_minor=1)
    assert decision.status is Status.DENIED
    assert rule_ids(decision) == ["engine-error"]
    assert "broken" in decision.errors[0]
    assert "overflow" in decision.errors[0]


def test_the_engine_alone_would_have_allowed_it() -> None:
    """The trap that the guard is for: Cedar skips the failing forbid and says Allow."""
    import cedarpy

    text = f"{PERMIT}\n{forbid('broken', OVERFLOW)}"
    request = {
        "principal": 'Session::"c"',
        "action": 'Action::"execute:open_door"',
        "resource": 'Account::"C-1"',
        "context": {"price_minor": 1},
    }
    assert cedarpy.is_authorized(request, text, []).allowed


def test_a_fact_of_the_wrong_kind_denies_and_is_recorded() -> None:
    decision = decided(small_gate(PERMIT), wood="cardboard")
    assert decision.status is Status.DENIED
    assert rule_ids(decision) == ["engine-error"]
    assert decision.errors


def test_a_number_too_large_for_the_engine_denies_and_is_recorded() -> None:
    decision = decided(small_gate(PERMIT), price_minor=2**70)
    assert decision.status is Status.DENIED
    assert decision.errors


def test_an_intent_nobody_declared_denies_and_is_recorded() -> None:
    decision = small_gate(PERMIT).decide(SESSION, [door()], frozenset({"burgle"}))[0]
    assert decision.status is Status.DENIED
    assert not decision.required
    assert decision.errors


def test_a_session_of_an_unknown_role_denies_everything() -> None:
    session = replace(SESSION, role="king")  # type: ignore[arg-type]
    decision = small_gate(PERMIT).decide(session, [door()])[0]
    assert decision.status is Status.DENIED
    assert decision.errors


def test_what_failed_while_gathering_denies() -> None:
    case = replace(door(), errors=("the order system does not answer",))
    decision = small_gate(PERMIT).decide(SESSION, [case])[0]
    assert decision.status is Status.DENIED
    assert decision.errors == ("the order system does not answer",)


def test_nothing_permits_what_no_rule_permits() -> None:
    offered = PERMIT.replace("action,", 'action in Action::"offer",')
    needs_oak = (
        '@id("oak") @reason("Oak only.") permit (principal, action in Action::"execute", resource) '
        'when { context has wood && context.wood == Wood::"oak" };'
    )
    gate = small_gate(offered, needs_oak)
    assert decided(gate, wood="oak").errors  # a plain string is no Wood
    decision = decided(gate)
    assert (decision.status, rule_ids(decision)) == (Status.DENIED, ["no-permit"])


def test_the_strongest_status_wins_and_only_its_reasons_are_given() -> None:
    gate = small_gate(
        PERMIT,
        forbid("e", "", "needs_confirmation"),
        forbid("d", "", "needs_approval"),
        forbid("c", "", "needs_input"),
        forbid("b", "", "needs_verification"),
        forbid("a", "when { context has known && !context.known }"),
    )
    assert rule_ids(decided(gate, known=False)) == ["a"]
    decision = decided(gate, known=True)
    assert (decision.status, rule_ids(decision)) == (Status.NEEDS_VERIFICATION, ["b"])


def test_reasons_are_sorted() -> None:
    gate = small_gate(PERMIT, *(forbid(rule_id, "") for rule_id in ("zebra", "ant", "mole")))
    assert rule_ids(decided(gate)) == ["ant", "mole", "zebra"]


def test_nobody_is_asked_to_approve_what_would_be_denied_then() -> None:
    gate = small_gate(
        PERMIT,
        forbid("limit", "unless { context.approved }", "needs_approval"),
        forbid("never", "when { context.approved }"),
    )
    decision = decided(gate, confirmed=True)
    assert (decision.status, rule_ids(decision)) == (Status.DENIED, ["never"])


def test_nobody_is_asked_to_confirm_what_nothing_permits() -> None:
    offered = PERMIT.replace("action,", 'action in Action::"offer",')
    gate = small_gate(
        offered,
        '@id("p") @reason("Known doors.") permit (principal, action in Action::"execute", resource) '
        "when { context has known && context.known };",
        forbid("yes", "unless { context.confirmed }", "needs_confirmation"),
    )
    assert rule_ids(decided(gate)) == ["no-permit"]
    assert decided(gate, known=True).status is Status.NEEDS_CONFIRMATION
    assert decided(gate, known=True, confirmed=True).status is Status.ALLOWED


def test_approval_comes_before_confirmation() -> None:
    gate = small_gate(
        PERMIT,
        forbid("limit", "unless { context.approved }", "needs_approval"),
        forbid("yes", "unless { context.confirmed }", "needs_confirmation"),
    )
    assert decided(gate).status is Status.NEEDS_APPROVAL
    assert decided(gate, approved=True).status is Status.NEEDS_CONFIRMATION
    assert decided(gate, approved=True, confirmed=True).status is Status.ALLOWED


def test_a_tool_that_may_not_be_offered_is_denied() -> None:
    hidden = (
        '@id("hidden") @reason("For agents.") @outcome("denied") '
        'forbid (principal, action == Action::"offer:open_door", resource) unless { principal.role == Role::"agent" };'
    )
    gate = small_gate(PERMIT, hidden)
    assert rule_ids(decided(gate)) == ["hidden"]
    agent = replace(SESSION, role="agent")
    assert gate.decide(agent, [door()])[0].status is Status.ALLOWED


def test_the_reason_is_filled_in_and_brings_its_clause() -> None:
    gate = small_gate(
        PERMIT,
        '@doc("doors") @quote("Doors cost money.") '
        + forbid("dear", "", reason="{price_minor} after {days_waiting} for {wood}"),
    )
    reason = decided(gate, price_minor=12950, currency="EUR", days_waiting=1).reasons[0]
    assert reason.text == "129.50 EUR after 1 day for unknown"
    assert reason.clause == Clause("doors", "Doors cost money.")


def test_decisions_are_sorted_by_tool_and_carry_their_facts_and_the_version() -> None:
    gate = small_gate(PERMIT)
    decision = decided(gate, known=True, days_waiting=3)
    assert decision.facts == {"known": True, "days_waiting": 3, "woods": frozenset()}
    assert decision.rules_version == gate.book.version


def test_missing_arguments_are_named_when_they_are_what_is_missing() -> None:
    gate = small_gate(PERMIT, forbid("input", "unless { context.missing.isEmpty() }", "needs_input"))
    case = replace(door(), missing=frozenset({"door_id"}))
    assert gate.decide(SESSION, [case])[0].missing == ("door_id",)
    assert gate.decide(SESSION, [door()])[0].missing == ()


def test_no_case_is_no_decision() -> None:
    assert small_gate(PERMIT).decide(SESSION, []) == ()
