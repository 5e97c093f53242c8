"""`evals harvest`: turns that somebody gave feedback on become draft cases, without what is personal in them."""
