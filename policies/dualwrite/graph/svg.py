"""What ``dot`` has drawn, made fit for browsers: names in place of identifiers, and nothing beside."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from ..text import printable
from .dot import AMPERSAND
from .drawing import Drawing
from .graphviz import DotError

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
