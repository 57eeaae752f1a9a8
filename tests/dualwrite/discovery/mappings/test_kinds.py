"""What kind of value each fact takes."""

from __future__ import annotations

import pytest

from dualwrite.discovery.mappings.computed import kind_of_fact
from dualwrite.model.schema import fact_paths

TITLES = {"text", "true or false", "a whole number", "a list"}


@pytest.mark.parametrize("path", fact_paths())
def test_each_fact_has_a_kind(path: str) -> None:
    assert kind_of_fact(path).title in TITLES


@pytest.mark.parametrize(
    ("path", "held", "not_held"),
    [
        ("financeAndOperations.url", "x", 1),
        ("customerEngagement.environmentType", "x", True),
        ("financeAndOperations.crossCompanyDataSharing", True, 1),
        ("customerEngagement.dynamics365AppsEnabled", False, "false"),
        ("link.initialSyncLegalEntities", 12, True),
        ("financeAndOperations.consecutiveUpdatesPaused", 0.0, "0"),
        ("customerEngagement.dualWriteSolutions", ["x"], "x"),
        ("link.apps", [], {}),
    ],
)
def test_a_kind_holds_its_values(path: str, held: object, not_held: object) -> None:
    kind = kind_of_fact(path)
    assert (kind.holds(held), kind.holds(not_held)) == (True, False)
