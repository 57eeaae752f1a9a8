"""The text ``[secret]``, which the engine's offline analysis writes for a secret, is no value anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from dualwrite.discovery.sources.reading import read_document
from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS
from dualwrite.text.errors import InputError
from support.pairs import TODAY, declaration
from support.states import pair_resource, state

MASK = "[secret]"
_QUIET = {Kind.PASS, Kind.UNKNOWN, Kind.NOT_APPLICABLE}


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, one in value.items() if isinstance(value, dict) else ():
        yield from _places(one, (*path, key))
    for key, one in enumerate(value) if isinstance(value, list) else ():
        yield from _places(one, (*path, key))


def _masked(raw: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    made = deepcopy(raw)
    inner: Any = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = MASK
    return made


FACTS = declaration()
PLACES = list(_places(FACTS))


def _as_state(facts: dict[str, Any]) -> Any:
    return state(pair_resource("contoso", inputs=facts, outputs=facts))


def _as_manifest(facts: dict[str, Any]) -> Any:
    return {"pairs": [{"name": "contoso", **facts}]}


def _as_configuration(facts: dict[str, Any]) -> Any:
    return {"config": {"dualwrite:pairs": [{"name": "contoso", **facts}]}}


def _kinds(document: Any) -> dict[str, Kind]:
    pairs = read_document(document, "x").pairs
    assert [one.name for one in pairs] == ["contoso"]
    results = judge_all(pairs, Configuration(), TODAY, REQUIREMENTS)
    return {one.id: one.verdict.kind for one in results}


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_it_is_unknown_wherever_it_stands_in_a_correct_pair(path: tuple[Any, ...]) -> None:
    masked = _masked(FACTS, path)
    found = _kinds(_as_state(masked))
    assert set(found.values()) <= _QUIET
    assert found == _kinds(_as_manifest(masked)) == _kinds(_as_configuration(masked))


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_it_never_turns_a_failure_into_a_pass(path: tuple[Any, ...]) -> None:
    wrong = declaration({"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"})
    assert _kinds(_as_state(_masked(wrong, path)))["DW010"] in (Kind.FAIL, Kind.UNKNOWN)


def test_a_name_that_is_one_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_document({"pairs": [{**FACTS, "name": MASK}]}, "x")
    assert "name is encrypted or unknown" in str(caught.value)
