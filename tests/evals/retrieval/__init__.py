"""Tests of retrieval measured alone."""
