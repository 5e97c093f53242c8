"""The copilot's own records: conversations and their turns. Nothing here knows a policy or an order."""

from copilot.records.conversation import Conversation, Feedback, PastTurn, StoredTurn
from copilot.records.store import ConversationStore

__all__ = ["Conversation", "ConversationStore", "Feedback", "PastTurn", "StoredTurn"]
