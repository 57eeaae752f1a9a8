"""DW018: the packages for the pair's apps are there, in the documented order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import default_setting
from dualwrite.judging.judge import judge
from dualwrite.judging.parameters import Parameters
from dualwrite.model.estate import Estate
from dualwrite.model.facts import SECRET, SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.dual_write_solutions import DualWriteSolutions
from dualwrite.vocabulary.packages import APPS, PACKAGES
from support.pairs import (
    ABSENT,
    TODAY,
    UNKNOWN,
    evidence,
    judged,
    not_declared,
    not_known_yet,
    pair,
    unreadable,
    verdict,
)

RULE = DualWriteSolutions()
SOLUTIONS = "customerEngagement.dualWriteSolutions"
LINK_APPS = "link.apps"
CORE = "DualWriteCoreAnchor"
APPLICATION_CORE = "msdyn_DualWriteAppCoreAnchor"
FINANCE = "msdyn_Dynamics365FinanceExtendedAnchor"
SUPPLY_CHAIN = "msdyn_Dynamics365SupplyChainExtendedAnchor"
HUMAN_RESOURCES = "msdyn_Dynamics365HCMAnchor"
COMMON = "HCMCommonAnchor"
ASSETS = "msdyn_DualWriteAssetManagementAnchor"
NOTES = "msdyn_Dynamics365NotesAnchor"
PARTY = "Dynamics365GABParty_Anchor"
PROJECTS = "ProjectOperations_Anchor"
SINGLE = "Dynamics365FinanceAndOperationsAnchor"
LACKS = "The customer engagement environment lacks"


def declared(solutions: Any, *apps: str) -> dict[str, Any]:
    return {SOLUTIONS: solutions, LINK_APPS: list(apps)}


def message(solutions: Any, *apps: str) -> str:
    """The message of a failure; empty for a pass."""
    found = verdict(RULE, declared(solutions, *apps))
    assert found.kind is (Kind.FAIL if found.message else Kind.PASS)
    return found.message


@pytest.mark.parametrize(
    ("apps", "packages"),
    [
        (["finance"], [CORE, APPLICATION_CORE, FINANCE]),
        (["finance"], [APPLICATION_CORE, FINANCE, CORE]),
        (["supplyChain"], [CORE, APPLICATION_CORE, FINANCE, SUPPLY_CHAIN]),
        (["humanResources"], [CORE, COMMON, APPLICATION_CORE, HUMAN_RESOURCES]),
        (["assetManagement"], [CORE, APPLICATION_CORE, ASSETS]),
        (["notes"], [CORE, APPLICATION_CORE, FINANCE, NOTES]),
        (
            ["partyAndGlobalAddressBook"],
            [CORE, APPLICATION_CORE, FINANCE, SUPPLY_CHAIN, PARTY],
        ),
        (
            ["projectOperations"],
            [
                *(CORE, APPLICATION_CORE, FINANCE, COMMON, HUMAN_RESOURCES, SUPPLY_CHAIN),
                *(ASSETS, PROJECTS),
            ],
        ),
        (["finance"], [CORE.upper(), APPLICATION_CORE.lower(), FINANCE.lower()]),
        (["finance"], [CORE, APPLICATION_CORE, FINANCE, "msdyn_SomethingElse"]),
    ],
    ids=lambda names: names[-1],
)
def test_passes_with_all_packages_in_order(apps: list[str], packages: list[str]) -> None:
    assert verdict(RULE, declared(packages, *apps)) == Verdict(
        Kind.PASS, "", "", evidence((SOLUTIONS, ", ".join(packages)), (LINK_APPS, ", ".join(apps)))
    )


def test_fails_without_the_cores_that_every_pair_needs() -> None:
    assert verdict(RULE, declared([], "finance")) == Verdict(
        Kind.FAIL,
        f'{LACKS} "{CORE}", which every pair needs; "{APPLICATION_CORE}", which every pair needs;'
        f' "{FINANCE}", which finance needs.',
        "Install the packages of the pair's apps, each after those that it depends on, then declare"
        " them in customerEngagement.dualWriteSolutions and the apps in link.apps.",
        evidence((SOLUTIONS, "none"), (LINK_APPS, "finance")),
    )


def test_what_an_apps_package_depends_on_is_needed_too() -> None:
    assert message([CORE, APPLICATION_CORE], "humanResources") == (
        f'{LACKS} "{COMMON}", which "{HUMAN_RESOURCES}" needs; "{HUMAN_RESOURCES}", which'
        " humanResources needs."
    )


def test_what_an_installed_package_depends_on_is_needed_whatever_the_apps() -> None:
    assert message([CORE, APPLICATION_CORE, ASSETS, PARTY], "assetManagement") == (
        f'{LACKS} "{FINANCE}", which "{PARTY}" needs; "{SUPPLY_CHAIN}", which "{PARTY}" needs.'
    )


def test_supply_chain_can_do_without_human_resources_but_comes_after_them() -> None:
    before = [CORE, APPLICATION_CORE, FINANCE]
    assert message([*before, SUPPLY_CHAIN], "supplyChain") == ""
    assert message([*before, COMMON, HUMAN_RESOURCES, SUPPLY_CHAIN], "supplyChain") == ""
    assert message([*before, SUPPLY_CHAIN, COMMON, HUMAN_RESOURCES], "supplyChain") == (
        f'"{SUPPLY_CHAIN}" is not installed after "{COMMON}" and "{HUMAN_RESOURCES}", which it'
        " depends on."
    )


def test_fails_where_the_order_is_wrong() -> None:
    assert message([CORE, FINANCE, APPLICATION_CORE], "finance") == (
        f'"{FINANCE}" is not installed after "{APPLICATION_CORE}", which it depends on.'
    )


def test_fails_where_a_program_leaves_the_order_open() -> None:
    """Both may be installed at once: nothing makes the one wait for the other."""
    beside = {"name": FINANCE, "after": [CORE]}
    assert message([CORE, APPLICATION_CORE, beside], "finance") == (
        f'"{FINANCE}" is not installed after "{APPLICATION_CORE}", which it depends on.'
    )
    behind = {"name": FINANCE, "after": [APPLICATION_CORE]}
    assert message([behind, {"name": APPLICATION_CORE, "after": []}, CORE], "finance") == ""


def test_all_problems_are_in_one_message() -> None:
    assert message([SUPPLY_CHAIN, APPLICATION_CORE], "supplyChain", "notes") == (
        f'{LACKS} "{CORE}", which every pair needs; "{FINANCE}", which "{SUPPLY_CHAIN}" needs;'
        f' "{NOTES}", which notes needs. "{SUPPLY_CHAIN}" is not installed after'
        f' "{APPLICATION_CORE}", which it depends on.'
    )


def test_the_single_package_has_the_application_packages_of_its_time() -> None:
    inside = ("finance", "supplyChain", "humanResources", "assetManagement", "notes")
    assert message([CORE, SINGLE], *inside) == ""
    assert message([SINGLE], "finance") == f'{LACKS} "{CORE}", which every pair needs.'
    assert message([CORE, SINGLE], "partyAndGlobalAddressBook", "projectOperations") == (
        f'{LACKS} "{PARTY}", which partyAndGlobalAddressBook needs; "{PROJECTS}", which'
        " projectOperations needs."
    )


def test_what_is_installed_beside_the_single_package_comes_after_it() -> None:
    assert message([CORE, SINGLE, PROJECTS], "projectOperations") == ""
    assert message([CORE, NOTES, SINGLE], "notes") == (
        f'"{NOTES}" is not installed after "{APPLICATION_CORE}" and "{FINANCE}", which it'
        " depends on."
    )
    # Either of the two has what it builds on.
    assert message([CORE, APPLICATION_CORE, FINANCE, NOTES, SINGLE], "notes") == ""
    assert message([CORE, SINGLE, NOTES, APPLICATION_CORE, FINANCE], "notes") == ""


def test_solutions_that_nobody_declares() -> None:
    apps = (LINK_APPS, "finance")
    found = verdict(RULE, {SOLUTIONS: ABSENT})
    assert found == Verdict(
        Kind.UNDECLARED,
        f"{SOLUTIONS} is not declared.",
        f"Declare {SOLUTIONS} in the pair.",
        evidence((SOLUTIONS, None), apps),
    )
    nothing = verdict(RULE, {SOLUTIONS: ABSENT, LINK_APPS: ABSENT})
    assert nothing == replace(found, evidence=evidence((SOLUTIONS, None), (LINK_APPS, None)))


def test_apps_that_nobody_declares_unless_something_fails_already() -> None:
    correct = ", ".join([CORE, APPLICATION_CORE, FINANCE])
    assert verdict(RULE, {LINK_APPS: ABSENT}) == not_declared(LINK_APPS, (SOLUTIONS, correct))
    assert verdict(RULE, {LINK_APPS: UNKNOWN}) == not_known_yet(LINK_APPS, (SOLUTIONS, correct))
    for apps in (ABSENT, UNKNOWN):
        found = verdict(RULE, {SOLUTIONS: [CORE], LINK_APPS: apps})
        assert (found.kind, found.message) == (
            Kind.FAIL,
            f'{LACKS} "{APPLICATION_CORE}", which every pair needs.',
        )


def test_what_must_be_acted_on_now_goes_before_what_comes_later() -> None:
    changes = {SOLUTIONS: UNKNOWN, LINK_APPS: ABSENT}
    assert verdict(RULE, changes) == not_declared(LINK_APPS, (SOLUTIONS, None))
    ignoring = judged(RULE, changes, Parameters(undeclared="ignore", unknown="block"))
    assert (ignoring.verdict.kind, ignoring.violation) == (Kind.UNKNOWN, True)


def test_a_list_of_another_program_that_cannot_be_read_is_a_violation() -> None:
    problem = (
        'item 1: "Dual-write core" is not a unique name. Accepted: a unique name such as'
        ' "DualWriteCoreAnchor".'
    )
    changes = {SOLUTIONS: ["Dual-write core"]}
    found = unreadable(SOLUTIONS, None, problem, (LINK_APPS, "finance"))
    assert verdict(RULE, changes) == Verdict(
        found.kind, found.message, found.remedy, found.evidence[::-1]
    )


@pytest.mark.parametrize("hidden", [(SOLUTIONS,), (LINK_APPS,), (SOLUTIONS, LINK_APPS)])
def test_what_is_missing_of_a_secret_is_not_told(hidden: tuple[str, ...]) -> None:
    plain = declared([CORE], "notes")
    found = verdict(RULE, plain | {path: SecretValue(plain[path]) for path in hidden})
    assert (found.kind, found.message) == (
        Kind.FAIL,
        "The installed packages are not those that the pair needs, in order.",
    )
    shown = {one.fact: one.value for one in found.evidence}
    assert {path for path, value in shown.items() if value == SECRET} == set(hidden)


NAMES = [one.name for one in PACKAGES]


@given(st.permutations(NAMES), st.lists(st.sampled_from(APPS), min_size=1, unique=True))
def test_with_everything_installed_only_the_order_can_be_wrong(
    names: list[str], apps: list[str]
) -> None:
    wrong = any(
        names.index(before) > names.index(one.name)
        for one in PACKAGES
        for before in (*one.needs, *one.follows)
    )
    found = message(names, *apps)
    assert bool(found) is wrong
    assert LACKS not in found


@given(
    st.sets(st.sampled_from([*NAMES, SINGLE])),
    st.lists(st.sampled_from(APPS), min_size=1, unique=True),
)
def test_to_install_what_is_lacking_ends_the_failure(some: set[str], apps: list[str]) -> None:
    def in_order(names: set[str]) -> list[str]:
        return [name for name in (SINGLE, *NAMES) if name in names]

    found = message(in_order(some), *apps)
    lacking = {name for name in NAMES if f'"{name}", which' in found}
    assert bool(found) is bool(lacking)
    assert message(in_order(some | lacking), *apps) == ""
    for one in lacking:
        assert message(in_order((some | lacking) - {one}), *apps).startswith(LACKS)


def test_every_order_of_the_two_cores_is_taken() -> None:
    for cores in permutations([CORE, APPLICATION_CORE]):
        assert message([*cores, FINANCE], "finance") == ""


def test_it_does_not_concern_half_a_pair() -> None:
    half = replace(pair(declared([CORE])), is_half=True)
    found = judge(RULE, half, Estate([half]), default_setting(RULE), TODAY).verdict
    assert (found.kind, found.message) == (
        Kind.NOT_APPLICABLE,
        "Nobody says which environment is the partner.",
    )
