"""Two runs on the same cases, case by case: what was won, lost and left alone."""
