"""Which format a file's name asks for."""

from __future__ import annotations

import pytest

from dualwrite.reports.graph.formats import PictureFormat, format_of


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("pairs.svg", PictureFormat.SVG),
        ("a/b.c/PAIRS.SVG", PictureFormat.SVG),
        ("pairs.html", PictureFormat.HTML),
        ("pairs.svg.mmd", PictureFormat.MMD),
        ("pairs.htm", None),
        ("pairs.png", None),
        ("svg", None),
        ("pairs", None),
        ("", None),
    ],
)
def test_the_ending_decides(path: str, found: PictureFormat | None) -> None:
    assert format_of(path) is found
