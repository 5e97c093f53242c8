"""Harbour Cycles: another shop with its own documents, order API, tool, rules and words, on unchanged packages."""
