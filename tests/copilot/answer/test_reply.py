"""Reading a model's reply back: tolerant of the wrapping, strict in meaning."""

import json

import pytest

from copilot.turn.answer.reply import LONGEST, UnreadableReplyError, draft_of, read_reply
from tests.copilot.answer.material import EVIDENCE, RULE

PLAIN = '{"answerable": true, "sentences": [{"text": "Yes.", "evidence": ["E1"]}]}'
BY_ID = {piece.id: piece for piece in EVIDENCE}


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"Here is the answer:\n\n{PLAIN}\n\nI hope this helps.",
        f"<think>Perhaps {{maybe}} or {PLAIN.replace('Yes', 'No')}?</think>{PLAIN}",
        f"{PLAIN}\n{PLAIN}",
        PLAIN.replace('["E1"]', '["[E1]"]'),
        PLAIN.replace('["E1"]', '["e1"]'),
        PLAIN.replace('["E1"]', '"E1"'),
        PLAIN.replace('"answerable": true, ', ""),
        PLAIN.replace('"answerable"', '"confidence": 0.9, "answerable"'),
        "{not json} " + PLAIN,
    ],
)
def test_one_answer_is_found_in_its_wrapping(text: str) -> None:
    (sentence,) = read_reply(text).sentences
    assert (sentence.text, sentence.evidence) == ("Yes.", ["E1"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("You have 30 days.", "no JSON object"),
        ('{"answer": "You have 30 days."}', "no JSON object with sentences"),
        (PLAIN[:-2], "no JSON object"),
        (PLAIN + PLAIN.replace("Yes", "No"), "more than one answer"),
        (PLAIN.replace('["E1"]', "[1]"), "sentences.0.evidence.0"),
        (PLAIN.replace('["E1"]', "null"), "sentences.0.evidence"),
        (PLAIN.replace('"Yes."', '""'), "sentences.0.text"),
        (PLAIN.replace('"Yes."', "30"), "sentences.0.text"),
        (PLAIN.replace("true", '"yes"'), "answerable"),
        ('{"sentences": []}', "no sentences"),
        ('{"sentences": "Yes."}', "sentences"),
        ("{" * 2000, "no JSON object"),
        ('{"sentences": ' + "[" * 20000, "no JSON object"),
        ("x" * (LONGEST + 1), "characters"),
    ],
)
def test_anything_else_is_unreadable_and_says_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableReplyError, match=why):
        read_reply(text)


def test_no_answer_is_an_answer_without_sentences() -> None:
    assert not read_reply('{"answerable": false, "sentences": []}').answerable


def test_every_sentence_of_a_text_carries_the_ids_once() -> None:
    text = "You may return most items. You have 30 days of delivery. [E1]"
    reply = read_reply(json.dumps({"sentences": [{"text": text, "evidence": ["E1", "E1"]}]}))
    drafted = draft_of(reply, BY_ID)
    assert drafted.text == "You may return most items. [E1] You have 30 days of delivery. [E1]"
    assert [citation.quote for citation in drafted.citations] == [RULE.text]


def test_the_quote_is_the_sentence_of_the_evidence_that_shares_most_words() -> None:
    said = {"text": "A collection fee of 25.00 is deducted for large items.", "evidence": ["E3"]}
    (citation,) = draft_of(read_reply(json.dumps({"sentences": [said]})), BY_ID).citations
    assert citation.quote == "We deduct a collection fee of 25.00 from the refund for large items over 30 kg."
    assert citation.span is not None
    assert citation.span[1] - citation.span[0] == len(citation.quote)


def test_an_id_that_does_not_exist_stays_visible() -> None:
    drafted = draft_of(read_reply(PLAIN.replace("E1", "E99")), BY_ID)
    assert drafted.text == "Yes. [E99]"
    assert [citation.evidence_id for citation in drafted.citations] == ["E99"]
