"""Throwing a kill switch, for shell and API alike: by the real clock, whatever day a demo pretends to be."""

from copilot.clock import real_time
from copilot.errors import CopilotError
from tools.desk.switches import Switches, Throw, UnknownSwitchError


class UnknownTargetError(CopilotError):
    """There is nothing of that name to turn off."""

    code = "unknown_switch"
    status = 422


class UnsignedThrowError(CopilotError):
    """A switch is thrown with a name and a reason, or not at all."""

    code = "unsigned_switch"
    status = 422


class CopilotPausedError(CopilotError):
    """A person has turned the whole copilot off; customers may read this."""

    code = "copilot_paused"
    status = 503

    def __init__(self) -> None:
        super().__init__("The assistant is paused at the moment. Please contact us directly, or try again later.")


def throw(switches: Switches, target: str, *, off: bool, by: str, why: str) -> Throw:
    """Turn off, or on again, and say what is on record. Raises UnknownTargetError, UnsignedThrowError."""
    for field, text in (("by", by), ("why", why)):
        if not text.strip():
            raise UnsignedThrowError(f"A switch is not thrown without {field}.", field=field)
    thrown = Throw(target, off, by.strip(), why.strip(), real_time())
    try:
        switches.throw(thrown)
    except UnknownSwitchError as error:
        raise UnknownTargetError(f"{str(error)[0].upper()}{str(error)[1:]}.", field="target") from error
    return thrown
