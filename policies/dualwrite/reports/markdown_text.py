"""Text in Markdown that stays text, on GitHub, GitLab and Azure Pipelines alike.

Backslashes help against Markdown itself, and not against what sites make of the result: mentions,
numbers of issues, addresses, emoji. Those leave code alone, so whatever could be one is shown as code.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from ..text.quoting import printable
from .wording import flowed, shortened

_LONGEST_TEXT = 600
_PLAIN_WORD = re.compile(
    r"""(?!.*(?:www\.|gh-\d))  # an address, and an issue, on GitHub
        [("\u201c]?[^\W_](?:[^\W_]|[.,;()"'\u2018-\u201d\u2026-])*:?|[-\u2013\u2026]""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENING = "(\"'\u201c\u2018"
_CLOSING = ".,;:!?)\"'\u201d\u2019\u2026"
"""Punctuation of the sentence around a word. None of it is anything in Markdown, or to a site."""
_BACKTICKS = re.compile(r"`+")
_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_PIPE = "&#124;"
"""A pipe inside code cannot be escaped everywhere; between two pieces of code it can."""


@lru_cache(maxsize=4096)  # remedies are the same for every pair
def prose(text: str) -> str:
    """Messages and reasons: words of letters and digits as they are, all others as code.

    Punctuation around a word, which belongs to the sentence, is left out of the code.
    """
    return " ".join(map(_word, shortened(flowed(text), _LONGEST_TEXT).split(" ")))


def _word(word: str) -> str:
    if _PLAIN_WORD.fullmatch(word):
        return word
    core = word.lstrip(_OPENING)
    before, after = word[: len(word) - len(core)], ""
    while core and core[-1] in _CLOSING and not _is_closed_within(core):
        core, after = core[:-1], core[-1] + after
    if not core:
        return code(word)
    return before + (core if _PLAIN_WORD.fullmatch(core) else code(core)) + after


def _is_closed_within(text: str) -> bool:
    """Whether the last character closes what the text itself has opened: ``f(x)``, ``a="b"``."""
    last = text[-1]
    if last == ")":
        return text.count("(") >= text.count(")")
    return last in "\"'" and text.count(last) % 2 == 0


def code(text: str) -> str:
    """Names and values, exactly as they are but for invisible characters, which become escapes."""
    shown = shortened(printable(text), _LONGEST_TEXT)
    return _PIPE.join(_span(piece) for piece in shown.split("|"))


def _span(text: str) -> str:
    if not text:
        return ""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    # Readers take one space away at both ends, unless there are only spaces.
    pad = " " if text.strip() and (text[0] in "` " or text[-1] in "` ") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def ticket(text: str) -> str:
    """A ticket: a link where it is an address of the web, otherwise code. No other scheme is linked."""
    if not _ADDRESS.fullmatch(text) or not text.isprintable() or len(text) > _LONGEST_TEXT:
        return code(text)
    target = quote(text, safe=":/?#[]@!$&'()*+,;=%-._~").replace("&", "&amp;")
    return f"[{code(text)}](<{target}>)"
