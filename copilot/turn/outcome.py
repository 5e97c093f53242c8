"""How a turn ended: a field to read, never a phrase to be parsed."""

from enum import StrEnum


class Outcome(StrEnum):
    """One per turn; when a turn does several things, the one that asks most of the reader wins."""

    ANSWERED = "answered"  # from policy evidence, records, or both
    ASKED = "asked"  # for verification, a missing input, a confirmation
    ACTED = "acted"  # at least one write ran
    PENDING_APPROVAL = "pending_approval"  # a write waits for a person
    ESCALATED = "escalated"  # handed to a person, ticket created
    ABSTAINED = "abstained"  # nothing in policies or records answers it
    REFUSED = "refused"  # a rule forbids what was asked
