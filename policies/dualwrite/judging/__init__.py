"""Exemptions: grants that turn a violation into ``exempt`` until a day, and what is said about them."""
