"""The file of drafts: read, begun, and added to without touching a character of what is there."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml

from evals import files
from evals.errors import CannotRun
from evals.harvest.draft import TO_DO

Draft = dict[str, Any]


def kept_in(file: Path) -> list[Draft]:
    """The drafts in it; none where there is no file yet. Raises CannotRun for a file of something else."""
    if not file.exists():
        return []
    loaded = files.yaml_of(file)
    if not isinstance(loaded, dict) or set(loaded) != {"draft", "cases"} or not isinstance(loaded["cases"], list):
        raise CannotRun(f"{file}: not a file of drafts, so nothing is added to it. Give --out another file.")
    return [one for one in loaded["cases"] if isinstance(one, dict)]


def written(drafts: Sequence[Draft]) -> str:
    """A new file. The suite's loader refuses it: a file of cases has no key `draft`."""
    return _yaml({"draft": TO_DO, "cases": list(drafts)})


def added(file: Path, drafts: Sequence[Draft]) -> str:
    """The file's text with the drafts below it, comments and edits as they are.

    Raises CannotRun where a list cannot be gone on with at the end of the file.
    """
    text = files.text_of(file)
    cases = _cases(text)
    more = indent(_yaml(list(drafts)), " " * cases.start_mark.column)
    longer = f"{text.rstrip()}\n{more}"
    if cases.flow_style or not _goes_on(text, longer, drafts):
        raise CannotRun(
            f"{file}: drafts are added at the end of the file. Let `cases` be its last key, one entry below the other."
        )
    return longer


def _cases(text: str) -> yaml.SequenceNode:
    """Where the list stands; the text is known to be a file of drafts."""
    root = yaml.compose(text, yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)  # noqa: S101
    found: yaml.SequenceNode = next(value for key, value in root.value if key.value == "cases")
    return found


def _goes_on(text: str, longer: str, drafts: Sequence[Draft]) -> bool:
    before = yaml.safe_load(text)
    try:
        return bool(yaml.safe_load(longer) == {**before, "cases": [*before["cases"], *drafts]})
    except yaml.YAMLError:
        return False


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110)
