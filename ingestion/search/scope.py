"""What a search may see: dates, audience and region. Explicit values, so that evals can vary them."""

from dataclasses import dataclass
from datetime import date

from ingestion.model import Audience, Chunk, GovernedBy, Metadata


@dataclass(frozen=True, slots=True)
class GoverningDates:
    """The date that governs each kind of document in one matter."""

    order: date
    delivery: date
    request: date

    @classmethod
    def on(cls, day: date) -> "GoverningDates":
        """All three the same: no order is known."""
        return cls(order=day, delivery=day, request=day)

    def for_document(self, metadata: Metadata) -> date:
        """The date on which this document's version is judged."""
        match metadata.governed_by:
            case GovernedBy.ORDER:
                return self.order
            case GovernedBy.DELIVERY:
                return self.delivery
            case GovernedBy.REQUEST:
                return self.request


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, when and where. `region` None searches every region."""

    dates: GoverningDates
    audience: Audience = Audience.CUSTOMER
    region: str | None = None

    def admits(self, chunk: Chunk) -> bool:
        """Whether a chunk may be served in this scope."""
        return self.admits_document(chunk.metadata) and self._may_read(chunk.audience)

    def admits_document(self, metadata: Metadata) -> bool:
        """Whether any chunk of a document version may be served in this scope."""
        return (
            metadata.in_force(self.dates.for_document(metadata))
            and self._may_read(metadata.audience)
            and (self.region is None or not metadata.regions or self.region in metadata.regions)
        )

    def _may_read(self, audience: Audience) -> bool:
        return self.audience is Audience.AGENT or audience is not Audience.AGENT
