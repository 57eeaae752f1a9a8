"""The results and grants out of a record, also where two packs have written it."""

from __future__ import annotations

from typing import Any

from dualwrite.cli.preview.running import blocks, grants_of, pack_of, results_of


def row(pair: str = "a", id_: str = "DW001", **changes: Any) -> dict[str, Any]:
    return {
        "pair": pair,
        "urn": f"urn:{pair}",
        "id": id_,
        "level": "mandatory",
        "violation": False,
        **changes,
    }


def nowhere(_: dict[str, Any]) -> dict[str, Any]:
    return {"path": "Pulumi.yaml", "line": 1}


def test_an_empty_record_says_nothing() -> None:
    assert (pack_of([]), results_of([], nowhere), grants_of([])) == (None, [], [])


def test_results_are_ordered_by_pair_and_id() -> None:
    record = [{"result": row(*one)} for one in (("b", "DW001"), ("a", "DW006"), ("a", "DW001"))]
    found = results_of([{"pack": {"version": "1"}}, *record, {"end": True}], nowhere)
    assert [(one["pair"], one["id"]) for one in found] == [
        ("a", "DW001"),
        ("a", "DW006"),
        ("b", "DW001"),
    ]
    assert found[0]["location"] == {"path": "Pulumi.yaml", "line": 1}


def test_of_two_packs_the_result_that_stops_the_deployment_counts() -> None:
    silent, advisory = row(), row(violation=True, level="advisory")
    blocking = row(violation=True)
    for first, second in ((silent, blocking), (blocking, advisory), (advisory, blocking)):
        (found,) = results_of([{"result": first}, {"result": second}], nowhere)
        assert (found["violation"], found["level"]) == (True, "mandatory")
    (found,) = results_of([{"result": silent}, {"result": advisory}], nowhere)
    assert found["level"] == "advisory"


def test_the_same_grants_of_two_packs_are_listed_once() -> None:
    one, other = {"id": "A", "notices": []}, {"id": "B", "notices": []}
    assert grants_of([{"grants": [one, other]}, {"grants": [one]}]) == [one, other]
    assert grants_of([{"grants": [one, one, other]}]) == [one, one, other]


def test_what_blocks() -> None:
    assert [
        blocks(row(violation=violation, level=level))
        for violation in (True, False)
        for level in ("mandatory", "remediate", "advisory")
    ] == [True, True, False, False, False, False]
