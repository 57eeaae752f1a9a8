"""What the pack changes at the level remediate: only what it says it does, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from google.protobuf import json_format, struct_pb2
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import proto

from dualwrite.judging.requirement import Fix
from dualwrite.pack.remediation import fixed
from dualwrite.requirements import REQUIREMENTS
from support.analyzer import (
    Context,
    analyze_request,
    configure_request,
    diagnostics,
    on_the_wire,
    our_servicer,
    sdk_servicer,
    secret,
    urn_of,
)
from support.companions import CORRECT, DELEGATION, TYPES
from support.pairs import ABSENT, UNKNOWN, declaration, environment

PAIR = urn_of("contoso")
TAG = {"dualwrite-pair": "contoso"}
SUBNETS, ACCESS, TAGS = "network-injection-subnets", "storage-account-access", "pair-tag"
DELEGATED = [{"name": "power-platform", "serviceName": DELEGATION}]
GRANT = {
    "pairs": ["contoso"],
    "category": "waiver",
    "reason": "Moves next year.",
    "owner": "platform@contoso.example",
    "expiresOn": "2027-01-31",
}
Settings = Mapping[str, Mapping[str, Any]]


def _pack(*names: str, settings: Settings | None = None, facts: Any = None) -> Any:
    """The pack with policies at the level remediate, in an operation that has shown a pair."""
    servicer = our_servicer()
    levels = dict.fromkeys(names, proto.REMEDIATE)
    servicer.Configure(configure_request(levels, settings or {}), Context())
    servicer.Analyze(analyze_request(declaration(facts)), Context())
    return servicer


def _request(name: str, changes: Mapping[str, Any], parent: str = PAIR) -> Any:
    found = {**CORRECT[name], **changes}
    kept = {key: value for key, value in found.items() if value is not ABSENT}
    request = analyze_request(kept, name, TYPES[name])
    request.options.parent = parent
    return request


def _changed(servicer: Any, request: Any) -> dict[str, dict[str, Any]]:
    """By policy, the properties that it made of the request's: those that are not as they were."""
    response = servicer.Remediate(request, Context())
    before = json_format.MessageToDict(request.properties)
    found = {}
    for one in response.remediations:
        after = json_format.MessageToDict(one.properties)
        assert before.keys() <= after.keys()
        found[one.policyName] = {key: after[key] for key in after if after[key] != before.get(key)}
        before = after
    return found


FIXED: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (SUBNETS, "westSubnet", {"delegations": ABSENT}, {"delegations": DELEGATED}),
    (SUBNETS, "westSubnet", {"delegations": []}, {"delegations": DELEGATED}),
    (SUBNETS, "westSubnet", {"delegations": None}, {"delegations": DELEGATED}),
    (
        SUBNETS,
        "west",
        {"subnets": [{"name": "vm"}, {"name": "PowerPlatform"}]},
        {"subnets": [{"name": "vm"}, {"name": "PowerPlatform", "delegations": DELEGATED}]},
    ),
    (ACCESS, "storage", {"minimumTlsVersion": "TLS1_0"}, {"minimumTlsVersion": "TLS1_2"}),
    (ACCESS, "storage", {"minimumTlsVersion": ABSENT}, {"minimumTlsVersion": "TLS1_2"}),
    (ACCESS, "storage", {"allowBlobPublicAccess": True}, {"allowBlobPublicAccess": False}),
    (ACCESS, "container", {"publicAccess": "Container"}, {"publicAccess": "None"}),
    (TAGS, "west", {"tags": ABSENT}, {"tags": TAG}),
    (TAGS, "west", {"tags": None}, {"tags": TAG}),
    (TAGS, "vault", {"tags": {"team": "erp"}}, {"tags": {"team": "erp", **TAG}}),
]


