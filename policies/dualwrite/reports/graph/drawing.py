"""A picture before it has a format: nodes in clusters, and edges between nodes.

Texts are other people's, and may be anything; the formats escape them. Identifiers are made here:
a letter and a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from ...text.quoting import printable
from ..wording import shortened

LONGEST_LINE = 60
"""How many characters of one line are shown. Tips have the whole text."""


def line_of(text: str) -> str:
    """A text as one line of a label: nothing invisible in it, and shortened when long."""
    return shortened(printable(text), LONGEST_LINE)


class Dash(Enum):
    """How a line is drawn, so that colour is not all that tells lines apart."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True)
class Stroke:
    """A line: its colour (``#b3261e``), its width in points, and how it is drawn."""

    colour: str
    width: float = 1
    dash: Dash = Dash.SOLID


class Shape(Enum):
    """The outline of a node, so that kinds of nodes are told apart without their colours."""

    PLAIN = "plain"
    FRAMED = "framed"
    """With a second line along it."""


@dataclass(frozen=True)
class Node:
    """A box with lines of text. ``tip`` is the whole text, where lines had to be shortened."""

    id: str
    lines: tuple[str, ...]
    stroke: Stroke
    tip: str = ""
    shape: Shape = Shape.PLAIN


@dataclass(frozen=True)
class Edge:
    """A line from one node to another, with lines of text beside it, if there are any."""

    id: str
    tail: str
    head: str
    lines: tuple[str, ...]
    stroke: Stroke
    tip: str = ""


@dataclass(frozen=True)
class Cluster:
    """A box around nodes and other clusters, with a name."""

    id: str
    name: str
    nodes: tuple[Node, ...] = ()
    clusters: tuple[Cluster, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """A whole picture. ``legend`` explains its lines, one node each."""

    title: str
    legend: Cluster
    clusters: tuple[Cluster, ...]
    edges: tuple[Edge, ...]

    def legend_rows(self) -> list[tuple[str, str]]:
        """The nodes of the legend that stand next to each other, two and two, by their identifiers."""
        ids = [node.id for node in self.legend.nodes]
        return list(zip(ids[::2], ids[1::2], strict=False))

    def paths(self) -> dict[str, tuple[str, ...]]:
        """For each node of a pair, the identifiers of the clusters that it is in, from the outside."""
        return dict(_paths(self.clusters, ()))

    def tips(self) -> dict[str, str]:
        """The whole text of everything that has an identifier."""
        found = {edge.id: edge.tip for edge in self.edges}
        for cluster in _every((self.legend, *self.clusters)):
            found[cluster.id] = cluster.name
            found.update((node.id, node.tip or " ".join(node.lines)) for node in cluster.nodes)
        return found


def _every(clusters: Iterable[Cluster]) -> Iterator[Cluster]:
    for one in clusters:
        yield one
        yield from _every(one.clusters)


def _paths(
    clusters: Iterable[Cluster], outside: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in clusters:
        path = (*outside, one.id)
        yield from ((node.id, path) for node in one.nodes)
        yield from _paths(one.clusters, path)
