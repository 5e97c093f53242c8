"""Retrieval alone: any corpus, any labelled queries, the production search beside plain baselines."""
