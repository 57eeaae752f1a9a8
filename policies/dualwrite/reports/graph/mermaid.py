"""A drawing as a flowchart of Mermaid: text that Markdown viewers, wikis and its own editor draw.

Source of the rules: Mermaid's flowchart syntax and its entity codes (release 11). Labels are quoted,
and everything in them that could mean anything to Mermaid, to its Markdown or to HTML is written as
``#`` and the number of the character.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from ...text.quoting import printable
from .drawing import Cluster, Dash, Drawing, Shape, Stroke, line_of

MOST_CHARACTERS = 50_000
"""Mermaid draws no more unless its page says so (maxTextSize). That is some 200 pairs; its limit of 500
lines (maxEdges) is reached later."""

_CONFIGURATION = (
    "config:",
    "  flowchart:",
    "    wrappingWidth: 600",  # else hosts are broken into several lines
    "    subGraphTitleMargin: {top: 4, bottom: 10}",
)
_LINE_BREAK = "<br/>"
# A word's own dots and hyphens stay. At the start of a line, Markdown would make a list of them, and
# a link of what begins with "www.".
_MEANINGFUL = re.compile(
    r"[^A-Za-z0-9 ,()\-.]|(?<![A-Za-z0-9])[-.]|[-.](?![A-Za-z0-9])|(?<=www)\.", re.I | re.A
)


def mermaid_text(drawing: Drawing) -> str:
    """Write a drawing as a flowchart."""
    return "\n".join([*_lines(drawing), ""])


def escaped(text: str) -> str:
    """A text of one line, to be put between quotes."""
    return _MEANINGFUL.sub(lambda found: f"#{ord(found[0])};", printable(text))


def _lines(drawing: Drawing) -> Iterator[str]:
    yield from ("---", f"title: {json.dumps(printable(drawing.title))}", *_CONFIGURATION, "---")
    yield "flowchart LR"
    styles: dict[Stroke, list[str]] = {}
    # What comes last is drawn at the top.
    for cluster in (*reversed(drawing.clusters), drawing.legend):
        yield from _cluster(cluster, "  ", styles)
    links: dict[Stroke, list[int]] = {}
    for number, edge in enumerate(drawing.edges):
        label = f"|{_label(edge.lines)}|" if edge.lines else ""
        yield f"  {edge.tail} ---{label} {edge.head}"
        links.setdefault(edge.stroke, []).append(number)
    for one, other in drawing.legend_rows():
        yield f"  {one} ~~~ {other}"
    for at, (stroke, nodes) in enumerate(styles.items(), 1):
        yield f"  classDef s{at} fill:#ffffff,color:#1c2128,{_style(stroke)}"
        yield f"  class {','.join(nodes)} s{at}"
    for stroke, numbers in links.items():
        yield f"  linkStyle {','.join(map(str, numbers))} {_style(stroke)}"


def _cluster(cluster: Cluster, indent: str, styles: dict[Stroke, list[str]]) -> Iterator[str]:
    yield f"{indent}subgraph {cluster.id}[{_label([cluster.name])}]"
    yield f"{indent}  direction LR"  # it would turn round where nothing leads out of it
    for node in cluster.nodes:
        opening, closing = _SHAPES[node.shape]
        yield f"{indent}  {node.id}{opening}{_label(node.lines)}{closing}"
        styles.setdefault(node.stroke, []).append(node.id)
    for one in cluster.clusters:
        yield from _cluster(one, f"{indent}  ", styles)
    yield f"{indent}end"


def _label(lines: Iterable[str]) -> str:
    return f'"{_LINE_BREAK.join(escaped(line_of(one)) for one in lines)}"'


def _style(stroke: Stroke) -> str:
    dashes = _DASHES[stroke.dash]
    return f"stroke:{stroke.colour},stroke-width:{stroke.width:g}px{dashes}"


_SHAPES = {Shape.PLAIN: ("[", "]"), Shape.FRAMED: ("[[", "]]")}
_DASHES = {
    Dash.SOLID: "",
    Dash.DASHED: ",stroke-dasharray:6 4",
    Dash.DOTTED: ",stroke-dasharray:2 3",
}
