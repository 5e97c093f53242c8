"""The threshold from which a passage is near enough to answer, set on a shop's own labelled questions."""
