from __future__ import annotations

import pytest
from hypothesis import given

from dualwrite.model.verdicts import Kind
from dualwrite.reports.wording import flowed, rank, shortened, time_left
from support.report_documents import every_state, texts


@given(texts())
def test_flowed_text_is_one_printable_line(text: str) -> None:
    assert flowed(text).isprintable()


def test_flowed_text_keeps_words_apart() -> None:
    assert flowed(" one\r\n\ttwo\n\nthree\x1b ") == "one two three\\x1b"


@pytest.mark.parametrize(
    ("text", "shown"), [("", ""), ("abc", "abc"), ("abcd", "ab…"), ("abcde", "ab…")]
)
def test_shortened(text: str, shown: str) -> None:
    assert shortened(text, 3) == shown


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (-2, "expired 2 days ago"),
        (-1, "expired 1 day ago"),
        (0, "last day"),
        (1, "1 day left"),
        (68, "68 days left"),
    ],
)
def test_time_left(days: int, shown: str) -> None:
    assert time_left(days) == shown


def test_rank_puts_what_blocks_before_what_advises_and_what_only_informs() -> None:
    ranks = {
        (one.blocks, one.is_violation, one.verdict): rank(one) for one in every_state().results
    }
    assert ranks[True, True, Kind.FAIL] == 0
    assert ranks[True, True, Kind.UNKNOWN] == 0
    assert ranks[False, True, Kind.UNKNOWN] == 1
    assert ranks[False, False, Kind.UNKNOWN] == 2
    assert ranks[False, False, Kind.EXEMPT] == 3
