"""A picture in each of the formats.

The command line asks for the names of formats at each start: what draws is imported where it draws.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .building import Picture


class PictureFormat(StrEnum):
    """What a picture is written as; the value is the ending."""

    SVG = "svg"
    HTML = "html"
    MMD = "mmd"


def format_of(path: str) -> PictureFormat | None:
    """The format that a file's name asks for, whatever its case; None where it asks for none."""
    folded = path.casefold()
    return next((one for one in PictureFormat if folded.endswith(f".{one.value}")), None)


def render(picture: Picture, format_: PictureFormat, dot: str | None) -> bytes:
    """Write a picture.

    :param dot: the program that draws; without it a page shows the picture as text.
    :raises DotError: where an SVG is wanted and there is no such program, or it fails.
    """
    from .graphviz import DotError, dot_text, run_dot
    from .mermaid import mermaid_text

    drawing = picture.drawing
    if format_ is PictureFormat.MMD:
        return mermaid_text(drawing).encode()
    if dot is not None:
        from .graphviz import svg_element, svg_file  # imports a parser of XML

        drawn = run_dot(dot, dot_text(drawing))
        if format_ is PictureFormat.SVG:
            return svg_file(drawing, drawn)
        from .page import page_with_svg

        return page_with_svg(picture, svg_element(drawing, drawn))
    if format_ is PictureFormat.SVG:
        raise DotError("there is none on PATH")
    from .page import page_with_text

    return page_with_text(picture, mermaid_text(drawing))
