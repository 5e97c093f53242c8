"""What an answer must, or must not, say: typed facts, so that "10" is never found inside "100"."""

import datetime as dt
from decimal import Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

KINDS = ("money", "number", "date", "phrase", "any")


class Fact(BaseModel):
    """Exactly one of `money`, `number`, `date`, `phrase`, `any`.

    `money` is an amount in major units, written "64.00" or "64.00 USD". `unit` belongs to `number` ("business
    days"). A `phrase` is one wording or a list of wordings of which one is enough; `any` does the same for facts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    money: Decimal | None = None
    currency: str | None = None
    number: Decimal | None = None
    unit: str | None = None
    date: dt.date | None = None
    phrase: tuple[str, ...] = ()
    any: tuple["Fact", ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _split_currency(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("money"), str) and " " in data["money"].strip():
            amount, currency = data["money"].split(maxsplit=1)
            return {**data, "money": amount, "currency": currency}
        return data

    @field_validator("phrase", mode="before")
    @classmethod
    def _one_wording(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("phrase")
    @classmethod
    def _no_empty_wording(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(not wording.strip() for wording in value):
            raise ValueError("a wording is empty")
        return value

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind) not in (None, ())]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(KINDS)}; got {', '.join(given) or 'none'}")
        if self.currency is not None and self.money is None:
            raise ValueError("a currency belongs to money")
        if self.unit is not None and self.number is None:
            raise ValueError("a unit belongs to a number")
        return self

    def __str__(self) -> str:
        if self.money is not None:
            return f"{self.money} {self.currency or ''}".strip()
        if self.number is not None:
            return f"{self.number} {self.unit or ''}".strip()
        if self.date is not None:
            return self.date.isoformat()
        return " | ".join(self.phrase or tuple(str(fact) for fact in self.any))
