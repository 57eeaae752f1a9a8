"""How values and names are quoted in messages: on one line, printable, bounded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

_LONGEST_QUOTE = 120
# Whole floats below it are written as people write them (40, not 40.0).
_LARGEST_WHOLE_FLOAT = 2.0**53


def printable(text: str) -> str:
    """Return ``text`` with control, bidirectional and other invisible characters written as escapes.

    Names and values come from other people's files. Terminal sequences and right-to-left marks in
    them must not change how a message reads.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def quoted(value: object) -> str:
    """Return a scalar as people wrote it (``"West Europe"``, ``12``, ``true``), shortened when long.

    Mappings and lists are named, never shown: they may hold keys that nobody judged.
    """
    if isinstance(value, str):
        # What is cut off below is not looked at: the text may be larger than memory allows twice.
        shown = printable(json.dumps(value[: _LONGEST_QUOTE + 1], ensure_ascii=False))
        if len(shown) > _LONGEST_QUOTE:
            shown = f'{shown[: _LONGEST_QUOTE - 2]}…"'
        return shown
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) <= _LARGEST_WHOLE_FLOAT
        return str(int(value)) if whole else str(value)
    if isinstance(value, int):
        # Python refuses to write out the largest ones; nobody could read them either.
        return str(value) if abs(value) < 10**_LONGEST_QUOTE else "a very large number"
    return kind_of(value)


def as_found(value: object) -> str:
    """Say what stands there and of what kind it is: ``"yes" is text``, ``this is a list``."""
    if isinstance(value, str | int | float):
        return f"{quoted(value)} is {kind_of(value)}"
    return f"this is {kind_of(value)}"


def kind_of(value: object) -> str:
    """Name the kind of a value as JSON has it: ``a mapping``, ``a list``, ``text`` and so on."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "a mapping"
    return f"a value of type {type(value).__name__}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """Join words as prose: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return ``1 pair``, ``2 pairs``: a number with its noun."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def sentences(*texts: str) -> str:
    """Join whole sentences; empty ones are left out."""
    return " ".join(text for text in texts if text)
