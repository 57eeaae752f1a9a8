"""Every row of the table of hosts, in both roles: what an address says is held against the pair."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import dualwrite.vocabulary.hosts
from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import SecretValue, State
from dualwrite.model.pair import Pair
from dualwrite.model.problem import Problem
from dualwrite.model.schema import FINANCE_AND_OPERATIONS_TYPES
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import conflicting_facts, supported_deployment
from support.pairs import ABSENT, declaration, judged

_TABLE = Path(dualwrite.vocabulary.hosts.__file__).parent / "data" / "environment_hosts.json"
ROWS: list[dict[str, Any]] = json.loads(_TABLE.read_text(encoding="utf-8"))["hosts"]
SIDES = {
    "financeAndOperations": "an address of finance and operations apps",
    "customerEngagement": "an address of customer engagement apps (Dataverse)",
}
TYPES_THAT_FIT = {
    "cloudHosted": {"cloudHosted", "demo"},
    "onebox": {"cloudHosted", "demo", "onPremises"},
    "sandbox": {"sandbox"},
}
"""By how certain addresses are hosted, the types that may be declared beside them."""
CONFLICTS = conflicting_facts.ConflictingFacts()
DEPLOYMENT = supported_deployment.SupportedDeployment()


def _host(row: dict[str, Any]) -> str:
    pattern: str = row["pattern"].replace("<crm host>", "crm4.dynamics.com")
    return pattern.replace("*", "contoso")


def _by_host(rows: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(row, id=row["pattern"]) for row in rows]


def _says_hosting(row: dict[str, Any]) -> bool:
    return bool(row.get("hostingIsCertain"))


def _beside(side: str, host: str, changes: dict[str, Any]) -> tuple[Pair, tuple[Problem, ...]]:
    """A pair with the address on a side, and nothing beside it that it could contradict."""
    quiet = {
        "financeAndOperations.environmentType": ABSENT,
        "financeAndOperations.region": ABSENT,
        "customerEngagement.region": ABSENT,
        "customerEngagement.geography": ABSENT,
    }
    return read_pair(declaration({**quiet, f"{side}.url": f"https://{host}", **changes}), "contoso")


def _fact(pair: Pair, path: str) -> Any:
    return next(fact for fact in pair.facts() if fact.path == path)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("row", _by_host(ROWS))
def test_an_address_is_taken_on_its_own_side_only(row: dict[str, Any], side: str) -> None:
    host = _host(row)
    pair, problems = _beside(side, host, {})
    path = f"{side}.url"
    if row.get("app") == side and row.get("cloud") is not None:
        assert problems == ()
        assert _fact(pair, path).state is State.DECLARED
        return
    assert [one.path for one in problems] == [path]
    assert _fact(pair, path).state is State.MALFORMED
    if row.get("app") is None:
        says = "is not an environment"
    elif row.get("cloud") is None:
        says = "is an address of Microsoft's own test rings"
    else:
        says = f"is {SIDES[row['app']]}, which cannot be this side"
    assert str(problems[0]).startswith(f'{path}: "https://{host}" {says}')
    assert f"Accepted: {SIDES[side]}, such as https://" in str(problems[0])


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("row", _by_host(ROWS))
def test_a_secret_address_is_refused_alike_and_never_shown(row: dict[str, Any], side: str) -> None:
    secret = SecretValue(f"https://{_host(row)}")
    _, shown = _beside(side, _host(row), {})
    _, problems = _beside(side, _host(row), {f"{side}.url": secret})
    assert [one.path for one in problems] == [one.path for one in shown]
    assert _host(row) not in " ".join(map(str, problems))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "host", ["www.google.com", "dynamics.com", "contoso.example.com", "contoso.dynamics.com"]
)
def test_what_the_table_does_not_know_is_no_environment_that_can_be_paired(
    host: str, side: str
) -> None:
    pair, problems = _beside(side, host, {})
    assert [one.path for one in problems] == [f"{side}.url"]
    assert f"is not {SIDES[side]} that is known here" in str(problems[0])
    assert _fact(pair, f"{side}.url").state is State.MALFORMED


@pytest.mark.parametrize("kind", FINANCE_AND_OPERATIONS_TYPES)
@pytest.mark.parametrize(
    "row",
    _by_host([row for row in ROWS if row.get("app") == "financeAndOperations" and "cloud" in row]),
)
def test_hosting_is_held_against_the_type(row: dict[str, Any], kind: str) -> None:
    path = "financeAndOperations.environmentType"
    pair, problems = _beside("financeAndOperations", _host(row), {path: kind})
    fits = TYPES_THAT_FIT.get(row.get("hosting", ""), set())
    if not _says_hosting(row) or kind in fits:
        assert problems == ()
        assert _fact(pair, path).read() == kind
        return
    assert [one.path for one in problems] == [path]
    assert str(problems[0]).startswith(f'{path}: "{kind}" contradicts the address "https://')
    assert _fact(pair, path).state is State.MALFORMED


@pytest.mark.parametrize(
    "row",
    _by_host([row for row in ROWS if row.get("app") == "financeAndOperations" and "cloud" in row]),
)
def test_deployment_is_decided_by_an_address_that_tells_it(row: dict[str, Any]) -> None:
    found = judged(
        DEPLOYMENT,
        {
            "financeAndOperations.url": f"https://{_host(row)}",
            "financeAndOperations.environmentType": ABSENT,
        },
    )
    expected = Kind.UNDECLARED
    if _says_hosting(row):
        expected = Kind.PASS if row["hosting"] == "sandbox" else Kind.FAIL
    assert found.verdict.kind is expected


_CERTAIN = {
    row["geography"]: row
    for row in ROWS
    if row.get("app") == "customerEngagement" and row.get("geographyIsCertain")
}


@pytest.mark.parametrize(("of_address", "declared"), sorted(product(_CERTAIN, _CERTAIN)))
def test_a_suffix_of_another_geography_is_told_and_refuses_nothing(
    of_address: str, declared: str
) -> None:
    changes = {
        "customerEngagement.url": f"https://{_host(_CERTAIN[of_address])}",
        "customerEngagement.geography": declared,
        "customerEngagement.region": ABSENT,
        "financeAndOperations.url": ABSENT,
    }
    assert read_pair(declaration(changes), "contoso")[1] == ()
    found = judged(CONFLICTS, changes).verdict
    if of_address == declared:
        assert found.kind is Kind.PASS
        return
    assert found.kind is Kind.UNKNOWN
    assert f'stands for the geography "{of_address}"' in found.message
    assert f'does not fit customerEngagement.geography "{declared}"' in found.message


def test_each_row_has_its_source_and_is_tested_by_a_host_of_its_own() -> None:
    assert [row["pattern"] for row in ROWS if not row["source"]] == []
    assert len({_host(row) for row in ROWS}) == len(ROWS)
