"""The formats of pictures, by the ending of the file's name."""

from __future__ import annotations

from enum import StrEnum


class PictureFormat(StrEnum):
    """What a picture is written as; the value is the ending."""

    SVG = "svg"
    HTML = "html"
    MMD = "mmd"


def format_of(path: str) -> PictureFormat | None:
    """The format that a file's name asks for, whatever its case; None where it asks for none."""
    folded = path.casefold()
    return next((one for one in PictureFormat if folded.endswith(f".{one.value}")), None)
