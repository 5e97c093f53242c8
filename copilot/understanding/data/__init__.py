"""The word lists that a shop edits; `copilot.understanding.words` reads them."""
