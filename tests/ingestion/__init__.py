"""Tests of `ingestion`: real SQLite, real Chroma, real documents; only the embedding model is a fake, where it may."""
