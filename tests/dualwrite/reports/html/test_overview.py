"""The state of the estate in a few numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dualwrite.reports.html.page import Overview, overview_of
from dualwrite.results.document import Document, pairs_of
from support.documents import sample
from support.report_documents import empty, every_state, grant, made_of, row

NOTHING = Overview(0, 0, 0, 0, 0, 0, 0, 0)


def overview(document: Document) -> Overview:
    return overview_of(document, pairs_of(document.results))


def test_a_document_of_nothing() -> None:
    assert overview(empty()) == NOTHING


def test_the_sample() -> None:
    assert overview(sample()) == Overview(
        pairs=4,
        refused=2,
        mandatory=3,
        advisories=1,
        exempt=1,
        not_yet_known=2,
        ignored=1,
        blocking_notices=0,
    )


def test_every_state() -> None:
    """Not yet known counts what is not known and no violation: the others are counted as such."""
    assert overview(every_state()) == Overview(
        pairs=2,
        refused=2,
        mandatory=6,
        advisories=4,
        exempt=2,
        not_yet_known=1,
        ignored=1,
        blocking_notices=1,
    )


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        ({}, "No pair was judged"),
        ({"pairs": 1}, "1 pair accepted"),
        ({"pairs": 1, "refused": 1}, "1 of 1 pair refused"),
        ({"pairs": 4, "refused": 2}, "2 of 4 pairs refused"),
        ({"pairs": 1234}, "1,234 pairs accepted"),
        ({"pairs": 12345, "refused": 1234}, "1,234 of 12,345 pairs refused"),
        ({"pairs": 2, "exempt": 17}, "2 pairs accepted, 17 violations exempt"),
        ({"pairs": 2, "refused": 1, "exempt": 1}, "1 of 2 pairs refused, 1 violation exempt"),
        (
            {"pairs": 2, "blocking_notices": 1},
            "Refused: 1 mandatory notice about exemptions; 2 pairs accepted",
        ),
        (
            {"pairs": 2, "blocking_notices": 1200, "exempt": 1},
            "Refused: 1,200 mandatory notices about exemptions; 2 pairs accepted,"
            " 1 violation exempt",
        ),
        ({"pairs": 2, "refused": 1, "blocking_notices": 1}, "1 of 2 pairs refused"),
        (
            {"blocking_notices": 1},
            "Refused: 1 mandatory notice about exemptions; no pair was judged",
        ),
    ],
)
def test_the_outcome_in_one_line(counts: dict[str, int], outcome: str) -> None:
    made = replace(NOTHING, **counts)
    stops = counts.get("refused", 0) + counts.get("blocking_notices", 0) > 0

    assert (made.outcome, made.is_refused) == (outcome, stops)
    assert ("efused" in outcome) is stops


def test_a_mandatory_notice_on_an_exemption_stops_a_deployment_though_no_pair_is_refused() -> None:
    notices = [{"level": level, "message": "Too long."} for level in ("mandatory", "advisory")]
    made = overview(made_of([row(verdict="pass")], [grant(notices=notices)]))

    assert made == replace(NOTHING, pairs=1, blocking_notices=1)
    outcome = "Refused: 1 mandatory notice about exemptions; 1 pair accepted"
    assert (made.outcome, made.is_refused) == (outcome, True)
