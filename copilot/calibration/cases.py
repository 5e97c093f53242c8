"""Labelled questions, a JSON object a line: `{"id": ..., "text": ..., "answerable": true, "region": "us"}`."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copilot.errors import CopilotError

FEWEST = 20  # of each label: below it a rate of 0.05 cannot even be seen


class LabelledCasesError(CopilotError):
    """The labelled questions cannot be used."""

    code = "labelled_cases"
    status = 422


class LabelledCase(BaseModel):
    """One question, and whether the documents answer it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    answerable: bool
    region: str | None = None


def read_cases(file: Path) -> tuple[LabelledCase, ...]:
    """Every case. Raises LabelledCasesError: no such file, a line that is no case, an id twice, too few of a label."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error.strerror).lower()
        raise LabelledCasesError(
            f"--cases: {file} cannot be read: {why}.",
            field="cases",
            fix="Name a file of labelled questions, one JSON object a line; evals/cases/answerability.jsonl is one.",
        ) from error
    cases = tuple(_case(line, number, file) for number, line in enumerate(lines, 1) if line.strip())
    twice = next((case.id for i, case in enumerate(cases) if case.id in {other.id for other in cases[:i]}), None)
    if twice:
        raise LabelledCasesError(f"{file} holds the id {twice!r} twice.", field="id", fix="Give each case its own.")
    _enough(cases)
    return cases


def _case(line: str, number: int, file: Path) -> LabelledCase:
    try:
        return LabelledCase.model_validate_json(line)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in problem["loc"]) or "line"
        raise LabelledCasesError(
            f"{file}, line {number}: {field}: {problem['msg']}.",
            field=field,
            fix='Write one JSON object a line: {"id": "q1", "text": "Do gift cards expire?", "answerable": true}.',
        ) from error


def _enough(cases: tuple[LabelledCase, ...]) -> None:
    good = sum(case.answerable for case in cases)
    if min(good, len(cases) - good) < FEWEST:
        raise LabelledCasesError(
            f"{good} answerable and {len(cases) - good} unanswerable questions are too few to set a threshold on.",
            field="answerable",
            fix=f"Label at least {FEWEST} of each. `copilot unanswered` lists questions that nothing answered.",
        )
