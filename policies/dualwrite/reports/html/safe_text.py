"""Text that may stand in markup: escaped, and with nothing invisible in it."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from ...text import printable
from ..wording import flowed

_WEB = ("https://", "http://")


@lru_cache(maxsize=4096)  # the same values, messages and remedies come again and again
def safe(text: str) -> Markup:
    """Return a text as markup that shows it; what is markup already stays as it is."""
    return escape(printable(text))


def prose(text: str) -> Markup:
    """Return sentences as markup. They may be written over several lines, unlike names and values."""
    return safe(flowed(text))


def is_address(text: str) -> bool:
    """Whether a text may become a link: web pages only, nothing that a browser would run."""
    return text.lower().startswith(_WEB) and text.isprintable() and " " not in text


def link_to(text: str) -> Markup:
    """Return a link where a text is the address of a web page, and the text alone elsewhere."""
    shown = safe(text)
    return Markup(f'<a href="{shown}" rel=noreferrer>{shown}</a>') if is_address(text) else shown
