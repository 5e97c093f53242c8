"""The triggers that add every refund part to what its line and order have had back, whoever inserts it.

Together with the CHECK constraints on those totals they are why the database itself refuses to give back more than
was paid, and why no code path can forget to count.
"""

from sqlalchemy import Connection, FromClause, Table, event

_COUNT = """
    UPDATE order_lines SET refunded_minor = refunded_minor + NEW.amount_minor WHERE id = NEW.line_id;
    UPDATE orders SET
        refunded_minor = refunded_minor + NEW.amount_minor,
        delivery_refunded_minor = delivery_refunded_minor
            + CASE WHEN NEW.line_id IS NULL THEN NEW.amount_minor ELSE 0 END
    WHERE id = NEW.order_id;
"""

_STATEMENTS = {
    "sqlite": (
        f"CREATE TRIGGER count_refund_part AFTER INSERT ON refund_parts BEGIN {_COUNT} END",
        "CREATE TRIGGER keep_refund_part BEFORE UPDATE ON refund_parts "
        "BEGIN SELECT RAISE(ABORT, 'refunds are final'); END",
        "CREATE TRIGGER hold_refund_part BEFORE DELETE ON refund_parts "
        "BEGIN SELECT RAISE(ABORT, 'refunds are final'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION count_refund_part() RETURNS trigger AS "
        f"$$ BEGIN {_COUNT} RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER count_refund_part AFTER INSERT ON refund_parts "
        "FOR EACH ROW EXECUTE FUNCTION count_refund_part()",
        "CREATE OR REPLACE FUNCTION keep_refund_part() RETURNS trigger AS $$ BEGIN "
        "RAISE integrity_constraint_violation USING MESSAGE = 'refunds are final'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER keep_refund_part BEFORE UPDATE OR DELETE ON refund_parts "
        "FOR EACH ROW EXECUTE FUNCTION keep_refund_part()",
    ),
}


def count_refund_parts(table: FromClause) -> None:
    """Create the triggers whenever the table is created, in the dialect that creates it."""
    event.listen(table, "after_create", _create_triggers)


def _create_triggers(_table: Table, connection: Connection, **_options: object) -> None:
    for statement in _STATEMENTS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
