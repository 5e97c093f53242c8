"""Labels of several people: what is settled, what is disputed, and what to fix first."""

from evals.labels.modes import Mode
from evals.labels.store import Label
from evals.labels.summary import summarise


def _labels(*said: tuple[str, str, Mode]) -> dict[tuple[str, str], Label]:
    return {(id_, by): Label(id=id_, by=by, mode=mode, proposed=Mode.REASONING) for id_, by, mode in said}


def test_count_times_severity_decides_what_is_first() -> None:
    found = summarise(
        _labels(
            ("a", "ann", Mode.FORMAT),
            ("b", "ann", Mode.FORMAT),
            ("c", "ann", Mode.REASONING),
            ("d", "ann", Mode.WRONG_RETRIEVAL),
            ("e", "ann", Mode.WRONG_RETRIEVAL),
        )
    )
    assert [(row.mode, row.count, row.severity, row.weight) for row in found.rows] == [
        (Mode.WRONG_RETRIEVAL, 2, 2, 4),
        (Mode.REASONING, 1, 3, 3),
        (Mode.FORMAT, 2, 1, 2),
    ]
    assert found.with_rules.n == 5


def test_a_failure_counts_once_and_most_labellers_decide() -> None:
    found = summarise(
        _labels(("a", "ann", Mode.FORMAT), ("a", "bob", Mode.REASONING), ("a", "cy", Mode.FORMAT))
    )  # fmt: skip
    assert [(row.mode, row.count) for row in found.rows] == [(Mode.FORMAT, 1)]
    assert found.disputed == ()


def test_a_tie_is_disputed_and_in_no_row() -> None:
    found = summarise(_labels(("a", "ann", Mode.FORMAT), ("a", "bob", Mode.REASONING), ("b", "ann", Mode.FORMAT)))
    assert (found.disputed, found.settled) == (("a",), 1)


def test_agreement_is_measured_between_each_two_on_what_both_labelled() -> None:
    found = summarise(
        _labels(
            ("a", "ann", Mode.FORMAT),
            ("a", "bob", Mode.FORMAT),
            ("b", "ann", Mode.REASONING),
            ("b", "bob", Mode.FORMAT),
            ("c", "bob", Mode.FORMAT),
            ("d", "cy", Mode.FORMAT),
        )
    )
    assert list(found.agreements) == [("ann", "bob")]
    assert (found.agreements["ann", "bob"].n, found.agreements["ann", "bob"].same) == (2, 1)


def test_no_label_is_no_row() -> None:
    assert summarise({}).rows == ()
