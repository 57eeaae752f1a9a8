"""Colours that can be read in both themes."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = files("dualwrite.reports.html").joinpath("style.css").read_text(encoding="utf-8")
INKS = ("text", "quiet", "link", "fail", "undeclared", "unknown", "exempt", "error", "pass")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of any size."""


def themes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{([^}]*--page[^}]*)\}", STYLE)
    return {
        name: dict(re.findall(r"--(\w+): (#[0-9a-f]+);", block))
        for name, block in (("light", light), ("dark", dark))
    }


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_on_every_ground(theme: str) -> None:
    colours = themes()[theme]
    low = {
        (ink, ground): round(contrast(colours[ink], colours[ground]), 2)
        for ink in INKS
        for ground in ("page", "raised", "on")
        if contrast(colours[ink], colours[ground]) < LEAST_CONTRAST
    }

    assert low == {}


def test_contrast_is_measured_as_wcag_does() -> None:
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#fff"), 2) == 4.54
