"""One turn of a support conversation, its records, the HTTP API and the shell commands."""
