"""`evals review A B`: shows pairs blind, takes a person's word or --set, and counts wins."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from evals.errors import CannotRun
from evals.judge.rubric import Rubric
from evals.judge.rubric import read as read_rubric
from evals.review.pairs import Pair, Pairs, pair
from evals.review.summary import Review, Summary, read, summarise, write
from evals.yaml_list import Identity

Ask = Callable[[str], str]
_WORDS = ("1", "2", "tie")
_SKIP, _QUIT = "s", "q"


def run(
    a: Path, b: Path, rubric: Path, reviews_file: Path, by: str, seed: int, given: Sequence[str], console: Console
) -> None:
    """The whole command. Raises CannotRun. Which side won is said once there is nothing left to be blind about."""
    pairs = pair(a, b, seed)
    asked = read_rubric(rubric)
    if given:
        said = read(reviews_file) | {(review.id, review.by): review for review in _set(pairs, by, given)}
        write(reviews_file, said.values())
    elif sys.stdin.isatty():
        interview(pairs, asked, reviews_file, by, console, console.input)
    else:
        raise CannotRun("nobody to ask: run it in a terminal, or give --set ID=1, ID=2 or ID=tie.")
    reviews = _current(pairs, read(reviews_file))
    if left := sum((one.id, by) not in reviews for one in pairs.differing):
        console.print(f"{by} has {left} of {len(pairs.differing)} pairs left; wins are shown when none is.")
    else:
        display(summarise(reviews.values()), pairs, a.name, b.name, console)


def interview(pairs: Pairs, rubric: Rubric, reviews_file: Path, by: str, console: Console, ask: Ask) -> None:
    """Asks of what `by` has not reviewed yet; each word is kept at once."""
    reviews = read(reviews_file)
    done = _current(pairs, reviews)
    waiting = [one for one in pairs.differing if (one.id, by) not in done]
    console.print(escape(f"{rubric.question}\npass: {rubric.verdicts['pass']}\nfail: {rubric.verdicts['fail']}"))
    for review in _ask_all(waiting, by, console, ask):
        reviews[review.id, review.by] = review
        write(reviews_file, reviews.values())


def display(found: Summary, pairs: Pairs, a: str, b: str, console: Console) -> None:
    """Wins, ties, the rate with its interval, and agreement."""
    rate, ends, chance = found.rate, found.interval, found.chance
    lines = [f"A {a}: {found.a} wins   B {b}: {found.b} wins   ties: {found.ties}   the same answer: {len(pairs.same)}"]
    if rate is not None and ends is not None and chance is not None:
        lines.append(
            f"B wins {rate:.3f} [{ends.low:.2f}, {ends.high:.2f}] of what is no tie; sign test p = {chance:.3f}"
        )
    if pairs.apart:
        lines.append(f"{len(pairs.apart)} cases are not in both reports, or say something else there: left out")
    lines += [f"{one} and {other}: {agreed}" for (one, other), agreed in found.agreements.items()]
    for line in lines:
        console.print(escape(line), highlight=False)


def _ask_all(waiting: Sequence[Pair], by: str, console: Console, ask: Ask) -> Iterator[Review]:
    for number, one in enumerate(waiting, 1):
        console.print(f"\n[bold]{escape(one.id)}[/] ({number} of {len(waiting)})", highlight=False)
        for place, side in enumerate(one.shown, 1):
            for said, answer in zip(one.said, one.answers[side], strict=True):
                console.print(escape(f"  [{place}] customer: {said}\n      copilot: {answer}"), highlight=False)
        word = ""
        while word not in (*_WORDS, _SKIP, _QUIT):
            word = ask(f"Which is better: 1, 2 or tie? ({_SKIP} skips, {_QUIT} ends) ").strip().lower()
        if word == _QUIT:
            return
        if word != _SKIP:
            yield _review(one, by, word)


def _review(one: Pair, by: str, word: str) -> Review:
    better = "tie" if word == "tie" else one.shown[int(word) - 1]
    return Review(id=one.id, by=by, better=better, answers=one.fingerprint)


def _current(pairs: Pairs, reviews: Mapping[Identity, Review]) -> dict[Identity, Review]:
    """Reviews of these very answers; others stay in the file and count for nothing here."""
    known = {one.id: one.fingerprint for one in pairs.differing}
    return {key: review for key, review in reviews.items() if known.get(review.id) == review.answers}


def _set(pairs: Pairs, by: str, given: Sequence[str]) -> list[Review]:
    """ID=1, ID=2 or ID=tie, as shown under this seed. Raises CannotRun before anything is kept."""
    known = {one.id: one for one in pairs.differing}
    reviews = []
    for text in given:
        name, equals, word = text.rpartition("=")
        if not equals:
            raise CannotRun(f"--set {text}: write ID=1, ID=2 or ID=tie.")
        if name not in known:
            raise CannotRun(f"--set {text}: no pair of differing answers {name!r}.")
        if word not in _WORDS:
            raise CannotRun(f"--set {text}: {word!r} is none of {', '.join(_WORDS)}.")
        reviews.append(_review(known[name], by, word))
    return reviews
