"""How values and names are quoted in messages: on one line, printable, bounded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_MASK: ContextVar[Callable[[Any], Any] | None] = ContextVar("mask", default=None)
_LONGEST_QUOTE = 120
_COMMAND_ANYWHERE = re.compile(r"##(?=[A-Za-z]*\[)")
_COMMAND_AT_THE_START = re.compile(r"^\s*:(?=:)")
# Whole floats below it are written as people write them (40, not 40.0).
_LARGEST_WHOLE_FLOAT = 2.0**53


@contextmanager
def masking(mask: Callable[[Any], Any]) -> Iterator[None]:
    """Quote nothing as it is that ``mask`` changes: before it is shortened or escaped."""
    token = _MASK.set(mask)
    try:
        yield
    finally:
        _MASK.reset(token)


def _masked(value: Any) -> Any:
    mask = _MASK.get()
    return value if mask is None else mask(value)


def printable(text: str) -> str:
    """Return ``text`` with control, bidirectional and other invisible characters written as escapes.

    Names and values come from other people's files. Terminal sequences and right-to-left marks in
    them must not change how a message reads.
    """
    text = _masked(text)
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def harmless(line: str, starts_a_line: bool = True) -> str:
    """Return what may be written to a stream as (a part of) one line, whatever it was made from.

    Runners of pipelines read the output of programs. GitHub's executes a line that begins, after any
    white space, with ``::``, and ``##[`` anywhere; the agent of Azure Pipelines executes ``##vso[``
    anywhere in a line. One character of these is written as an escape, as ``printable`` does with
    control and bidirectional characters. Text that has none of them stays as it is.
    """
    shown = printable(line)
    if "##" in shown:
        shown = _COMMAND_ANYWHERE.sub(r"#\\x23", shown)
    if starts_a_line and "::" in shown:
        shown = _COMMAND_AT_THE_START.sub(lambda found: found[0][:-1] + r"\x3a", shown)
    return shown


def quoted(value: object) -> str:
    """Return a scalar as people wrote it (``"West Europe"``, ``12``, ``true``), shortened when long.

    Mappings and lists are named, never shown: they may hold keys that nobody judged.
    """
    value = _masked(value)
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
