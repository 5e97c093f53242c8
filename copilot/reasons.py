"""Why a tool may not run, as one audience is told: nobody but an agent learns of a rule that customers cannot read."""

from collections.abc import Callable, Iterable

from copilot.turn.trace import ClauseRecord, ReasonRecord
from copilot.turn.translate import reason_record
from ingestion.model import Audience
from tools.gate.decision import Clause, Reason

Readable = Callable[[Clause | ClauseRecord], bool]  # whether customers may read the clause

NEUTRAL = ReasonRecord(rule_id="withheld", text="This cannot be done here; a colleague can look at it.")


def told(
    reasons: Iterable[Reason | ReasonRecord], audience: Audience, customers_may_read: Readable
) -> tuple[ReasonRecord, ...]:
    """The reasons in order, each once. Those that rest on a clause for agents become the same neutral words."""
    records = (reason_record(reason) if isinstance(reason, Reason) else reason for reason in reasons)
    shown = [
        record if audience is Audience.AGENT or record.clause is None or customers_may_read(record.clause) else NEUTRAL
        for record in records
    ]
    return tuple(record for at, record in enumerate(shown) if record not in shown[:at])


def nothing(_clause: Clause | ClauseRecord) -> bool:
    """What customers may read where nobody has said: no clause."""
    return False
