"""API keys: who may call what. A key is compared by its hash, in constant time, and never shown."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, SecretStr

MIN_KEY_CHARS = 16  # shorter keys can be guessed


class Role(StrEnum):
    """What a key is for."""

    UI = "ui"  # the support UI's server: opens conversations and sends messages
    APPROVER = "approver"  # a supervisor's console: approvals and traces
    FINANCE = "finance"  # the same, also for approvals that are beyond a supervisor
    ADMIN = "admin"  # everything


class ApiKey(BaseModel):
    """One key. `name` is what records show of it; it is derived from the key when none is given."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    key: SecretStr = Field(min_length=MIN_KEY_CHARS)
    role: Role
    name: str = ""

    @property
    def label(self) -> str:
        """`name`, or the role and the beginning of the key's hash."""
        return self.name or f"{self.role}-{_digest(self.key.get_secret_value()).hex()[:8]}"


class KeyFormatError(ValueError):
    """The setting is neither of the two forms. The message shows no part of a key."""


def parse_keys(value: str) -> list[object]:
    """Entries `key:role` or `key:role:name` between commas, or a JSON list of objects. Raises KeyFormatError."""
    if value.lstrip().startswith("["):
        try:
            return list(json.loads(value))
        except json.JSONDecodeError as error:
            raise KeyFormatError(f"not valid JSON (character {error.pos})") from None
    return [_entry(number, entry) for number, entry in enumerate(value.split(","), start=1) if entry.strip()]


def _entry(number: int, entry: str) -> dict[str, str]:
    match entry.strip().split(":"):
        case [key, role]:
            return {"key": key, "role": role}
        case [key, role, name]:
            return {"key": key, "role": role, "name": name}
        case _:
            raise KeyFormatError(f"entry {number} is not key:role or key:role:name")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a request comes from."""

    name: str
    role: Role


class KeyRing:
    """The keys a deployment accepts."""

    def __init__(self, keys: Iterable[ApiKey]) -> None:
        self._callers = [(_digest(key.key.get_secret_value()), Caller(key.label, key.role)) for key in keys]

    def caller(self, key: str) -> Caller | None:
        """Whose key this is. Every key is compared, so that time tells nothing."""
        presented = _digest(key)
        found = None
        for digest, caller in self._callers:
            if hmac.compare_digest(digest, presented):
                found = caller
        return found


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
