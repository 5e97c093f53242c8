"""The copilot's own records, made by another version."""

import pytest
from sqlalchemy import text

from copilot.records import ConversationStore
from copilot.records.database import open_database
from tools.outdated import OutdatedDatabaseError


def test_records_of_another_version_are_refused_with_the_way_out(url: str) -> None:
    database = open_database(url)
    with database.write() as session:
        session.execute(text("ALTER TABLE conversations DROP COLUMN third_party"))
    database.close()
    with pytest.raises(OutdatedDatabaseError) as refused:
        ConversationStore.open(url)
    told, on_file = str(refused.value), url.startswith("sqlite")
    assert "its table conversations has no column third_party" in told
    assert "the next start makes an empty one" in told
    assert ("Fix: Move that file away; " in told) == on_file
    assert ("Fix: Name an empty database or schema in COPILOT_RECORDS_URL; " in told) == (not on_file)
