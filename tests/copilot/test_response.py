"""What a caller receives of a turn: nothing that only agents may read reaches a customer's UI."""

from typing import Any

import pytest

from copilot.response import ChatResponse
from copilot.turn.trace import (
    CallRecord,
    CitationRecord,
    ClauseRecord,
    DecisionRecord,
    EvidenceRecord,
    HitRecord,
    ReasonRecord,
)
from tests.copilot.traces import trace
from tools.gate.decision import Clause

SECRET = "Refunds of up to 150.00 per order may be issued without approval."
OPEN = "You may return most items within 30 days of delivery."

AGENTS_REASON = ReasonRecord(
    rule_id="limit", text="It is above 150.00.", clause=ClauseRecord(doc_id="refunds-policy", quote=SECRET)
)
WINDOW_REASON = ReasonRecord(
    rule_id="window", text="The window is over.", clause=ClauseRecord(doc_id="returns-policy", quote=OPEN)
)
PLAIN_REASON = ReasonRecord(rule_id="verify", text="Please verify first.")
SERVED = EvidenceRecord(id="E1", kind="policy", role="rule", text=f"3.1 {OPEN}", doc_id="returns-policy")
HIT = HitRecord(chunk_id="c1", doc_id="refunds-policy", version="1", section="1", text=SECRET, score=1.0)


def _readable(clause: Clause | ClauseRecord) -> bool:
    return clause == WINDOW_REASON.clause


def _turn(audience: str, **changes: Any) -> str:  # noqa: ANN401
    reasons = (AGENTS_REASON, WINDOW_REASON, PLAIN_REASON)
    decision = DecisionRecord(
        tool="issue_refund",
        required=True,
        status="denied",
        reasons=reasons,
        missing=(),
        errors=(),
        rules_version="1",
    )
    call = CallRecord(
        tool="issue_refund", arguments={}, effect="write", status="refused", proposed_by="gate", reasons=reasons
    )
    told = trace(
        "trn_1",
        "cnv_1",
        audience=audience,
        decisions=(decision,),
        calls=(call,),
        hits=(HIT,),
        evidence=(SERVED,),
        **changes,
    )
    return ChatResponse.of(told, _readable).model_dump_json()


def test_a_clause_for_agents_and_the_reason_that_rests_on_it_do_not_reach_a_customer() -> None:
    told = _turn("customer")
    assert "150.00" not in told
    assert WINDOW_REASON.text in told
    assert OPEN in told
    assert PLAIN_REASON.text in told


def test_an_agent_is_told_every_reason_with_its_clause() -> None:
    told = _turn("agent")
    for shown in (SECRET, AGENTS_REASON.text, WINDOW_REASON.text, PLAIN_REASON.text):
        assert shown in told


@pytest.mark.parametrize("audience", ["customer", "agent"])
def test_hits_and_evidence_stay_in_the_trace(audience: str) -> None:
    told = ChatResponse.of(trace("trn_1", "cnv_1", audience=audience, hits=(HIT,), evidence=(SERVED,)), _readable)
    assert {"hits", "evidence", "understanding"}.isdisjoint(told.model_dump())
    assert "3.1" not in told.model_dump_json()


def test_what_a_call_did_is_told_in_its_summary_not_in_its_data() -> None:
    call = CallRecord(
        tool="look_up_order",
        arguments={"order_id": "FH-10001"},
        effect="read",
        status="done",
        proposed_by="gate",
        result={"record": "order:FH-10001", "summary": "It is on its way.", "data": {"fraud_flag": True}},
    )
    told = ChatResponse.of(trace("trn_1", "cnv_1", calls=(call,)), _readable)
    assert (told.calls[0].record, told.calls[0].summary) == ("order:FH-10001", "It is on its way.")
    assert "fraud" not in told.model_dump_json()


def test_citations_name_their_source_and_quote() -> None:
    citation = CitationRecord(evidence_id="E1", kind="policy", quote=OPEN, doc_id="returns-policy", version="2026.1")
    answer = trace("t", "c").answer.model_copy(update={"citations": (citation,)})
    told = ChatResponse.of(trace("trn_1", "cnv_1", answer=answer), _readable)
    assert told.citations == [citation]
