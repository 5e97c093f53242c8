"""The tools and records of Harbour Cycles."""
