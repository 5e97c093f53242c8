"""Tools about parcels."""

from tools.shipments.tracking import TRACK_SHIPMENT

TOOLS = (TRACK_SHIPMENT,)
