"""The HTTP API: thin endpoints that hold no business decision."""
