"""`evals harvest` over the demo's records: drafts for review, nothing personal in them, never among the cases."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rich.console import Console
from sqlalchemy import text

from copilot import wiring
from copilot.app import App
from copilot.conversations import open_conversation
from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.turn.events import TurnRequest
from evals.cases import CasesError, load
from evals.errors import CannotRun
from evals.harvest import command
from evals.harvest.known import Known, of_records
from ingestion.embedding import Embedder
from tests.copilot.traces import NOW, trace
from tests.evals.builders import call
from tools.database import Database

ADDRESS = ("name", "street", "city", "postcode")
MANY = 40  # orders that one message names


@pytest.fixture
def home(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo's state folder, for this test alone."""
    copied = Path(shutil.copytree(demo_home, tmp_path / "home"))
    monkeypatch.setenv("COPILOT_HOME", str(copied))
    return copied


@pytest.fixture
def records(home: Path) -> Iterator[ConversationStore]:
    assert home.exists()
    opened = ConversationStore.open(CopilotSettings().records_location)
    yield opened
    opened.close()


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    assert home.exists()
    opened = Database.open(CopilotSettings().tools.database_url)
    yield opened
    opened.close()


def _rate(records: ConversationStore, *said: str, verdict: str = "down", comment: str = "", **fields: object) -> None:
    """A conversation whose last turn gets feedback."""
    opened = records.create_conversation(
        customer_id="C-1001", verified=True, audience="customer", region="us", created_by="ui", now=NOW
    )
    for message in said:
        turn = records.open_turn(opened.id, message, now=NOW)
        records.complete_turn(trace(turn, opened.id, message, **fields))
    assert verdict in ("up", "down")
    records.add_feedback(turn, "up" if verdict == "up" else "down", comment, given_by="ui", now=NOW)


def _harvest(out: Path, **options: object) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    command.run(out, options.get("verdict"), console, **({"cases": options["cases"]} if "cases" in options else {}))  # type: ignore[arg-type]
    return console.export_text()


