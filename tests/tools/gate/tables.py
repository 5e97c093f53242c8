"""All rule tables, and what each rule is there for: the row that turns red without it.

.venv/bin/python -m tests.tools.gate.tables
"""

import sys

from tests.tools.accounts import cases as accounts
from tests.tools.gate import cases as general
from tests.tools.gate.judging import RuleCase, demo_gate, expected, judged, verdict
from tests.tools.gift_cards import cases as gift_cards
from tests.tools.goodwill import cases as goodwill
from tests.tools.orders import cases as orders
from tests.tools.refunds import cases as refunds
from tests.tools.returns import cases as returns
from tests.tools.shipments import cases as shipments
from tests.tools.subscriptions import cases as subscriptions
from tests.tools.tickets import cases as tickets
from tools.catalogue import discover
from tools.gate.gate import Gate
from tools.gate.parameters import Parameters
from tools.gate.rules import RuleBook

NOUNS = (general, accounts, gift_cards, goodwill, orders, refunds, returns, shipments, subscriptions, tickets)
ROWS = tuple(row for noun in NOUNS for row in noun.CASES)


def first_red(book: RuleBook, parameters: Parameters, rule_id: str) -> RuleCase | None:
    """The first row that says something else without this rule; None: it makes no difference to any."""
    tools = {action.partition(":")[2] for action in book.rules[rule_id].actions}
    rest = {key: rule for key, rule in book.rules.items() if key != rule_id}
    without = Gate(RuleBook(rest, book.schema, "without one"), parameters)
    about = (row for row in ROWS if row.tool in tools)
    return next((row for row in about if verdict(judged(without, row)) != expected(row)), None)


def main() -> None:
    """Take away each rule in turn and print the row that notices; exit 1 when one is not missed."""
    book, parameters = demo_gate().book, discover("tools").parameters
    idle = 0
    for rule_id in sorted(book.rules):
        red = first_red(book, parameters, rule_id)
        idle += red is None
        print(f"{rule_id:<28} {f'{red.tool}: {red.name}' if red else 'NOTHING NOTICES'}")  # noqa: T201 - a command
    print(f"{len(book.rules)} rules, {len(ROWS)} rows; {idle} rules that nothing would miss")  # noqa: T201
    sys.exit(1 if idle else 0)


if __name__ == "__main__":
    main()
