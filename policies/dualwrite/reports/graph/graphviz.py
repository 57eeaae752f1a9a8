"""A drawing as DOT, the language of Graphviz.

Source of the rules: the DOT language and the type escString in Graphviz's documentation (2026-11).
There is a library that writes DOT (graphviz), and one that reads it, too (pydot; the tests read with
it). Both leave a backslash and an ampersand in a label as they are, where these mean something: the
escaping that matters would be ours all the same, and the rest is joining lines.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from xml.etree import ElementTree

from ...text.quoting import printable
from .drawing import Cluster, Drawing, Edge, Node, Shape, Stroke, line_of

AMPERSAND = "\ue000"
"""Stands for ``&`` in every text. Graphviz reads ``&lt;`` in a label as an entity, and its releases
differ in how often they do, so no escape is right for all. A private character is not printable: no
text has this one. ``svg.py`` puts the ampersand back."""

_LINE_BREAK = "\\n"
_FONT = "Helvetica,Arial,sans-serif"
_INK = "#1c2128"
_PAPER = "#ffffff"
_BORDER = "#d5d9df"
_GRAPH = {
    "rankdir": "LR",  # both sides of a pair next to each other, and the pairs below each other
    "newrank": "true",  # all left sides in one column, whatever cluster they are in
    "nodesep": "0.15",
    "ranksep": "0.3",
    "bgcolor": _PAPER,
    "fontname": _FONT,
    "fontcolor": _INK,
    "fontsize": "16",
    "labelloc": "t",
    "labeljust": "l",
}
_NODE = {
    "shape": "box",
    "fillcolor": _PAPER,
    "fontname": _FONT,
    "fontcolor": _INK,
    "fontsize": "11",
    "margin": "0.15,0.06",
}
_EDGE = {"arrowhead": "none"}
_STRAIGHT = "200"
"""The weight of lines in a row that ends in a higher box. It is more than what draws a cluster
together (128: Graphviz's lib/dotgen/position.c), so that the row is straight, and beside its box. Other
rows are straight without it, and it makes ``dot`` slow."""
_OUTER = {"style": "rounded,filled", "fillcolor": "#f5f6f8", "color": _BORDER, "fontsize": "14"}
_INNER = {"style": "rounded,filled", "fillcolor": _PAPER, "color": _BORDER, "fontsize": "11"}


def dot_text(drawing: Drawing) -> str:
    """Write a drawing as DOT."""
    return "\n".join([*_lines(drawing), ""])


def quoted(text: str) -> str:
    """A text of one or more lines as a string of DOT that shows it, whatever is in it."""
    lines = map(_escaped, text.split("\n"))
    return f'"{_LINE_BREAK.join(lines)}"'


def _escaped(line: str) -> str:
    shown = printable(line)
    return shown.replace("\\", "\\\\").replace('"', '\\"').replace("&", AMPERSAND)


def _lines(drawing: Drawing) -> Iterator[str]:
    yield "digraph pairs {"
    yield f"  graph {_attributes({**_GRAPH, 'label': drawing.title})}"
    yield f"  node {_attributes(_NODE)}"
    yield f"  edge {_attributes(_EDGE)}"
    labels = _labels_by_cluster(drawing)
    # What comes last is drawn at the top.
    for cluster in (*reversed(drawing.clusters), drawing.legend):
        # Nodes beside inner clusters are drawn as clusters are, and take what they lead to with them.
        is_turned = bool(cluster.nodes and cluster.clusters)
        yield from _cluster(cluster, _OUTER, labels, "  ", is_turned)
    yield from (f"  {line}" for line in labels[None])
    heavy = {edge.tail for edge in drawing.edges if not _is_labelled(edge)}
    for edge in drawing.edges:
        yield from _segments(edge, heavy)
    for one, other in drawing.legend_rows():
        yield f"  {one} -> {other} {_attributes({'style': 'invis'})}"
    yield "}"


def _cluster(
    cluster: Cluster, look: Mapping[str, str], labels: _Labels, indent: str, is_turned: bool
) -> Iterator[str]:
    inside = f"{indent}  "
    yield f"{indent}subgraph cluster_{cluster.id} {{"
    yield f"{inside}graph {_attributes({'id': cluster.id, 'label': line_of(cluster.name), **look})}"
    for node in reversed(cluster.nodes) if is_turned else cluster.nodes:
        yield f"{inside}{_node(node)}"
    for line in labels[cluster.id]:
        yield f"{inside}{line}"
    for one in cluster.clusters:
        yield from _cluster(one, _INNER, labels, inside, is_turned)
    yield f"{indent}}}"


_Labels = Mapping[str | None, list[str]]
"""The boxes that stand for labels of edges, by the cluster that they are in, if they are in one."""


def _labels_by_cluster(drawing: Drawing) -> _Labels:
    """Put the label of each edge into the innermost cluster that has both ends of it.

    ``dot`` draws an edge through its own label, or so near to the next one's that nobody can tell
    them apart. A box of its own in the middle of the line is readable.
    """
    paths = drawing.paths()
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for edge in filter(_is_labelled, drawing.edges):
        shared = [one for one in paths[edge.tail] if one in paths[edge.head]]
        innermost = shared[-1] if shared else None
        box = _box(edge.id, edge.lines, edge.stroke, {"fontcolor": edge.stroke.colour})
        found[innermost].append(box)
    return found


def _node(node: Node) -> str:
    if node.shape is Shape.PLAIN:
        return _box(node.id, node.lines, node.stroke)
    sharp = {"style": f"filled,{node.stroke.dash.value}", "peripheries": "2"}
    return _box(node.id, node.lines, node.stroke, sharp)


def _box(id_: str, lines: Iterable[str], stroke: Stroke, more: Mapping[str, str] = {}) -> str:
    look = {
        "id": id_,
        "label": "\n".join(map(line_of, lines)),
        "color": stroke.colour,
        "penwidth": f"{stroke.width:g}",
        "style": f"rounded,filled,{stroke.dash.value}",
        **more,
    }
    return f"{id_} {_attributes(look)}"


def _segments(edge: Edge, heavy: Collection[str]) -> Iterator[str]:
    """The two halves of a line: to its label, and on from there; or all of it, without a label.

    :param heavy: the nodes whose lines have weight.
    """
    stroke = edge.stroke
    look = {"color": stroke.colour, "penwidth": f"{stroke.width:g}", "style": stroke.dash.value}
    if edge.tail in heavy or edge.head in heavy:
        look["weight"] = _STRAIGHT
    if not _is_labelled(edge):
        yield f"  {edge.tail} -> {edge.head} {_attributes({'id': edge.id, **look})}"
        return
    for one, other in ((edge.tail, edge.id), (edge.id, edge.head)):
        yield f"  {one} -> {other} {_attributes(look)}"


def _is_labelled(edge: Edge) -> bool:
    return bool(edge.lines)


def _attributes(values: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{name}={quoted(value)}' for name, value in values.items())}]"


PROGRAM = "dot"
SECONDS = 120
"""How long it may take. It is a second or two for hundreds of pairs."""
_MOST_SAID = 300


class DotError(Exception):
    """``dot`` made no picture; the text says why."""


def find_dot() -> str | None:
    """The program on PATH; None where there is none."""
    return shutil.which(PROGRAM)


def run_dot(program: str, text: str, seconds: float = SECONDS) -> bytes:
    """Have DOT drawn as SVG.

    :param text: goes to standard input: no file is made.
    :raises DotError: where the program cannot be run, fails, or takes longer than ``seconds``.
    """
    try:
        done = subprocess.run(
            [program, "-Tsvg"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DotError(f"it was not ready within {seconds:g} seconds") from None
    except OSError as error:
        raise DotError(f"it cannot be run: {error.strerror or error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = f": {printable(said[-1])[:_MOST_SAID]}" if said else ""
        raise DotError(f"it failed (exit {done.returncode}){why}")
    return done.stdout


_SVG = "http://www.w3.org/2000/svg"
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'


def svg_file(drawing: Drawing, drawn: bytes) -> bytes:
    """The file: what ``dot`` made of a drawing, without its comments and its document type."""
    return f"{_PROLOG}{svg_element(drawing, drawn)}\n".encode()


def svg_element(drawing: Drawing, drawn: bytes) -> str:
    """The element ``svg`` alone, as it can stand in a page, too.

    :raises DotError: where it is no SVG.
    """
    try:
        root = ElementTree.fromstring(drawn)
    except ElementTree.ParseError as error:
        raise DotError(f"what it made is no SVG ({error})") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise DotError("what it made is no SVG")
    tips = {"graph0": drawing.title, **drawing.tips()}
    for one in root.iter():
        _mend(one, tips)
    root.set("xmlns", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _mend(element: ElementTree.Element, tips: Mapping[str, str]) -> None:
    """Write names without a namespace, and texts as they were; say in titles what is meant.

    Browsers show the title of an element to those who point at it. ``dot`` puts an identifier there.
    """
    element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
    title = element.find(f"{{{_SVG}}}title")
    tip = tips.get(element.get("id", ""))
    if title is not None and tip is not None:
        title.text = printable(tip)
    elif title is not None:
        element.remove(title)
    elif element.text and element.tag == "text":
        element.text = element.text.replace(AMPERSAND, "&").replace(_NO_BREAK_SPACE, " ")
