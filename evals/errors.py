"""Why a suite could not run at all: exit code 3, never a failed gate."""


class CannotRun(Exception):  # noqa: N818 - reads as what it says
    """Something the suite needs is missing or broken; the message says what to do about it."""
