"""Tools about tickets."""

from tools.tickets.opening import CREATE_TICKET

TOOLS = (CREATE_TICKET,)
