"""Who says that they are not the customer stays a third party until the conversation ends.

No later words take it back, for words may forbid and never allow: a new conversation, or a person, is the way out.
"""

from dataclasses import replace

from copilot.records import ConversationStore
from copilot.turn.opened import OpenTurn
from copilot.understanding.meaning import Slots, Understanding
from tools.orders.port import Order


def heard(turn: OpenTurn, read: Understanding, order: Order | None, store: ConversationStore) -> OpenTurn:
    """The turn with what its words say of the speaker, on record before anything is decided.

    `order` is the customer's own that the words select. A verified customer who speaks of an order that is not theirs
    is a third party to that order only, which is out of reach anyway: their own matters stay theirs.
    """
    if not read.third_party or turn.conversation.third_party or _of_another(turn, read.slots, order):
        return turn
    return marked(turn, store)


def marked(turn: OpenTurn, store: ConversationStore) -> OpenTurn:
    """The turn of a conversation with somebody who is not the customer."""
    return replace(turn, conversation=store.mark_third_party(turn.conversation.id))


def _of_another(turn: OpenTurn, slots: Slots, order: Order | None) -> bool:
    return turn.conversation.verified and order is None and "order_id" in slots.values
