"""The progress bar: on a terminal, once it takes long."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from dualwrite.cli import consoles as progress
from dualwrite.cli.consoles import with_progress


class Screen(io.StringIO):
    """Standard error as a terminal, or not."""

    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BEFORE_PROGRESS", -1.0)
    monkeypatch.setenv("TERM", "xterm")


def test_a_bar_is_shown_and_taken_away(at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(True)
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(with_progress(iter("abc"), 3)) == ["a", "b", "c"]
    shown = screen.getvalue()
    assert "judging" in shown and "100%" in shown
    assert shown.endswith("\x1b[2K") and "\x1b[?25h" in shown  # the line is clear, the cursor back


def test_the_cursor_comes_back_after_a_failure(
    at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    screen = Screen(True)
    monkeypatch.setattr(sys, "stderr", screen)
    with pytest.raises(KeyboardInterrupt):
        list(with_progress(failing(), 2))
    assert "\x1b[?25l" in screen.getvalue() and "\x1b[?25h" in screen.getvalue()


def test_nothing_is_shown_where_it_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(True)
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(with_progress([1, 2], 2)) == [1, 2]
    assert screen.getvalue() == ""


def test_nothing_is_shown_in_a_pipe(at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(False)
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(with_progress([1, 2], 2)) == [1, 2]
    assert screen.getvalue() == ""


def test_standard_error_may_be_closed(at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert list(with_progress([1, 2], 2)) == [1, 2]
