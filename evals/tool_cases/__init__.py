"""`evals tools`: any labelled tool cases, over any catalogue of tools, measured with the suite's own metrics."""
