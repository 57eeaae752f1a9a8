"""DW033: the subnets of a network-injection policy are where, what and as large as they have to be."""

from __future__ import annotations

import re
from dataclasses import replace
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.model.azure.resource import ServedEnvironment
from dualwrite.model.facts import Fact, SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.network_injection_subnets import NetworkInjectionSubnets
from support.companions import DELEGATION, companion, companions, verdict_with, with_companions
from support.pairs import ABSENT, UNKNOWN, environment
from support.properties import examples

RULE = NetworkInjectionSubnets()
REGION = "customerEngagement.region"
GEOGRAPHY = "customerEngagement.geography"
TYPE = "customerEngagement.environmentType"
NAMES = ("west", "north", "westSubnet", "northSubnet", "injection")
NETWORKS = "networkInjection/virtualNetworks"
IDS = "/subscriptions/0/resourceGroups/contoso-rg/providers/Microsoft.Network/virtualNetworks"


def _entry(network: str, subnet: Any = "powerplatform") -> dict[str, Any]:
    return {"id": f"{IDS}/{network}", "subnet": {"name": subnet}}


def _later(subnet: Any) -> dict[str, Any]:
    """An entry in a preview, where the network's ID is not known yet."""
    return {"id": UNKNOWN, "subnet": {"name": subnet}}


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
    other_group = _entry("contoso-north")
    other_group["id"] = other_group["id"].replace("contoso-rg", "other-rg")
    changes = {
        "injection": {NETWORKS: [_entry("contoso-west"), other_group]},
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


@pytest.mark.parametrize("networks", [[], ["contoso-west"], ["contoso-west", "contoso-north"]])
def test_a_list_that_is_wrapped_is_refused_by_azure(networks: list[str]) -> None:
    """And its networks are looked at none the less."""
    found = _verdict({"injection": {NETWORKS: {"value": list(map(_entry, networks))}}})
    assert found.kind is Kind.FAIL
    assert found.message.startswith(
        'Enterprise policy "injection" has its networks in virtualNetworks.value; Azure refuses that'
        " (InputValidationError). virtualNetworks is the list itself."
    )
    lacking = " has no virtual network in " if len(networks) == 1 else " names no virtual network."
    assert (lacking in found.message) is (len(networks) < 2)


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
        _not_here("powerplatform", "west"),
    )


# Each network with its own subnet.


def _not_here(subnet: str, network: str) -> str:
    return (
        f'Subnet "{subnet}" of virtual network "{network}", which enterprise policy "injection" uses,'
        " is not declared here."
    )


def _side(*entries: Any, **named: dict[str, Any]) -> Verdict:
    """The correct side with other entries, and with other subnets by the names of their resources.

    :param named: changes of a subnet.
    """
    others = tuple(
        replace(companion("westSubnet", changes), urn=f"urn:{name}", name=name)
        for name, changes in named.items()
    )
    changes = {"injection": {NETWORKS: list(entries)}}
    references = {"injection": {"networkInjection": ("west", "north")}}
    names = NAMES if not named else ("west", "north", "injection")
    beside = companions(*names, changes=changes, references=references)
    return verdict_with(RULE, (*beside, *others))


def _own(subnet: str, network: str) -> dict[str, Any]:
    return {"subnetName": subnet, "virtualNetworkName": f"contoso-{network}"}


@pytest.mark.parametrize("network", ["west", "north"])
def test_a_name_that_only_another_network_has_is_no_pass(network: str) -> None:
    names = {"west": "powerplatform", "north": "powerplatform", network: "does-not-exist"}
    found = _side(*(_entry(f"contoso-{one}", name) for one, name in names.items()))
    assert (found.kind, found.message) == (Kind.UNKNOWN, _not_here("does-not-exist", network))


def test_nor_is_it_in_a_preview_where_ids_are_unknown() -> None:
    found = _side(_later("does-not-exist"), _later("powerplatform"))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        " ".join(
            f'The subnet of virtual network "{one}" that enterprise policy "injection" uses is not'
            " declared here, or not known yet."
            for one in ("west", "north")
        ),
    )


@pytest.mark.parametrize("entry", [_entry("contoso-west"), _later("x")])
@pytest.mark.parametrize("subnet", [ABSENT, None, {}, {"name": ""}, "powerplatform"])
def test_an_entry_without_a_subnet_is_no_pass(entry: dict[str, Any], subnet: Any) -> None:
    told = {key: one for key, one in {**entry, "subnet": subnet}.items() if one is not ABSENT}
    found = _side(told, _entry("contoso-north"))
    assert (found.kind, found.message) == (
        Kind.UNDECLARED,
        'networkInjection.virtualNetworks[0].subnet.name of enterprise policy "injection" is not'
        " declared.",
    )


