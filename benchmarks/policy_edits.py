"""Re-ingestion over real edits of real policies: what must disappear, appear and stay, and what an edit costs.

Usage: python benchmarks/policy_edits.py [FOLDER] [--json OUT] [--cases N]

FOLDER (or the environment variable POLICY_EDITS) holds `dev/edit_cases.jsonl` and `dev/versions/` (records: {id,
doc_id, from, to, replaced, removed, added, unchanged_sample, class}). Each case syncs `from`, then `to`, into an index
of its own, and looks at what is served of the document: its chunks' texts in order, and nothing else (the sample's
sentences run over headings and list items). Sentences are compared after markup is taken off and blanks are collapsed;
each must be served exactly as often as it stands in the source. No weights are needed: only what would be embedded is
counted.
"""

# ruff: noqa: T201 - a script prints

import argparse
import json
import os
import re
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ingestion.embedding import Embedder, Vectors
from ingestion.ledger import open_ledger
from ingestion.loaders import load
from ingestion.model import Chunk
from ingestion.settings import IngestionSettings
from ingestion.sync import sync


class CountingEmbedder(Embedder):
    """Counts texts; its vectors are of no use."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Random unit vectors of two dimensions."""
        self.texts += len(texts)
        angles = np.random.default_rng(self.texts).uniform(0, 2 * np.pi, len(texts))
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@dataclass
class CaseResult:
    """One edit. Lists hold the sentences that went wrong."""

    id: str
    kind: str
    chunks: int
    embedded: int
    heading_changed: bool
    stale: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=lambda: {"gone": 0, "new": 0, "kept": 0})


def plain(text: str) -> str:
    """Text without Markdown and HTML markup, blanks collapsed."""
    text = re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\[[^\]]*\]", r"\1", text)
    text = re.sub(r"</?[a-zA-Z][^>]*>", "", text)
    text = re.sub(r"^\s*(?:[-*+]|\d+[.)]|>|#+)\s+", " ", text, flags=re.MULTILINE)
    text = re.sub(r"[*_`\\]", "", text)
    return re.sub(r"\s+", " ", text).strip()


def run(folder: Path, case: dict[str, Any]) -> CaseResult:
    """Sync `from`, then `to`, and compare."""
    with tempfile.TemporaryDirectory() as temporary:
        docs = Path(temporary, "docs")
        docs.mkdir()
        target = docs / "policy.md"
        settings = IngestionSettings(home=Path(temporary, "home"))
        embedder = CountingEmbedder()
        target.write_bytes((folder / "dev" / case["from"]["file"]).read_bytes())
        sync(docs, settings, embedder, cite=lambda: ([], []))
        embedder.texts = 0
        target.write_bytes((folder / "dev" / case["to"]["file"]).read_bytes())
        sync(docs, settings, embedder, cite=lambda: ([], []))
        served = _served(settings)
    before = load((folder / "dev" / case["from"]["file"]).read_bytes(), "policy.md").text
    after = load((folder / "dev" / case["to"]["file"]).read_bytes(), "policy.md").text
    result = CaseResult(case["id"], case["class"], len(served), embedder.texts, _headings(before) != _headings(after))
    _check(result, case, plain("\n\n".join(chunk.text for chunk in served)), plain(after))
    return result


def _check(result: CaseResult, case: dict[str, Any], served: str, source: str) -> None:
    for kind, sentence in _probes(case):
        probe = plain(sentence)
        expected, found = source.count(probe), served.count(probe)
        result.checked[kind] += 1
        if kind == "gone":
            if found > expected:
                result.stale.append(sentence)
        elif not found:
            (result.missing if kind == "new" else result.lost).append(sentence)
        elif found != expected:
            result.repeated.append(sentence)


def _probes(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for pair in case["replaced"]:
        yield "gone", pair["old"]
        yield "new", pair["new"]
    for sentence in case["removed"]:
        yield "gone", sentence
    for sentence in case["added"]:
        yield "new", sentence
    for sentence in case["unchanged_sample"]:
        yield "kept", sentence


def _served(settings: IngestionSettings) -> list[Chunk]:
    ledger = open_ledger(settings.ledger)
    active = ledger.generations.active()
    chunks = [stored.chunk for stored in ledger.chunks.of(active.id)] if active else []
    ledger.close()
    return chunks


def _headings(text: str) -> list[str]:
    return re.findall(r"^#+\s.*$", text, re.MULTILINE)


def summary(results: Sequence[CaseResult]) -> dict[str, Any]:
    """Totals, and the cost of an edit by class (and of those that change a heading)."""
    checked = {kind: sum(result.checked[kind] for result in results) for kind in ("gone", "new", "kept")}
    groups: dict[str, list[int]] = defaultdict(list)
    for result in results:
        groups[result.kind].append(result.embedded)
        if result.heading_changed:
            groups[f"{result.kind}, heading changed"].append(result.embedded)
    return {
        "cases": len(results),
        "stale": [sum(len(r.stale) for r in results), checked["gone"]],
        "missing": [sum(len(r.missing) for r in results), checked["new"]],
        "lost": [sum(len(r.lost) for r in results), checked["kept"]],
        "not_as_often_as_in_the_source": [sum(len(r.repeated) for r in results), checked["new"] + checked["kept"]],
        "embedded": {name: _spread(values) for name, values in sorted(groups.items())},
    }


def _spread(values: list[int]) -> dict[str, float]:
    p10, p90 = np.percentile(values, [10, 90])
    return {
        "n": len(values),
        "median": statistics.median(values),
        "p10": float(p10),
        "p90": float(p90),
        "max": max(values),
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("POLICY_EDITS"))
    parser.add_argument("--json", type=Path, help="write every case's result here")
    parser.add_argument("--cases", type=int, help="only the first N")
    options = parser.parse_args()
    if options.folder is None:
        print("Skipped: name the folder of edits as the argument or in POLICY_EDITS.")
        return
    if not (options.folder / "dev" / "edit_cases.jsonl").exists():
        parser.error(f"{options.folder} holds no dev/edit_cases.jsonl")
    lines = (options.folder / "dev" / "edit_cases.jsonl").read_text(encoding="utf-8").splitlines()
    results = [run(options.folder, json.loads(line)) for line in lines[: options.cases]]
    print(json.dumps(summary(results), indent=2))
    if options.json:
        options.json.write_text(json.dumps([asdict(result) for result in results], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
