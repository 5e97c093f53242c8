"""The tool catalogue, the business records behind it, and the gate that decides who may do what."""
