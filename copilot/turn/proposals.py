"""Calls that a model proposes while it writes: the desk decides each again, as the session stands then."""

import re
from collections.abc import Mapping

from copilot.records import ConversationStore
from copilot.turn.act import VERIFY, identified
from copilot.turn.opened import OpenTurn
from copilot.turn.trace import CallRecord, ReasonRecord
from copilot.turn.translate import call_record
from tools.desk import Desk
from tools.session import Session


class Proposals:
    """The `call_tool` of one turn. A verification that succeeds counts for the calls after it.

    Who somebody is they prove with what they know themselves: details that a model brings, from wherever it has them,
    prove nothing, and no attempt is made with them.
    """

    def __init__(self, session: Session, desk: Desk, store: ConversationStore, turn: OpenTurn) -> None:
        self._session, self._desk, self._store, self._turn = session, desk, store, turn

    def __call__(self, tool: str, arguments: Mapping[str, object], /) -> CallRecord:
        """Execute, or say why not: a refusal is a record, never an exception."""
        turn = self._turn
        if tool == VERIFY and not all(self._typed(value) for value in arguments.values()):
            return _NOT_TYPED
        execution = self._desk.execute(self._session, tool, arguments, now=turn.now, turn_id=turn.turn_id)
        session = identified(self._session, execution)
        remember(self._store, self._session, session)
        self._session = session
        return call_record(execution, "model")

    def _typed(self, value: object) -> bool:
        """Whether the customer wrote it in this conversation, spacing and punctuation aside."""
        said = [*(trace.message for trace in self._turn.history), self._turn.request.message]
        wanted = _bare(str(value)).removeprefix(_ORDER_PREFIX)
        return bool(wanted) and any(wanted in _bare(message) for message in said)


_ORDER_PREFIX = "fh"  # customers leave it out; a model writes it
_NOT_TYPED = CallRecord(
    tool=VERIFY,
    arguments={},
    effect="write",
    status="refused",
    proposed_by="model",
    reasons=(ReasonRecord(rule_id="model.not-typed", text="The customer has to give these details themselves."),),
)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def remember(store: ConversationStore, before: Session, after: Session) -> None:
    """Who the verify tool found is who the conversation is with from now on."""
    if after != before and after.customer_id:
        store.set_identity(after.conversation_id, after.customer_id, verified=after.verified)
