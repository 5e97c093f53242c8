"""Who is speaking, and how sure of that the shop is."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation's identity, kept by the server and never read from a message.

    `customer_id` is the customer the conversation is about; `verified` says whether that was proven. `third_party`:
    somebody said in it that they are not the customer. It comes from words, so it can forbid and never allow.
    """

    conversation_id: str
    customer_id: str | None = None
    verified: bool = False
    role: Literal["customer", "agent"] = "customer"
    third_party: bool = False
