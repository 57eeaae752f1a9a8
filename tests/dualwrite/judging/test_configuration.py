"""The pack's configuration: levels and parameters, and every mistake in them at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import (
    Configuration,
    ConfigurationError,
    Setting,
    default_setting,
    read_configuration,
    read_setting,
)
from dualwrite.judging.requirement import Requirement
from dualwrite.model.facts import UnknownValue
from dualwrite.model.verdicts import Level
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.properties import examples

BY_NAME = requirements_by_name()
NAMES = tuple(BY_NAME)
TENANT = BY_NAME["same-tenant"]
SYNC = BY_NAME["initial-sync-legal-entities"]
LEVELS = "Accepted: advisory, mandatory, remediate or disabled."
POLICIES = f"Accepted: {', '.join(NAMES)}, exemptions, all."
DEFAULTS = {one.name: default_setting(one) for one in REQUIREMENTS}


def problems_of(raw: object) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(raw, REQUIREMENTS)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def changed(requirement: Requirement[Any], level: Level, **parameters: Any) -> Setting:
    """A setting as it should become; parameters by their Python names."""
    return Setting(level, requirement.parameters(**parameters))


@pytest.mark.parametrize("raw", [None, {}, {"environments": ["production"]}, {"all": {}}])
def test_without_settings_every_requirement_has_its_defaults(raw: object) -> None:
    configuration = read_configuration(raw, REQUIREMENTS)
    assert {one.name: configuration.setting(one) for one in REQUIREMENTS} == DEFAULTS
    assert Configuration().setting(TENANT) == Setting(Level.MANDATORY, TENANT.parameters())


@pytest.mark.parametrize("level", Level)
def test_a_level_alone_or_with_parameters(level: Level) -> None:
    for raw in (level.value, {"enforcementLevel": level.value}):
        expected = {**DEFAULTS, "same-tenant": changed(TENANT, level)}
        assert read_configuration({"same-tenant": raw}, REQUIREMENTS).settings == expected
    raw = {"enforcementLevel": level.value, "maximum": 41, "undeclared": "ignore"}
    assert read_configuration({SYNC.name: raw}, REQUIREMENTS).settings == {
        **DEFAULTS,
        SYNC.name: changed(SYNC, level, maximum=41, undeclared="ignore"),
    }


@pytest.mark.parametrize("raw", ["advisory", {"enforcementLevel": "advisory"}])
def test_all_is_overridden_by_a_level_of_the_policys_own(raw: object) -> None:
    found = read_configuration(
        {
            "same-tenant": "disabled",
            SYNC.name: {"maximum": 41.0},  # parameters alone leave the level to `all`
            "all": raw,
        },
        REQUIREMENTS,
    )
    assert found.settings == {
        **{one.name: changed(one, Level.ADVISORY) for one in REQUIREMENTS},
        "same-tenant": changed(TENANT, Level.DISABLED),
        SYNC.name: changed(SYNC, Level.ADVISORY, maximum=41),
    }


def test_numbers_come_from_the_engine_as_floats() -> None:
    found = read_configuration(
        {"one-version": {"maximumPaused": 2.0, "warnDays": 0.0}}, REQUIREMENTS
    )
    parameters = found.setting(BY_NAME["one-version"]).parameters.model_dump(by_alias=True)
    assert parameters == {
        "undeclared": "violation",
        "unknown": "advise",
        "exemptions": (),
        "maximumPaused": 2,
        "warnDays": 0,
    }
    assert {type(parameters[name]) for name in ("maximumPaused", "warnDays")} == {int}


def test_every_requirements_own_parameters_are_read() -> None:
    raw: dict[str, Any] = {
        "finance-operations-application-version": {"minimum": "10.0.40"},
        "finance-operations-platform-update": {"minimum": "pu64"},
        "customer-engagement-platform-version": {"minimum": "9.2.0.0"},
        "same-datacenter": {"scope": "geography"},
        "supported-geography": {"geographies": ["Europe", "unitedarabemirates"]},
    }
    found = read_configuration(raw, REQUIREMENTS)
    for name, parameters in raw.items():
        dumped = found.setting(BY_NAME[name]).parameters.model_dump(by_alias=True)
        assert {key: dumped[key] for key in parameters} == parameters


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (
            [],
            "this is a list; accepted is a mapping from policy names (or all) to settings.",
        ),
        (
            "mandatory",
            '"mandatory" is text; accepted is a mapping from policy names (or all) to settings.',
        ),
        (
            {"same-tennant": "advisory"},
            f'same-tennant: unknown policy. Did you mean "same-tenant"? {POLICIES}',
        ),
        ({"banana": {}}, f"banana: unknown policy. {POLICIES}"),
        ({"": {}}, f'"": unknown policy. {POLICIES}'),
        ({"a\x1b\n": {}}, rf"a\x1b\n: unknown policy. {POLICIES}"),
        (
            {"Same-Tenant": {}},
            f'Same-Tenant: unknown policy. Did you mean "same-tenant"? {POLICIES}',
        ),
        ({"DW010": {}}, 'DW010: policies are configured by name; write "same-tenant".'),
        ({"dw010": "off"}, 'DW010: policies are configured by name; write "same-tenant".'),
        (
            {"same-tenant": "mandatroy"},
            'same-tenant: "mandatroy" is not an enforcement level. Did you mean "mandatory"?'
            f" {LEVELS}",
        ),
        (
            {"same-tenant": "Mandatory"},
            'same-tenant: "Mandatory" is not an enforcement level.'
            f' Did you mean "mandatory"? {LEVELS}',
        ),
        ({"same-tenant": ""}, f'same-tenant: "" is not an enforcement level. {LEVELS}'),
        (
            {"same-tenant": {"enforcementLevel": 1}},
            f"same-tenant: 1 is not an enforcement level. {LEVELS}",
        ),
        # Pulumi refuses null in both places, too.
        (
            {"same-tenant": {"enforcementLevel": None}},
            f"same-tenant: null is not an enforcement level. {LEVELS}",
        ),
        (
            {"same-tenant": None},
            "same-tenant: this is null; accepted is a level (advisory, mandatory, remediate or"
            " disabled) or a mapping of enforcementLevel and parameters.",
        ),
        (
            {"same-tenant": False},
            "same-tenant: false is a boolean; accepted is a level (advisory, mandatory, remediate"
            " or disabled) or a mapping of enforcementLevel and parameters.",
        ),
        ({"all": None}, f"all: null is not an enforcement level. {LEVELS}"),
        ({"all": ["advisory"]}, f"all: a list is not an enforcement level. {LEVELS}"),
        (
            {"all": {"unknown": "block", "scope": 1}},
            "all: takes enforcementLevel only, not unknown and scope; parameters belong to one"
            " policy each.",
        ),
        (
            {"same-tenant": {"undeclard": "ignore"}},
            'same-tenant.undeclard: unknown parameter. Did you mean "undeclared"?'
            " Accepted: undeclared, unknown, exemptions,"
            " enforcementLevel.",
        ),
        (
            {"one-version": {"warn_days": 3}},
            'one-version.warn_days: unknown parameter. Did you mean "warnDays"?'
            " Accepted: undeclared, unknown, exemptions, maximumPaused, warnDays, enforcementLevel.",
        ),
        (
            {"same-tenant": {"undeclared": "ignored"}},
            'same-tenant.undeclared: "ignored" is not accepted. Did you mean "ignore"? Accepted:'
            " violation or ignore.",
        ),
        (
            {SYNC.name: {"maximum": "40"}},
            f'{SYNC.name}.maximum: "40" is text; accepted: a whole number, 0 or more, without'
            " quotes.",
        ),
        (
            {SYNC.name: {"maximum": 40.5}},
            f"{SYNC.name}.maximum: 40.5 is out of range; accepted: a whole number, 0 or more.",
        ),
        (
            {SYNC.name: {"maximum": None}},
            f"{SYNC.name}.maximum: this is null; accepted: a whole number, 0 or more.",
        ),
        (
            {"finance-operations-platform-update": {"minimum": 33}},
            "finance-operations-platform-update.minimum: 33 is a number; accepted: text.",
        ),
        (
            {"supported-geography": {"geographies": "europe"}},
            'supported-geography.geographies: "europe" is text; accepted: a list, such as'
            ' ["a", "b"].',
        ),
    ],
)
def test_each_mistake_is_named_with_what_is_accepted(raw: object, problem: str) -> None:
    assert problems_of(raw) == (problem,)


def test_every_problem_is_listed_at_once() -> None:
    assert problems_of(
        {
            "all": "loud",
            "DW009": {},
            "same-tenant": {"enforcementLevel": "of", "undeclared": 1, "scope": "region"},
            "same-datacenter": {"scope": "world"},
        }
    ) == (
        f'all: "loud" is not an enforcement level. {LEVELS}',
        f'same-tenant: "of" is not an enforcement level. {LEVELS}',
        "same-tenant.undeclared: 1 is not accepted. Accepted: violation or ignore.",
        "same-tenant.scope: unknown parameter. Accepted: undeclared, unknown, exemptions, enforcementLevel.",
        'same-datacenter.scope: "world" is not accepted. Accepted: region or geography.',
        'DW009: policies are configured by name; write "no-cross-company-data-sharing".',
    )


def test_a_wrong_minimum_names_the_policy_and_the_value() -> None:
    name = "finance-operations-application-version"
    (problem,) = problems_of({name: {"minimum": "10.0.51.7"}})
    assert problem.startswith(f'{name}.minimum: "10.0.51.7" is not one version: it fits two lines')


def test_reading_one_policys_settings() -> None:
    assert read_setting(SYNC, {}) == default_setting(SYNC)
    assert read_setting(SYNC, {"maximum": 5.0}) == changed(SYNC, Level.MANDATORY, maximum=5)
    with pytest.raises(ConfigurationError) as caught:
        read_setting(SYNC, {"maximum": -1.0, "maximun": 3})
    assert caught.value.problems == (
        f"{SYNC.name}.maximum: -1 is out of range; accepted: a whole number, 0 or more.",
        f'{SYNC.name}.maximun: unknown parameter. Did you mean "maximum"?'
        " Accepted: undeclared, unknown, exemptions, maximum, enforcementLevel.",
    )


KEYS = st.one_of(
    st.sampled_from([*NAMES, "exemptions", "all", "environments", "DW010"]),
    st.sampled_from(
        ["enforcementLevel", "undeclared", "unknown", "exemptions", "maximum", "scope", "warnDays"]
    ),
    st.text(st.characters(), max_size=10),
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(0, 5000).map(lambda digits: 10**digits),
    st.floats(),
    st.text(st.characters()),
    st.sampled_from(["mandatory", "disabled", "ignore", "block", "geography", "PU64"]),
    st.builds(UnknownValue),
)
GARBAGE = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=20,
)


@examples(400)
@given(st.one_of(GARBAGE, st.dictionaries(KEYS, st.one_of(GARBAGE, st.dictionaries(KEYS, LEAVES)))))
def test_garbage_is_read_or_refused_in_printable_lines(raw: object) -> None:
    try:
        configuration = read_configuration(raw, REQUIREMENTS)
    except ConfigurationError as error:
        assert error.problems
        assert all(problem and problem.isprintable() for problem in error.problems)
    else:
        assert raw is None or set(configuration.settings) == set(NAMES)
