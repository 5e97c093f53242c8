"""Answers that people have judged, one JSON record a line.

`{id, text, history?, contexts, answer, human: {score: [number, ...]}}`: `text` is the customer's last message,
`contexts` are texts, or ids of documents in a corpus given beside them, `human` the scores of each annotator.
"""

from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Annotated

from pydantic import BeforeValidator, Field

from evals.errors import CannotRun
from evals.json_lines import Record, read
from evals.judge.rubric import People, Word
from evals.retrieval.records import Utterance, read_passages


def _absent(value: object) -> object:
    return () if value is None else value


class JudgedAnswer(Record):
    """One answer with people's scores."""

    id: Annotated[str, Field(min_length=1)]
    text: str
    history: Annotated[tuple[Utterance, ...], BeforeValidator(_absent)] = ()
    contexts: Annotated[tuple[str, ...], BeforeValidator(_absent)] = ()
    answer: str
    human: Mapping[str, tuple[float, ...]] = Field(default_factory=dict)

    def word(self, people: People) -> Word | None:
        """What people say: "pass" from the median on; None where nobody scored it."""
        scores = self.human.get(people.score, ())
        return _word(median(scores), people) if scores else None

    def words(self, people: People) -> tuple[Word, ...]:
        """What each of them says alone."""
        return tuple(_word(score, people) for score in self.human.get(people.score, ()))


def read_answers(file: Path, corpus: Path | None) -> tuple[JudgedAnswer, ...]:
    """Every answer, contexts resolved in `corpus` where one is given. Raises CannotRun."""
    answers = read(file, JudgedAnswer, "id")
    if corpus is None:
        return answers
    texts = {passage.doc_id: passage.text for passage in read_passages(corpus)}
    return tuple(_resolved(file, answer, texts) for answer in answers)


def _resolved(file: Path, answer: JudgedAnswer, texts: Mapping[str, str]) -> JudgedAnswer:
    if unknown := [context for context in answer.contexts if context not in texts]:
        raise CannotRun(f"{file}: {answer.id}: contexts: {unknown[0]!r} is no document of the corpus.")
    return answer.model_copy(update={"contexts": tuple(texts[context] for context in answer.contexts)})


def _word(score: float, people: People) -> Word:
    return "pass" if score >= people.pass_at else "fail"
