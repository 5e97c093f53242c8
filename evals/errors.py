"""Why a suite could not run at all: exit code 3, never a failed gate."""

_LONGEST = 200  # characters of a cause that a report quotes


class CannotRun(Exception):  # noqa: N818 - reads as what it says
    """Something the suite needs is missing or broken; the message says what to do about it."""


class JobFailed(Exception):  # noqa: N818
    """What a worker process raised; `cause` is its `cause_of`."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def cause_of(error: Exception) -> str:
    """One line for reports: the same in whichever process it was raised."""
    if isinstance(error, JobFailed):
        return error.cause
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_LONGEST]}"
