"""Delete one customer's conversations: every word goes, and what was done stays in the audit."""

from dataclasses import dataclass

from copilot.app import App


@dataclass(frozen=True, slots=True)
class Deleted:
    """How much there was."""

    conversations: int
    turns: int
    tickets: int  # emptied; they stay open
    approvals_withdrawn: int  # waited for a decision, which can no longer be made


def delete_conversations(app: App, customer_id: str, actor: str) -> Deleted:
    """Safe to repeat: a deletion that was cut short finds the rest. Orders and refunds are the shop's own records."""
    conversations = app.store.conversations_of(customer_id)
    forgotten = app.desk.forget(customer_id, conversations, actor, now=app.now())
    turns = app.store.delete(conversations)
    return Deleted(len(conversations), turns, forgotten.tickets, forgotten.withdrawn)
