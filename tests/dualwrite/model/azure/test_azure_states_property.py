"""States of Azure properties: what is not said, or not known yet, never turns a failure into a pass."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.requirement import Requirement
from dualwrite.model.verdicts import Kind
from dualwrite.requirements import REQUIREMENTS
from support.companions import CORRECT, DELEGATION, ROLE, VAULT_ID, companions, verdict_with
from support.pairs import ABSENT, TENANT, UNKNOWN
from support.properties import examples

OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
NAMES = ("powerplatform", "other", None)


def _entry(network: str, subnet: str | None) -> dict[str, Any]:
    group = "/subscriptions/0/resourceGroups/contoso-rg/providers/Microsoft.Network"
    named = {} if subnet is None else {"subnet": {"name": subnet}}
    return {"id": f"{group}/virtualNetworks/contoso-{network}", **named}


LOCATIONS = ("westeurope", "northeurope", "eastus", "global")
POOLS: dict[tuple[str, str], tuple[Any, ...]] = {
    ("west", "location"): LOCATIONS,
    ("north", "location"): LOCATIONS,
    ("injection", "location"): ("europe", "unitedstates", "westeurope"),
    ("encryption", "location"): ("europe", "uk"),
    ("vault", "properties/tenantId"): (TENANT, OTHER_TENANT),
    ("vault", "properties/enableSoftDelete"): (True, False),
    ("vault", "properties/enablePurgeProtection"): (True, False),
    ("vault", "properties/enableRbacAuthorization"): (True, False),
    ("vault", "properties/publicNetworkAccess"): ("Enabled", "Disabled"),
    ("key", "properties/kty"): ("RSA", "EC"),
    ("vault", "properties/accessPolicies"): (
        [{"objectId": "own", "permissions": {"keys": ["get", "wrapKey", "unwrapKey"]}}],
        [{"objectId": "other", "permissions": {"keys": ["all"]}}],
        [{"objectId": "own", "permissions": {"keys": ["get"]}}],
        [],
    ),
    ("encryption", "identity/principalId"): ("own", "another"),
    ("key", "properties/keySize"): (2048, 4096),
    ("key", "properties/keyOps"): (["wrapKey", "unwrapKey"], ["sign"]),
    ("key", "properties/attributes/enabled"): (True, False),
    ("key", "properties/attributes/expires"): (4102444800, 1577836800),
    ("role", "roleDefinitionId"): (
        ROLE,
        ROLE.replace(ROLE.rpartition("/")[2], "21090545-7ca7-4776-b22c-e363652d74d2"),
    ),
    ("role", "scope"): (VAULT_ID, "/subscriptions/0", "/subscriptions/1"),
    ("gateway", "publicIpAddresses"): ([{"id": "/address"}], []),
    ("westSubnet", "subnetName"): ("powerplatform", "other"),
    ("injection", "kind"): ("NetworkInjection", "x"),
    ("injection", "networkInjection/virtualNetworks"): tuple(
        [_entry("west", west), _entry("north", north)] for west in NAMES for north in NAMES
    ),
    ("west", "tags"): ({"dualwrite-pair": "contoso"}, {"dualwrite-pair": "other"}),
    ("westSubnet", "addressPrefix"): ("10.0.0.0/26", "10.0.0.0/28"),
    ("westSubnet", "delegations"): ([{"serviceName": DELEGATION}], [], [{"serviceName": "x"}]),
    ("westSubnet", "natGateway"): ({"id": "/natGateways/contoso-west"}, {"id": ""}, {}),
}
"""Values by resource and path."""
DEFAULTS = {
    ("vault", "properties/enableSoftDelete"),  # on
    ("vault", "properties/publicNetworkAccess"),  # open
    ("key", "properties/keySize"),  # what is needed
    ("key", "properties/keyOps"),  # all
    ("key", "properties/attributes/enabled"),  # true
    ("key", "properties/attributes/expires"),  # never
}
"""What Azure sets by itself where it is left out, so that leaving it out can be the remedy."""
NAMED_AS_POWER_PLATFORMS = {
    "network-injection-egress": {
        ("injection", "kind"),
        ("injection", "networkInjection/virtualNetworks"),
        ("westSubnet", "subnetName"),
        ("westSubnet", "delegations"),
    }
}
"""What makes a subnet one that a requirement is about: without it, there is nothing to fail."""
OF_COMPANIONS = [one for one in REQUIREMENTS if one.concerns_companions]
every = pytest.mark.parametrize("requirement", OF_COMPANIONS, ids=lambda one: one.id)
VALUES = st.fixed_dictionaries(
    {key: st.sampled_from([*pool] * 3 + [ABSENT, UNKNOWN]) for key, pool in POOLS.items()}
)
FACTS = st.fixed_dictionaries(
    {
        "customerEngagement.environmentType": st.sampled_from(["production", "trial", UNKNOWN]),
        "customerEngagement.tenantId": st.sampled_from([TENANT, OTHER_TENANT, ABSENT, UNKNOWN]),
    }
)


def _kind(requirement: Requirement[Any], values: dict[Any, Any], facts: dict[str, Any]) -> Kind:
    changes: dict[str, dict[str, Any]] = {}
    for (name, path), value in values.items():
        changes.setdefault(name, {})[path] = value
    return verdict_with(requirement, companions(*CORRECT, changes=changes), facts).kind


@every
@examples(120)
@given(values=VALUES, facts=FACTS, data=st.data())
def test_an_unknown_property_never_makes_a_failure_pass(
    requirement: Requirement[Any], values: dict[Any, Any], facts: Any, data: st.DataObject
) -> None:
    candidates = sorted(set(POOLS) - NAMED_AS_POWER_PLATFORMS.get(requirement.name, set()))
    hidden = data.draw(st.sets(st.sampled_from(candidates)))
    before = _kind(requirement, values, facts)
    after = _kind(requirement, {**values, **dict.fromkeys(hidden, UNKNOWN)}, facts)
    assert Kind.ERROR not in (before, after)
    if before in (Kind.FAIL, Kind.UNDECLARED):
        # An unknown NAT gateway is not there yet; that it will be is for the provider to say.
        assert after in (Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN)


@every
@examples(120)
@given(values=VALUES, facts=FACTS, data=st.data())
def test_a_property_that_is_left_out_never_makes_a_failure_pass(
    requirement: Requirement[Any], values: dict[Any, Any], facts: Any, data: st.DataObject
) -> None:
    about = NAMED_AS_POWER_PLATFORMS.get(requirement.name, set())
    candidates = sorted(set(POOLS) - DEFAULTS - about)
    left_out = data.draw(st.sets(st.sampled_from(candidates)))
    before = _kind(requirement, values, facts)
    after = _kind(requirement, {**values, **dict.fromkeys(left_out, ABSENT)}, facts)
    assert after is not Kind.ERROR
    if before is Kind.FAIL:
        assert after in (Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN)


PROPERTIES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "x", "/a/b", "europe", "eastus", DELEGATION, "10.0.0.0/8", UNKNOWN]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "subnet", "virtualNetworks", "value", "keyVault", "key", "tenantId"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@every
@examples(80)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *sorted({(name, key) for name, one in CORRECT.items() for key in one}),
                *(("west", "subnets"), ("westSubnet", "routeTable"), ("vault", "tags")),
            ]
        ),
        PROPERTIES,
        max_size=6,
    )
)
def test_whatever_a_resource_says_breaks_no_rule(
    requirement: Requirement[Any], values: dict[tuple[str, str], Any]
) -> None:
    assert _kind(requirement, values, {}) is not Kind.ERROR
