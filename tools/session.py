"""Who is speaking, and how sure of that the shop is."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation's identity, kept by the server and never read from a message.

    `customer_id` is the customer the conversation is about; `verified` says whether that was proven.
    """

    conversation_id: str
    customer_id: str | None = None
    verified: bool = False
    role: Literal["customer", "agent"] = "customer"