@pytest.mark.parametrize(("policy", "name", "changes", "expected"), FIXED)
def test_what_is_changed(
    policy: str, name: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    servicer = _pack(policy)
    request = _request(name, changes)
    assert _changed(servicer, request) == {policy: expected}
    (made,) = servicer.Remediate(request, Context()).remediations
    assert (made.policyPackName, made.policyPackVersion) == ("dualwrite", "0.1.0")
    request.properties.CopyFrom(made.properties)
    assert _changed(servicer, request) == {}
    assert policy not in {one for one, *_ in diagnostics(servicer.Analyze(request, Context()))}


@pytest.mark.parametrize(("policy", "name", "changes", "expected"), FIXED)
def test_at_any_other_level_nothing_is_changed(
    policy: str, name: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    others = [one.name for one in REQUIREMENTS if one.name != policy]
    assert _changed(_pack(*others), _request(name, {"tags": TAG, **changes})) == {}


@pytest.mark.parametrize(
    ("policy", "name", "changes"),
    [
        (SUBNETS, "westSubnet", {"delegations": UNKNOWN}),
        (SUBNETS, "westSubnet", {"delegations": [{"serviceName": "Microsoft.Web/serverFarms"}]}),
        (SUBNETS, "westSubnet", {"delegations": [], "privateEndpoints": [{"id": "/e"}]}),
        (SUBNETS, "westSubnet", {"delegations": [], "serviceEndpoints": UNKNOWN}),
        (SUBNETS, "westSubnet", {"subnetName": "powerplatform-vms", "delegations": ABSENT}),
        (SUBNETS, "westSubnet", {"subnetName": UNKNOWN, "delegations": ABSENT}),
        (SUBNETS, "west", {"subnets": UNKNOWN}),
        (ACCESS, "storage", {"minimumTlsVersion": UNKNOWN, "allowBlobPublicAccess": UNKNOWN}),
        (ACCESS, "storage", {"minimumTlsVersion": "1.2"}),
        (ACCESS, "container", {"publicAccess": UNKNOWN}),
        (TAGS, "west", {"tags": UNKNOWN}),
        (TAGS, "west", {"tags": "erp"}),
        (TAGS, "west", {"tags": {"dualwrite-pair": UNKNOWN}}),
        (TAGS, "west", {"tags": {"Dualwrite-Pair": "another"}}),
        (TAGS, "westSubnet", {}),
        (TAGS, "west", {"tags": {f"tag{number}": "x" for number in range(50)}}),
    ],
)
def test_what_is_left_as_it_is(policy: str, name: str, changes: dict[str, Any]) -> None:
    assert _changed(_pack(policy), _request(name, changes)) == {}


@pytest.mark.parametrize(("policy", "name", "changes", "expected"), FIXED)
def test_what_nothing_ties_to_a_pair_is_left(
    policy: str, name: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    untied = _request(name, {"tags": ABSENT, **changes}, parent=urn_of("other", "acme:index:Group"))
    assert _changed(_pack(policy), untied) == {}
    no_pair = our_servicer()
    no_pair.Configure(configure_request({policy: proto.REMEDIATE}, {}), Context())
    assert _changed(no_pair, _request(name, changes)) == {}


@pytest.mark.parametrize(("policy", "name", "changes", "expected"), FIXED)
def test_an_exemption_in_force_keeps_what_it_allows(
    policy: str, name: str, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    request = _request(name, changes)
    assert _changed(_pack(policy, settings={policy: {"exemptions": [GRANT]}}), request) == {}
    for other in ({**GRANT, "expiresOn": "2026-01-31"}, {**GRANT, "pairs": ["fabrikam"]}):
        servicer = _pack(policy, settings={policy: {"exemptions": [other]}})
        assert _changed(servicer, request) == {policy: expected}


def test_undeclared_facts_that_are_ignored_are_not_set() -> None:
    request = _request("storage", {"minimumTlsVersion": ABSENT})
    ignoring = _pack(ACCESS, settings={ACCESS: {"undeclared": "ignore"}})
    assert _changed(ignoring, request) == {}


def test_the_names_of_subnets_are_configured() -> None:
    request = _request("westSubnet", {"subnetName": "Injected-1", "delegations": ABSENT})
    configured = _pack(SUBNETS, settings={SUBNETS: {"delegate": ["injected-*"]}})
    assert _changed(configured, request) == {SUBNETS: {"delegations": DELEGATED}}
    none = _pack(SUBNETS, settings={SUBNETS: {"delegate": []}})
    assert _changed(none, _request("westSubnet", {"delegations": ABSENT})) == {}


def test_several_policies_change_one_resource_in_turn() -> None:
    request = _request("storage", {"minimumTlsVersion": ABSENT, "tags": ABSENT})
    servicer = _pack(ACCESS, TAGS)
    assert _changed(servicer, request) == {
        ACCESS: {"minimumTlsVersion": "TLS1_2"},
        TAGS: {"tags": TAG},
    }
    last = servicer.Remediate(request, Context()).remediations[-1]
    assert json_format.MessageToDict(last.properties) == {**CORRECT["storage"], "tags": TAG}


def test_a_resource_below_one_pair_with_the_tag_of_another_keeps_it() -> None:
    servicer = _pack(TAGS)
    other = declaration(environment("fabrikam"))
    servicer.Analyze(analyze_request(other, "fabrikam"), Context())
    assert _changed(servicer, _request("west", {"tags": {"dualwrite-pair": "fabrikam"}})) == {}


def test_a_tag_that_azure_would_not_take_is_not_added() -> None:
    long = "c" * 257
    servicer = _pack(TAGS)
    servicer.Analyze(analyze_request(declaration(environment("long")), long), Context())
    assert _changed(servicer, _request("west", {"tags": ABSENT}, urn_of(long))) == {}


def test_below_two_pairs_there_is_no_tag_to_add() -> None:
    servicer = _pack(TAGS)
    child = analyze_request(declaration(environment("fabrikam")), "fabrikam")
    child.options.parent = PAIR
    servicer.Analyze(child, Context())
    assert _changed(servicer, _request("west", {"tags": ABSENT}, urn_of("fabrikam"))) == {}


def test_secrets_and_what_is_not_known_stay_as_they_are() -> None:
    """What the engine sends back and forth is compared, to the last mark."""
    sent = {
        "minimumTlsVersion": secret("TLS1_0"),
        "allowBlobPublicAccess": False,
        "accountName": secret("contosost"),
        "tags": secret({"team": "erp"}),
        "networkRuleSet": {"bypass": UNKNOWN, "ipRules": [secret("10.0.0.1"), UNKNOWN]},
        "__defaults": ["accountName"],
    }
    request = _request("storage", sent)
    last = _pack(ACCESS, TAGS).Remediate(request, Context()).remediations[-1]
    assert json_format.MessageToDict(last.properties) == {
        **CORRECT["storage"],
        **on_the_wire(sent),
        "minimumTlsVersion": secret("TLS1_2"),
        "tags": secret({"team": "erp", **TAG}),
    }


def test_the_sdks_own_host_changes_nothing_and_says_so() -> None:
    """Its policies write all properties anew, and a release of it may lose what is secret."""
    servicer = sdk_servicer()
    names = [one.name for one in REQUIREMENTS if one.remediation]
    assert names == [SUBNETS, ACCESS, TAGS]
    servicer.Configure(configure_request(dict.fromkeys(names, proto.REMEDIATE), {}), Context())
    response = servicer.Remediate(_request("storage", {"tags": ABSENT}), Context())
    assert list(response.remediations) == []
    reason = "This host does not keep secrets in what a policy changes."
    told = [(one.policy_name, one.reason) for one in response.not_applicable]
    assert [one for one in told if one[1] == reason] == [(name, reason) for name in names]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9).map(float), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)
PATHS = st.lists(st.one_of(st.sampled_from(["tags", "a", "b"]), st.integers(0, 2)), min_size=1)


@given(st.dictionaries(st.sampled_from(["tags", "a", "b", "c"]), JSON), PATHS, JSON)
def test_a_fix_writes_one_place_or_nothing(
    properties: dict[str, Any], path: list[str | int], value: Any
) -> None:
    struct = struct_pb2.Struct()
    struct.update(properties)
    sent = json_format.MessageToDict(struct)
    changed = fixed(struct, [Fix(tuple(path), value)])
    assert json_format.MessageToDict(struct) == sent
    if changed is not None:
        assert json_format.MessageToDict(changed) == _with(sent, path, value)


def _with(place: Any, path: list[str | int], value: Any) -> Any:
    """A place with one value written, made without the protocol's messages."""
    if not path:
        return value
    step, *way = path
    if isinstance(step, int):
        inner = _with(place[step], way, value)
        return [*place[:step], inner, *place[step + 1 :]]
    there = place or {}
    return {**there, step: _with(there.get(step), way, value)}
