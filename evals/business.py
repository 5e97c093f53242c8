"""Which records a label speaks of."""

# What a customer would notice. The rest is the records' own bookkeeping: audit, idempotency, approvals...
BUSINESS = frozenset(
    {
        "customers",
        "orders",
        "order_lines",
        "shipments",
        "returns",
        "refunds",
        "gift_cards",
        "subscriptions",
        "tickets",
    }
)
