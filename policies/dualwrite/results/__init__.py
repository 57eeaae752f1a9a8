"""The document of results, its counts, and what is missing where: all that reports read."""
