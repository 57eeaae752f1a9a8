"""States of Azure properties: what is not said, or not known yet, never turns a failure into a pass."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualwrite.requirement import Requirement
from dualwrite.requirements import REQUIREMENTS
from dualwrite.verdicts import Kind
from support.companions import CORRECT, DELEGATION, ROLE, companions, verdict_with
from support.pairs import ABSENT, TENANT, UNKNOWN

OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
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
    ("key", "properties/keySize"): (2048, 4096),
    ("role", "roleDefinitionId"): (ROLE, ROLE.replace("e147488a", "acdd72a7")),
    ("westSubnet", "addressPrefix"): ("10.0.0.0/26", "10.0.0.0/28"),
    ("westSubnet", "delegations"): ([{"serviceName": DELEGATION}], [], [{"serviceName": "x"}]),
    ("westSubnet", "natGateway"): ({"id": "/nat"},),
}
"""Values by resource and path."""
DEFAULTS = {
    ("vault", "properties/enableSoftDelete"),  # on
    ("vault", "properties/publicNetworkAccess"),  # open
}
"""What Azure sets by itself where it is left out, so that leaving it out can be the remedy."""
PLACELESS = {("west", "location"), ("north", "location")}
"""A resource that says no location has none: it is not in a wrong one."""
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
@settings(max_examples=120, deadline=None)
@given(values=VALUES, facts=FACTS, data=st.data())
def test_an_unknown_property_never_makes_a_failure_pass(
    requirement: Requirement[Any], values: dict[Any, Any], facts: Any, data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.sampled_from(sorted(POOLS))))
    before = _kind(requirement, values, facts)
    after = _kind(requirement, {**values, **dict.fromkeys(hidden, UNKNOWN)}, facts)
    assert Kind.ERROR not in (before, after)
    if before in (Kind.FAIL, Kind.UNDECLARED):
        # An unknown NAT gateway is not there yet; that it will be is for the provider to say.
        assert after in (Kind.FAIL, Kind.UNDECLARED, Kind.UNKNOWN)


@every
@settings(max_examples=120, deadline=None)
@given(values=VALUES, facts=FACTS, data=st.data())
def test_a_property_that_is_left_out_never_makes_a_failure_pass(
    requirement: Requirement[Any], values: dict[Any, Any], facts: Any, data: st.DataObject
) -> None:
    candidates = sorted(set(POOLS) - DEFAULTS - PLACELESS)
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
@settings(max_examples=80, deadline=None)
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
