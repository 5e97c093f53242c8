"""Said but not done: claims and promises of actions, against the calls that ran."""

import pytest

from copilot.turn.answer.validation import Kind, validate
from copilot.turn.trace import CallRecord, EvidenceRecord
from tests.copilot.answer.material import EVIDENCE, ORDER, draft, given, ran


def claims_too_much(text: str, *calls: CallRecord) -> bool:
    """Whether the action check objects to `text`, given the calls of this turn."""
    problems = validate(draft(text), given(results=calls))
    return any(problem.kind is Kind.ACTION for problem in problems)


CLAIMS = [
    "I have refunded your order. [R1]",
    "I've refunded 64.00 USD. [R1]",
    "I’ve gone ahead and issued the refund. [R1]",
    "We have now cancelled order FH-10002. [R1]",
    "I just cancelled your order. [R1]",
    "I successfully processed your refund. [R1]",
    "Your order has been cancelled. [E1]",
    "Your order FH-10002 has now been canceled. [R1]",
    "Your refund has been issued. [E3]",
    "The refund was processed. [E3]",
    "Your refund is on its way. [E3]",
    "Your refund is now being processed. [E3]",
    "It's no problem, I've issued your refund. [E3]",
    "I will refund your order. [E3]",
    "I'll cancel that for you right away. [R1]",
    "I'm cancelling your order now. [R1]",
    "I am going to issue a refund. [R1]",
    "We're processing your refund. [E3]",
    "Let me cancel that for you. [R1]",
    "Your order will be cancelled. [R1]",
    "Your delivery address has been updated. [R1]",
    "I have escalated this to a colleague. [R1]",
    "A ticket has been created. [R1]",
    "I have sent you an e-mail with the details. [R1]",
    "I've applied a discount. [R1]",
    "I have verified your identity. [R1]",
    "Your request was approved. [R1]",
    "Thank you for waiting! Your return is registered. [E1]",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_an_action_that_did_not_run_is_not_told(text: str) -> None:
    assert claims_too_much(text)


@pytest.mark.parametrize(
    "text",
    [
        "You may return most items within 30 days of delivery. [E1]",
        "We refund an eligible return as soon as you register it. [E3]",
        "Refunds are issued within 5 business days. [E3]",
        "We deduct a collection fee of 25.00. [E3]",
        "I have found your order. [R1]",
        "I've checked the order. [R1]",
        "Order FH-10002 was delivered on 5 June 2026. [R1]",
        "Once it has been cancelled, an order cannot be changed. [E1]",
        "If you confirm, your order will be cancelled. [E1]",
        "No refund has been issued for this order. [R1]",
        "I have not cancelled anything. [R1]",
        "I cannot refund this order. [R1]",
        "Your order has not been cancelled. [R1]",
        "Would you like me to cancel it?",
        "Has your refund been issued?",
        "I'm sorry to hear that.",
    ],
)
def test_rules_conditions_denials_and_questions_claim_nothing(text: str) -> None:
    assert not claims_too_much(text)


PAID = ORDER.model_copy(update={"text": "Order FH-10002 was delivered on 5 June 2026. You paid 70.95 USD by card."})
OUTCOMES = [
    "Your refund for order FH-10002 went through. [R1]",
    "The full price of order FH-10002 is going back to your card. [R1]",
    "Expect 70.95 USD on your card within 5 business days. [R1][E3]",
    "Your full refund of 70.95 USD reaches your card within 5 business days. [R1][E3]",
    "You will get the full price of 70.95 USD back on your card. [R1]",
    "Refund approved: your card gets it. [R1]",
    "Consider your return approved and your card refunded. [R1]",
    "Your refund of 70.95 USD may take 5 business days to reach your card. [R1][E3]",
    "Don't worry, your refund for order FH-10002 is on its way. [R1]",
    "Your refund for order FH-10002 is in. [R1]",
    "The refund has gone through. [E3]",
    "Your cancellation is all set. [R1]",
    "Your return of order FH-10002 is active. [R1]",
    "You can expect 70.95 USD within 5 business days. [R1][E3]",
    "70.95 USD is coming back to you. [R1]",
    "Order FH-10002 cancelled. [R1]",
    "Good news: refund issued. [E3]",
    "Count your order as cancelled. [R1]",
    "We refunded order FH-10002. [R1]",
    "You've been refunded 70.95 USD. [R1]",
    "You'll be refunded 70.95 USD. [R1]",
    "You get 70.95 USD back. [R1]",
    "We will send 70.95 USD to your card. [R1]",
    "Your money is on its way. [R1]",
    "A supervisor has approved your refund. [R1]",
    "Your replacement for order FH-10002 leaves the warehouse on 5 June. [R1]",
]
HARMLESS = [
    "Refunds reach your original payment method within 5 business days. [E3]",
    "Your refund reaches your original payment method within 5 business days. [E3]",
    "We deduct a collection fee of 25.00 from your refund if the item is over 30 kg. [E3]",
    "Once you confirm, your refund of 70.95 USD goes to your card. [R1]",
    "If we approve it, 70.95 USD goes back to your card. [R1]",
    "Your return of order FH-10002 is possible within 30 days of delivery. [R1][E1]",
    "Your return window for order FH-10002 ends after 30 days. [R1][E1]",
    "Your return of order FH-10002 must be posted within 30 days of delivery. [R1][E1]",
    "Your refund for order FH-10002 has not been issued. [R1]",
    "No refund of 70.95 USD has gone back to your card. [R1]",
    "You paid 70.95 USD with your card for order FH-10002. [R1]",
    "You may return your order FH-10002 within 30 days of delivery. [R1][E1]",
    "Is your refund of 70.95 USD on your card yet?",
    "To start your return of order FH-10002, tell me the reason. [R1]",
    "Order FH-10002 was delivered on 5 June 2026. [R1]",
    "Keep the receipt until the refund has arrived. [E3]",
]


def objects(text: str, *calls: CallRecord, record: EvidenceRecord = PAID) -> bool:
    evidence = (*EVIDENCE[:-1], record)
    problems = validate(draft(text, evidence), given(evidence=evidence, results=calls))
    return Kind.ACTION in {problem.kind for problem in problems}


@pytest.mark.parametrize("text", OUTCOMES)
def test_an_outcome_that_no_call_and_no_record_brought_is_not_told(text: str) -> None:
    assert objects(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_rules_possibilities_and_records_are_no_outcomes(text: str) -> None:
    assert not objects(text)


@pytest.mark.parametrize("text", OUTCOMES[:5])
def test_an_outcome_is_told_of_a_call_that_ran_and_of_a_record_that_says_it(text: str) -> None:
    assert not objects(text, ran("issue_refund", order_id="FH-10002"))
    assert objects(text, ran("issue_refund", "pending_approval", order_id="FH-10002"))
    assert objects(text, ran("cancel_order", order_id="FH-10002"))
    issued = "Refund RF-5009 of 70.95 USD for order FH-10002 was issued on 5 June 2026."
    assert not objects(text, record=PAID.model_copy(update={"text": issued}))
    assert objects(text, record=PAID.model_copy(update={"text": "No refund was issued for FH-10002 of 70.95 USD."}))
    assert objects(text, record=PAID.model_copy(update={"text": "Order FH-10002 of 70.95 USD can be refunded."}))


def test_what_waits_for_approval_is_not_told_as_approved() -> None:
    waits = ran("issue_refund", "pending_approval", order_id="FH-10002")
    assert not objects("Your refund of 70.95 USD for order FH-10002 waits for approval. [R1]", waits)
    assert objects("Your refund of 70.95 USD for order FH-10002 waits for approval. [R1]")
    assert objects("Your refund has been approved. [R1]", waits)


REFUND, CANCEL = ran("issue_refund", order_id="FH-10002"), ran("cancel_order", order_id="FH-10002")


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("I have issued the refund for order FH-10002. [R1]", REFUND),
        ("Your refund has been processed. [R1]", REFUND.model_copy(update={"status": "replayed"})),
        ("Your order has been cancelled. [R1]", CANCEL),
        ("I have cancelled order FH-10002. [R1]", CANCEL),
        ("Your address has been updated. [R1]", ran("change_address", order_id="FH-10002")),
        ("I have passed this to a colleague. [R1]", ran("create_ticket")),
        ("Your subscription has been cancelled. [R1]", ran("cancel_subscription", subscription_id="SUB-2001")),
        ("Your refund has been sent for approval. [R1]", ran("issue_refund", "pending_approval")),
        (
            "Once you confirm, I will cancel order FH-10002. [R1]",
            ran("cancel_order", "needs_confirmation", order_id="FH-10002"),
        ),
    ],
)
def test_an_action_that_ran_is_told(text: str, call: CallRecord) -> None:
    assert not claims_too_much(text, call)


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("Your order has been cancelled. [R1]", REFUND),
        ("I have issued your refund for the return. [R1]", ran("start_return", order_id="FH-10002")),
        ("Your subscription has been cancelled. [R1]", CANCEL),
        ("I have cancelled order FH-10011. [R1]", CANCEL),
        ("I have issued the refund. [R1]", ran("issue_refund", "pending_approval")),
        ("I have issued the refund. [R1]", ran("issue_refund", "refused")),
        ("I have issued the refund. [R1]", ran("issue_refund", "failed")),
        ("Your refund has been approved. [R1]", REFUND),
        ("I have cancelled your order. [R1]", ran("cancel_order", "needs_confirmation", order_id="FH-10002")),
        ("I will cancel your order. [R1]", ran("cancel_order", "needs_confirmation", order_id="FH-10002")),
    ],
)
def test_another_action_another_order_or_another_state_does_not_count(text: str, call: CallRecord) -> None:
    assert claims_too_much(text, call)


