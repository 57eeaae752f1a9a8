"""Pairs in an exported state: never refused for a value that somebody else's program wrote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.pairing.pairs import join
from dualwrite.discovery.sources.state import read_state
from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import ENCRYPTED, SecretValue, UnknownValue
from dualwrite.model.pair import Pair
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS
from dualwrite.text.errors import InputError
from support.pairs import ABSENT, TODAY, declaration, pair
from support.states import big_state, other_resource, pair_resource, secret, state, urn_of

ENCRYPTED_VALUE = UnknownValue(ENCRYPTED)


def stored(name: str, changes: dict[str, Any] | None = None) -> Any:
    """The pair that is to be read out of ``pair_resource(name, changes)``."""
    return pair(changes, name=name, urn=urn_of(name), source="state.json")


def pairs_in(document: Any, source: str) -> list[Pair]:
    """The pairs that a state makes up."""
    found = read_state(document, source)
    return [one.pair for one in join(found.observations, None, source, found.parents)]


def test_pairs_are_found_among_other_resources() -> None:
    document = state(pair_resource("b"), other_resource(1), pair_resource("a"), other_resource(2))
    assert pairs_in(document, "state.json") == [stored("b"), stored("a")]


@pytest.mark.parametrize("resources", [None, []])
def test_a_state_without_resources_has_no_pair(resources: object) -> None:
    assert pairs_in({"deployment": {"resources": resources}}, "state.json") == []
    assert pairs_in({"deployment": {}}, "state.json") == []


def test_a_state_of_ten_thousand_other_resources_has_no_pair() -> None:
    assert pairs_in(big_state(10_000, 0), "state.json") == []


@pytest.mark.parametrize(
    ("deployment", "problem"),
    [
        (None, "deployment is null; accepted: what pulumi stack export writes."),
        ([], "deployment is a list; accepted: what pulumi stack export writes."),
        ({"resources": {}}, "deployment.resources is a mapping; accepted is a list."),
        ({"resources": "x"}, "deployment.resources is text; accepted is a list."),
    ],
)
def test_what_is_no_state_is_refused(deployment: object, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        pairs_in({"deployment": deployment}, "state.json")
    assert caught.value.problems == (problem,)


def test_a_pair_that_waits_for_its_deletion_is_left_out() -> None:
    document = state(pair_resource("a", delete=True), pair_resource("a"))
    assert pairs_in(document, "state.json") == [stored("a")]


@pytest.mark.parametrize("inputs", [{}, None])
def test_outputs_stand_in_where_there_are_no_inputs(inputs: object) -> None:
    document = state(pair_resource("a", inputs=inputs))
    assert pairs_in(document, "state.json") == [stored("a")]


@pytest.mark.parametrize("name", ["a", "a::b", "a::b::c", "é 日本", ""])
def test_the_name_is_all_that_follows_the_type(name: str) -> None:
    (found,) = pairs_in(state(pair_resource(name)), "state.json")
    assert (found.name, found.urn) == (name, urn_of(name))


def test_the_name_of_a_child_is_its_own() -> None:
    urn = "urn:pulumi:dev::estate::my:index:Group$dualwrite:index:EnvironmentPair::a"
    (found,) = pairs_in(state(pair_resource("a", urn=urn)), "state.json")
    assert (found.name, found.urn) == ("a", urn)


def test_an_encrypted_value_is_unknown() -> None:
    changes = {"financeAndOperations.tenantId": secret("x"), "link.initialSync": secret(True)}
    expected: dict[str, Any] = dict.fromkeys(changes, ENCRYPTED_VALUE)
    (found,) = pairs_in(state(pair_resource("a", changes)), "state.json")
    assert found == stored("a", expected)


def test_an_encrypted_side_is_unknown_whole() -> None:
    document = state(pair_resource("a", {"customerEngagement": secret({})}))
    assert pairs_in(document, "state.json") == [
        stored("a", {"customerEngagement": ENCRYPTED_VALUE})
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"link.initialSyncLegalEntities": 41, "financeAndOperations.region": "westus"},
        {"link": {"initialSync": False}},
    ],
)
def test_a_secret_in_plain_text_is_judged(changes: dict[str, Any]) -> None:
    shown = {path: secret(value, shown=True) for path, value in changes.items()}
    (found,) = pairs_in(state(pair_resource("a", shown)), "state.json")
    assert found == stored("a", {path: hidden(value) for path, value in changes.items()})


def hidden(value: Any) -> Any:
    """What is judged like the value, and shown to nobody."""
    if isinstance(value, dict):
        return {key: hidden(one) for key, one in value.items()}
    return SecretValue(value)


def test_a_secret_inside_a_plain_secret_is_seen() -> None:
    link = secret({"initialSync": secret(True), "distributedTransactions": False}, shown=True)
    (found,) = pairs_in(state(pair_resource("a", {"link": link})), "state.json")
    expected = {"initialSync": ENCRYPTED_VALUE, "distributedTransactions": SecretValue(False)}
    assert found == stored("a", {"link": expected})


@pytest.mark.parametrize("plaintext", ["{broken", "[" * 100_000, 12, None])
def test_a_plain_secret_that_cannot_be_read_is_unknown(plaintext: object) -> None:
    broken = {**secret(1), "plaintext": plaintext}
    (found,) = pairs_in(state(pair_resource("a", {"link.initialSync": broken})), "state.json")
    assert found == stored("a", {"link.initialSync": ENCRYPTED_VALUE})


def test_pulumis_own_keys_are_no_facts() -> None:
    facts = {**declaration(), "__defaults": [], "__internal": {}}
    (found,) = pairs_in(state(pair_resource("a", inputs=facts)), "state.json")
    assert found == stored("a")


@pytest.mark.parametrize(
    "changes",
    [
        {"financeAndOperations.region": "atlantis"},
        {"financeAndOperations.tenantId": 12},
        {"financeAndOperations.tenantID": "x", "financeAndOperations.tenantId": ABSENT},
        {"customerEngagement": "text"},
        {"customerEngagement.platformVersion": None},
        {"link.liveSyncLegalEntities": "12"},
        {"link.liveSyncLegalEntities": 10**400},
        {"link.liveSyncLegalEntities": {"deep": [{}] * 3}},
    ],
)
def test_a_value_that_cannot_be_read_is_a_violation_as_in_the_pack(changes: dict[str, Any]) -> None:
    (found,) = pairs_in(state(pair_resource("a", changes)), "state.json")
    in_the_pack, problems = read_pair(
        declaration(changes), "a", urn=urn_of("a"), source="state.json"
    )
    assert problems
    assert found == in_the_pack
    assert any(one.blocks for one in judge_all([found], Configuration(), TODAY, REQUIREMENTS))


@pytest.mark.parametrize("inputs", ["text", [1], 12, True])
def test_inputs_of_another_kind_are_a_pair_that_declares_nothing(inputs: object) -> None:
    (found,) = pairs_in(state(pair_resource("a", inputs=inputs)), "state.json")
    assert found == read_pair({}, "a", urn=urn_of("a"), source="state.json")[0]


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(secret(1)),
    lambda children: (
        st.lists(children)
        | st.dictionaries(
            st.text() | st.sampled_from(["url", "region", "initialSync", "plaintext"]), children
        )
    ),
    max_leaves=10,
)
sections = st.dictionaries(
    st.sampled_from(["financeAndOperations", "customerEngagement", "link"]), junk
)


@given(sections | junk, st.booleans())
def test_nothing_in_a_pair_breaks_the_reader_or_the_rules(inputs: object, delete: bool) -> None:
    found = pairs_in(state(pair_resource("a", inputs=inputs, delete=delete)), "state.json")
    assert len(found) == (0 if delete else 1)
    assert Kind.ERROR not in {
        one.verdict.kind for one in judge_all(found, Configuration(), TODAY, REQUIREMENTS)
    }


@given(st.lists(junk))
def test_nothing_beside_the_pairs_breaks_the_reader(resources: list[object]) -> None:
    document = {"deployment": {"resources": [*resources, pair_resource("a")]}}
    assert pairs_in(document, "state.json") == [stored("a")]
