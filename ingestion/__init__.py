"""Policy documents become chunks with metadata, in Chroma and a lexical index, and are found again as of a date."""
