"""Outside office hours, who is handed to a person is told when one will be there."""

from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from copilot.handoff.office_hours import OfficeHours
from copilot.turn.answer.phrases import Phrases
from copilot.turn.answer.speak import Spoken
from copilot.turn.opened import OpenTurn
from copilot.turn.outcome import Outcome
from tools.region import Region
from tools.words import day

AT_ONCE = "urgent"  # the priority that is looked at on every day of the year


@dataclass(frozen=True, slots=True)
class Reception:
    """`hours` None: nothing is said of when. `zone` None: the customer's own region's; UTC where none is known."""

    phrases: Phrases
    hours: OfficeHours | None = None
    zone: tzinfo | None = None

    def told(self, spoken: Spoken, turn: OpenTurn) -> Spoken:
        """The answer with one more sentence, where it is needed."""
        if self.hours is None or spoken.outcome is not Outcome.ESCALATED or _urgent(spoken):
            return spoken
        region = turn.conversation.region
        back = self.hours.back_at(turn.now, self.zone or (Region(region).timezone if region else UTC))
        if back is None:
            return spoken
        line = self.phrases.office_closed.format(day=f"{back:%A}, {day(back.date())}", time=f"{back:%H:%M}")
        text = f"{spoken.answer.text}\n{line}"
        return replace(spoken, answer=spoken.answer.model_copy(update={"text": text}))


def _urgent(spoken: Spoken) -> bool:
    return any((call.result or {}).get("data", {}).get("priority") == AT_ONCE for call in spoken.calls)
