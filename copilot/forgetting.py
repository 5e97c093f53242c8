"""Delete one customer's conversations: every word goes, and what was done stays in the audit."""

from dataclasses import dataclass

from copilot.app import App
from copilot.errors import UnknownCustomerError


@dataclass(frozen=True, slots=True)
class Deleted:
    """How much there was."""

    conversations: int
    turns: int
    tickets: int  # emptied; they stay open
    approvals_withdrawn: int  # waited for a decision, which can no longer be made


def delete_conversations(app: App, customer_id: str, actor: str) -> Deleted:
    """Safe to repeat: a deletion that was cut short finds the rest. Orders and refunds are the shop's own records.

    Raises UnknownCustomerError where neither the records nor any conversation know the customer; one whose account is
    gone already is still forgotten.
    """
    conversations = app.store.conversations_of(customer_id)
    if not conversations and app.customers.get(customer_id) is None:
        raise UnknownCustomerError(customer_id, "Nothing was deleted. Give the id as the order system has it.")
    forgotten = app.desk.forget(customer_id, conversations, actor, now=app.now())
    turns = app.store.delete(conversations)
    return Deleted(len(conversations), turns, forgotten.tickets, forgotten.withdrawn)
