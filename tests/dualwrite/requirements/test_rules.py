"""What can be named as the rule behind a result."""

from __future__ import annotations

from dualwrite.judging.exemption_review import REVIEW
from dualwrite.requirements import REQUIREMENTS
from dualwrite.requirements.registry import ALL_RULES, rules_by_name


def test_the_review_of_exemptions_comes_last() -> None:
    assert (*REQUIREMENTS, REVIEW) == ALL_RULES
    assert [one.id for one in ALL_RULES] == sorted(one.id for one in ALL_RULES)


def test_each_is_found_by_its_name() -> None:
    assert [rules_by_name()[one.name] for one in ALL_RULES] == list(ALL_RULES)
    assert len(rules_by_name()) == len(REQUIREMENTS) + 1
