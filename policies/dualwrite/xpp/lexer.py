"""X++ as tokens. Comments and macros are told apart from code; strings are single tokens.

What is broken ends at the end of its line, as the texts of macros and code that is switched off hold
lone quotes: a quote must not hide what follows.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from sys import intern
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<word>[^\W\d]\w*)
    | (?P<comment>//[^\r\n]*|/\*.*?(?:\*/|\Z))
    | (?P<verbatim>@"(?:[^"]|"")*"|@'(?:[^']|'')*'|@["'][^\r\n]*)
    | (?P<string>"(?:[^"\\\r\n]|\\[^\r\n])*(?:"|\\?(?=[\r\n])|\\?\Z)
               |'(?:[^'\\\r\n]|\\[^\r\n])*(?:'|\\?(?=[\r\n])|\\?\Z))
    | (?P<number>\d+\\\d+\\\d+|\d+(?:\.\d+)?\w*)
    | (?P<macro>\#\s*[^\W\d]\w*)
    | (?P<mark>::|[^\w\s])
    """,
    re.VERBOSE | re.DOTALL,
)
_LOCAL_END = re.compile(r"#\s*endmacro\b", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s*\.\s*([^\W\d]\w*)")
_GROUP = re.compile(r"""[()\r\n]|"[^"\r\n]*"|'[^'\r\n]*'""")
_LINE_END = re.compile(r"[\r\n]|\Z")
_LITERAL = ("string", "verbatim")


class Comment(NamedTuple):
    """A comment, or the text of a macro: where it begins, and what it says."""

    offset: int
    text: str


class Condition(NamedTuple):
    """A stretch of code between ``#if.NAME`` and ``#endif``."""

    start: int
    end: int
    name: str
    negated: bool


@dataclass
class Tokens:
    """The tokens of a text. Words and marks as they are, strings with their quotes."""

    texts: list[str] = field(default_factory=list)
    offsets: array[int] = field(default_factory=lambda: array("L"))
    comments: list[Comment] = field(default_factory=list)
    macros: list[Comment] = field(default_factory=list)
    """The bodies of the macros that are defined here."""
    defined: set[str] = field(default_factory=set)
    """The names of macros that are defined here, in lower case."""
    conditions: list[Condition] = field(default_factory=list)

    def at(self, offset: int) -> int:
        """The token that stands at an offset of the text, or the last one before it."""
        return bisect_right(self.offsets, offset) - 1


def lex(text: str) -> Tokens:
    """Break a text into tokens."""
    found = Tokens()
    texts, offsets = found.texts, found.offsets
    open_conditions: list[tuple[int, str, bool]] = []
    match = _TOKEN.match
    position, end = 0, len(text)
    while position < end:
        token = match(text, position)
        if token is None:  # nothing that X++ knows
            position += 1
            continue
        kind = token.lastgroup
        start, position = position, token.end()
        if kind == "space":
            continue
        if kind == "comment":
            found.comments.append(Comment(start, token[0]))
        elif kind == "macro":
            position = _macro(text, start, position, found, open_conditions)
        else:
            texts.append(intern(token[0]) if kind not in _LITERAL else token[0])
            offsets.append(start)
    for begin, name, negated in open_conditions:
        found.conditions.append(Condition(begin, end, name, negated))
    return found


def string_value(token: str) -> str | None:
    """What a token says, where it is a string."""
    if token[:1] == "@" and token[1:2] in ("'", '"'):
        return token[2:].removesuffix(token[1])
    if token[:1] in ("'", '"'):
        return token[1:].removesuffix(token[0])
    return None


def _macro(
    text: str,
    start: int,
    position: int,
    found: Tokens,
    open_conditions: list[tuple[int, str, bool]],
) -> int:
    """Read a macro's directive; return where code goes on."""
    word = text[start + 1 : position].strip().lower()
    if word == "endif":
        if open_conditions:
            begin, name, negated = open_conditions.pop()
            found.conditions.append(Condition(begin, start, name, negated))
        return position
    if word not in ("define", "globaldefine", "localmacro", "globalmacro", "if", "ifnot"):
        if word in ("undef", "macrolib", "linenumber", "defdec", "definc"):
            named = _NAME_AFTER.match(text, position)
            return named.end() if named else position
        found.texts.append("#macro")  # stands for any text
        found.offsets.append(start)
        return position
    named = _NAME_AFTER.match(text, position)
    if named is None:
        return position
    name = named[1].lower()
    after = named.end()
    if word in ("if", "ifnot"):
        open_conditions.append((start, name, word == "ifnot"))
        return _end_of_group(text, after)
    found.defined.add(name)
    if word in ("localmacro", "globalmacro"):
        closing = _LOCAL_END.search(text, after)
        body_end = closing.start() if closing else len(text)
        found.macros.append(Comment(after, text[after:body_end]))
        return closing.end() if closing else len(text)
    body_end = _end_of_group(text, after)
    found.macros.append(Comment(after, text[after:body_end]))
    return body_end


def _end_of_group(text: str, start: int) -> int:
    """The end of ``(...)`` at this place, which may hold other ones; of the line, if it is open."""
    if text[start : start + 1] != "(":
        return start
    depth = 0
    for one in _GROUP.finditer(text, start):
        if one[0] == "(":
            depth += 1
        elif one[0] == ")":
            depth -= 1
            if not depth:
                return one.end()
        elif depth == 1 and one[0][0] in "\r\n":
            break
    line_end = _LINE_END.search(text, start)
    assert line_end is not None
    return line_end.start()
