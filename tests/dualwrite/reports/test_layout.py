"""Lines for a terminal."""

from __future__ import annotations

import io
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dualwrite.reports.terminal.layout import plain, wrapped, write

TEXT = "The finance and operations application is not declared, so nothing is known of it."


def test_a_text_is_broken_at_spaces_below_the_width() -> None:
    assert wrapped(TEXT, 41, "  ", "    ") == (
        "  The finance and operations application",
        "    is not declared, so nothing is known",
        "    of it.",
    )


def test_an_address_is_never_broken() -> None:
    address = "https://learn.microsoft.com/" + "x-" * 40
    assert wrapped(f"Source: {address}", 60) == ("Source:", address)


@pytest.mark.parametrize("width", [-1, 0, 1, 39, 40])
def test_a_terminal_narrower_than_forty_columns_is_taken_for_one_of_forty(width: int) -> None:
    assert wrapped(TEXT, width) == wrapped(TEXT, 40)
    assert max(map(len, wrapped(TEXT, width))) <= 40


def test_no_text_is_no_line() -> None:
    assert wrapped("", 80, "  ") == ()


@given(st.lists(st.text("ab-,", min_size=1, max_size=30)), st.integers(40, 200))
def test_wrapping_keeps_every_word(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width, "  ", "    ")
    assert " ".join(lines).split() == words
    assert all(len(line) < width for line in lines)


def written(color: bool) -> str:
    output = io.StringIO()
    system: Literal["standard"] | None = "standard" if color else None
    console = Console(file=output, force_terminal=color, color_system=system, width=10)
    write(console, [plain("[bold]a[/bold]  :smile:"), plain(), (("b", "bold red"), ("c" * 30, ""))])
    return output.getvalue()


def test_lines_are_written_as_they_are() -> None:
    assert written(color=False) == "[bold]a[/bold]  :smile:\n\nb" + "c" * 30 + "\n"


def test_a_style_is_for_its_part_of_the_line_alone() -> None:
    expected = "[bold]a[/bold]  :smile:\n\n\x1b[1;31mb\x1b[0m" + "c" * 30 + "\n"
    assert written(color=True) == expected
