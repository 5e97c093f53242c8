"""From the outbox to the receiver: what is due is sent, what is not received stays due."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from copilot.clock import Clock
from copilot.errors import UnknownTicketError, UnknownTurnError
from copilot.handoff.webhook import NotReceivedError, Webhook
from copilot.records import ConversationStore
from tools.desk import Desk
from tools.desk.outbox import Event, Happened

log = logging.getLogger(__name__)


class Delivery:
    """Sends what the desk has announced. Safe to run in several processes: each claims what it sends."""

    def __init__(self, desk: Desk, store: ConversationStore, webhook: Webhook, now: Clock) -> None:
        self._desk, self._store, self._webhook, self._now = desk, store, webhook, now

    def run(self) -> int:
        """Everything that is due, once; returns how many were received."""
        return sum(self._sent(event) for event in self._desk.outbox.claim(self._now()))

    def close(self) -> None:
        """Let go of the connections."""
        self._webhook.close()

    def _sent(self, event: Event) -> bool:
        if self._still_running(event):  # its hand-off is about to be written
            return False
        try:
            self._webhook.send(event.id, json.dumps(self._body(event), ensure_ascii=False).encode())
        except NotReceivedError as error:
            log.warning("%s was not received, attempt %d: %s", event.id, event.attempts, error)
            self._desk.outbox.failed(event, str(error))
            return False
        self._desk.outbox.delivered(event, self._now())
        return True

    def _still_running(self, event: Event) -> bool:
        try:
            return event.event is Happened.ESCALATED and self._store.turn(event.turn_id).completed_at is None
        except UnknownTurnError:  # asked for outside a conversation's turns, or deleted
            return False

    def _body(self, event: Event) -> Mapping[str, Any]:
        kind, _, name = event.record.partition(":")
        return {
            "id": event.id,
            "event": event.event.value,
            "at": event.at.isoformat(),
            "conversation_id": event.conversation_id,
            "customer_id": event.customer_id,
            f"{kind}_id": name,
            "tool": event.tool,
            **(self._approval(name) if event.event is Happened.APPROVAL_PENDING else self._handoff(name)),
        }

    def _handoff(self, ticket_id: str) -> Mapping[str, Any]:
        try:
            return {"handoff": self._store.handoff(ticket_id).model_dump(mode="json")}
        except UnknownTicketError:
            return {"handoff": None}

    def _approval(self, approval_id: str) -> Mapping[str, Any]:
        approval = self._desk.approvals.get(approval_id, now=self._now())
        return {
            "status": approval.status.value,
            "prompt": approval.prompt,
            "reasons": [reason.text for reason in approval.reasons],
            "expires_at": approval.expires_at.isoformat(),
        }
