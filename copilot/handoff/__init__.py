"""Handing a conversation to a person: what they are given, how they are told, when they are there."""
