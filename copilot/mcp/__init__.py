"""The tool catalogue over MCP, with the same gate in front as in a conversation."""
