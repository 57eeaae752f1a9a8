"""What the pack says of Azure resources beside a pair: at the resource, or in the stack; and once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pulumi.runtime import proto

from dualwrite.discovery.readers import PAIR_TYPE
from support.analyzer import (
    Context,
    analyze_request,
    configure_request,
    diagnostics,
    not_applicable,
    on_the_wire,
    our_servicer,
    sdk_servicer,
    secret,
    urn_of,
)
from support.companions import CORRECT, REFERENCES, TYPES
from support.pairs import ABSENT, UNKNOWN, declaration, environment

OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
PAIR = urn_of("contoso")
FOUNDATION = urn_of("foundation", "dualwrite:index:AzureFoundation")
PROVIDER = "azure-native"
Said = list[tuple[str, str, str]]
Changes = Mapping[str, Mapping[str, Any]]
NONE: Changes = {}


def _properties(name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    found = {**CORRECT[name], "tags": {"dualwrite-pair": "contoso"}, **changes}
    return {key: value for key, value in found.items() if value is not ABSENT}


def _one(
    name: str, changes: Mapping[str, Any] = NONE, parent: str = "", tenant: str | None = None
) -> Any:
    request = analyze_request(_properties(name, changes), name, TYPES[name])
    request.options.parent = parent
    if tenant is not None:
        request.provider.CopyFrom(_provider(tenant))
    return request


def _provider(tenant: str) -> Any:
    found = proto.AnalyzerProviderResource(type=PROVIDER, urn="urn:provider", name="p")
    found.properties.update({"tenantId": tenant})
    return found


def _stack(
    *names: str,
    changes: Changes = NONE,
    parents: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Any:
    request = proto.AnalyzeStackRequest()
    pair = request.resources.add(type=PAIR_TYPE, urn=PAIR, name="contoso")
    pair.properties.update(on_the_wire(declaration(facts)))
    request.resources.add(
        type="dualwrite:index:AzureFoundation", urn=FOUNDATION, name="foundation", parent=PAIR
    )
    for name in names:
        added = request.resources.add(
            type=TYPES[name],
            urn=urn_of(name, TYPES[name]),
            name=name,
            parent=(parents or {}).get(name, ""),
        )
        added.properties.update(on_the_wire(_properties(name, changes.get(name, {}))))
        for key, others in REFERENCES.get(name, {}).items():
            added.propertyDependencies[key].urns.extend(urn_of(one, TYPES[one]) for one in others)
    return request


def _said(response: Any) -> Said:
    return [
        (policy, level, urn.rpartition("::")[2]) for policy, level, urn, _ in diagnostics(response)
    ]


def _with_pair(servicer: Any, facts: Mapping[str, Any] | None = None) -> Any:
    response = servicer.Analyze(analyze_request(declaration(facts)), Context())
    assert _said(response) == []
    return servicer


UNTAGGED = {"tags": ABSENT}
BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("west", {"location": "eastus"}, "azure-resource-geography"),
    ("injection", {"location": "westeurope"}, "enterprise-policy-location"),
    (
        "vault",
        {"properties": {**CORRECT["vault"]["properties"], "tenantId": OTHER_TENANT}},
        "azure-resource-tenant",
    ),
]
ADDRESS = "azure-native:network:PublicIPAddress"


@pytest.mark.parametrize(("name", "changes", "policy"), BROKEN)
def test_a_resource_is_refused_by_itself_and_the_stack_does_not_say_it_again(
    name: str, changes: dict[str, Any], policy: str
) -> None:
    servicer = _with_pair(our_servicer())
    assert _said(servicer.Analyze(_one(name, changes), Context())) == [(policy, "mandatory", "")]
    stack = servicer.AnalyzeStack(_stack(*CORRECT, changes={name: changes}), Context())
    assert policy not in {one for one, _, _ in _said(stack)}


@pytest.mark.parametrize(("name", "changes", "policy"), BROKEN)
def test_what_only_the_stack_sees_is_said_of_the_pair(
    name: str, changes: dict[str, Any], policy: str
) -> None:
    servicer = our_servicer()
    assert _said(servicer.Analyze(_one(name, changes), Context())) == []  # the pair comes later
    _with_pair(servicer)
    stack = servicer.AnalyzeStack(_stack(*CORRECT, changes={name: changes}), Context())
    assert (policy, "mandatory", "contoso") in _said(stack)


@pytest.mark.parametrize(("name", "changes", "policy"), BROKEN)
def test_a_resource_that_nothing_ties_is_never_judged(
    name: str, changes: dict[str, Any], policy: str
) -> None:
    untied = {**changes, **UNTAGGED}
    servicer = _with_pair(our_servicer())
    assert _said(servicer.Analyze(_one(name, untied, "urn:elsewhere"), Context())) == []
    request = _stack(name, changes={name: untied}, parents={name: "urn:elsewhere"})
    assert _said(servicer.AnalyzeStack(request, Context())) == []


def test_a_child_of_the_pairs_child_is_tied_through_what_no_policy_reads() -> None:
    servicer = _with_pair(our_servicer())
    between = analyze_request({}, "foundation", "dualwrite:index:AzureFoundation")
    between.options.parent = PAIR
    assert servicer.Analyze(between, Context()) == proto.AnalyzeResponse()
    wrong = {"location": "eastus", **UNTAGGED}
    found = servicer.Analyze(_one("west", wrong, FOUNDATION), Context())
    assert _said(found) == [("azure-resource-geography", "mandatory", "")]


def test_the_providers_tenant_is_judged() -> None:
    servicer = _with_pair(our_servicer())
    found = servicer.Analyze(_one("storage", tenant=OTHER_TENANT), Context())
    assert _said(found) == [("azure-resource-tenant", "mandatory", "")]
    assert _said(servicer.Analyze(_one("storage", tenant=""), Context())) == []


def test_a_location_that_is_not_known_is_told_once_and_blocks_nothing() -> None:
    servicer = _with_pair(our_servicer())
    assert _said(servicer.Analyze(_one("west", {"location": UNKNOWN}), Context())) == []
    request = _stack("west", changes={"west": {"location": UNKNOWN}})
    assert _said(servicer.AnalyzeStack(request, Context())) == [
        ("azure-resource-geography", "advisory", "contoso")
    ]


def test_two_that_break_it_of_which_one_was_refused() -> None:
    servicer = our_servicer()
    wrong = {"location": "eastus"}
    servicer.Analyze(_one("north", wrong), Context())
    _with_pair(servicer)
    servicer.Analyze(_one("west", wrong), Context())
    request = _stack("west", "north", changes={"west": wrong, "north": wrong})
    ((policy, _, _, text),) = diagnostics(servicer.AnalyzeStack(request, Context()))
    assert policy == "azure-resource-geography"
    assert text.split("\n")[1] == (
        'Virtual network "north" is in "eastus" (unitedstates), outside of the pair\'s geography,'
        " europe."
    )


STACK_ONLY: list[tuple[str, str, dict[str, Any], dict[str, Any], str]] = [
    ("network-injection-subnets", "westSubnet", {"delegations": []}, {}, "mandatory"),
    ("network-injection-egress", "westSubnet", {"natGateway": ABSENT}, {}, "advisory"),
    ("encryption-key-vault", "key", {"properties": {"kty": "EC"}}, {}, "mandatory"),
    (
        "managed-capabilities-environment-type",
        "injection",
        {},
        {"customerEngagement.environmentType": "trial"},
        "mandatory",
    ),
]


@pytest.mark.parametrize(("policy", "name", "changes", "facts", "level"), STACK_ONLY)
def test_what_several_decide_is_said_in_the_stack(
    policy: str, name: str, changes: dict[str, Any], facts: dict[str, Any], level: str
) -> None:
    request = _stack(*CORRECT, changes={name: changes}, facts=facts)
    found = our_servicer().AnalyzeStack(request, Context())
    assert (policy, level, "contoso") in _said(found)
    correct = our_servicer().AnalyzeStack(_stack(*CORRECT), Context())
    assert _said(correct) == []


def test_resources_beside_no_pair_are_not_decoded() -> None:
    servicer = our_servicer()
    request = _one("west", {"location": "eastus"})
    request.properties["broken"] = {"4dabf18193072939515e22adb298388d": "no such signature"}
    assert servicer.Analyze(request, Context()) == proto.AnalyzeResponse()
    stack = proto.AnalyzeStackRequest()
    stack.resources.add(type=TYPES["west"], urn="urn:w", name="w")
    assert servicer.AnalyzeStack(stack, Context()) == proto.AnalyzeResponse()


def test_the_next_operation_begins_anew() -> None:
    servicer = _with_pair(our_servicer())
    wrong = {"west": {"location": "eastus"}}
    servicer.Analyze(_one("west", wrong["west"]), Context())
    assert _said(servicer.AnalyzeStack(_stack("west", changes=wrong), Context())) == []
    assert _said(servicer.Analyze(_one("west", wrong["west"]), Context())) == []
    again = _said(servicer.AnalyzeStack(_stack("west", changes=wrong), Context()))
    assert again == [("azure-resource-geography", "mandatory", "contoso")]


def test_levels_and_exemptions_count_at_the_resource() -> None:
    servicer = our_servicer()
    grant = {
        "pairs": ["contoso"],
        "category": "waiver",
        "reason": "logs are kept centrally",
        "owner": "platform@contoso.com",
        "expiresOn": "2026-12-24",
    }
    name = "azure-resource-geography"
    levels = {name: proto.MANDATORY, "enterprise-policy-location": proto.ADVISORY}
    servicer.Configure(configure_request(levels, {name: {"exemptions": [grant]}}), Context())
    _with_pair(servicer)
    assert _said(servicer.Analyze(_one("west", {"location": "eastus"}), Context())) == []
    found = servicer.Analyze(_one("injection", {"location": "uk"}), Context())
    assert _said(found) == [("enterprise-policy-location", "advisory", "")]


def test_a_pair_without_azure_resources_is_not_concerned_and_nothing_is_said() -> None:
    servicer = our_servicer()
    response = servicer.Analyze(analyze_request(declaration()), Context())
    assert (_said(response), not_applicable(response)) == ([], [])
    assert servicer.AnalyzeStack(_stack(), Context()) == proto.AnalyzeResponse()


def test_our_servicer_and_the_sdks_say_the_same() -> None:
    changes = {name: changes for name, changes, _ in BROKEN}
    changes |= {"westSubnet": {"delegations": [], **UNTAGGED}, "storage": {"location": "eastus"}}
    found = []
    for servicer in (our_servicer(), sdk_servicer()):
        servicer.Analyze(analyze_request(declaration()), Context())
        requests = [_one(name, changes.get(name, {})) for name in CORRECT]
        at_resources = [diagnostics(servicer.Analyze(one, Context())) for one in requests]
        stack = servicer.AnalyzeStack(_stack(*CORRECT, changes=changes), Context())
        found.append((at_resources, [one for one in diagnostics(stack) if one[1] == "mandatory"]))
    assert found[0] == found[1]
    assert sum(map(len, found[0][0])) == len(BROKEN) + 1


@pytest.mark.parametrize(
    ("tags", "parent"),
    [
        ({"dualwrite-pair": "contoso"}, ""),
        ({"DUALWRITE-PAIR": "contoso"}, ""),
        (secret({"dualwrite-pair": "contoso"}), ""),
        (ABSENT, PAIR),
        (ABSENT, FOUNDATION),
    ],
    ids=["tag", "tag in capitals", "secret tags", "parent", "parent of the parent"],
)
def test_whatever_ties_a_resource_alone_it_is_judged(tags: Any, parent: str) -> None:
    """What is not decoded cannot be judged: the first look must let all of these through."""
    changes = {"west": {"location": "eastus", "tags": tags}}
    request = _stack("west", changes=changes, parents={"west": parent})
    found = _said(our_servicer().AnalyzeStack(request, Context()))
    untagged = [("pair-tag", "advisory", "contoso")] if tags is ABSENT else []
    assert found == [("azure-resource-geography", "mandatory", "contoso"), *untagged]


def test_a_trial_has_no_policy_created_beside_it() -> None:
    servicer = our_servicer()
    trial = {"customerEngagement.environmentType": "trial"}
    servicer.Analyze(analyze_request(declaration(trial)), Context())
    found = _said(servicer.Analyze(_one("injection"), Context()))
    assert found == [("managed-capabilities-environment-type", "mandatory", "")]
    stack = servicer.AnalyzeStack(_stack("injection", facts=trial), Context())
    assert "managed-capabilities-environment-type" not in {policy for policy, *_ in _said(stack)}


@pytest.mark.parametrize(
    ("tags", "parent", "is_judged"),
    [({"dualwrite-pair": "contoso"}, "", True), ({}, FOUNDATION, True), ({}, "", False)],
)
def test_every_type_of_azure_is_judged_where_it_is_tied(
    tags: dict[str, str], parent: str, is_judged: bool
) -> None:
    request = _stack("west")
    added = request.resources.add(type=ADDRESS, urn=urn_of("ip", ADDRESS), name="ip", parent=parent)
    added.properties.update({"location": "eastus", "tags": tags})
    found = _said(our_servicer().AnalyzeStack(request, Context()))
    expected = [("azure-resource-geography", "mandatory", "contoso")] if is_judged else []
    assert found == expected
    one = analyze_request({"location": "eastus", "tags": tags}, "ip", ADDRESS)
    one.options.parent = PAIR if parent else ""
    at_once = _said(_with_pair(our_servicer()).Analyze(one, Context()))
    assert [policy for policy, *_ in at_once] == [policy for policy, *_ in expected]


def test_what_is_refused_beside_one_pair_is_said_of_the_other_pair_too() -> None:
    """A child of contoso that a policy of fabrikam names is outside of the geography of both."""
    elsewhere = {"north": {"location": "eastus", **UNTAGGED}}
    fabrikam = declaration(environment("fabrikam"))
    servicer = _with_pair(our_servicer())
    servicer.Analyze(analyze_request(fabrikam, "fabrikam"), Context())
    said = _said(servicer.Analyze(_one("north", elsewhere["north"], parent=PAIR), Context()))
    assert said == [("azure-resource-geography", "mandatory", "")]
    changes = {**elsewhere, "injection": {"tags": {"dualwrite-pair": "fabrikam"}}}
    request = _stack("north", "injection", changes=changes, parents={"north": PAIR})
    other = request.resources.add(type=PAIR_TYPE, urn=urn_of("fabrikam"), name="fabrikam")
    other.properties.update(on_the_wire(fabrikam))
    found = diagnostics(servicer.AnalyzeStack(request, Context()))
    geography = [one for one in found if one[0] == "azure-resource-geography"]
    assert [urn.rpartition("::")[2] for _, _, urn, _ in geography] == ["fabrikam"]
    assert 'Virtual network "north" is in "eastus"' in geography[0][3]
