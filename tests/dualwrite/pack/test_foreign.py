"""What the pack says of resources of other kinds, and when: at the resource, or in the stack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime import proto

from dualwrite.requirements import REQUIREMENTS
from support.analyzer import (
    Aborted,
    Context,
    analyze_request,
    configure_request,
    diagnostics,
    on_the_wire,
    our_servicer,
    sdk_servicer,
    urn_of,
)
from support.pairs import ABSENT, UNKNOWN, declaration

NATIVE = "powerplatform:index:Environment"
PAIR = "dualwrite:index:EnvironmentPair"
CE = "https://contoso.crm4.dynamics.com"
FO = "https://contoso.operations.dynamics.com"
FO_ID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
Said = list[tuple[str, str, str]]


def _native(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {
        "displayName": "Contoso",
        "location": "europe",
        "azureRegion": "westeurope",
        "environmentType": "Production",
        "linkedAppId": FO_ID,
        "linkedAppType": "Linked",
        "dataverse": {"domainName": "contoso", "templates": ["D365_Sales"]},
        **(changes or {}),
    }


def _stack(
    *resources: tuple[str, str, Mapping[str, Any]], references: Mapping[str, Any] | None = None
) -> Any:
    """A request for a stack; ``references`` gives names by resource and property."""
    types = {name: resource_type for resource_type, name, _ in resources}
    request = proto.AnalyzeStackRequest()
    for resource_type, name, properties in resources:
        added = request.resources.add(
            type=resource_type, urn=urn_of(name, resource_type), name=name
        )
        added.properties.update(on_the_wire(properties))
        for key, others in (references or {}).get(name, {}).items():
            urns = [urn_of(one, types[one]) for one in others]
            added.propertyDependencies[key].urns.extend(urns)
            added.dependencies.extend(urns)
    return request


def _said(response: Any) -> Said:
    return [
        (policy, level, urn.rpartition("::")[2]) for policy, level, urn, _ in diagnostics(response)
    ]


def _policies(response: Any) -> set[str]:
    return {policy for policy, _, _ in _said(response)}


def test_a_resource_is_refused_for_what_it_says_and_the_stack_does_not_say_it_again() -> None:
    servicer = our_servicer()
    broken = _native({"dataverse": {"domainName": "c", "templates": ["D365_CDSSampleApp"]}})
    at_resource = servicer.Analyze(analyze_request(broken, "crm", NATIVE), Context())
    assert _policies(at_resource) == {"dynamics-365-apps-enabled"}
    in_stack = servicer.AnalyzeStack(_stack((NATIVE, "crm", broken)), Context())
    assert "dynamics-365-apps-enabled" not in _policies(in_stack)
    assert "same-tenant" in _policies(in_stack)


def test_the_next_operation_begins_anew() -> None:
    servicer = our_servicer()
    broken = _native({"dataverse": {"domainName": "c", "templates": ["D365_CDSSampleApp"]}})
    for _ in range(2):
        found = servicer.Analyze(analyze_request(broken, "crm", NATIVE), Context())
        assert _policies(found) == {"dynamics-365-apps-enabled"}
        again = servicer.AnalyzeStack(_stack((NATIVE, "crm", broken)), Context())
        assert "dynamics-365-apps-enabled" not in _policies(again)
    alone = servicer.AnalyzeStack(_stack((NATIVE, "crm", broken)), Context())
    assert "dynamics-365-apps-enabled" in _policies(alone)


def test_what_a_pair_does_not_declare_waits_for_environments_that_may_say_it() -> None:
    servicer = our_servicer()
    facts = declaration(
        {"customerEngagement.region": ABSENT, "customerEngagement.geography": ABSENT}
    )
    facts["customerEngagement"]["url"] = CE
    facts["financeAndOperations"]["environmentId"] = FO_ID
    environment = _native()
    servicer.Analyze(analyze_request(environment, "crm", NATIVE), Context())
    waiting = servicer.Analyze(analyze_request(facts, "contoso"), Context())
    assert _policies(waiting) == set()
    whole = servicer.AnalyzeStack(
        _stack((NATIVE, "crm", environment), (PAIR, "contoso", facts)), Context()
    )
    assert _policies(whole) == set()


def test_it_is_said_in_the_stack_where_nobody_does() -> None:
    servicer = our_servicer()
    facts = declaration({"customerEngagement.tenantId": ABSENT})
    facts["customerEngagement"]["url"] = CE
    facts["financeAndOperations"]["environmentId"] = FO_ID
    nothing_linked = {"linkedAppId": "", "linkedAppType": ""}
    other = _native({"dataverse": {"domainName": UNKNOWN}, **nothing_linked})
    servicer.Analyze(analyze_request(other, "apps", NATIVE), Context())
    assert _policies(servicer.Analyze(analyze_request(facts, "contoso"), Context())) == set()
    whole = servicer.AnalyzeStack(
        _stack((NATIVE, "apps", other), (PAIR, "contoso", facts)), Context()
    )
    assert _said(whole) == [("same-tenant", "mandatory", "contoso")]


def test_an_environment_that_is_certainly_another_lifts_no_gate() -> None:
    servicer = our_servicer()
    other = _native({"dataverse": {"domainName": "other"}, "linkedAppId": ""})
    servicer.Analyze(analyze_request(other, "apps", NATIVE), Context())
    facts = declaration({"customerEngagement.tenantId": ABSENT})
    at_resource = servicer.Analyze(analyze_request(facts, "contoso"), Context())
    assert _policies(at_resource) == {"same-tenant"}


def test_an_unknown_that_was_told_does_not_hide_the_violation_that_it_is() -> None:
    servicer = our_servicer()
    facts = declaration(
        {"customerEngagement.region": UNKNOWN, "customerEngagement.geography": ABSENT}
    )
    facts["customerEngagement"]["url"] = CE
    at_resource = servicer.Analyze(analyze_request(facts, "contoso"), Context())
    assert ("same-datacenter", "advisory") in [one[:2] for one in _said(at_resource)]
    environment = _native({"azureRegion": "northeurope", "linkedAppId": ""})
    servicer.Analyze(analyze_request(environment, "crm", NATIVE), Context())
    whole = servicer.AnalyzeStack(
        _stack((PAIR, "contoso", facts), (NATIVE, "crm", environment)), Context()
    )
    assert ("same-datacenter", "mandatory", "contoso") in _said(whole)


def test_what_a_provider_does_not_give_back_is_remembered() -> None:
    servicer = our_servicer()
    inputs = _native({"dataverse": {"templates": ["D365_FinOps_Finance"]}, "linkedAppId": ""})
    servicer.Analyze(analyze_request(inputs, "unified", NATIVE), Context())
    outputs = {"displayName": "Contoso", "location": "europe", "environmentType": "Production"}
    whole = servicer.AnalyzeStack(_stack((NATIVE, "unified", outputs)), Context())
    assert "finance-operations-application-version" in _policies(whole)


def test_each_pair_that_only_the_configuration_speaks_of_is_reported() -> None:
    facts = {
        f"https://{name}.crm4.dynamics.com": {
            "financeAndOperations": {"url": f"https://{name}.operations.dynamics.com"},
            "link": {"liveSyncLegalEntities": 300},
        }
        for name in ("one", "two")
    }
    whole = _configured(facts).AnalyzeStack(_stack(), Context())
    assert [one[0] for one in _said(whole)] == [
        "live-sync-legal-entities",
        "live-sync-legal-entities",
        "pair-completeness",
        "pair-completeness",
    ]


def test_a_mapped_pair_is_judged_by_its_outputs(tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"
    mapping = {
        "name": "acme",
        "token": "acme:index:Link",
        "facts": {
            "financeAndOperations.url": "erp",
            "financeAndOperations.region": {"value": "westeurope"},
            "customerEngagement.url": "result.crm",
            "customerEngagement.region": "result.region",
            "customerEngagement.prospectToCash": "result.edition != 'none'",
        },
    }
    file.write_text(json.dumps({"mappings": [mapping]}), encoding="utf-8")
    servicer = our_servicer()
    servicer.Configure(
        configure_request({}, {"pair-completeness": {"mappings": str(file)}}), Context()
    )
    inputs = {"erp": FO}
    request = analyze_request(inputs, "link", "acme:index:Link")
    request.provider.type, request.provider.name = "pulumi:providers:acme", "acme"
    assert _said(servicer.Analyze(request, Context())) == []
    outputs = {**inputs, "result": {"crm": CE, "region": "northeurope", "edition": "none"}}
    found = _policies(
        servicer.AnalyzeStack(_stack(("acme:index:Link", "link", outputs)), Context())
    )
    assert "same-datacenter" in found
    assert "no-prospect-to-cash" not in found


@pytest.mark.parametrize(
    ("outputs", "is_preview", "levels"),
    [
        ({"host": CE}, True, ["advisory"]),  # nothing is told of the outputs yet
        ({"host": CE, "other": 1}, True, ["mandatory"]),  # they are told, and there is none
        ({"host": CE}, False, ["mandatory"]),
        ({"host": CE, "result": "none"}, True, []),
    ],
    ids=["left out", "others told", "deployed", "told"],
)
def test_an_output_that_a_provider_leaves_out_in_a_preview_is_not_null(
    tmp_path: Path, outputs: Any, is_preview: bool, levels: list[str]
) -> None:
    file = tmp_path / "acme.yaml"
    facts = {"url": "host", "prospectToCash": "result != 'none'"}
    mapping = {"name": "a", "token": "acme:*", "side": "customerEngagement", "facts": facts}
    mapping["pair"] = "'p'"
    file.write_text(json.dumps({"mappings": [mapping]}), encoding="utf-8")
    servicer = our_servicer()
    servicer.ConfigureStack(
        proto.AnalyzerStackConfigureRequest(
            stack="test",
            project="project",
            dry_run=is_preview,
            config={"dualwrite:facts": json.dumps({CE: {"financeAndOperations": {"url": FO}}})},
        ),
        Context(),
    )
    servicer.Configure(
        configure_request({}, {"pair-completeness": {"mappings": str(file)}}), Context()
    )
    request = analyze_request({"host": CE}, "crm", "acme:index:Thing")
    request.provider.type = "pulumi:providers:acme"
    servicer.Analyze(request, Context())
    stack = _stack(("acme:index:Thing", "crm", outputs))
    stack.resources[0].provider.type = "pulumi:providers:acme"
    found = _said(servicer.AnalyzeStack(stack, Context()))
    assert [level for policy, level, _ in found if policy == "no-prospect-to-cash"] == levels


def test_one_resource_that_two_mappings_read_as_two_sides_is_no_unified_environment(
    tmp_path: Path,
) -> None:
    file = tmp_path / "acme.yaml"
    mappings = [
        {"name": side, "token": "acme:index:Link", "side": side, "facts": facts}
        for side, facts in (
            ("financeAndOperations", {"url": "erp", "region": "erpRegion"}),
            ("customerEngagement", {"url": "crm", "region": "crmRegion"}),
        )
    ]
    file.write_text(json.dumps({"mappings": mappings}), encoding="utf-8")
    servicer = our_servicer()
    servicer.Configure(
        configure_request({}, {"pair-completeness": {"mappings": str(file)}}), Context()
    )
    properties = {"erp": FO, "crm": CE, "erpRegion": "westeurope", "crmRegion": "northeurope"}
    whole = servicer.AnalyzeStack(_stack(("acme:index:Link", "link", properties)), Context())
    assert ("same-datacenter", "mandatory", "link") in _said(whole)


def test_a_secret_address_names_no_pair() -> None:
    url = "https://topsecret.crm4.dynamics.com"
    facts = {
        f"https://{name}.operations.dynamics.com": {"customerEngagement": {"url": url}}
        for name in ("a", "b")
    }
    found = diagnostics(_configured(facts, secret=True).AnalyzeStack(_stack(), Context()))
    assert found and "topsecret" not in str(found)


def test_one_environment_by_reference_in_two_kinds_of_declaration() -> None:
    facts = declaration({"customerEngagement.url": ABSENT})
    facts["customerEngagement"]["environmentId"] = UNKNOWN
    facts["financeAndOperations"] = {"url": "https://other.operations.dynamics.com"}
    environment = _native({"linkedAppUrl": FO})
    request = _stack(
        (NATIVE, "crm", environment),
        (PAIR, "contoso", facts),
        references={"contoso": {"customerEngagement": ["crm"]}},
    )
    found = _said(our_servicer().AnalyzeStack(request, Context()))
    assert {one for one in found if one[0] == "single-instance"} == {
        ("single-instance", "mandatory", "contoso"),
        ("single-instance", "mandatory", "crm"),
    }


def test_a_partner_is_found_through_the_component_that_makes_it() -> None:
    component, child = "acme:erp:Environment", "echo:index:Echo"
    request = _stack(
        (child, "erp-made", {"value": "x"}),
        (NATIVE, "unified", _native({"dataverse": {"templates": ["D365_FinOps_SCM"]}})),
        (NATIVE, "crm", _native({"linkedAppId": UNKNOWN, "azureRegion": "northeurope"})),
        references={"crm": {"linkedAppId": ["erp-made"]}},
    )
    assert component != child
    request.resources[0].parent = urn_of("unified", NATIVE)
    found = _said(our_servicer().AnalyzeStack(request, Context()))
    assert ("same-datacenter", "mandatory", "crm") in found


def test_a_linked_app_of_no_known_kind_is_information_only() -> None:
    environment = _native({"linkedAppType": None})
    servicer = our_servicer()
    assert _said(servicer.Analyze(analyze_request(environment, "crm", NATIVE), Context())) == []
    whole = servicer.AnalyzeStack(_stack((NATIVE, "crm", environment)), Context())
    assert _said(whole) == [("pair-completeness", "advisory", "crm")]


def test_without_other_environments_a_pair_is_judged_at_once() -> None:
    servicer = our_servicer()
    facts = declaration({"customerEngagement.tenantId": ABSENT})
    at_resource = servicer.Analyze(analyze_request(facts, "contoso"), Context())
    assert _policies(at_resource) == {"same-tenant"}
    assert _said(servicer.AnalyzeStack(_stack((PAIR, "contoso", facts)), Context())) == []


def test_an_unknown_partner_is_found_by_what_its_id_is_taken_from() -> None:
    partner = _native(
        {
            "dataverse": {"domainName": "erp", "templates": ["D365_FinOps_Finance"]},
            "linkedAppId": "",
        }
    )
    request = _stack(
        (NATIVE, "erp", partner),
        (NATIVE, "crm", _native({"linkedAppId": UNKNOWN, "azureRegion": "northeurope"})),
        references={"crm": {"linkedAppId": ["erp"]}},
    )
    found = our_servicer().AnalyzeStack(request, Context())
    assert ("same-datacenter", "mandatory", "crm") in _said(found)
    assert ("same-datacenter", "mandatory", "erp") not in _said(found)


def test_our_servicer_and_the_sdks_say_the_same_of_foreign_stacks() -> None:
    request = _stack(
        (NATIVE, "crm", _native({"linkedAppId": UNKNOWN})),
        (NATIVE, "apps", _native({"linkedAppId": ""})),
        (NATIVE, "unified", _native({"dataverse": {"templates": ["D365_FinOps_SCM"]}})),
        ("azure-native:network:VirtualNetwork", "network", {"location": "westeurope"}),
        references={"crm": {"linkedAppId": ["unified"]}},
    )
    violations = [
        [
            one
            for one in diagnostics(servicer.AnalyzeStack(request, Context()))
            if one[1] == "mandatory"
        ]
        for servicer in (our_servicer(), sdk_servicer())
    ]
    assert violations[0] == violations[1] != []


def test_what_is_said_of_a_unified_environment_is_not_said_of_the_pair_that_names_it() -> None:
    unified = _native({"dataverse": {"templates": ["D365_FinOps_Finance"]}, "linkedAppId": ""})
    request = _stack(
        (NATIVE, "a-unified", unified),
        (NATIVE, "crm", _native({"linkedAppId": UNKNOWN})),
        references={"crm": {"linkedAppId": ["a-unified"]}},
    )
    found = _said(our_servicer().AnalyzeStack(request, Context()))
    named = [name for policy, _, name in found if policy == "live-sync-legal-entities"]
    assert named == ["a-unified", "crm"]


def test_each_policy_is_described_once() -> None:
    names = [one.name for one in our_servicer().GetAnalyzerInfo(None, Context()).policies]
    assert names == [*(one.name for one in REQUIREMENTS), "exemptions"]


def _configured(facts: Any, secret: bool = False) -> Any:
    servicer = our_servicer()
    text = facts if isinstance(facts, str) else json.dumps(facts)
    servicer.ConfigureStack(
        proto.AnalyzerStackConfigureRequest(
            stack="test",
            project="project",
            config={"dualwrite:facts": text},
            config_secret_keys=["dualwrite:facts"] if secret else [],
        ),
        Context(),
    )
    return servicer


def test_facts_of_the_stacks_configuration_decide_at_the_resource() -> None:
    facts = {CE: {"financeAndOperations": {"region": "North Europe"}}}
    found = _configured(facts).Analyze(analyze_request(_native(), "crm", NATIVE), Context())
    assert _policies(found) == {"same-datacenter"}


def test_encrypted_facts_are_judged_and_not_shown() -> None:
    other = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
    facts = {CE: {"tenantId": other, "financeAndOperations": {"tenantId": FO_ID}}}
    found = diagnostics(
        _configured(facts, secret=True).Analyze(
            analyze_request(_native(), "crm", NATIVE), Context()
        )
    )
    ((policy, _, _, text),) = found
    assert policy == "same-tenant"
    assert other not in text and FO_ID not in text


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("{", "dualwrite:facts is text that is no JSON (line 1, column 2:"),
        ([], "dualwrite:facts is a list; accepted: a mapping from environment URLs to facts."),
        (
            {"contoso": {}},
            'dualwrite:facts: "contoso" has no scheme. Accepted: an https URL such as',
        ),
        ({CE: 3}, f'dualwrite:facts, "{CE}": this is a number; accepted: a mapping of facts.'),
        (
            {CE: {"regoin": "x"}},
            f'dualwrite:facts, "{CE}", regoin: unknown key. Did you mean "region"?',
        ),
        ({CE: {"url": CE}}, f'dualwrite:facts, "{CE}", url: unknown key.'),
        (
            {CE: {"link": {"initialSync": "yes"}}},
            f'dualwrite:facts, "{CE}", link.initialSync: "yes" is text; accepted: true or false.',
        ),
        (
            {CE: {}, "https://CONTOSO.crm4.dynamics.com/x": {}},
            'dualwrite:facts, "https://CONTOSO.crm4.dynamics.com/x":'
            f' "{CE}" is the same environment.',
        ),
    ],
    ids=["no JSON", "list", "no URL", "number", "key", "own URL", "value", "twice"],
)
def test_facts_that_cannot_be_taken_stop_the_operation(facts: Any, told: str) -> None:
    with pytest.raises(Aborted) as refused:
        _configured(facts)
    first, second, *_ = str(refused.value).split("\n")
    assert first == "the stack's configuration is wrong:"
    assert second.startswith(told)


def test_mappings_that_cannot_be_taken_stop_the_operation(tmp_path: Path) -> None:
    file = tmp_path / "mappings.yaml"
    file.write_text("mappings:\n  - name: a\n    tokn: x\n", encoding="utf-8")
    with pytest.raises(Aborted) as refused:
        our_servicer().Configure(
            configure_request({}, {"pair-completeness": {"mappings": str(file)}}), Context()
        )
    text = str(refused.value)
    assert text.startswith("the policy pack's configuration is wrong:\n")
    assert str(file) in text and "tokn" in text


def test_mappings_of_the_configuration_are_read(tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"
    mapping = {
        "name": "acme",
        "token": "acme:*",
        "side": "financeAndOperations",
        "facts": {"url": "host", "environmentType": {"value": "trial"}},
    }
    file.write_text(json.dumps({"mappings": [mapping]}), encoding="utf-8")
    servicer = our_servicer()
    request = configure_request({}, {"pair-completeness": {"mappings": str(file)}})
    servicer.Configure(request, Context())
    found = servicer.Analyze(analyze_request({"host": FO}, "erp", "acme:erp:Thing"), Context())
    assert _policies(found) == {"no-trial-instance"}
