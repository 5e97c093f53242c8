"""What can be refused, one exception each; HTTP and shell render all of them from the same four attributes."""

from typing import ClassVar


class CopilotError(Exception):
    """A refusal that its reader can act on.

    `code` never changes for one kind of refusal; `status` is the HTTP status it is rendered with; `field` names the
    input at fault, where one is; `fix` says the way out.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500

    def __init__(self, message: str, *, field: str | None = None, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.fix = fix


class UnknownConversationError(CopilotError):
    """No conversation has this id."""

    code = "unknown_conversation"
    status = 404

    def __init__(self, conversation_id: str) -> None:
        super().__init__(
            f"There is no conversation {conversation_id!r}.",
            field="conversation_id",
            fix="Open a conversation first, and use the id that this gave.",
        )
        self.conversation_id = conversation_id


class UnknownTurnError(CopilotError):
    """No turn has this id."""

    code = "unknown_turn"
    status = 404

    def __init__(self, turn_id: str) -> None:
        super().__init__(f"There is no turn {turn_id!r}.", field="turn_id")
        self.turn_id = turn_id


class UnknownCustomerError(CopilotError):
    """The business records know no such customer."""

    code = "unknown_customer"
    status = 422

    def __init__(self, customer_id: str, fix: str) -> None:
        super().__init__(f"There is no customer {customer_id!r}.", field="customer_id", fix=fix)
        self.customer_id = customer_id


class VerifiedWithoutCustomerError(CopilotError):
    """Nobody can be verified as nobody."""

    code = "verified_without_customer"
    status = 422

    def __init__(self) -> None:
        super().__init__("A verified conversation needs the customer it is verified for.", field="customer_id")


class EmptyMessageError(CopilotError):
    """There is nothing to answer."""

    code = "empty_message"
    status = 422

    def __init__(self) -> None:
        super().__init__("The message is empty.", field="message", fix="Send at least one visible character.")


class MessageTooLongError(CopilotError):
    """The message is longer than the `max_message_chars` setting."""

    code = "message_too_long"
    status = 422

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The message has {length:,} characters; at most {limit:,} are read.",
            field="message",
            fix="Shorten it, or send it as several messages.",
        )
        self.length = length
        self.limit = limit


class UnreadableMessageError(CopilotError):
    """The message holds characters that are none: NUL, or half of a surrogate pair."""

    code = "unreadable_message"
    status = 422

    def __init__(self) -> None:
        super().__init__("The message holds characters that cannot be stored, such as NUL.", field="message")


class TurnInProgressError(CopilotError):
    """A conversation is answered one message at a time."""

    code = "turn_in_progress"
    status = 409

    def __init__(self, conversation_id: str) -> None:
        super().__init__(
            f"Conversation {conversation_id!r} is still answering an earlier message.",
            field="conversation_id",
            fix="Wait for that answer, then send this message again.",
        )
        self.conversation_id = conversation_id


class TurnWithoutTraceError(CopilotError):
    """The turn is still open, or it failed."""

    code = "turn_without_trace"
    status = 409

    def __init__(self, turn_id: str, failure: str | None) -> None:
        why = f"it failed ({failure})" if failure else "it is still running"
        super().__init__(f"Turn {turn_id!r} has no trace: {why}.", field="turn_id")
        self.turn_id = turn_id
        self.failure = failure


class TurnAlreadyRecordedError(CopilotError):
    """A trace is written once."""

    code = "turn_already_recorded"

    def __init__(self, turn_id: str) -> None:
        super().__init__(f"The trace of turn {turn_id!r} is already written.")
        self.turn_id = turn_id


class TurnFailedError(CopilotError):
    """The turn broke; its row is closed as failed and says why. Raised from what broke it."""

    code = "turn_failed"

    def __init__(self, turn_id: str) -> None:
        super().__init__(
            "Something broke while this message was being answered; the turn is on record as failed.",
            fix=f"Send it again; if it fails again, report turn {turn_id}.",
        )
        self.turn_id = turn_id


class UnknownApprovalError(CopilotError):
    """No approval has this id."""

    code = "unknown_approval"
    status = 404

    def __init__(self, approval_id: str) -> None:
        super().__init__(f"There is no approval {approval_id!r}.", field="approval_id")
        self.approval_id = approval_id


class UnknownTicketError(CopilotError):
    """No hand-off was written for this ticket."""

    code = "unknown_ticket"
    status = 404

    def __init__(self, ticket_id: str) -> None:
        super().__init__(f"There is no hand-off for ticket {ticket_id!r}.", field="ticket_id")
        self.ticket_id = ticket_id


class TakenOverError(CopilotError):
    """One person answers at a time."""

    code = "taken_over"
    status = 409

    def __init__(self, conversation_id: str, person: str | None) -> None:
        super().__init__(
            f"Conversation {conversation_id!r} is with {person!r}.",
            field="conversation_id",
            fix="Have it handed back first.",
        )
        self.conversation_id = conversation_id
        self.person = person


class NoKeysError(CopilotError):
    """A service that nobody can call."""

    code = "no_keys"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            "No API keys are set, so nobody could call the service.",
            field="COPILOT_API_KEYS",
            fix="Set COPILOT_API_KEYS=key:role (see .env.example), or run `copilot demo`, which makes its own.",
        )