def test_an_entry_without_an_id_is_no_pass() -> None:
    found = _side(_entry("contoso-west"), _entry("contoso-north"), {"subnet": {"name": "x"}})
    assert (found.kind, found.message) == (
        Kind.UNDECLARED,
        'networkInjection.virtualNetworks[2].id of enterprise policy "injection" is not declared.',
    )
    found = _side(_entry("contoso-west"), _entry("contoso-north", 3))
    assert (found.kind, found.message) == (
        Kind.FAIL,
        'networkInjection.virtualNetworks[1].subnet.name of enterprise policy "injection": 3 is a'
        " number; accepted: text.",
    )


SUBNETS = {
    "westA": _own("a", "west"),
    "westB": {**_own("b", "west"), "delegations": []},
    "northB": _own("b", "north"),
}


@pytest.mark.parametrize(
    "entries",
    [
        (_entry("contoso-west", "a"), _entry("contoso-north", "b")),
        (_later("a"), _later("b")),
        (_later("b"), _later("a")),
        (_later("a"), _entry("contoso-north", "b")),
    ],
)
def test_another_subnet_of_a_network_is_none_of_the_policys(entries: Any) -> None:
    """West has a subnet b, too, which nobody has to delegate."""
    assert _side(*entries, **SUBNETS).kind is Kind.PASS


def test_which_of_two_subnets_is_used_may_be_open_in_a_preview() -> None:
    more = {**SUBNETS, "northA": _own("a", "north")}
    assert (
        _side(_entry("contoso-west", "a"), _entry("contoso-north", "b"), **more).kind is Kind.PASS
    )
    assert _side(_later("a"), _later("b"), **more).kind is Kind.UNKNOWN


def test_more_networks_than_a_policy_can_have_are_left_open() -> None:
    whole = [_later("powerplatform")] * 5
    assert _side(*whole).kind is Kind.UNKNOWN


def test_a_network_without_a_known_name_is_found_by_reference() -> None:
    """Of a network that has a name, an ID with another name speaks of another one."""
    changes = {
        "west": {"virtualNetworkName": ABSENT},
        "injection": {NETWORKS: [_entry("given-later"), _entry("contoso-north")]},
        "westSubnet": {"virtualNetworkName": UNKNOWN},
    }
    references = {
        "injection": {"networkInjection": ("west", "north")},
        "westSubnet": {"virtualNetworkName": ("west",)},
    }
    assert _verdict(changes, **references).kind is Kind.PASS
    changes["west"] = {}
    assert _verdict(changes, **references).kind is Kind.UNKNOWN


def test_an_id_that_finds_nothing_leaves_networks_with_names_to_others() -> None:
    """Both networks have subnets a and b; only that of west can have an ID with another name."""
    referring = {"virtualNetworkName": ("west",)}
    subnets = [
        companion(
            "westSubnet", {"subnetName": "a", "virtualNetworkName": UNKNOWN}, None, referring
        ),
        companion(
            "westSubnet", {"subnetName": "b", "virtualNetworkName": UNKNOWN}, None, referring
        ),
        companion("northSubnet", {"subnetName": "a"}),
        companion("northSubnet", {"subnetName": "b"}),
    ]
    own = (replace(one, urn=f"urn:{at}") for at, one in enumerate(subnets))
    beside = companions(
        *("west", "north", "injection"),
        changes={
            "west": {"virtualNetworkName": ABSENT},
            "injection": {NETWORKS: [_entry("given-later", "a"), _later("b")]},
        },
        references={"injection": {"networkInjection": ("west", "north")}},
    )
    assert verdict_with(RULE, (*beside, *own)).kind is Kind.PASS


# Dedicated.


def _shared_with_second(*names: str) -> str:
    return " ".join(
        f'{one} is for enterprise policy "injection" and for enterprise policy "second", too.'
        for one in names
    )


def test_two_policies_of_one_pair_share_no_subnet() -> None:
    second = replace(companion("injection"), urn="urn:second", name="second")
    _fails(
        verdict_with(RULE, (*companions(*NAMES), second)),
        _shared_with_second('Subnet "westSubnet"', 'Subnet "northSubnet"'),
    )
    inline = [{"name": "powerplatform", "addressPrefix": "10.0.0.0/26"}]
    inline[0]["delegations"] = [{"serviceName": DELEGATION}]  # type: ignore[assignment]
    changes = {one: {"subnets": inline} for one in ("west", "north")}
    _fails(
        verdict_with(RULE, (*companions("west", "north", "injection", changes=changes), second)),
        _shared_with_second(
            *(f'Subnet "powerplatform" of virtual network "{one}"' for one in changes)
        ),
    )


