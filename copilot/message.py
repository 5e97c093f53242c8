"""Which messages are read at all. Checked once, where a message comes in."""

from copilot.errors import EmptyMessageError, MessageTooLongError, UnreadableMessageError


def accept_message(text: str, max_chars: int) -> str:
    """The message, unchanged. Raises EmptyMessageError, MessageTooLongError or UnreadableMessageError."""
    if len(text) > max_chars:
        raise MessageTooLongError(len(text), max_chars)
    if not storable(text):
        raise UnreadableMessageError
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise EmptyMessageError
    return text


def storable(text: str) -> bool:
    """Whether a database can keep it: JSON may carry NUL and halves of surrogate pairs, which none can."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
