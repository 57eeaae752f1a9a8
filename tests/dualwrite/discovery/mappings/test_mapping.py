"""What a mapping makes of a resource: an environment or a pair, as one whole observation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.mappings import read_mappings
from dualwrite.discovery.mappings.mapping import ResourceMapping
from dualwrite.discovery.pairing.pairs import join
from dualwrite.model.facts import SecretValue, State, UnknownValue, UnreadableValue
from dualwrite.model.observation import Observation, Origin, Role
from dualwrite.model.resource import Resource
from dualwrite.model.schema import fact_paths

URN = "urn:pulumi:prod::erp::acme:erp:Environment::contoso-fo"
OTHER = "urn:pulumi:prod::erp::acme:net:Host::host"
SIDE = """
mappings:
  - name: erp
    token: acme:erp:Environment
    when: tags.side == 'fo'
    side: financeAndOperations
    pair: tags.pair
    facts:
      url: host
      region: location
      customerEngagement.url: partner.url
      link.initialSync: {value: true}
"""
PAIR = """
mappings:
  - name: "pairs {of} acme"
    token: acme:erp:Pair
    facts:
      financeAndOperations.url: fo.url
      customerEngagement.environmentId: ce.id
      link.initialSync: sync
"""
HINT = (
    'Give it in the mapping "erp" of mappings.yaml, as {path}, or in the stack\'s configuration under'
    " dualwrite:facts, for {url}, as {key}."
)
FACTS = {
    "financeAndOperations.url": "https://contoso.operations.dynamics.com",
    "financeAndOperations.region": "westeurope",
    "customerEngagement.url": "https://contoso.crm4.dynamics.com",
    "link.initialSync": True,
}
PROPERTIES = {
    "tags": {"side": "fo", "pair": "contoso"},
    "host": "https://contoso.operations.dynamics.com",
    "location": "westeurope",
    "partner": {"url": "https://contoso.crm4.dynamics.com"},
}
OBSERVED = Observation(
    origin=Origin("contoso-fo (acme:erp:Environment)", URN, "mapping erp"),
    role=Role.ENVIRONMENT,
    facts=FACTS,
    side="financeAndOperations",
    pair="contoso",
    hint=HINT,
)


def mapping(text: str = SIDE) -> ResourceMapping:
    [found] = read_mappings(text, "/somewhere/mappings.yaml").all
    return found


def resource(changes: dict[str, Any] | None = None, **others: Any) -> Resource:
    properties = {**PROPERTIES, **(changes or {})}
    return Resource("acme:erp:Environment", "contoso-fo", URN, properties, **others)


def observed(changes: dict[str, Any] | None = None, text: str = SIDE) -> Observation:
    found = mapping(text).observe(resource(changes))
    assert found is not None
    return found


def test_a_side_is_an_environment_with_what_it_knows_of_partner_and_link() -> None:
    assert observed() == OBSERVED


def test_a_mapping_without_a_side_makes_pairs() -> None:
    properties = {"fo": {"url": "https://contoso.operations.dynamics.com"}, "sync": False}
    one = Resource("acme:erp:Pair", "contoso", "urn:1", properties, dependencies=("urn:2",))
    called = 'mapping "pairs {of} acme" of mappings.yaml'
    assert mapping(PAIR).observe(one) == Observation(
        origin=Origin("contoso (acme:erp:Pair)", "urn:1", "mapping pairs {of} acme"),
        role=Role.PAIR,
        facts={
            "financeAndOperations.url": "https://contoso.operations.dynamics.com",
            "link.initialSync": False,
        },
        dependencies=("urn:2",),
        hints={
            "customerEngagement.environmentId": f"The {called} takes it from ce.id, where this"
            " resource says nothing. Say it there, or in the stack's configuration under"
            " dualwrite:facts."
        },
        hint='Give it in the mapping "pairs {{of}} acme" of mappings.yaml, as {path}, or in the'
        " stack's configuration under dualwrite:facts, for {url}, as {key}.",
    )


def test_the_hint_can_be_filled_in_whatever_the_mapping_is_called() -> None:
    found = mapping(PAIR).observe(Resource("acme:erp:Pair", "contoso", "urn:1", {}))
    assert found is not None
    assert found.hint.format(path="link.apps", key="link.apps", url="https://a.b") == (
        'Give it in the mapping "pairs {of} acme" of mappings.yaml, as link.apps, or in the stack\'s'
        " configuration under dualwrite:facts, for https://a.b, as link.apps."
    )


def test_a_unified_environment_is_one_that_has_both_apps() -> None:
    text = SIDE.replace("    pair: tags.pair", "    unified: true")
    assert observed(text=text) == replace(OBSERVED, unified=True, pair=None)


def test_references_are_those_of_the_properties_that_tell_the_identity() -> None:
    references = {"host": (OTHER, "urn:2"), "partner": ("urn:3",), "location": ("urn:4",)}
    found = mapping().observe(resource({"host": UnknownValue()}, references=references))
    assert found == replace(
        OBSERVED,
        facts={**FACTS, "financeAndOperations.url": UnknownValue()},
        references={"financeAndOperations": (OTHER, "urn:2"), "customerEngagement": ("urn:3",)},
    )


def test_a_fact_that_is_secret_or_unknown_stays_so() -> None:
    found = observed({"location": SecretValue("westeurope"), "partner": UnknownValue("later")})
    assert found.facts == {
        **FACTS,
        "financeAndOperations.region": SecretValue("westeurope"),
        "customerEngagement.url": UnknownValue("later"),
    }


@pytest.mark.parametrize(
    "tags", [{}, {"side": "ce"}, None, {"side": None}, {"side": SecretValue("ce")}]
)
def test_a_resource_that_the_condition_leaves_out_says_nothing(tags: Any) -> None:
    assert mapping().observe(resource({"tags": tags})) is None


def test_a_condition_that_gives_nothing_leaves_out() -> None:
    text = SIDE.replace("tags.side == 'fo'", "tags.isForDualWrite")
    assert mapping(text).observe(resource()) is None


@pytest.mark.parametrize("value", [True, SecretValue(True)])
def test_a_condition_may_be_a_flag_of_the_resource(value: object) -> None:
    text = SIDE.replace("tags.side == 'fo'", "isForDualWrite")
    assert observed({"isForDualWrite": value}, text) == OBSERVED


def test_where_a_condition_is_unknown_so_is_everything_that_the_pair_may_say() -> None:
    why = UnknownValue(
        "whether mapping \"erp\" of mappings.yaml applies (tags.side == 'fo') is open: it is known"
        " only after deployment"
    )
    tags = {"side": UnknownValue(), "pair": "contoso"}
    assert observed({"tags": tags}) == replace(OBSERVED, facts=dict.fromkeys(fact_paths(), why))


def test_an_unknown_condition_makes_no_pair_of_which_anything_is_undeclared() -> None:
    [joined] = join([observed({"tags": {"side": UnknownValue()}})])
    assert {fact.state for fact in joined.pair.facts()} == {State.UNKNOWN}
    assert not joined.pair.is_half


@pytest.mark.parametrize(
    ("when", "tags", "problem"),
    [
        ("tags.side", {"side": "fo"}, 'tags.side: "fo" is text; accepted: true or false.'),
        ("tags", {"a": "b"}, "tags: this is a mapping; accepted: true or false."),
        (
            "tags.side",
            {"side": SecretValue("s3cret")},
            "tags.side: a secret, which is text; accepted: true or false.",
        ),
        (
            "sum(tags)",
            "s3cret",
            "sum(tags): sum() takes array-number, and gets string.",
        ),
    ],
)
def test_where_a_condition_cannot_be_told_no_fact_can_be_read(
    when: str, tags: Any, problem: str
) -> None:
    text = SIDE.replace("tags.side == 'fo'", when).replace("    pair: tags.pair\n", "")
    whole = UnreadableValue(f'mapping "erp" of mappings.yaml applies where {problem}')
    assert observed({"tags": tags}, text) == replace(
        OBSERVED, facts=dict.fromkeys(FACTS, whole), pair=None
    )


@pytest.mark.parametrize(
    ("name", "pair"), [("contoso", "contoso"), (" contoso ", "contoso"), (None, None)]
)
def test_the_name_of_the_pair(name: object, pair: str | None) -> None:
    assert observed({"tags": {"side": "fo", "pair": name}}) == replace(OBSERVED, pair=pair)


def test_as_long_as_the_name_of_the_pair_is_unknown_nothing_of_the_partner_is_undeclared() -> None:
    why = UnknownValue(
        'the name of the pair, which mapping "erp" of mappings.yaml takes from tags.pair, is open: it'
        " is known only after deployment"
    )
    others = [path for path in fact_paths() if not path.startswith("financeAndOperations.")]
    found = observed({"tags": {"side": "fo", "pair": UnknownValue()}})
    assert found == replace(OBSERVED, facts={**dict.fromkeys(others, why), **FACTS}, pair=None)


def test_the_unknown_name_of_a_whole_pair_leaves_its_facts_alone() -> None:
    text = PAIR.replace("    facts:", "    pair: title\n    facts:")
    one = Resource("acme:erp:Pair", "contoso", "urn:1", {"sync": True, "title": UnknownValue()})
    found = mapping(text).observe(one)
    assert found is not None
    assert (found.pair, found.facts) == (None, {"link.initialSync": True})


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (7, "7 is a number; accepted: a name, as text that is not empty."),
        ("", '"" is text; accepted: a name, as text that is not empty.'),
        (["s3cret"], "this is a list; accepted: a name, as text that is not empty."),
        (SecretValue("s3cret"), "it is a secret. Names are shown: take one that is none."),
    ],
)
def test_a_name_of_a_pair_that_cannot_be_taken_makes_the_identity_unreadable(
    name: object, problem: str
) -> None:
    whole = UnreadableValue(
        f'mapping "erp" of mappings.yaml takes the pair\'s name from tags.pair: {problem}'
    )
    assert observed({"tags": {"side": "fo", "pair": name}}) == replace(
        OBSERVED, facts={**FACTS, "financeAndOperations.url": whole}, pair=None
    )


def test_a_name_that_fails_is_told_where_the_identity_would_be() -> None:
    text = PAIR.replace("    facts:", "    pair: sum(sync)\n    facts:")
    found = mapping(text).observe(Resource("acme:erp:Pair", "contoso", "urn:1", {"sync": True}))
    whole = UnreadableValue(
        'mapping "pairs {of} acme" of mappings.yaml takes the pair\'s name from sum(sync): sum() takes'
        " array-number, and gets boolean."
    )
    assert found is not None
    assert found.facts == {
        "link.initialSync": True,
        "financeAndOperations.url": whole,
        "customerEngagement.environmentId": whole,
    }


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=3)
    | st.builds(UnknownValue)
    | st.builds(SecretValue, st.text(max_size=3) | st.none()),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(("side", "pair", "url")), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(PROPERTIES, ANYTHING)))
def test_no_resource_makes_it_fail_and_what_is_observed_can_be_joined(
    properties: dict[str, Any],
) -> None:
    one = Resource("acme:erp:Environment", "contoso-fo", URN, properties)
    found = mapping().observe(one)
    if found is not None:
        assert len(join([found])) == 1
