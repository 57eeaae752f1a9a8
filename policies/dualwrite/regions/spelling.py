"""How a name of a place may be written."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 100
_PARENTHESES = str.maketrans("", "", "()")


def compact(text: str) -> str:
    """Return the name without what does not count: case, spaces and parentheses."""
    return "".join(text.split()).translate(_PARENTHESES).casefold()


def fault_of(text: str) -> str | None:
    """Say why ``text`` cannot be the name of any place, or return ``None`` where it could be."""
    if len(text) > LONGEST_NAME:
        return f"it has {len(text)} characters, and no name has more than {LONGEST_NAME}"
    if any(_is_invisible(character) for character in text):
        return "it contains a line break, a control character or another invisible character"
    if not compact(text):
        return "it is empty"
    return None


def _is_invisible(character: str) -> bool:
    # Spreadsheets and web pages give no-break spaces: invisible, and still only spaces.
    return not character.isprintable() and unicodedata.category(character) != "Zs"
