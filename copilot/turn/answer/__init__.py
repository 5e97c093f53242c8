"""The answer step: a generator writes a draft from evidence, validation decides whether the customer may read it."""
