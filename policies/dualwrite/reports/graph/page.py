"""The picture as a page for people: one file, without scripts, that asks for nothing.

All names come from other people's files: they are escaped, and the page's own policy lets the browser
run nothing and apply no style but the one whose hash it names.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files

from markupsafe import Markup

from ..html.words import safe
from .azure_drawing import AzureRow
from .building import Picture, Row
from .outcome import Outcome

_DRAWN = Markup("""\
<div class=region role=region aria-labelledby=picture tabindex=0>
<figure>{svg}</figure>
</div>""")
_WRITTEN = Markup("""\
<p class=note>There was no program dot to draw it with. Install Graphviz (Debian's package graphviz), and
make this page again. Here is the picture as text, which Mermaid and many viewers of Markdown draw.
<div class=region role=region aria-labelledby=picture tabindex=0>
<pre>{text}</pre>
</div>""")
_ROW = Markup("<tr><th scope=row>{}<td>{}<td>{}<td>{}<td>{}")
_AZURE = Markup("<p>{}: {}: {}")
_NO_AZURE = "none"
_OUTCOME = Markup("<b class={}>{}</b>{}")


def page_with_svg(picture: Picture, svg: str) -> bytes:
    """The page with the picture in it.

    :param svg: the element as ``svg.py`` makes it: all text in it is escaped.
    """
    return _page(picture, _DRAWN.format(svg=Markup(svg)))


def page_with_text(picture: Picture, mermaid: str) -> bytes:
    """The page where nothing could draw the picture: with its text."""
    return _page(picture, _WRITTEN.format(text=mermaid))


def _page(picture: Picture, shown: Markup) -> bytes:
    style = _read("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        Markup(_read("page.html"))
        .format(
            hash=f"sha256-{digest}",
            title=safe(picture.drawing.title),
            style=Markup(style),
            picture=shown,
            rows=Markup("\n").join(_rows(picture.rows)),
        )
        .encode()
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _rows(rows: Iterable[Row]) -> Iterable[Markup]:
    for row in rows:
        yield _ROW.format(
            safe(row.label),
            safe(row.finance_and_operations),
            safe(row.customer_engagement),
            Markup("").join(map(_azure, row.azure)) or _NO_AZURE,
            _outcome(row.outcome),
        )


def _azure(row: AzureRow) -> Markup:
    return _AZURE.format(safe(row.where), safe(", ".join(row.contents)), _outcome(row.outcome))


def _outcome(outcome: Outcome) -> Markup:
    word = outcome.standing.word
    return _OUTCOME.format(_mark(word), word, safe(outcome.full_text.removeprefix(word)))


def _mark(word: str) -> str:
    return word.replace(" ", "-")
