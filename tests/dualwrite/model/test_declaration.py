"""From a raw mapping to a pair: every problem is collected, and no value is lost or made up."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.model.declaration import Problem, read_pair
from dualwrite.model.facts import ENCRYPTED, SECRET, Fact, SecretValue, State, UnknownValue
from dualwrite.model.pair import Pair
from dualwrite.model.schema import fact_paths
from dualwrite.reports.formats import document_bytes
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.making import make_document, row_of
from dualwrite.vocabulary.installed_packages import parse_solutions
from support.pairs import ABSENT, TODAY, UNKNOWN, declaration
from support.properties import examples

LINK_KEYS = (
    "initialSync, initialSyncLegalEntities, liveSyncLegalEntities, distributedTransactions and apps"
)
CUSTOMER_KEYS = (
    "url, environmentId, tenantId, region, geography, environmentType, platformVersion,"
    " prospectToCash, prospectToCashVersion, dualWriteCoreVersion, dynamics365AppsEnabled and"
    " dualWriteSolutions"
)


def problems_of(changes: dict[str, Any]) -> list[str]:
    return [str(one) for one in read_pair(declaration(changes), "contoso")[1]]


def fact_of(changes: dict[str, Any], path: str) -> Fact[Any]:
    pair, _ = read_pair(declaration(changes), "contoso")
    return next(fact for fact in pair.facts() if fact.path == path)


def test_a_correct_pair_has_all_facts_and_no_problem() -> None:
    raw = declaration()
    pair, problems = read_pair(raw, "contoso", urn="urn:1", source="pairs.yaml")
    assert problems == ()
    assert (pair.name, pair.urn, pair.source) == ("contoso", "urn:1", "pairs.yaml")
    assert [fact.path for fact in pair.facts()] == list(fact_paths())
    assert {fact.state for fact in pair.facts()} == {State.DECLARED}
    spellings = {fact.path: fact.spelling for fact in pair.facts()}
    written = {f"{key}.{leaf}": raw[key][leaf] for key in raw for leaf in raw[key]}
    assert spellings == {
        path: ", ".join(one) if isinstance(one, list) else one for path, one in written.items()
    }


@pytest.mark.parametrize("path", fact_paths())
def test_a_key_that_is_left_out_is_undeclared(path: str) -> None:
    assert fact_of({path: ABSENT}, path) == Fact.undeclared(path)
    assert problems_of({path: ABSENT}) == []


@pytest.mark.parametrize("path", fact_paths())
def test_a_misspelt_key_beside_the_right_one_is_told_as_what_it_is(path: str) -> None:
    section, _, key = path.partition(".")
    raw = declaration()
    misspelt = key[:3] + key[2] + key[3:]
    raw[section][misspelt] = raw[section][key]
    pair, problems = read_pair(raw, "contoso")
    assert [str(one) for one in problems] == [
        f'{section}.{misspelt}: unknown key, like "{key}", which is there as well: take one of the'
        " two away."
    ]
    assert [fact.state for fact in pair.facts() if fact.path == path] == [State.DECLARED]


@pytest.mark.parametrize("path", fact_paths())
def test_an_unknown_value_is_unknown_and_keeps_its_reason(path: str) -> None:
    assert fact_of({path: UNKNOWN}, path) == Fact.unknown(path)
    assert fact_of({path: UnknownValue(ENCRYPTED)}, path) == Fact.unknown(path, ENCRYPTED)
    assert problems_of({path: UNKNOWN}) == []


@pytest.mark.parametrize("path", fact_paths())
def test_null_is_a_problem_and_never_a_value(path: str) -> None:
    text = f"{path}: null is not a value. Leave the key out where nobody knows the fact."
    assert problems_of({path: None}) == [text]
    assert fact_of({path: None}, path) == Fact.malformed(path, text)


@pytest.mark.parametrize("path", fact_paths())
def test_a_mapping_is_never_a_leaf_and_never_quoted(path: str) -> None:
    (text,) = problems_of({path: {"hunter2": "hunter2"}})
    assert text.startswith(f"{path}: this is a mapping; accepted: ")
    assert "hunter2" not in text
    assert fact_of({path: {"hunter2": "hunter2"}}, path) == Fact.malformed(path, text)


@pytest.mark.parametrize("section", ["financeAndOperations", "customerEngagement", "link"])
def test_a_section_that_is_unknown_makes_all_its_facts_unknown(section: str) -> None:
    pair, problems = read_pair(declaration({section: UNKNOWN}), "contoso")
    assert problems == ()
    states = {fact.path: fact.state for fact in pair.facts()}
    assert states == {
        path: State.UNKNOWN if path.startswith(f"{section}.") else State.DECLARED
        for path in fact_paths()
    }


@pytest.mark.parametrize(
    ("content", "kind"),
    [(None, "null"), ("hunter2", "text"), (1, "a number"), (True, "a boolean"), ([], "a list")],
)
def test_a_section_that_is_no_mapping(content: object, kind: str) -> None:
    text = f"link: this is {kind}; accepted: a mapping with {LINK_KEYS}."
    assert problems_of({"link": content}) == [text]
    path = "link.initialSync"
    assert fact_of({"link": content}, path) == Fact.malformed(path, text)


def test_sections_that_are_missing() -> None:
    assert problems_of({"link": ABSENT}) == []
    assert fact_of({"link": ABSENT}, "link.initialSync") == Fact.undeclared("link.initialSync")
    assert problems_of({"customerEngagement": ABSENT}) == [
        "customerEngagement: missing. Each side needs url or environmentId."
        f" Accepted: {CUSTOMER_KEYS}."
    ]
    assert [one.path for one in read_pair({}, "contoso")[1]] == [
        "financeAndOperations",
        "customerEngagement",
    ]


@pytest.mark.parametrize("side", ["financeAndOperations", "customerEngagement"])
def test_each_side_needs_an_identity(side: str) -> None:
    both = {f"{side}.url": ABSENT, f"{side}.environmentId": ABSENT}
    assert problems_of(both) == [f"{side}: needs url or environmentId: no environment is named."]
    for one in both:
        assert problems_of({one: ABSENT}) == []
        assert problems_of({**both, one: UNKNOWN}) == []


def test_a_misspelt_key_is_named_and_makes_the_fact_malformed() -> None:
    changes = {"customerEngagement.regoin": "westeurope", "customerEngagement.region": ABSENT}
    text = 'customerEngagement.regoin: unknown key; did you mean "region"?'
    assert problems_of(changes) == [text]
    path = "customerEngagement.region"
    assert fact_of(changes, path) == Fact.malformed(path, text)


def test_a_misspelt_key_beside_the_right_one_leaves_the_right_one_alone() -> None:
    changes = {"customerEngagement.regoin": "northeurope"}
    assert problems_of(changes) == [
        'customerEngagement.regoin: unknown key, like "region", which is there as'
        " well: take one of the two away."
    ]
    region = fact_of(changes, "customerEngagement.region")
    assert (region.state, region.spelling) == (State.DECLARED, "westeurope")


@pytest.mark.parametrize(
    "order", [("initialSink", "initialSyncs"), ("initialSyncs", "initialSink")]
)
def test_two_spellings_of_one_absent_key_are_both_named_whatever_their_order(
    order: tuple[str, str],
) -> None:
    raw = declaration({"link": dict.fromkeys(order, True)})
    pair, problems = read_pair(raw, "contoso")
    assert [str(one) for one in problems] == [
        'link.initialSink: unknown key; did you mean "initialSync"?',
        'link.initialSyncs: unknown key; did you mean "initialSyncLegalEntities"?',
    ]
    assert [fact.detail for fact in pair.facts() if fact.path.startswith("link.")] == [
        'link.initialSink: unknown key; did you mean "initialSync"?',
        'link.initialSyncs: unknown key; did you mean "initialSyncLegalEntities"?',
        "",
        "",
        "",
    ]


def test_a_misspelt_section_makes_all_its_facts_malformed() -> None:
    text = 'customerEngagment: unknown key; did you mean "customerEngagement"?'
    changes = {"customerEngagement": ABSENT, "customerEngagment": {"url": "https://a.b.com"}}
    assert problems_of(changes) == [text]
    path = "customerEngagement.prospectToCash"
    assert fact_of(changes, path) == Fact.malformed(path, text)


def test_keys_that_resemble_nothing() -> None:
    assert problems_of({"zzz": 1, "link.\x1b\n": 2}) == [
        "zzz: unknown key. Accepted: financeAndOperations, customerEngagement and link.",
        rf"link.\x1b\n: unknown key. Accepted: {LINK_KEYS}.",
    ]


def test_keys_that_pulumi_adds_are_no_ones_mistake() -> None:
    assert problems_of({"__defaults": [], "link.__defaults": []}) == []


def test_every_problem_is_listed_at_once_in_the_order_of_the_schema() -> None:
    assert problems_of(
        {
            "link.distributedTransactions": "no",
            "link.initialSync": 1,
            "customerEngagement.tenantId": "contoso",
            "financeAndOperations.regoin": "westeurope",
            "financeAndOperations.url": "http://contoso.operations.dynamics.com",
        }
    ) == [
        'financeAndOperations.url: "http://contoso.operations.dynamics.com" is not an https URL.'
        " Accepted: an https URL such as https://contoso.crm4.dynamics.com.",
        'financeAndOperations.regoin: unknown key, like "region", which is there as'
        " well: take one of the two away.",
        'customerEngagement.tenantId: "contoso" is malformed. Accepted: a GUID such as'
        " 72f988bf-86f1-41af-91ab-2d7cd011db47.",
        "link.initialSync: 1 is a number; accepted: true or false.",
        'link.distributedTransactions: "no" is text; accepted: true or false.'
        " Write true or false without quotes.",
    ]


def test_a_region_outside_the_declared_geography_discredits_both() -> None:
    changes = {"customerEngagement.geography": "United States"}
    text = (
        'customerEngagement.region: "westeurope" lies in europe, not in the declared geography'
        ' "United States". Correct one of the two, or leave the geography out.'
    )
    assert problems_of(changes) == [text]
    for path, spelling in (
        ("customerEngagement.region", "westeurope"),
        ("customerEngagement.geography", "United States"),
    ):
        assert fact_of(changes, path) == Fact.malformed(path, text, spelling)


def test_a_region_may_stand_behind_two_geographies() -> None:
    for geography in ("unitedstates", "unitedstatesfirstrelease"):
        changes = {
            "customerEngagement.region": "eastus",
            "customerEngagement.geography": geography,
        }
        assert problems_of(changes) == []


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        ("12", "12"),
        (True, True),
        (0.5, 0.5),
        (-1, -1),
        (10**30, "1" + "0" * 30),
        (10**5000, "a very large number"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (None, None),
        ([1], None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_spelling_of_a_malformed_fact_fits_every_report(
    value: object, spelling: object
) -> None:
    fact = fact_of({"link.liveSyncLegalEntities": value}, "link.liveSyncLegalEntities")
    assert (fact.state, fact.spelling) == (State.MALFORMED, spelling)


@pytest.mark.parametrize(
    ("path", "value", "spelling"),
    [
        ("link.apps", ["Notes", "finance"], "finance, notes"),
        ("customerEngagement.dualWriteSolutions", [], "none"),
        (
            "customerEngagement.dualWriteSolutions",
            ["A", {"name": "B", "after": ["a"]}, {"name": "C", "after": []}],
            "A, B (after a), C (after none)",
        ),
    ],
)
def test_a_list_is_spelt_as_text_which_every_report_can_hold(
    path: str, value: list[Any], spelling: str
) -> None:
    fact = fact_of({path: value}, path)
    assert (fact.state, fact.spelling) == (State.DECLARED, spelling)
    secret = fact_of({path: SecretValue(value)}, path)
    assert (secret.state, secret.spelling) == (State.DECLARED, SECRET)
    assert secret.is_secret


def test_a_list_with_a_secret_in_it_is_judged_and_shown_to_nobody() -> None:
    path = "customerEngagement.dualWriteSolutions"
    item = {"name": SecretValue("hunter2"), "after": ["A"]}
    fact = fact_of({path: ["A", item]}, path)
    assert (fact.state, fact.is_secret) == (State.DECLARED, True)
    assert fact.read() == parse_solutions(["A", "hunter2"])
    wrong = {path: ["A", SecretValue("hunter 2")]}
    text = f"{path}: its value, a secret, cannot be read. docs/pairs.md says what is accepted."
    assert problems_of(wrong) == [text]
    assert fact_of(wrong, path) == Fact.malformed(path, text, SECRET)


@pytest.mark.parametrize("path", ["link.apps", "customerEngagement.dualWriteSolutions"])
def test_a_list_with_an_unknown_item_is_unknown_as_a_whole(path: str) -> None:
    assert problems_of({path: ["finance", UnknownValue(ENCRYPTED)]}) == []
    fact = fact_of({path: ["finance", UnknownValue(ENCRYPTED)]}, path)
    assert (fact.state, fact.detail) == (State.UNKNOWN, ENCRYPTED)


@pytest.mark.parametrize("path", ["link.apps", "customerEngagement.dualWriteSolutions"])
def test_a_list_that_cannot_be_read_has_no_spelling(path: str) -> None:
    fact = fact_of({path: ["finance", 5]}, path)
    assert (fact.state, fact.spelling) == (State.MALFORMED, None)


def test_a_region_that_the_table_places_nowhere_is_outside_unless_its_azure_geography_is_inside() -> (
    None
):
    def problems(region: str, geography: str) -> list[str]:
        return problems_of(
            {"customerEngagement.region": region, "customerEngagement.geography": geography}
        )

    assert problems("austriaeast", "europe") == [
        'customerEngagement.region: "austriaeast" lies in Austria, not in the declared geography'
        ' "europe". Correct one of the two, or leave the geography out.'
    ]
    assert problems("usgovarizona", "europe") != []
    assert problems("usgovarizona", "usgovhigh") == []  # both are of Azure's US Government
    assert problems("usgovarizona", "usgov") == []  # the table has no region behind it


def test_a_problem_reads_as_its_place_and_its_text() -> None:
    assert str(Problem("link.initialSync", "wrong.")) == "link.initialSync: wrong."
    assert str(Problem("", "wrong.")) == "wrong."


KEYS = st.one_of(
    st.sampled_from([path.partition(".")[2] for path in fact_paths()]),
    st.sampled_from(["financeAndOperations", "customerEngagement", "link", "regoin", "URL", ""]),
    st.text(st.characters(), max_size=12),
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(0, 5000).map(lambda digits: 10**digits),
    st.floats(),
    st.text(st.characters()),
    st.sampled_from(["10.0.48", "PU72", "West Europe", "https://a.b.com", "production"]),
    st.builds(UnknownValue),
)
GARBAGE = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=20,
)
SECTIONS_OF_GARBAGE = st.fixed_dictionaries(
    {},
    optional={
        name: st.one_of(GARBAGE, st.dictionaries(KEYS, GARBAGE, max_size=8))
        for name in ("financeAndOperations", "customerEngagement", "link")
    },
)


@examples(300)
@given(st.one_of(SECTIONS_OF_GARBAGE, st.dictionaries(KEYS, GARBAGE, max_size=5)))
def test_garbage_is_read_as_problems_and_judged_without_an_exception(raw: dict[str, Any]) -> None:
    pair, problems = read_pair(raw, "garbage")
    for problem in problems:
        assert problem.text
        assert str(problem).isprintable()
    # A declared fact always has a value: nothing else may be taken for false, for zero or a pass.
    assert None not in [fact.read() for fact in pair.facts() if fact.state is State.DECLARED]
    results = judge_all([pair], Configuration(), TODAY, REQUIREMENTS)
    assert "error" not in [result.verdict.kind.value for result in results]
    assert all(result.verdict.message.isprintable() for result in results)
    written = document_bytes(
        make_document(map(row_of, results), datetime(2026, 11, 24, tzinfo=UTC), TODAY)
    )
    assert len(orjson.loads(written)["results"]) == len(REQUIREMENTS)


def shuffled(raw: Any, chance: random.Random) -> Any:
    if not isinstance(raw, dict):
        return raw
    keys = list(raw)
    chance.shuffle(keys)
    return {key: shuffled(raw[key], chance) for key in keys}


@examples(200)
@given(
    st.dictionaries(
        st.one_of(
            st.sampled_from(fact_paths()),
            st.sampled_from(
                ["link.initialSink", "link.initialSyncs", "lnik", "customerEngagement.a"]
            ),
        ),
        st.one_of(LEAVES, st.just(ABSENT)).filter(lambda value: value == value),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_keys_changes_nothing(changes: dict[str, Any], chance: random.Random) -> None:
    raw = declaration(changes)
    expected: tuple[Pair, tuple[Problem, ...]] = read_pair(raw, "contoso")
    assert read_pair(shuffled(raw, chance), "contoso") == expected
