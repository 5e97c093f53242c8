"""What each audience is told of why: one filter, for what is said, what a model reads and what an API shows."""

from copilot.reasons import NEUTRAL, nothing, told
from copilot.turn.trace import ClauseRecord, ReasonRecord
from ingestion.model import Audience
from tools.gate.decision import Clause, Reason

OPEN = Reason("window", "The window is over.", Clause("returns-policy", "You may return most items within 30 days."))
SECRET = Reason("limit", "It is above 150.00.", Clause("refunds-policy", "Up to 150.00 needs no approval."))
FLAG = Reason("flag", "There is a fraud flag.", Clause("agent-handbook", "Three refunds are a flag."))
PLAIN = Reason("verify", "Please verify first.")


def _readable(clause: Clause | ClauseRecord) -> bool:
    return clause.doc_id == "returns-policy"


def test_a_customer_gets_neutral_words_once_for_what_rests_on_other_clauses() -> None:
    shown = told((SECRET, OPEN, FLAG, PLAIN), Audience.CUSTOMER, _readable)
    assert [reason.text for reason in shown] == [NEUTRAL.text, OPEN.text, PLAIN.text]
    assert NEUTRAL.text == "This cannot be done here; a colleague can look at it."
    assert not {"limit", "flag"} & {reason.rule_id for reason in shown}


def test_an_agent_is_told_everything() -> None:
    shown = told((SECRET, OPEN, FLAG, PLAIN), Audience.AGENT, nothing)
    assert [reason.rule_id for reason in shown] == ["limit", "window", "flag", "verify"]


def test_recorded_reasons_read_as_those_of_the_gate() -> None:
    assert told((OPEN, SECRET), Audience.CUSTOMER, _readable) == told(
        told((OPEN, SECRET), Audience.AGENT, nothing), Audience.CUSTOMER, _readable
    )


def test_where_nobody_said_what_customers_may_read_no_clause_is() -> None:
    recorded = ReasonRecord(rule_id="window", text="Over.", clause=ClauseRecord(doc_id="returns-policy", quote="30"))
    assert told((recorded,), Audience.CUSTOMER, nothing) == (NEUTRAL,)
