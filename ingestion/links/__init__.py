"""Links between chunks: exceptions to their rules, references, definitions, superseded clauses."""

from ingestion.links.find import find_links

__all__ = ["find_links"]
