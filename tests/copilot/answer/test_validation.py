"""What an answer may say: each check, where it objects and where it does not."""

import pytest

from copilot.turn.answer.citing import cite
from copilot.turn.answer.draft import Draft
from copilot.turn.answer.validation import Kind, validate
from copilot.turn.trace import CallRecord, EvidenceRecord, ReasonRecord
from ingestion.model import Audience
from tests.copilot.answer.material import AGENTS, EVIDENCE, EXCEPTION, REFUNDS, RULE, draft, given, ran


def kinds(text: str, **changes: object) -> set[Kind]:
    """The kinds of problem that validation finds in `text`."""
    asked = given(**changes)
    return {problem.kind for problem in validate(draft(text, asked.evidence), asked)}


def policy(text: str, title: str = "Policy") -> EvidenceRecord:
    """One clause as E1."""
    return RULE.model_copy(update={"text": text, "title": title, "section": None, "context": "", "span": None})


@pytest.mark.parametrize(
    "text",
    [
        "You may return most items within 30 days of delivery. [E1]",
        "Most items can be returned within thirty days of delivery [E1].",
        "You have 30 days from delivery to return most items. [E1] Final sale items cannot be returned. [E2]",
        "- Most items: return them within 30 days of delivery. [E1]\n- Final sale items can't be returned. [E2]",
        "Your order FH-10002 was delivered on 5 June 2026 and you paid 64.00 USD. [R1]",
        "Refunds reach your original payment method within 5 business days. [E3]",
        "A collection fee of 25.00 is deducted from the refund for large items over 30 kg. [E3]",
        "The policy says: “You may return most items within 30 days of delivery.” [E1]",
        "I'm sorry to hear that! You may return most items within 30 days of delivery. [E1] Anything else?",
        "Order FH-10002 was delivered on June 5, so you may return most items within 30 days of delivery. [E1][R1]",
        "Which order would you like to return, FH-10002 or another one?",
    ],
)
def test_a_faithful_answer_passes(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("You can cancel an order until it has been packed.", "You cannot cancel an order once it has been packed."),
        (
            "An address can be changed only within the same country.",
            "You can only change the address within the same country.",
        ),
        (
            "Live plants must be returned within 14 days of delivery.",
            "Live plants have to be returned within 14 days of delivery.",
        ),
        (
            "Opened hygiene items, such as pillows, mattress toppers and bath textiles, cannot be returned.",
            "Unfortunately, opened pillows and other hygiene items can't be returned.",
        ),
        ("Standard delivery is free on orders of 75.00 or more.", "Standard delivery is free from 75.00."),
        (
            "If an express parcel arrives more than 1 business day late, we refund the express delivery fee.",
            "We refund the express delivery fee if the parcel arrives more than one business day late.",
        ),
        (
            "A domestic parcel is treated as lost after 10 days without a carrier scan.",
            "A domestic parcel counts as lost when there is no carrier scan for 10 days.",
        ),
        ("Points expire after 12 months without a purchase.", "Your points expire after 12 months without a purchase."),
        (
            "You can skip or cancel a delivery up to 3 days before its renewal date.",
            "You can skip a delivery up to three days before its renewal date.",
        ),
        (
            "We keep invoices for 7 years because tax law requires it.",
            "Invoices are kept for 7 years, as tax law requires.",
        ),
    ],
)
def test_a_paraphrase_of_a_clause_passes(clause: str, sentence: str) -> None:
    assert kinds(f"{sentence} [E1]", evidence=(policy(clause),)) == set()


@pytest.mark.parametrize("text", ["", "   ", "[E1]", "..."])
def test_an_answer_that_says_nothing_is_empty(text: str) -> None:
    assert Kind.EMPTY in kinds(text)


@pytest.mark.parametrize("text", ["Most items can be returned. [E9]", "Most items can be returned. [E1][R7]"])
def test_a_citation_of_nothing_is_unknown_evidence(text: str) -> None:
    assert kinds(text) == {Kind.UNKNOWN_EVIDENCE}


def test_a_citation_without_a_marker_and_a_marker_without_a_citation_are_told() -> None:
    hidden = Draft(f"{RULE.text} [E1]", (cite(RULE, RULE.text), cite(EXCEPTION, EXCEPTION.text)))
    bare = Draft(f"{RULE.text} [E1]", ())
    for unlisted, name in ((hidden, "E2"), (bare, "E1")):
        (problem,) = validate(unlisted, given())
        assert problem.kind is Kind.UNKNOWN_EVIDENCE
        assert problem.detail.startswith(name)


@pytest.mark.parametrize(
    "text",
    [
        "Most items can be returned.",
        "Most items can be returned. Final sale items cannot be returned. [E2]",
        "I'm sorry, but your order cannot be returned.",
        "# You have 30 days",
        "Did you know that gift cards never expire?",
        "Sure, 30 days.",
    ],
)
def test_a_factual_sentence_cites(text: str) -> None:
    assert Kind.UNCITED in kinds(text)


