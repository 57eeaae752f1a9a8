"""The numbers of a summary, and the words for them."""

from __future__ import annotations

from dualwrite.model.verdicts import Kind
from dualwrite.results.summary import count
from support.documents import sample


def test_nothing_at_all() -> None:
    counts = count([], [])
    assert (counts.outcome, str(counts)) == ("accepted", "0 mandatory, 0 advisories")


def test_violations_and_notices_are_counted_together_and_each_result_once() -> None:
    counts = count(
        [
            (Kind.FAIL, True, True),
            (Kind.UNDECLARED, True, False),
            (Kind.UNDECLARED, False, False),
            (Kind.UNKNOWN, True, True),
            (Kind.UNKNOWN, False, False),
            (Kind.EXEMPT, False, False),
            (Kind.PASS, False, False),
            (Kind.NOT_APPLICABLE, False, False),
        ],
        [True, False],
    )
    assert (counts.outcome, str(counts)) == (
        "refused",
        "3 mandatory, 2 advisories, 1 exempt, 1 not yet known, 1 undeclared and ignored",
    )
    assert (counts.passed, counts.not_applicable) == (1, 1)


def test_a_blocking_notice_alone_refuses() -> None:
    assert count([(Kind.PASS, False, False)], [True]).outcome == "refused"


def test_the_counts_of_a_document() -> None:
    document = sample()
    counts = document.counts
    assert counts.mandatory == sum(one.blocks for one in document.results)
    notices = sum(len(one.notices) for one in document.exemptions)
    advisory = sum(one.is_violation and not one.blocks for one in document.results)
    assert counts.advisory == advisory + notices