def test_nor_do_policies_of_two_pairs() -> None:
    second = replace(companion("injection"), urn="urn:second", name="second")
    beside = companions("west", "north", "westSubnet", "northSubnet")
    other = with_companions((*beside, second), environment("other"), "other")
    _fails(
        verdict_with(RULE, companions(*NAMES), None, (other,)),
        _shared_with_second('Subnet "westSubnet"', 'Subnet "northSubnet"'),
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


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"addressPrefix": SecretValue("10.0.0.0/28")}, {}),
        ({"addressPrefix": "10.0.0.0/28"}, {TYPE: SecretValue("production")}),
        ({"addressPrefix": ABSENT, "addressPrefixes": [SecretValue("10.0.0.0/28")]}, {}),
        ({"addressPrefix": ABSENT, "addressPrefixes": SecretValue(["10.0.0.0/28"])}, {}),
    ],
)
def test_counts_tell_no_secret(changes: Any, facts: Any) -> None:
    """Neither how many addresses there are, nor how many are needed."""
    _fails(
        _verdict({"westSubnet": changes}, facts),
        'Subnet "westSubnet" has too few addresses for the environments that it serves.',
    )


def test_counts_tell_no_secret_of_another_pair() -> None:
    beside = companions(*NAMES)
    hidden = {**environment("other"), TYPE: SecretValue("production")}
    other = with_companions(beside, hidden, "other")
    _fails(
        verdict_with(RULE, beside, None, (other,)),
        " ".join(
            f'Subnet "{one}" has too few addresses for the environments that it serves.'
            for one in ("westSubnet", "northSubnet")
        ),
    )


RANGES = st.lists(
    st.sampled_from(
        ["10.0.0.0/28", "10.0.0.0/29", "10.0.0.8/29", "10.0.0.3/28", "10.0.0.16/28", "10.1.0.0/27"]
    ),
    min_size=1,
    max_size=4,
)


def _room(prefixes: list[str]) -> int:
    """How many addresses a verdict says that there are."""
    many = {"customerEngagement.environmentType": "production"}
    changes = {"westSubnet": {"addressPrefix": ABSENT, "addressPrefixes": prefixes}}
    others = tuple(
        with_companions(
            companions(*NAMES, changes=changes), {**many, **environment(f"n{at}")}, f"n{at}"
        )
        for at in range(40)
    )
    found = verdict_with(RULE, companions(*NAMES, changes=changes), many, others)
    told = re.search(r'Subnet "westSubnet" has (\d+) addresses', found.message)
    assert told is not None, found.message
    return int(told[1])


@examples(40)
@given(prefixes=RANGES, again=st.data())
def test_the_same_range_again_never_adds_addresses(
    prefixes: list[str], again: st.DataObject
) -> None:
    repeated = again.draw(st.lists(st.sampled_from(prefixes), max_size=4))
    room = _room(prefixes)
    assert _room([*prefixes, *repeated]) == room
    own = {one for prefix in prefixes for one in ip_network(prefix, strict=False)}
    assert room == len(own)


def test_four_times_the_same_range_is_one() -> None:
    changes = {"westSubnet": {"addressPrefix": ABSENT, "addressPrefixes": ["10.0.0.0/28"] * 4}}
    _fails(
        _verdict(changes),
        'Subnet "westSubnet" has 16 addresses; it needs 35, for 1 production environment.',
    )


def _linked(*environments: ServedEnvironment, prefix: str = "10.20.0.0/26") -> Verdict:
    beside = companions(*NAMES, changes={"westSubnet": {"addressPrefix": prefix}})
    served = tuple(
        replace(one, environments=environments) if one.name == "injection" else one
        for one in beside
    )
    return verdict_with(RULE, served, {TYPE: "production"})


def _of_type(key: str, kind: Fact[str], is_sure: bool = True) -> ServedEnvironment:
    return ServedEnvironment(key, kind, is_sure)


def test_environments_of_no_pair_count() -> None:
    path = "environmentType of environment"
    production = Fact.declared(path, "production")
    sandbox = Fact.declared(path, "sandbox")
    later: Fact[str] = Fact.unknown(path)
    assert _linked(_of_type("a", sandbox), _of_type("b", sandbox)).kind is Kind.PASS
    _fails(
        _linked(_of_type("a", production)),
        'Subnet "westSubnet" has 64 addresses; it needs 65, for 2 production environments.'
        ' Subnet "northSubnet" has 64 addresses; it needs 65, for 2 production environments.',
    )
    assert _linked(_of_type("a", later)).kind is Kind.UNKNOWN
    assert (
        _linked(_of_type("a", later), *(_of_type(key, sandbox) for key in "bcd")).kind is Kind.FAIL
    )
    # Who is known later may be the pair's own.
    maybe = [_of_type(f"{at}", later, is_sure=False) for at in range(9)]
    assert _linked(*maybe).kind is Kind.UNKNOWN
