"""Chunks that follow a document's structure and serve each character of it once."""

from ingestion.chunking.chunker import Chunker

__all__ = ["Chunker"]
