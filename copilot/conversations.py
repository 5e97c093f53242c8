"""Opening a conversation, for the API and for the shell."""

from typing import Literal

from copilot.app import App
from copilot.errors import UnknownCustomerError, VerifiedWithoutCustomerError
from copilot.records import Conversation


def open_conversation(
    app: App,
    *,
    customer_id: str | None,
    verified: bool,
    audience: Literal["customer", "agent"],
    region: str | None,
    created_by: str,
) -> Conversation:
    """A new conversation. A known customer's own region holds unless another is given.

    Raises UnknownCustomerError and VerifiedWithoutCustomerError.
    """
    if customer_id is None and verified:
        raise VerifiedWithoutCustomerError
    if customer_id is not None:
        customer = app.customers.get(customer_id)
        if customer is None:
            raise UnknownCustomerError(customer_id, "Leave customer_id out for somebody who is not signed in.")
        region = region or customer.region.value
    return app.store.create_conversation(
        customer_id=customer_id,
        verified=verified,
        audience=audience,
        region=region,
        created_by=created_by,
        now=app.now(),
    )
