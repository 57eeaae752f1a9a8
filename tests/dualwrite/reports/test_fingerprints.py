from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from dualwrite.reports.sarif import Fingerprints
from support.report_documents import made_of, row

PAIR = "urn:pulumi:{}::{}::dualwrite:index:EnvironmentPair::contoso"
INSIDE = "urn:pulumi:prod::shop::my:Component${}$dualwrite:index:EnvironmentPair::contoso"
PROJECT = {"path": "infra/Pulumi.yaml", "line": 1}
AT = {"path": "infra/F.yaml", "line": 3}


def prints_of(*rows: dict[str, Any]) -> list[str]:
    document = made_of(list(rows))
    prints = Fingerprints(document)
    return [prints.of_row(one) for one in document.results]


def test_form() -> None:
    (found,) = prints_of(row())
    assert re.fullmatch(r"[0-9a-f]{16}:1", found)


def test_however_the_file_was_named_it_is_the_same_finding() -> None:
    named = [row(source=one, location=AT) for one in ("F.yaml", "./F.yaml", "/abs/infra/F.yaml")]
    assert len({print_ for one in named for print_ in prints_of(one)}) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"location": {**AT, "line": 99}},
        {"message": "Other tenants differ.", "remedy": "", "evidence": []},
        {"level": "advisory", "verdict": "undeclared"},
    ],
)
def test_lines_values_and_levels_may_change(changes: dict[str, Any]) -> None:
    assert prints_of(row(location=AT)) == prints_of(row(**{"location": AT, **changes}))


def test_other_findings_have_others() -> None:
    rows = [
        row(location=AT),
        row("one-version", location=AT),
        row(pair="fabrikam", location=AT),
        row(location={"path": "F.yaml", "line": 3}),
        row(source="a.yaml", location=None),
        row(source=None, location=None),
        row(source=None, urn=PAIR.format("prod", "shop"), location=PROJECT),
        row(source=None, urn=PAIR.format("dev", "shop"), location=PROJECT),
        row(source=None, urn=PAIR.format("prod", "mail"), location=PROJECT),
    ]
    alone = [found for one in rows for found in prints_of(one)]
    assert len(set(alone)) == len(rows)
    assert prints_of(*rows) == alone


def test_a_state_has_them_by_its_stack_whatever_its_file_is_called() -> None:
    urn = PAIR.format("prod", "shop")
    files = [row(source=one, urn=urn, location=PROJECT) for one in ("/tmp/a", "/tmp/b", None)]
    assert len({found for one in files for found in prints_of(one)}) == 1
    first, second = prints_of(*files[:2])
    assert (first.partition(":")[2], second) == ("1", first.replace(":1", ":2"))


def test_resources_of_one_stack_with_one_name_are_told_apart_in_any_order() -> None:
    rows = [row(source=None, urn=INSIDE.format(one), location=PROJECT) for one in "ab"]
    there, back = prints_of(*rows), prints_of(*rows[::-1])
    assert there == back[::-1]
    assert len(set(there)) == 2
    alone = prints_of(row(source=None, urn=PAIR.format("prod", "shop"), location=PROJECT))
    assert prints_of(rows[0]) == alone  # the URN does not count where the name is enough


def test_the_same_identity_is_counted() -> None:
    counts: Counter[tuple[str, ...]] = Counter()
    found = [Fingerprints.of(counts, *one) for one in (("a", "b"), ("ab",), ("a", "b"))]
    hashes = [one.partition(":")[0] for one in found]
    assert [one.partition(":")[2] for one in found] == ["1", "1", "2"]
    assert (hashes[0] == hashes[2], hashes[0] == hashes[1]) == (True, False)
