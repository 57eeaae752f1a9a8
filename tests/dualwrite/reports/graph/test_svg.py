"""What becomes of a picture that a real ``dot`` has drawn."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from dualwrite.reports.graph.drawing import Drawing, Node, Shape, line_of
from dualwrite.reports.graph.graphviz import DotError, dot_text, svg_element, svg_file
from dualwrite.text.quoting import printable

from .estates import ESTATES, HOSTILE_NAMES, drawn, every_kind
from .goldens import golden, recorded

SVG = "{http://www.w3.org/2000/svg}"
RECORDED = ("every kind", "every azure", "hostile", "empty")


def made(name: str) -> tuple[Drawing, bytes]:
    """A drawing, and the file that is made of it."""
    drawing = drawn(ESTATES[name]()).drawing
    return drawing, svg_file(drawing, recorded(f"{name}.svg", dot_text(drawing)))


def texts_of(file: bytes) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(file).iter(f"{SVG}text")]


def titles_of(file: bytes) -> dict[str, str | None]:
    return {
        one.get("id", ""): one.findtext(f"{SVG}title")
        for one in ElementTree.fromstring(file).iter(f"{SVG}g")
    }


def azure_boxes(drawing: Drawing) -> list[Node]:
    return [node for one in drawing.clusters for node in one.nodes if node.shape is Shape.FRAMED]


@pytest.mark.parametrize("name", ["every kind", "every azure"])
def test_golden(name: str) -> None:
    _, file = made(name)
    assert file == golden(f"{name.replace(' ', '_')}.svg", file)


@pytest.mark.parametrize("name", RECORDED)
def test_all_texts_are_shown_as_they_were(name: str) -> None:
    drawing, file = made(name)
    wanted = []
    clusters = [drawing.legend, *drawing.clusters]
    while clusters:
        cluster = clusters.pop()
        clusters += cluster.clusters
        wanted += [cluster.name, *(line for node in cluster.nodes for line in node.lines)]
    wanted += [line for edge in drawing.edges for line in edge.lines]
    assert sorted(texts_of(file)) == sorted([drawing.title, *map(line_of, wanted)])


def test_hostile_names_are_whole_to_those_who_point_at_them() -> None:
    drawing, file = made("hostile")
    titles = titles_of(file)
    for edge in drawing.edges:
        assert titles[edge.id] == printable(edge.tip)
    told = {printable(name) for name in HOSTILE_NAMES}
    of_pairs = {edge.tip.partition(": refused: ")[0] for edge in drawing.edges if edge.lines}
    of_azure = {
        edge.tip.removeprefix("Azure of ").removesuffix(": pass")
        for edge in drawing.edges
        if not edge.lines
    }
    assert of_pairs == of_azure == told
    for node in azure_boxes(drawing):
        assert titles[node.id] == printable(node.tip)


@pytest.mark.parametrize("name", RECORDED)
def test_titles_say_what_is_meant_and_never_an_identifier(name: str) -> None:
    drawing, file = made(name)
    tips = {id_: printable(tip) for id_, tip in drawing.tips().items()}
    found = {id_: title for id_, title in titles_of(file).items() if title is not None}
    assert found == {**tips, "graph0": drawing.title}


@pytest.mark.parametrize("name", RECORDED)
def test_there_is_nothing_in_it_but_shapes_and_text(name: str) -> None:
    _, file = made(name)
    tags = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(file).iter()}
    assert tags <= {"svg", "g", "title", "text", "path", "polygon", "polyline", "ellipse"}
    text = file.decode()
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert not re.search(r"<!|href|style=|on[a-z]+=", re.sub(r">[^<]*<", "><", text))


@pytest.mark.parametrize("drawn_", [b"", b"<svg", b"<html/>", b"<svg/>", b"\xff"])
def test_what_is_no_svg_is_refused(drawn_: bytes) -> None:
    with pytest.raises(DotError, match=r"^what it made is no SVG"):
        svg_element(drawn(every_kind()).drawing, drawn_)
