"""Reading a drawing back out of its text: DOT by a parser of DOT, Mermaid by the rules that it has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pydot

from dualwrite.reports.graph.drawing import Cluster, Drawing, Shape, line_of
from dualwrite.reports.graph.graphviz import AMPERSAND
from dualwrite.text.quoting import printable


class Read(NamedTuple):
    """What a picture says, whatever it looks like."""

    title: str
    clusters: dict[str, tuple[str, str | None]]
    """The name of each cluster, and the one that it is in."""
    nodes: dict[str, tuple[list[str], Shape, str]]
    """The lines of each node, its shape, and its cluster."""
    edges: list[tuple[str, str, list[str]]]
    """The ends of each edge, and its lines, if it has any."""


def expected(drawing: Drawing) -> Read:
    """What is to be read out of the text of a drawing."""
    found = Read(printable(drawing.title), {}, {}, [])

    def add(cluster: Cluster, parent: str | None) -> None:
        found.clusters[cluster.id] = (line_of(cluster.name), parent)
        for node in cluster.nodes:
            lines = [line_of(one) for one in node.lines]
            found.nodes[node.id] = (lines, node.shape, cluster.id)
        for one in cluster.clusters:
            add(one, cluster.id)

    for cluster in (*drawing.clusters, drawing.legend):
        add(cluster, None)
    for edge in drawing.edges:
        found.edges.append((edge.tail, edge.head, [line_of(one) for one in edge.lines]))
    return found


def read_dot(text: str) -> Read:
    """Read DOT, and put each edge together again from its two halves and the label between them."""
    graphs = pydot.graph_from_dot_data(text)
    assert graphs is not None and len(graphs) == 1
    found = Read(shown(graphs[0].get_graph_defaults()[0]["label"])[0], {}, {}, [])
    labels: dict[str, list[str]] = {}

    def add(graph: Any, parent: str | None) -> None:
        for node in graph.get_nodes():
            if node.get_name() in ("node", "edge", "graph"):
                continue
            lines = shown(node.get("label"))
            if node.get_name().startswith("e"):
                labels[node.get_name()] = lines
            else:
                assert parent is not None
                shape = Shape.FRAMED if node.get("peripheries") == '"2"' else Shape.PLAIN
                found.nodes[node.get_name()] = (lines, shape, parent)
        for one in graph.get_subgraphs():
            id_ = one.get_name().removeprefix("cluster_")
            found.clusters[id_] = (shown(one.get_graph_defaults()[0]["label"])[0], parent)
            add(one, id_)

    add(graphs[0], None)
    lines = [
        (one.get_source(), one.get_destination())
        for one in graphs[0].get_edges()
        if one.get("style") != '"invis"'
    ]
    heads = {tail: head for tail, head in lines if tail in labels}
    for tail, head in lines:
        if head in labels:
            found.edges.append((tail, heads[head], labels[head]))
        elif tail not in labels:
            found.edges.append((tail, head, []))
    assert sorted(head for _, head in lines if head in labels) == sorted(labels)
    return found


def shown(string: str) -> list[str]:
    """The lines that Graphviz shows of a quoted string."""
    assert string[0] == string[-1] == '"' and "&" not in string
    parts = re.findall(r'\\["\\n]|[^"\\]', string[1:-1], re.DOTALL)
    assert "".join(parts) == string[1:-1]
    means = {r"\\": "\\", '\\"': '"', r"\n": "\n", AMPERSAND: "&"}
    return "".join(means.get(one, one) for one in parts).split("\n")


_QUOTED = r'"((?:[A-Za-z0-9 ,()\-.]|#\d+;|<br/>)*)"'
"""A label that nothing can be read out of but text."""
_LINES = {
    "cluster": re.compile(rf" *subgraph ([a-z]\d*)\[{_QUOTED}\]"),
    "end": re.compile(r" *end"),
    "direction": re.compile(r" *direction LR"),
    "node": re.compile(rf" *([a-z]\d+)\[{_QUOTED}\]"),
    "framed": re.compile(rf" *([a-z]\d+)\[\[{_QUOTED}\]\]"),
    "edge": re.compile(rf" *([a-z]\d+) ---\|{_QUOTED}\| ([a-z]\d+)"),
    "line": re.compile(r" *([a-z]\d+) --- ([a-z]\d+)"),
    "row": re.compile(r" *l\d+ ~~~ l\d+"),
    "style": re.compile(r" *(?:classDef s\d+|class [a-z\d,]+|linkStyle [\d,]+) [a-z\d#:,. -]+"),
}


def read_mermaid(text: str) -> Read:
    """Read the text of a flowchart. Every line has to be of a kind that is known."""
    head, separator, body = text.partition("\nflowchart LR\n")
    assert separator and body.endswith("\n")
    title = re.fullmatch(r"---\ntitle: (\".*\")\nconfig:\n(?:  .*\n)+---", head)
    assert title is not None
    found = Read(json.loads(title[1]), {}, {}, [])
    inside: list[str] = []
    for kind, match in map(_kind, body.splitlines()):
        if kind == "cluster":
            found.clusters[match[1]] = (_decoded(match[2])[0], inside[-1] if inside else None)
            inside.append(match[1])
        elif kind == "end":
            inside.pop()
        elif kind in ("node", "framed"):
            shape = Shape.FRAMED if kind == "framed" else Shape.PLAIN
            found.nodes[match[1]] = (_decoded(match[2]), shape, inside[-1])
        elif kind == "line":
            found.edges.append((match[1], match[2], []))
        elif kind == "edge":
            found.edges.append((match[1], match[3], _decoded(match[2])))
    assert inside == []
    return found


def _kind(line: str) -> tuple[str, re.Match[str]]:
    found = list(_matches(line))
    assert len(found) == 1, line
    return found[0]


def _matches(line: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, pattern in _LINES.items():
        match = pattern.fullmatch(line)
        if match is not None:
            yield kind, match


def _decoded(label: str) -> list[str]:
    return [
        re.sub(r"#(\d+);", lambda code: chr(int(code[1])), line) for line in label.split("<br/>")
    ]
