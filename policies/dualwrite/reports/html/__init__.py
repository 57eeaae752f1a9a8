"""The report for people: one page that needs nothing else, to be read, filtered and printed.

Everything that it shows comes from other people's files. Jinja escapes it; invisible characters are
written as escapes; and the page's own policy lets the browser run no script and apply no style but
the two whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from ...results.document import Document

if TYPE_CHECKING:
    from jinja2 import Environment


def render(document: Document) -> bytes:
    """Write a document as one HTML page in UTF-8."""
    # Jinja takes long to import, and most runs write no page.
    from markupsafe import Markup

    from .page import context_of

    style, script = _read("style.css") + _read("print.css"), _read("script.js")
    text = (
        _environment()
        .get_template("page.html.j2")
        .render(
            context_of(document),
            style=Markup(style),
            style_hash=_hash(style),
            script=Markup(script),
            script_hash=_hash(script),
        )
    )
    return text.encode("utf-8")


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from .page import shown

    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a content security policy names a script or a style sheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