def test_words_of_the_gate_and_the_desk_need_no_evidence() -> None:
    refused = ran("issue_refund", "refused").model_copy(
        update={"reasons": (ReasonRecord(rule_id="refund.done", text="This order was already refunded in full."),)}
    )
    done = ran("cancel_order", order_id="FH-10011")
    said = (
        "This order has been packed, so it cannot be cancelled any more. This order was already refunded in full. "
        "The desk ran cancel_order for FH-10011."
    )
    assert kinds(said, results=(refused, done)) == set()
    assert kinds("This order has been packed and was refunded.", results=(refused, done)) != set()


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ('It says "You may return most items within 30 days". [E1]', True),
        ('It says "you may   return most items". [E1]', True),
        ('It says "You may return all items". [E1]', False),
        ('It says "You may return most items". [E2]', False),
        ('That is a "Final sale" item: it cannot be returned. [E2]', True),
    ],
)
def test_quotations_stand_verbatim_in_what_is_cited(text: str, fine: bool) -> None:
    assert (Kind.QUOTE not in kinds(text)) is fine


def test_a_citations_quote_stands_verbatim_with_or_without_markdown() -> None:
    text = "Items marked Final sale cannot be returned. [E2]"
    for quote, fine in (
        ("Items marked **Final sale** cannot be returned.", True),
        ("Items marked Final sale cannot be returned.", True),
        ("Items marked\nFinal sale", True),
        ("Final sale items cannot be returned.", False),
        ("", False),
    ):
        problems = validate(Draft(text, (cite(EXCEPTION, quote),)), given())
        assert ({problem.kind for problem in problems} == set()) is fine, quote


@pytest.mark.parametrize(
    "text",
    [
        "You may return most items within 45 days of delivery. [E1]",
        "You may return most items within 30 business days of delivery. [E1]",
        "You may return most items within 30 days of delivery, until 5 July 2026. [E1]",
        "Order FH-10003 was delivered on 5 June 2026. [R1]",
        "You paid 46.00 USD for order FH-10002. [R1]",
        "You paid 64.00 EUR for order FH-10002. [R1]",
        "Refunds reach your original payment method within 25 business days. [E3]",
        "You may return most items within 5 days of delivery. [E1]",  # 5 stands in E3 only
        "Write to refunds@elsewhere.example about the return of most items. [E1]",
    ],
)
def test_figures_stand_in_what_the_sentence_cites(text: str) -> None:
    assert Kind.FIGURE in kinds(text)


def test_a_number_that_only_the_customer_said_is_no_evidence() -> None:
    asked = {"query": "I have 45 days to return, right?"}
    assert Kind.FIGURE in kinds("You may return most items within 45 days of delivery. [E1]", **asked)


def test_agents_only_evidence_is_for_agents() -> None:
    evidence = (*EVIDENCE, AGENTS)
    text = "Three refunds in 90 days is a fraud flag. [E4]"
    restricted = {"evidence": evidence, "agents_only": frozenset({"E4"})}
    assert Kind.AUDIENCE in kinds(text, **restricted)
    assert Kind.AUDIENCE in kinds("Three refunds in 90 days is a fraud flag. [E1]", **restricted)
    assert kinds(text, **restricted, audience=Audience.AGENT) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Our garden centre in Portland opens every morning. [E1]",
        "Gift cards bought in the United Kingdom never run out. [E1]",
        "You may return most items within 30 days of delivery. [E3]",
    ],
)
def test_a_citation_of_something_else_does_not_support(text: str) -> None:
    assert Kind.SUPPORT in kinds(text)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        (EXCEPTION.text, "Items marked Final sale can be returned."),
        (RULE.text, "You may not return most items within 30 days of delivery."),
        ("You can cancel an order until it has been packed.", "You cannot cancel an order until it has been packed."),
        ("Gift cards are not refundable.", "Gift cards are refundable."),
        ("The delivery promise does not apply to gift orders.", "The delivery promise applies to gift orders."),
        ("The original delivery fee is never refunded.", "The original delivery fee is refunded."),
        ("Standard delivery is free without an account.", "Standard delivery is free with an account."),
    ],
)
def test_the_opposite_of_the_evidence_is_told(clause: str, sentence: str) -> None:
    assert Kind.POLARITY in kinds(f"{sentence} [E1]", evidence=(policy(clause),))


def test_a_marker_after_verbatim_sentences_is_the_marker_of_each() -> None:
    both = "Refunds reach your original payment method within 5 business days. " + REFUNDS.text.splitlines()[1]
    assert kinds(f"{both} [E3]") == set()
    assert Kind.UNCITED in kinds(f"Refunds are instant. {both} [E3]")


def test_a_table_row_may_be_told_with_its_headers() -> None:
    rows = ("| us | Standard | 3–6 business days |", "| us | Express | 1–2 business days |")
    table = policy("\n".join(("| Region | Service | Time |", "|---|---|---|", *rows)))
    assert kinds("Express takes 1 to 2 business days in the us region. [E1]", evidence=(table,)) == set()
    assert Kind.FIGURE in kinds("Express takes 1 to 2 weeks in the us region. [E1]", evidence=(table,))


def test_a_problem_reads_as_its_kind_and_what_is_wrong() -> None:
    (problem,) = validate(draft("Most items can be returned."), given())
    assert str(problem) == "uncited: no evidence is named for: Most items can be returned."


def test_a_call_without_a_result_says_nothing() -> None:
    silent = CallRecord(tool="x", arguments={}, effect="read", status="done", proposed_by="gate", result={"summary": 7})
    assert kinds("You may return most items within 30 days of delivery. [E1]", results=(silent,)) == set()
