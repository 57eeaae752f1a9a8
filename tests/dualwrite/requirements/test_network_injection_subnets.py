"""DW033: the subnets of a network-injection policy are where, what and as large as they have to be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.facts import SecretValue
from dualwrite.requirements.network_injection_subnets import NetworkInjectionSubnets
from dualwrite.verdicts import Kind, Verdict
from support.companions import DELEGATION, companion, companions, verdict_with, with_companions
from support.pairs import ABSENT, UNKNOWN, environment

RULE = NetworkInjectionSubnets()
REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
TYPE = "customerEngagement.environmentType"
NAMES = ("west", "north", "westSubnet", "northSubnet", "injection")
NETWORKS = "networkInjection/virtualNetworks"
IDS = "/subscriptions/0/resourceGroups/contoso-rg/providers/Microsoft.Network/virtualNetworks"


def _entry(network: str) -> dict[str, Any]:
    return {"id": f"{IDS}/{network}", "subnet": {"name": "powerplatform"}}


def _verdict(
    changes: dict[str, dict[str, Any]] | None = None,
    facts: dict[str, Any] | None = None,
    names: tuple[str, ...] = NAMES,
    **references: dict[str, tuple[str, ...]],
) -> Verdict:
    return verdict_with(RULE, companions(*names, changes=changes, references=references), facts)


def _fails(found: Verdict, message: str) -> None:
    assert (found.kind, found.message, found.remedy) == (Kind.FAIL, message, RULE.remedy)


def test_not_applicable_without_a_network_injection_policy() -> None:
    for names in (("west", "westSubnet"), ("encryption", "vault")):
        found = verdict_with(RULE, companions(*names), {REGION: ABSENT, GEOGRAPHY: ABSENT})
        assert found == Verdict(
            Kind.NOT_APPLICABLE, "No network-injection policy is tied to the pair."
        )


# Both regions.


@pytest.mark.parametrize("changes", [{}, {"north": {"location": "NORTHEUROPE"}}])
def test_a_network_in_each_region_passes(changes: Any) -> None:
    assert _verdict(changes).kind is Kind.PASS


def test_a_region_that_is_missing() -> None:
    _fails(
        _verdict({"injection": {NETWORKS: [_entry("contoso-west")]}}),
        'Enterprise policy "injection" has no virtual network in northeurope; it needs one in each'
        " Azure region of europe (westeurope and northeurope).",
    )
    assert _verdict({"north": {"location": "westeurope"}}).kind is Kind.FAIL


def test_no_network_at_all() -> None:
    for networks in ([], ABSENT):
        _fails(
            _verdict({"injection": {NETWORKS: networks}}),
            'Enterprise policy "injection" names no virtual network.',
        )


def test_one_region_is_enough_where_the_table_lists_one() -> None:
    changes = {
        "west": {"location": "uaenorth"},
        "injection": {NETWORKS: [_entry("contoso-west")]},
    }
    facts = {REGION: "uaenorth", GEOGRAPHY: ABSENT}
    assert _verdict(changes, facts, ("west", "westSubnet", "injection")).kind is Kind.PASS


@pytest.mark.parametrize(
    ("own", "regions", "kind"),
    [
        ("eastus", ("eastus", "westus"), Kind.PASS),
        ("westus", ("eastus", "westus"), Kind.PASS),
        ("eastus", ("centralus", "eastus2"), Kind.FAIL),
        ("centralus", ("centralus", "eastus2"), Kind.PASS),
        ("centralus", ("eastus", "westus"), Kind.FAIL),
        ("eastus", ("eastus", "eastus2"), Kind.FAIL),
        ("westus3", ("eastus", "westus"), Kind.PASS),
        ("westus3", ("centralus", "eastus2"), Kind.PASS),
        ("westus3", ("centralus", "westus"), Kind.FAIL),
        (ABSENT, ("eastus", "westus"), Kind.UNDECLARED),
        (UNKNOWN, ("eastus", "westus"), Kind.UNKNOWN),
    ],
)
def test_of_several_pairs_of_regions_the_environments_own_is_needed(
    own: Any, regions: tuple[str, str], kind: Kind
) -> None:
    changes = {"west": {"location": regions[0]}, "north": {"location": regions[1]}}
    facts = {REGION: own, GEOGRAPHY: "unitedstates"}
    assert _verdict(changes, facts).kind is kind


def test_networks_that_are_not_declared_here_are_no_pass_and_no_failure() -> None:
    found = _verdict({"injection": {NETWORKS: [_entry("contoso-west"), _entry("elsewhere")]}})
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'Enterprise policy "injection" needs a virtual network in each Azure region of europe'
        " (westeurope and northeurope); one of those that it names is named by ID and not declared"
        " here.",
    )
    other_group = _entry("contoso-north")["id"].replace("contoso-rg", "other-rg")
    changes = {
        "injection": {NETWORKS: [_entry("contoso-west"), {"id": other_group}]},
        "north": {"resourceGroupName": "contoso-rg"},
    }
    assert _verdict(changes).kind is Kind.UNKNOWN


def test_networks_are_found_by_reference_while_their_ids_are_unknown() -> None:
    unknown = [{"id": UNKNOWN, "subnet": {"name": "powerplatform"}} for _ in range(2)]
    changes = {"injection": {NETWORKS: unknown}}
    assert _verdict(changes).kind is Kind.UNKNOWN
    found = _verdict(changes, injection={"networkInjection": ("west", "north")})
    assert found.kind is Kind.PASS
    _fails(
        _verdict(
            {"injection": {NETWORKS: unknown[:1]}},
            injection={"networkInjection": ("westSubnet",)},
        ),
        'Enterprise policy "injection" has no virtual network in northeurope; it needs one in each'
        " Azure region of europe (westeurope and northeurope).",
    )
    whole = _verdict({"injection": {"networkInjection": UNKNOWN}})
    assert whole.kind is Kind.UNKNOWN


def test_the_shape_of_older_versions_is_read_too() -> None:
    changes = {"injection": {NETWORKS: {"value": [_entry("contoso-west")]}}}
    assert _verdict(changes).kind is Kind.FAIL
    changes["injection"][NETWORKS]["value"].append(_entry("contoso-north"))
    assert _verdict(changes).kind is Kind.PASS


def test_a_location_that_is_known_later() -> None:
    found = _verdict({"north": {"location": UNKNOWN}})
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'location of virtual network "north" cannot be judged yet: it is known only after'
        " deployment.",
    )


def test_a_geography_without_network_injection_in_the_table() -> None:
    found = _verdict({}, {REGION: ABSENT, GEOGRAPHY: "usgov"})
    assert found.kind is Kind.UNKNOWN


def test_undeclared_places() -> None:
    found = _verdict({}, {REGION: ABSENT, GEOGRAPHY: ABSENT})
    assert (found.kind, found.message) == (Kind.UNDECLARED, f"{REGION} is not declared.")


# Delegated, and to Power Platform alone.


@pytest.mark.parametrize("delegations", [ABSENT, [], None, "Microsoft.PowerPlatform"])
def test_without_a_delegation(delegations: Any) -> None:
    _fails(
        _verdict({"westSubnet": {"delegations": delegations}}),
        f'Subnet "westSubnet" is not delegated to {DELEGATION}.',
    )


@pytest.mark.parametrize(
    "services", [["Microsoft.Web/serverFarms"], [DELEGATION, "Microsoft.Web/serverFarms"]]
)
def test_delegated_to_something_else(services: list[str]) -> None:
    _fails(
        _verdict({"westSubnet": {"delegations": [{"serviceName": one} for one in services]}}),
        f'Subnet "westSubnet" is delegated to another service than {DELEGATION}.',
    )


@pytest.mark.parametrize("delegations", [UNKNOWN, [{"serviceName": UNKNOWN}]])
def test_a_delegation_that_is_known_later(delegations: Any) -> None:
    found = _verdict({"westSubnet": {"delegations": delegations}})
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'delegations of subnet "westSubnet" cannot be judged yet: it is known only after'
        " deployment.",
    )


def test_a_subnet_written_in_its_network() -> None:
    inline = {
        "name": "powerplatform",
        "addressPrefix": "10.20.0.0/28",
        "delegations": [{"serviceName": DELEGATION}],
    }
    changes = {"west": {"subnets": [inline]}}
    names = ("west", "north", "northSubnet", "injection")
    _fails(
        _verdict(changes, None, names),
        'Subnet "powerplatform" of virtual network "west" has 16 addresses; it needs 35, for 1'
        " production environment.",
    )
    changes["west"]["subnets"] = [{**inline, "addressPrefix": "10.20.0.0/26"}]
    assert _verdict(changes, None, names).kind is Kind.PASS
    # A resource of its own says more than the list in its network.
    changes["west"]["subnets"] = [{"name": "PowerPlatform"}]
    assert _verdict(changes).kind is Kind.PASS


def test_a_subnet_that_is_not_declared() -> None:
    found = _verdict({}, None, ("west", "north", "northSubnet", "injection"))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'The subnet of virtual network "west" that enterprise policy "injection" uses is not declared'
        " here, or not known yet.",
    )


# Dedicated.


def test_two_policies_of_one_pair_share_no_subnet() -> None:
    second = replace(companion("injection"), urn="urn:second", name="second")
    found = verdict_with(RULE, (*companions(*NAMES), second))
    assert found.kind is Kind.FAIL
    assert found.message.startswith(
        'Subnet "westSubnet" is for enterprise policy "injection" and for enterprise policy "second",'
        " too."
    )


def test_nor_do_policies_of_two_pairs() -> None:
    second = replace(companion("injection"), urn="urn:second", name="second")
    beside = companions("west", "north", "westSubnet", "northSubnet")
    other = with_companions((*beside, second), environment("other"), "other")
    found = verdict_with(RULE, companions(*NAMES), None, (other,))
    assert found.message.startswith(
        'Subnet "westSubnet" is for enterprise policy "injection" and for enterprise policy "second",'
        " too."
    )


def test_private_endpoints_in_it() -> None:
    _fails(
        _verdict({"westSubnet": {"privateEndpoints": [{"id": "/x"}]}}),
        'Subnet "westSubnet" is for enterprise policy "injection" and for private endpoints, too.',
    )


# Addresses.


@pytest.mark.parametrize(
    ("kind", "prefix", "expected"),
    [
        ("production", "10.0.0.0/27", Kind.FAIL),
        ("production", "10.0.0.0/26", Kind.PASS),
        ("sandbox", "10.0.0.0/29", Kind.FAIL),
        ("sandbox", "10.0.0.0/28", Kind.PASS),
        (ABSENT, "10.0.0.0/29", Kind.FAIL),
        (ABSENT, "10.0.0.0/28", Kind.UNDECLARED),
        (ABSENT, "10.0.0.0/26", Kind.PASS),
        (UNKNOWN, "10.0.0.0/28", Kind.UNKNOWN),
    ],
)
def test_addresses_for_one_environment(kind: Any, prefix: str, expected: Kind) -> None:
    assert _verdict({"westSubnet": {"addressPrefix": prefix}}, {TYPE: kind}).kind is expected


def test_environments_that_share_a_policy_add_up() -> None:
    beside = companions(*NAMES)
    others = tuple(
        with_companions(beside, {**environment(f"other{number}"), TYPE: kind}, f"other{number}")
        for number, kind in enumerate(["production", "sandbox"])
    )
    found = verdict_with(RULE, beside, None, others)
    assert found.kind is Kind.FAIL
    assert found.message == " ".join(
        f'Subnet "{name}" has 64 addresses; it needs 75, for 2 production environments and 1 other'
        " environment."
        for name in ("westSubnet", "northSubnet")
    )
    assert verdict_with(RULE, beside, None, others[1:]).kind is Kind.PASS


@pytest.mark.parametrize(
    ("prefixes", "kind"),
    [
        (["10.0.0.0/27", "10.1.0.0/27"], Kind.PASS),
        (["10.0.0.0/27", "fd00::/64"], Kind.FAIL),
        (["10.0.0.0/27", UNKNOWN], Kind.UNKNOWN),
        (UNKNOWN, Kind.UNKNOWN),
        ([], Kind.UNDECLARED),
    ],
)
def test_several_ranges(prefixes: Any, kind: Kind) -> None:
    changes = {"addressPrefix": ABSENT, "addressPrefixes": prefixes}
    assert _verdict({"westSubnet": changes}).kind is kind


def test_ranges_that_are_none_or_not_declared() -> None:
    found = _verdict({"westSubnet": {"addressPrefix": "10.0.0.0/33"}})
    assert (found.kind, found.message) == (
        Kind.FAIL,
        'addressPrefix of subnet "westSubnet": "10.0.0.0/33" is no address range; accepted:'
        " 10.0.0.0/26.",
    )
    hidden = _verdict({"westSubnet": {"addressPrefix": SecretValue("hunter2")}})
    assert hidden.kind is Kind.FAIL
    assert "hunter2" not in str(hidden)
    assert _verdict({"westSubnet": {"addressPrefix": ABSENT}}).kind is Kind.UNDECLARED
