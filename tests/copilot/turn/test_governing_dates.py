"""Which date decides the version of a policy."""

from datetime import date

TODAY = date(2026, 6, 15)