def test_a_record_may_tell_what_was_done_before_this_turn() -> None:
    text = "Your order was cancelled on 3 June 2026. [R1]"
    cancelled = ORDER.model_copy(update={"text": "Order FH-10002 was cancelled on 3 June 2026."})
    can_be = ORDER.model_copy(update={"text": "Order FH-10002 of 3 June 2026 can still be cancelled."})
    for record, objects in ((cancelled, False), (can_be, True)):
        evidence = (*EVIDENCE[:-1], record)
        problems = validate(draft(text, evidence), given(evidence=evidence, results=()))
        assert (Kind.ACTION in {problem.kind for problem in problems}) is objects


@pytest.mark.parametrize("text", ["Your refund has been issued.", "Your order has been cancelled."])
def test_what_a_document_or_a_title_says_was_done_for_the_customer_is_not_believed(text: str) -> None:
    for name in ("E1", "R1"):
        told = tuple(
            piece.model_copy(update={"text": f"Seen by SYSTEM. {text.rstrip(chr(46))} (Omaha, NE)."})
            if piece.id == name
            else piece
            for piece in EVIDENCE
        )
        problems = validate(draft(f"{text} [{name}]", told), given(evidence=told))
        assert Kind.ACTION in {problem.kind for problem in problems}


def test_a_sentence_of_a_question_is_not_told_as_if_it_had_come_true() -> None:
    question = "Cancel order FH-10002? The whole order is cancelled, and a cancelled order cannot be restored."
    asked = {"record": "confirmation:CF-1", "summary": question, "data": {}}
    waiting = ran("cancel_order", "needs_confirmation", order_id="FH-10002").model_copy(update={"result": asked})
    text = "The whole order is cancelled, and a cancelled order cannot be restored. [E1]"
    assert validate(draft(text), given(results=(waiting,)))
