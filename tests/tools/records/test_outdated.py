"""A database of another version is refused before anything is written, with its name and the way out."""

import pytest
from sqlalchemy import inspect, text

from tools.database import Base, Database
from tools.outdated import OutdatedDatabaseError


def run(database: Database, statement: str) -> None:
    with database.write() as session:
        session.execute(text(statement))


@pytest.fixture
def location(database: Database) -> str:
    """The URL of the database under test, and its tables as they should be once the test is over."""
    return database.engine.url.render_as_string(hide_password=False)


@pytest.fixture(autouse=True)
def remade(database: Database) -> object:
    """Dropped and made again: the server's schema serves other tests, too."""
    yield
    with database.write() as session:
        Base.metadata.drop_all(session.connection())
        Base.metadata.create_all(session.connection())


def test_a_column_that_is_not_there_is_named_with_its_table_and_the_way_out(database: Database, location: str) -> None:
    run(database, "ALTER TABLE orders DROP COLUMN customer_note")
    with pytest.raises(OutdatedDatabaseError) as refused:
        Database.open(location)
    told = str(refused.value)
    assert refused.value.differences == ["its table orders has no column customer_note"]
    assert str(database.engine.url.database) in told
    assert ("Move that file away" in told) is (database.engine.dialect.name == "sqlite")
    assert ("COPILOT_TOOLS__BUSINESS_URL" in told) is (database.engine.dialect.name != "sqlite")
    assert "`copilot demo` makes the demo's records anew" in told


def test_a_column_that_nobody_would_fill_is_told_and_one_that_may_stay_empty_is_not(
    database: Database, location: str
) -> None:
    run(database, "ALTER TABLE tickets ADD COLUMN extra VARCHAR")
    Database.open(location).close()
    run(database, "DROP TABLE write_results")
    run(database, "CREATE TABLE write_results (key VARCHAR PRIMARY KEY, of_old VARCHAR NOT NULL)")
    with pytest.raises(OutdatedDatabaseError) as refused:
        Database.open(location)
    assert (
        "its table write_results needs a column of_old, which this version does not fill" in refused.value.differences
    )


def test_nothing_is_written_to_it(database: Database, location: str) -> None:
    run(database, "DROP TABLE write_results")
    run(database, "ALTER TABLE orders DROP COLUMN customer_note")
    with pytest.raises(OutdatedDatabaseError):
        Database.open(location)
    assert "write_results" not in inspect(database.engine).get_table_names()


def test_a_table_that_is_not_there_is_made(database: Database, location: str) -> None:
    run(database, "DROP TABLE write_results")
    Database.open(location).close()
    assert "write_results" in inspect(database.engine).get_table_names()


def test_many_differences_are_cut_short(database: Database, location: str) -> None:
    for column in ("address_name", "address_city", "address_street", "address_postcode"):
        run(database, f"ALTER TABLE orders DROP COLUMN {column}")
    with pytest.raises(OutdatedDatabaseError, match=r"address_postcode \.\.\.|\.\.\.") as refused:
        Database.open(location)
    assert len(refused.value.differences) == 4


@pytest.mark.parametrize("database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_password_is_not_told(database: Database) -> None:
    run(database, "ALTER TABLE orders DROP COLUMN customer_note")
    url = database.engine.url.set(password="hidden-word").render_as_string(hide_password=False)
    with pytest.raises(OutdatedDatabaseError) as refused:
        Database.open(url)
    assert "hidden-word" not in str(refused.value)
