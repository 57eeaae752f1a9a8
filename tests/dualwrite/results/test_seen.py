"""What was seen in a state: counted by what read it, and what is not for dual-write told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dualwrite.discovery.mappings import read_mappings
from dualwrite.discovery.observer import Observer
from dualwrite.discovery.sources.reading import ReadSource, read_document, read_source
from dualwrite.model.observation import Role
from dualwrite.results.seen import SeenKind, left_alone, seen_in, type_in
from support.command_line import ROOT
from support.recorded_inputs import BRIDGED, NATIVE
from support.recorded_states import recorded_resources
from support.states import other_resource, pair_resource, state, urn_of

MAPPINGS = """
mappings:
  - name: acme
    token: acme:*
    side: customerEngagement
    facts: {url: address}
  - name: apps
    token: powerplatform:index:Environment
    side: customerEngagement
    when: displayName == 'Canvas apps'
    facts: {url: dataverse.url}
"""


def exported(*resources: dict[str, Any], mappings: str | None = None) -> ReadSource:
    observer = None if mappings is None else Observer(read_mappings(mappings, "mappings.yaml"))
    return read_document(state(*resources), "state.json", observer)


def counts(found: list[SeenKind]) -> list[tuple[str, Role, int, int]]:
    return [(one.name, one.role, len(one.urns), len(one.left_alone)) for one in found]


def test_resources_are_counted_by_what_read_them() -> None:
    every = [
        pair_resource("contoso"),
        *recorded_resources(BRIDGED),
        *recorded_resources(NATIVE),
        other_resource(1),
    ]
    assert counts(seen_in(exported(*every))) == [
        ("component", Role.PAIR, 1, 0),
        ("native", Role.ENVIRONMENT, 6, 2),
        ("bridged", Role.ENVIRONMENT, 4, 2),
        ("application-packages", Role.ADDITION, 4, 0),
    ]


def test_what_is_left_alone_is_what_nothing_marks() -> None:
    source = exported(*recorded_resources(NATIVE))
    names = [
        (one.origin.urn or "").rpartition("::")[2]
        for one in left_alone(source, source.observations())
    ]
    assert names == ["canvas", "plain"]


def test_a_mapping_is_counted_beside_the_reader_and_marks_its_environment() -> None:
    own = {"urn": urn_of("erp", "acme:erp:Environment"), "type": "acme:erp:Environment"}
    own["inputs"] = own["outputs"] = {"address": "https://acme.crm4.dynamics.com"}
    found = seen_in(exported(own, *recorded_resources(NATIVE), mappings=MAPPINGS))
    assert counts(found) == [
        ("native", Role.ENVIRONMENT, 6, 1),  # "plain": the mapping marks "canvas"
        ("mapping acme", Role.ENVIRONMENT, 1, 0),
        ("mapping apps", Role.ENVIRONMENT, 1, 0),
    ]
    assert [one.shown for one in found] == ["6 environments", "1 environment", "1 environment"]


def test_an_environment_that_says_nothing_is_not_left_alone_where_a_mapping_reads_it() -> None:
    own = {"urn": urn_of("erp", "acme:erp:Environment"), "type": "acme:erp:Environment"}
    source = exported(own, mappings=MAPPINGS)
    assert [(one.name, one.is_half, one.statements) for one in source.pairs] == [("erp", True, ())]
    assert counts(seen_in(source)) == [("mapping acme", Role.ENVIRONMENT, 1, 0)]


def test_nothing_is_seen_in_a_state_without_such_resources() -> None:
    assert seen_in(exported(other_resource(1), other_resource(2))) == []


@pytest.mark.parametrize("name", ["examples/pairs.yaml", "Pulumi.contoso.yaml"])
def test_only_states_have_resources(name: str) -> None:
    assert seen_in(read_source(str(Path(ROOT, name)))) == []


@pytest.mark.parametrize(
    ("urn", "token"),
    [
        ("urn:pulumi:dev::p::acme:erp:Environment::a", "acme:erp:Environment"),
        ("urn:pulumi:dev::p::x:index:Y$acme:erp:Environment::a::b$c", "acme:erp:Environment"),
        ("", ""),
        ("broken", ""),
    ],
)
def test_the_type_in_a_urn(urn: str, token: str) -> None:
    assert type_in(urn) == token
