"""Send an order elsewhere: until it has been packed, within the same country."""

from dataclasses import dataclass

from tools.orders.address import PostalAddress, could_be_in
from tools.orders.lookup import OrderFacts, OrderNumber, named_order
from tools.orders.port import Address, Order
from tools.orders.summaries import plain
from tools.tool import Arguments, Call, Effect, Matter, Risk, Slots, Tool, ToolResult, World


class ChangeAddress(Arguments):
    """Which order, and where to."""

    order_id: OrderNumber
    address: PostalAddress


@dataclass(frozen=True, kw_only=True)
class AddressFacts(OrderFacts):
    """What decides whether an order can still be sent elsewhere."""

    same_country: bool | None = None


@dataclass(frozen=True, slots=True)
class Readdressing:
    """The order and its address to be."""

    order: Order
    address: Address


def _gather(world: World, slots: Slots) -> Matter[Readdressing]:
    named = named_order(world, slots)
    order, new = named.order, slots.values.get("address")
    if order is None:
        return Matter(AddressFacts(known=named.known, order_id=slots.values.get("order_id")))
    country = new.country or order.address.country if new else None
    facts = AddressFacts(
        known=True,
        order_id=order.id,
        order_status=order.status,
        same_country=_stays(new.postcode, country, order) if new and country else None,
    )
    if new is None or country is None:
        return Matter(facts, named.owner)
    address = Address(order.address.name, new.street, new.city, new.postcode, country)
    return Matter(facts, named.owner, Readdressing(order, address))


def _stays(postcode: str, country: str, order: Order) -> bool:
    """Whether the address is in the order's country: a foreign one does not get there by leaving its country out."""
    return country == order.address.country and could_be_in(postcode, country)


def _consequence(call: Call[ChangeAddress, Readdressing]) -> str:
    order = call.subject.order
    return f"Send order {order.id} to {_line(call.subject.address)} instead of {_line(order.address)}?"


def _run(call: Call[ChangeAddress, Readdressing]) -> ToolResult:
    world, subject = call.world, call.subject
    order = world.records.orders.change_address(world.customer_id, subject.order.id, subject.address)
    return ToolResult(f"order:{order.id}", f"Order {order.id} will be sent to {_line(order.address)}.", plain(order))


def _line(address: Address) -> str:
    return f"{address.name}, {address.street}, {address.city} {address.postcode}, {address.country}"


CHANGE_ADDRESS = Tool(
    name="change_address",
    description="Change the delivery address of an order that has not been packed yet, within the same country.",
    arguments=ChangeAddress,
    facts=AddressFacts,
    effect=Effect.WRITE,
    risk=Risk.HIGH,
    example="Send FH-10011 to 4 Mill Lane, London, SW4 7AB instead.",
    gather=_gather,
    run=_run,
    consequence=_consequence,
    unrecorded=frozenset({"address"}),
    groups=frozenset({"order"}),
)
