"""Which Azure resources belong to which pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.pairing.azure_resources import with_companions
from dualwrite.discovery.pairing.pairs import JoinedPair, join
from dualwrite.model.azure import AzureResource
from dualwrite.model.azure.surroundings import (
    Surroundings,
    read_link,
    read_surroundings,
    stands_around,
)
from dualwrite.model.facts import SecretValue, State
from dualwrite.model.observation import Role
from dualwrite.model.resource import Resource
from support.companions import companion, companions, urn
from support.observations import declared, urn_of
from support.pairs import UNKNOWN, declaration, environment
from support.properties import examples

LINK = "powerplatform:index:EnterprisePolicyLink"
NATIVE = "powerplatform:index:Environment"
CE_ID = "2b9d5a73-6f5c-4f0a-8a57-0f4f7c1d2e33"


def pair_urn(name: str) -> str:
    """The URN of a declared pair."""
    return urn_of(name, Role.PAIR)


def _joined() -> list[JoinedPair]:
    return join(
        [declared("contoso", declaration()), declared("fabrikam", declaration(environment("f")))]
    )


def _tied(
    resources: tuple[AzureResource, ...],
    parents: Mapping[str, str] | None = None,
    links: tuple[Any, ...] = (),
) -> dict[str, list[str]]:
    around = Surroundings(resources, parents or {}, tuple(filter(None, map(read_link, links))))
    found = with_companions(_joined(), around)
    return {
        one.pair.name: [each.name for each in one.pair.companions]
        for one in found
        if one.pair.companions
    }


def _tagged(name: str, value: Any) -> AzureResource:
    return companion(name, {"tags": {"dualwrite-pair": value, "other": "x"}})


def test_what_nothing_ties_is_left_out() -> None:
    assert _tied(companions()) == {}


def test_by_tag() -> None:
    resources = (_tagged("west", "contoso"), _tagged("north", "fabrikam"), companion("group"))
    assert _tied(resources) == {"contoso": ["west"], "fabrikam": ["north"]}
    assert _tied((_tagged("west", SecretValue("contoso")),)) == {"contoso": ["west"]}


def test_names_of_tags_have_no_case() -> None:
    """Azure keeps the case that somebody wrote, and takes no other tag of the name."""
    tagged = companion("west", {"tags": {"Dualwrite-Pair": "contoso"}})
    assert _tied((tagged,)) == {"contoso": ["west"]}


@pytest.mark.parametrize("value", ["other", "Contoso", "", UNKNOWN, None, 3])
def test_tags_that_name_no_pair(value: Any) -> None:
    assert _tied((_tagged("west", value),)) == {}
    assert _tied((companion("west", {"tags": UNKNOWN}),)) == {}


def test_by_parent_at_any_depth() -> None:
    resources = (
        replace(companion("west"), parent=pair_urn("contoso")),
        replace(companion("north"), parent="urn:foundation"),
        replace(companion("vault"), parent="urn:elsewhere"),
    )
    parents = {"urn:foundation": "urn:between", "urn:between": pair_urn("contoso")}
    assert _tied(resources, parents) == {"contoso": ["north", "west"]}
    assert _tied(resources[1:], {"urn:foundation": "urn:a", "urn:a": "urn:foundation"}) == {}


def test_a_policy_brings_what_it_names_and_nothing_else() -> None:
    others = companions("group", "storage", "logs", "gateway")
    beside = companions("west", "north", "westSubnet", "northSubnet")
    resources = (*others, *beside, _tagged("injection", "contoso"))
    assert _tied(resources) == {
        "contoso": ["injection", "north", "northSubnet", "west", "westSubnet"]
    }
    more = companions("vault", "key", "role")
    assert _tied((*more, *beside, _tagged("encryption", "contoso"))) == {
        "contoso": ["encryption", "key", "role", "vault"]
    }


def test_other_subnets_of_a_network_that_a_policy_names_are_left_out() -> None:
    other = replace(companion("westSubnet", {"subnetName": "web"}), urn="urn:web", name="web")
    resources = (*companions("west", "westSubnet"), other, _tagged("injection", "contoso"))
    assert _tied(resources) == {"contoso": ["injection", "west", "westSubnet"]}


def test_what_is_in_a_resource_of_the_pair_is_the_pairs() -> None:
    """Most of it takes no tags of its own."""
    parts = companions("westSubnet", "northSubnet", "key", "container")
    wholes = (_tagged("west", "contoso"), _tagged("vault", "contoso"))
    account = companion(
        "storage", {"accountName": "contosost", "tags": {"dualwrite-pair": "fabrikam"}}
    )
    assert _tied((*parts, *wholes, account)) == {
        "contoso": ["key", "vault", "west", "westSubnet"],
        "fabrikam": ["container", "storage"],
    }
    referring = companion("container", None, None, {"accountName": ("storage",)})
    unnamed = _tagged("storage", "contoso")
    assert _tied((referring, unnamed)) == {"contoso": ["container", "storage"]}


def test_a_part_is_in_what_it_refers_to_and_not_in_another_of_the_name() -> None:
    other = replace(_tagged("storage", "fabrikam"), urn="urn:other", name="other")
    accounts = [
        replace(one, properties={**one.properties, "accountName": "contosost"})
        for one in (_tagged("storage", "contoso"), other)
    ]
    referring = companion("container", None, None, {"accountName": ("storage",)})
    assert _tied((referring, *accounts)) == {
        "contoso": ["container", "storage"],
        "fabrikam": ["other"],
    }
    by_name = companion("container")
    assert _tied((by_name, *accounts)) == {
        "contoso": ["container", "storage"],
        "fabrikam": ["container", "other"],
    }


def test_a_policy_on_a_subnet_of_the_pairs_policy_is_tied_by_that() -> None:
    beside = companions("west", "north", "westSubnet", "northSubnet")
    rival = replace(companion("injection"), urn="urn:rival", name="rival")
    resources = (*beside, _tagged("injection", "contoso"), rival)
    assert _tied(resources) == {
        "contoso": ["injection", "north", "northSubnet", "rival", "west", "westSubnet"]
    }
    elsewhere = companion(
        "injection",
        {"networkInjection": {"virtualNetworks": [{"id": "/x/other", "subnet": {"name": "a"}}]}},
    )
    elsewhere = replace(elsewhere, urn="urn:elsewhere", name="elsewhere")
    assert "elsewhere" not in _tied((*resources, elsewhere))["contoso"]


def test_a_gateway_that_a_subnet_refers_to() -> None:
    subnet = companion("westSubnet", None, None, {"natGateway": ("gateway",)})
    resources = (companion("west"), subnet, companion("gateway"), _tagged("injection", "contoso"))
    assert _tied(resources) == {"contoso": ["gateway", "injection", "west", "westSubnet"]}


@pytest.mark.parametrize(
    "link",
    [
        Resource(LINK, "l", "urn:l", {"environmentId": CE_ID.upper(), "systemId": "/regions/e/P1"}),
        Resource(
            LINK,
            "l",
            "urn:l",
            {"environmentId": UNKNOWN, "systemId": UNKNOWN},
            references={"environmentId": (pair_urn("contoso"),), "systemId": (urn("injection"),)},
        ),
        Resource(
            "power-platform:index/enterprisePolicy:EnterprisePolicy",
            "l",
            "urn:l",
            {"environmentId": CE_ID, "systemId": SecretValue("/regions/e/p1")},
        ),
        Resource(
            NATIVE,
            "e",
            pair_urn("contoso"),
            {"enterprisePolicies": [{"systemId": "/regions/e/p1", "type": "NetworkInjection"}]},
        ),
        Resource(
            NATIVE,
            "e",
            pair_urn("contoso"),
            {"enterprisePolicies": UNKNOWN},
            references={"enterprisePolicies": (urn("injection"),)},
        ),
    ],
)
def test_a_policy_that_an_environment_of_the_pair_is_in(link: Resource) -> None:
    policy = companion("injection", {"systemId": "/regions/e/p1"})
    assert stands_around(link.type)
    assert _tied((companion("west"), policy), None, (link,)) == {"contoso": ["injection", "west"]}


def test_links_of_others_tie_nothing() -> None:
    policy = companion("injection", {"systemId": "/regions/e/p1"})
    other = Resource(LINK, "l", "urn:l", {"environmentId": "x", "systemId": "/regions/e/p1"})
    nothing = Resource(NATIVE, "e", "urn:e", {})
    kind_only = Resource(
        LINK, "l", "urn:l", {"environmentId": CE_ID, "policyType": "NetworkInjection"}
    )
    assert _tied((policy,), None, (other, nothing, kind_only)) == {}


def test_one_policy_of_two_pairs_is_beside_both() -> None:
    links = tuple(
        Resource(
            LINK,
            name,
            f"urn:{name}",
            {},
            references={"environmentId": (pair_urn(name),), "systemId": (urn("injection"),)},
        )
        for name in ("contoso", "fabrikam")
    )
    assert _tied((companion("injection"),), None, links) == {
        "contoso": ["injection"],
        "fabrikam": ["injection"],
    }


def test_surroundings_are_read_from_resources_of_these_types_only() -> None:
    resources = [
        Resource("azure-native:keyvault:Vault", "v", "urn:v", {"location": "westeurope"}),
        Resource("random:index:Thing", "t", "urn:t", {"enterprisePolicies": ["/x"]}),
        Resource(NATIVE, "e", "urn:e", {"enterprisePolicies": ["/x"]}),
    ]
    found = read_surroundings(resources, {"urn:v": "urn:p"})
    assert [(one.name, one.parent) for one in found.resources] == [("v", "urn:p")]
    assert [one.environment_urns for one in found.links] == [("urn:e",)]


# Environments of no pair.


def _served(*links: Resource, resources: tuple[Resource, ...] = ()) -> list[tuple[str, Any, bool]]:
    """What environments the policy serves that no pair has: key, type and whether that is sure."""
    policy = Resource(
        "azure-native:powerplatform:EnterprisePolicy", "p", "urn:p", POLICY, id=POLICY_ID
    )
    around = read_surroundings([policy, *resources, *links], {})
    # Of all pairs the ID is known: otherwise an ID that is linked may be theirs.
    found = with_companions(_joined()[:1], around)[0].pair.companions
    assert [one.name for one in found] == ["p"]
    return [
        (
            one.key,
            one.environment_type.read()
            if one.is_sure and one.environment_type.state is State.DECLARED
            else one.environment_type.state,
            one.is_sure,
        )
        for one in found[0].environments
    ]


POLICY_ID = (
    "/subscriptions/0/resourceGroups/rg/providers/Microsoft.PowerPlatform/enterprisePolicies/p"
)
POLICY = {
    "kind": "NetworkInjection",
    "tags": {"dualwrite-pair": "contoso"},
    "enterprisePolicyName": "p",
}
OTHER_ID = "9d1f6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"


def _link(environment_id: Any, number: int = 0, **references: tuple[str, ...]) -> Resource:
    raw = {"environmentId": environment_id, "policyId": POLICY_ID}
    return Resource(LINK, f"link{number}", f"urn:link{number}", raw, references=references)


def test_what_the_stack_links_to_a_policy_beside_its_pairs_environment() -> None:
    assert _served(_link(CE_ID)) == []
    assert _served(_link(OTHER_ID)) == [(OTHER_ID, State.UNKNOWN, True)]
    assert _served(_link(OTHER_ID), _link(f"{{{OTHER_ID.upper()}}}", 1)) == [
        (OTHER_ID, State.UNKNOWN, True)
    ]
    managed = Resource(NATIVE, "other", "urn:other", {"environmentType": "Production"}, id=OTHER_ID)
    by_id, by_reference = _link(OTHER_ID), _link(UNKNOWN, 1, environmentId=("urn:other",))
    assert _served(by_id, by_reference, resources=(managed,)) == [("urn:other", "production", True)]
    assert _served(_link(UNKNOWN)) == [("link 0", State.UNKNOWN, False)]


# Tags that tie nothing.


def _strays(*resources: AzureResource) -> dict[str, list[str]]:
    found = with_companions(_joined(), Surroundings(resources))
    return {
        one.pair.name: [each.name for each in one.pair.strays] for one in found if one.pair.strays
    }


@examples(150)
@given(data=st.data(), name=st.sampled_from(["contoso", "fabrikam"]))
def test_a_corrupted_tag_is_never_silent(data: st.DataObject, name: str) -> None:
    """Letters left out, doubled, of another case, spaces around it, another letter."""
    at = data.draw(st.integers(0, len(name) - 1))
    value = data.draw(
        st.sampled_from(
            [
                name[:at] + name[at + 1 :],
                name[:at] + name[at] + name[at:],
                name[:at] + name[at].upper() + name[at + 1 :],
                f" {name}",
                f"{name}\t",
                name[:at] + data.draw(st.characters(exclude_characters=name)) + name[at + 1 :],
            ]
        )
    )
    assert _strays(_tagged("west", value)) == {name: ["west"]}


@examples(100)
@given(st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(UNKNOWN))
def test_whatever_a_tag_says_its_resource_is_tied_or_told(value: Any) -> None:
    one = _tagged("west", value)
    assert (value in ("contoso", "fabrikam")) is bool(_tied((one,)))
    assert sum(map(len, _strays(one).values())) == (0 if _tied((one,)) else 1)


@pytest.mark.parametrize(
    "tag", ["dualwrite_pair", "DualwritePair", "dualwrite-pair ", "dualwite-pair"]
)
def test_a_tag_of_nearly_that_name_is_told(tag: str) -> None:
    meant = companion("west", {"tags": {tag: "fabrikam"}})
    assert (_tied((meant,)), _strays(meant)) == ({}, {"fabrikam": ["west"]})


def test_what_says_nothing_of_pairs_is_no_stray() -> None:
    others = companion(
        "west", {"tags": {"owner": "contoso", "dualwrite-side": "customerEngagement"}}
    )
    assert _strays(others, companion("north"), companion("vault", {"tags": UNKNOWN})) == {}


def test_what_a_policy_names_is_no_stray_and_judged_with_its_pair() -> None:
    named = _tagged("west", "Contoso")
    resources = (
        named,
        *companions("north", "westSubnet", "northSubnet"),
        _tagged("injection", "contoso"),
    )
    assert "west" in _tied(resources)["contoso"]
    assert _strays(*resources) == {}
