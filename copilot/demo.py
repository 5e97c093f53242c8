"""The demo: the sample policies and the demo's records, ready in the state folder, and the day they live on."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from copilot.errors import CopilotError
from copilot.settings import CopilotSettings
from ingestion.embedding import Embedder
from ingestion.sync import sync
from tools.database import Database
from tools.seed import seed
from tools.words import day

MARK = "demo.json"  # in the state folder: that its records are the demo's, and for which day they were made


class OtherDemoDayError(CopilotError):
    """The records in this home were made for another day."""

    code = "other_demo_day"
    status = 422

    def __init__(self, home: Path, made_for: date, asked: date) -> None:
        super().__init__(
            f"The demo's records in {home} were made for {made_for}, not for {asked}.",
            field="COPILOT_DEMO_TODAY",
            fix="Use another COPILOT_HOME, or remove that folder to make them anew.",
        )


def prepare(settings: CopilotSettings, embedder: Embedder, say: Callable[[str], None] = lambda _line: None) -> None:
    """Ingests the documents and seeds the records, where that has not been done. Raises OtherDemoDayError."""
    today, made_for = settings.tools.demo_today, demo_day(settings.home)
    if made_for not in (None, today):
        raise OtherDemoDayError(settings.home, made_for or today, today)
    say(f"Ingesting {settings.ingestion.docs} ...")
    report = sync(settings.ingestion.docs, settings.ingestion, embedder)
    say(f"Documents are served by generation {report.generation}.")
    database = Database.open(settings.tools.database_url)
    try:
        seed(database.engine, today)
    finally:
        database.close()
    (settings.home / MARK).write_text(json.dumps({"today": today.isoformat()}), encoding="utf-8")
    say(f"The demo's records are those of {today:%A}, {day(today)}, and so is its clock.")


def demo_day(home: Path) -> date | None:
    """The day this home's demo lives on; None where there is no demo."""
    try:
        mark = json.loads((home / MARK).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return date.fromisoformat(mark["today"])
