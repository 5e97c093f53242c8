"""A judge against people: how often they agree, how far beyond chance, and how far people agree among themselves."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from evals.agreement import Agreement, agreement
from evals.judge.judging import Verdict
from evals.judge.records import JudgedAnswer
from evals.judge.rubric import People, Word


class Judges(Protocol):
    """Whoever gives verdicts. May raise: its answer is unscored then, with the cause."""

    def verdict(self, answer: JudgedAnswer) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class Given:
    """One answer's verdict beside what people say. Exactly one of `verdict` and `cause` is there."""

    id: str
    people: Word
    verdict: Verdict | None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """`with_people` is over what was scored; `always`: the share a judge would get that always said `commonest`."""

    given: tuple[Given, ...]
    with_people: Agreement
    table: Mapping[tuple[str, str], int]  # (people's word, the judge's) -> answers
    commonest: str
    always: float
    among_people: Agreement  # the first two annotators of each answer
    unlabelled: int

    @property
    def unscored(self) -> Mapping[str, int]:
        """Answers without a verdict, by cause."""
        return Counter(one.cause for one in self.given if one.cause is not None)


def measure(
    answers: Sequence[JudgedAnswer], judge: Judges, people: People, workers: int, done: Callable[[], None]
) -> Measured:
    """Every answer that people scored goes before the judge; the others are counted and left out."""
    labelled = [(answer, word) for answer in answers if (word := answer.word(people)) is not None]

    def one(pair: tuple[JudgedAnswer, Word]) -> Given:
        given = _given(*pair, judge)
        done()
        return given

    with ThreadPoolExecutor(max_workers=workers) as pool:
        given = tuple(pool.map(one, labelled))
    pairs = [(str(one.people), str(one.verdict.verdict)) for one in given if one.verdict is not None]
    (commonest, most), *_ = Counter(word for _, word in labelled).most_common(1) or [("pass", 0)]
    among = [words for answer, _ in labelled if len(words := answer.words(people)) > 1]
    return Measured(
        given=given,
        with_people=agreement(pairs),
        table=dict(sorted(Counter(pairs).items())),
        commonest=commonest,
        always=most / len(labelled) if labelled else 0.0,
        among_people=agreement([(words[0], words[1]) for words in among]),
        unlabelled=len(answers) - len(labelled),
    )


def _given(answer: JudgedAnswer, word: Word, judge: Judges) -> Given:
    try:
        return Given(answer.id, word, judge.verdict(answer))
    except Exception as error:  # noqa: BLE001 - each provider raises its own; one lost verdict is counted, not hidden
        return Given(answer.id, word, None, type(error).__name__)
