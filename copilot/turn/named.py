"""What the customer's own records add to the words: which order "my last order" is, which items were named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from copilot.understanding.items import ItemReader
from copilot.understanding.meaning import Slots
from tools.desk import Desk
from tools.gate.decision import Decision
from tools.orders.port import Order
from tools.session import Session

_LOOKED_AT = 20  # latest orders among which the words may mean one


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """The records that words may mean: those of the session's verified customer, and nobody else's."""

    reader: ItemReader
    desk: Desk
    session: Session
    now: datetime

    def named(self, said: str, slots: Slots, decisions: Sequence[Decision], order: Order | None) -> Slots:
        """`slots` with the order and the items that `said` means, as far as a required tool takes them.

        Words that fit no order, or several, name none: the turn asks which. Items are told apart only within one
        order; naming all of them is naming the order.
        """
        required = [decision for decision in decisions if decision.required]
        if order is None and any("order_id" in decision.missing for decision in required):
            order = self._meant(said)
            slots = replace(slots, values={**slots.values, "order_id": str(order.id)}) if order else slots
        if order is None or "order_id" in slots.several or not any(map(self._takes_items, required)):
            return slots
        chosen = self.reader.named(said, [line.title for line in order.lines])
        if len(chosen) == len(order.lines):
            return slots
        return replace(slots, line_ids=tuple(str(order.lines[position].id) for position in sorted(chosen)))

    def _meant(self, said: str) -> Order | None:
        """The newest order where the words say so, or the only one with what they name."""
        orders = self.desk.recent_orders(self.session, self.now, _LOOKED_AT)
        if orders and self.reader.means_latest_order(said):
            return orders[0]
        fitting = [order for order in orders if self.reader.named(said, [line.title for line in order.lines])]
        return fitting[0] if len(fitting) == 1 else None

    def _takes_items(self, decision: Decision) -> bool:
        return "line_ids" in self.desk.catalogue[decision.tool].arguments.model_fields
