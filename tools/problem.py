"""What the business records refuse, as one family of exceptions that the desk renders in one place."""


class RecordProblemError(Exception):
    """A write that the records do not admit; nothing was changed. `record` is e.g. "order:FH-10001"."""

    def __init__(self, record: str, detail: str) -> None:
        super().__init__(f"{record}: {detail}")
        self.record = record
        self.detail = detail


class RecordNotFoundError(RecordProblemError):
    """No such record for this customer: unknown and somebody else's look the same."""

    def __init__(self, record: str) -> None:
        super().__init__(record, "not found")


class IdempotencyConflictError(RecordProblemError):
    """The same idempotency key came back with different arguments."""

    def __init__(self, record: str, key: str) -> None:
        super().__init__(record, f"idempotency key {key} was used for something else")
        self.key = key