def _survivors(known: Known, written: str) -> set[str]:
    """What of anybody can still be read in `written`, parts of names included."""
    plain = " ".join(written.split()).casefold()
    texts = known.names | known.places | known.references
    parts = {part for name in known.names for part in name.split()}
    return {one for one in texts | parts if re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", plain)}


def test_nothing_personal_of_the_demos_records_survives(
    records: ConversationStore, database: Database, tmp_path: Path
) -> None:
    known = of_records(database)
    with database.read() as session:
        people = session.execute(text("SELECT id, name, email, postcode FROM customers")).all()
        orders = session.execute(text("SELECT * FROM orders")).mappings().all()
    for person in people:
        first, *_, last = person.name.split()
        said = (
            f"Hello, {person.name} here ({person.id}, {person.email}, {person.postcode}). It is {first.lower()} again!"
        )
        _rate(records, said, comment=f"{person.name.upper()} was told nonsense, says {last}", customer_id=person.id)
    for place in range(0, len(orders), MANY):
        some = orders[place : place + MANY]
        sent = [", ".join(str(order[f"address_{part}"]) for part in ADDRESS) for order in some]
        wanted = " ".join(f"Send {order['id']} to {address}." for order, address in zip(some, sent, strict=True))
        arguments = {"order_id": some[0]["id"], "address": sent[0], "lines": [{"recipient_name": sent[0]}]}
        _rate(records, wanted, calls=(call("change_address", **arguments),))
    _rate(records, "; ".join(sorted(known.references)))
    _harvest(tmp_path / "drafts.yaml")
    written = (tmp_path / "drafts.yaml").read_text()
    assert len(orders) > 100
    assert len(known.names) > 60
    assert _survivors(known, written) == set()


def test_the_check_itself_sees_what_is_left() -> None:
    known = Known(frozenset({"Maya Lindqvist"}), frozenset({"418 Alder Row"}), frozenset({"FH-10001"}))
    left = "it is maya at 418 Alder\n  Row, order FH-10001"
    assert _survivors(known, left) == {"Maya", "418 Alder Row", "FH-10001"}


@pytest.fixture
def app(home: Path, embedder: Embedder) -> Iterator[App]:
    assert home.exists()
    opened = wiring.build(CopilotSettings(), embedder=embedder)
    yield opened
    opened.close()


def test_turns_of_the_running_copilot_become_drafts_that_a_person_can_finish(
    app: App, database: Database, tmp_path: Path
) -> None:
    opened = open_conversation(
        app, customer_id="C-1001", verified=True, audience="customer", region=None, created_by="ui"
    )
    asked = ("Hi, Maya Lindqvist here. Where is order FH-10001?", "Can I still return it to 418 Alder Row?")
    traces = [app.runner.run(TurnRequest(opened.id, message)) for message in asked]
    app.store.add_feedback(traces[-1].turn_id, "down", "FH-10001 is mine!", given_by="ui", now=app.now())
    _harvest(tmp_path / "drafts.yaml")
    written = (tmp_path / "drafts.yaml").read_text()
    (draft,) = yaml.safe_load(written)["cases"]
    assert _survivors(of_records(database), written) == set()
    assert traces[-1].turn_id not in written
    assert [turn["was"]["outcome"] for turn in draft["turns"]] == [str(trace.outcome) for trace in traces]
    assert draft["turns"][0]["say"] == "Hi, Person 1 here. Where is order FH-00002?"
    assert draft["feedback"] == {"verdict": "down", "comment": "FH-00002 is mine!"}
    assert draft["setup"]["verified"] is True


def test_drafts_are_marked_and_the_suite_refuses_to_load_them(records: ConversationStore, tmp_path: Path) -> None:
    _rate(records, "Where is my order?")
    _harvest(tmp_path / "drafts" / "new.yaml")
    assert "A draft is no case" in yaml.safe_load((tmp_path / "drafts" / "new.yaml").read_text())["draft"]
    with pytest.raises(CasesError, match="exactly two keys"):
        load(tmp_path / "drafts")


def test_drafts_are_never_put_among_the_cases(records: ConversationStore, tmp_path: Path) -> None:
    _rate(records, "Where is my order?")
    with pytest.raises(CannotRun, match="never put among the cases"):
        _harvest(tmp_path / "cases" / "dev" / "new.yaml", cases=tmp_path / "cases")
    assert not (tmp_path / "cases").exists()


def test_a_second_harvest_adds_what_is_new_and_leaves_what_was_edited(
    records: ConversationStore, tmp_path: Path
) -> None:
    out = tmp_path / "drafts.yaml"
    _rate(records, "Where is my order?")
    assert "1 turns with feedback, 1 new drafts" in _harvest(out)
    edited = out.read_text().replace("Where is my order?", "Where, please, is my order?")
    out.write_text(edited)
    _rate(records, "Can I return it?", verdict="up")
    assert "2 turns with feedback, 1 new drafts" in _harvest(out)
    assert [case["turns"][0]["say"] for case in yaml.safe_load(out.read_text())["cases"]] == [
        "Where, please, is my order?",
        "Can I return it?",
    ]


def test_comments_and_layout_of_the_file_stay(records: ConversationStore, tmp_path: Path) -> None:
    out = tmp_path / "drafts.yaml"
    reviewed = "# looked through by Ann\ndraft: see above\n\ncases:\n  - {id: mine, turns: []}  # half done\n\n"
    out.write_text(reviewed)
    _rate(records, "Can I return it?")
    _harvest(out)
    assert out.read_text().startswith(reviewed.rstrip())
    assert [len(case["turns"]) for case in yaml.safe_load(out.read_text())["cases"]] == [0, 1]
    assert "0 new drafts" in _harvest(out)


@pytest.mark.parametrize("content", ["draft: x\ncases: []\n", "cases:\n- {id: mine}\ndraft: x\n"])
def test_a_list_that_cannot_be_gone_on_with_is_left_alone(
    records: ConversationStore, tmp_path: Path, content: str
) -> None:
    _rate(records, "Can I return it?")
    out = tmp_path / "drafts.yaml"
    out.write_text(content)
    with pytest.raises(CannotRun, match="Let `cases` be its last key"):
        _harvest(out)
    assert out.read_text() == content


def test_only_the_verdict_asked_for_is_harvested(records: ConversationStore, tmp_path: Path) -> None:
    _rate(records, "Where is my order?")
    _rate(records, "Can I return it?", verdict="up")
    _harvest(tmp_path / "drafts.yaml", verdict="up")
    (case,) = yaml.safe_load((tmp_path / "drafts.yaml").read_text())["cases"]
    assert case["feedback"] == {"verdict": "up", "comment": ""}


@pytest.mark.parametrize("content", ["labels: []", "draft: x\ncases: [", "slice: a\ncases: []"])
def test_a_file_that_holds_something_else_is_not_written_over(
    records: ConversationStore, tmp_path: Path, content: str
) -> None:
    _rate(records, "Where is my order?")
    out = tmp_path / "drafts.yaml"
    out.write_text(content)
    with pytest.raises(CannotRun, match=r"drafts\.yaml"):
        _harvest(out)
    assert out.read_text() == content
