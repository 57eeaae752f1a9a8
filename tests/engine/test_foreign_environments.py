"""Environments of other providers on the real engine: joined, completed, refused, or left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.engine import Project, Run
from support.pack_copies import copied_pack
from support.pairs import TENANT, declaration

MakeProject = Callable[..., Project]

CLASSES = """
import pulumi
from pulumi import Output, ResourceOptions
from support.echo import Echo

class Component(pulumi.ComponentResource):
    def __init__(self, token, name, facts, opts=None):
        super().__init__(token, name, facts, opts)
        self.register_outputs(facts)

class Custom(pulumi.CustomResource):
    pass

DATABASE = {"currencyCode": "EUR", "languageCode": 1033}

def provider(package, name, **configuration):
    return pulumi.ProviderResource(package, name, configuration)

def native(name, domain, dataverse=None, opts=None, **properties):
    block = {"domainName": domain, "templates": ["D365_Sales"], **DATABASE, **(dataverse or {})}
    facts = {"displayName": name, "location": "europe", "azureRegion": "westeurope",
             "environmentType": "Production", "dataverse": block, **properties}
    if "linkedAppId" in facts:
        facts["linkedAppType"] = "Linked"
    return Custom("powerplatform:index:Environment", name, facts, opts)

def pair(name, facts, opts=None):
    return Component("dualwrite:index:EnvironmentPair", name, facts, opts)
"""
CE = "https://contoso.crm4.dynamics.com"
FO = "https://contoso.operations.dynamics.com"
OTHER_FO = "https://other.operations.dynamics.com"
FO_ID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"


def _facts(changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """All facts of a correct pair but those that the native environments here say themselves."""
    whole = declaration(changes)
    customer = whole["customerEngagement"]
    said = ("url", "environmentId", "region", "geography", "environmentType")
    left = {key: value for key, value in customer.items() if key not in said}
    left.pop("dynamics365AppsEnabled", None)
    finance = {**whole["financeAndOperations"], "environmentId": FO_ID}
    del finance["url"]
    return {FO: {**finance, "customerEngagement": left, "link": whole["link"]}}


def _said(run: Run) -> list[tuple[str, str, str]]:
    return [(one.policy, one.resource, one.level) for one in run.violations]


def _line(run: Run, policy: str, number: int = 1) -> str:
    (found,) = [one for one in run.violations if one.policy == policy]
    return found.message.split("\n")[number]


def test_a_partner_that_is_created_in_the_same_preview(
    project: MakeProject, tmp_path: Path
) -> None:
    mapping = {
        "name": "echo-erp",
        "token": "echo:index:Echo",
        "side": "financeAndOperations",
        "facts": {"url": "value.url", "region": "value.region"},
    }
    pack = copied_pack(tmp_path / "pack")
    (pack / "mappings.yaml").write_text(yaml.safe_dump({"mappings": [mapping]}), encoding="utf-8")
    program = f"""{CLASSES}
erp = Echo("erp", {{"url": "{FO}", "region": "northeurope"}})
native("crm", "contoso", linkedAppId=erp.id)
"""
    run = project(program, policies=pack).preview({"all": "advisory"})
    assert ("same-datacenter", "crm", "advisory") in _said(run)
    assert _line(run, "same-datacenter") == (
        'The finance and operations environment is in "northeurope" (europe) and the customer'
        ' engagement environment in "westeurope" (europe); both must be in one Azure region.'
    )


def test_a_region_that_is_known_only_after_deployment_is_decided_during_the_update(
    project: MakeProject,
) -> None:
    program = f"""{CLASSES}
region = Echo("region", "northeurope")
tenant = provider("powerplatform", "tenant", tenantId="{TENANT}")
crm = native("crm", "contoso", azureRegion=region.result, linkedAppId="{FO_ID}",
             opts=ResourceOptions(provider=tenant))
Echo("after", "x", ResourceOptions(depends_on=[crm]))
"""
    made = project(program, {"dualwrite:facts": _facts()})
    preview = made.preview()
    assert (preview.exit_code, _said(preview)) == (0, [("same-datacenter", "crm", "advisory")])
    assert _line(preview, "same-datacenter") == (
        "customerEngagement.region cannot be judged yet: it is known only after deployment."
    )
    update = made.up()
    assert update.exit_code != 0
    assert 'engagement environment in "northeurope" (europe)' in update.output
    left = {one for one in made.resources() if one.partition("::")[0].startswith(("echo", "power"))}
    assert left == {"echo:index:Echo::region"}


def test_what_an_environment_says_by_itself_refuses_that_very_resource(
    project: MakeProject,
) -> None:
    program = f"""{CLASSES}
crm = native("crm", "contoso", {{"templates": ["D365_CDSSampleApp"]}}, linkedAppId="{FO_ID}")
Echo("after", "x", ResourceOptions(depends_on=[crm]))
Echo("elsewhere", "x")
"""
    made = project(program)
    update = made.up({"all": "disabled", "dynamics-365-apps-enabled": "mandatory"})
    assert update.exit_code != 0
    created = {one for one in made.resources() if not one.startswith("pulumi:")}
    assert created <= {"echo:index:Echo::elsewhere"}  # which may not have been reached


def test_two_declarations_of_one_fact_are_in_conflict(project: MakeProject) -> None:
    whole = declaration({"customerEngagement.region": "northeurope"})
    whole["customerEngagement"]["url"] = CE
    program = f"""{CLASSES}
native("crm", "contoso")
pair("contoso", {whole!r})
"""
    run = project(program).preview()
    urn = "urn:pulumi:test::engine-test::"
    assert ("conflicting-facts", "contoso", "mandatory") in _said(run)
    assert _line(run, "conflicting-facts") == (
        f'customerEngagement.region is "northeurope" in {urn}dualwrite:index:EnvironmentPair::contoso'
        f' and "westeurope" in {urn}powerplatform:index:Environment::crm.'
    )


def test_one_environment_in_two_kinds_of_declaration(project: MakeProject) -> None:
    whole = declaration()
    whole["customerEngagement"]["url"] = CE
    whole["financeAndOperations"] = {
        **whole["financeAndOperations"],
        "url": OTHER_FO,
        "environmentId": "00000000-0000-4000-8000-000000000001",
    }
    program = f"""{CLASSES}
tenant = provider("powerplatform", "tenant", tenantId="{TENANT}")
native("crm", "contoso", linkedAppId="{FO_ID}", opts=ResourceOptions(provider=tenant))
pair("contoso", {whole!r})
"""
    run = project(program, {"dualwrite:facts": _facts()}).preview()
    assert _said(run) == [
        ("single-instance", "contoso", "mandatory"),
        ("single-instance", "crm", "mandatory"),
    ]


@pytest.mark.parametrize("given", ["output", "depends_on"])
def test_a_declared_pair_is_completed_by_the_environment_that_it_names(
    project: MakeProject, given: str
) -> None:
    whole = declaration()
    customer = whole["customerEngagement"]
    for key in ("environmentId", "region", "geography", "environmentType", "tenantId"):
        del customer[key]
    customer["url"] = CE
    url = "crm.dataverse['url']" if given == "output" else repr(CE)
    options = "" if given == "output" else ", ResourceOptions(depends_on=[crm])"
    program = f"""{CLASSES}
class Native(pulumi.CustomResource):
    dataverse: Output[dict]

tenant = provider("powerplatform", "tenant", tenantId="{TENANT}")
crm = Native("powerplatform:index:Environment", "crm", {{
    "displayName": "crm", "location": "europe", "azureRegion": "westeurope",
    "environmentType": "Production",
    "dataverse": {{"domainName": "contoso", "templates": ["D365_Sales"], **DATABASE}},
}}, ResourceOptions(provider=tenant))
facts = {whole!r}
facts["customerEngagement"]["url"] = {url}
pair("contoso", facts{options})
"""
    made = project(program)
    preview = made.preview()
    assert (preview.exit_code, _said(preview)) == (0, [])
    update = made.up()
    assert update.exit_code == 0, update.output


def test_secrets_are_judged_and_not_shown(project: MakeProject) -> None:
    program = f"""{CLASSES}
tenant = provider("powerplatform", "tenant", tenantId=Output.secret("{OTHER_TENANT}"))
native("crm", "contoso", linkedAppId="{FO_ID}", opts=ResourceOptions(provider=tenant))
"""
    run = project(program, {"dualwrite:facts": _facts({"customerEngagement.tenantId": TENANT})})
    facts = _facts()
    del facts[FO]["customerEngagement"]["tenantId"]
    run.configure({"dualwrite:facts": facts})
    preview = run.preview()
    assert ("same-tenant", "crm", "mandatory") in _said(preview)
    assert OTHER_TENANT not in "".join(one.message for one in preview.violations)
    assert "in tenant [secret]" in _line(preview, "same-tenant")


def test_a_bridged_provider_under_another_name(project: MakeProject) -> None:
    program = f"""{CLASSES}
tenant = provider("contoso-pp", "tenant", tenantId="{OTHER_TENANT}")
Custom("contoso-pp:index/environment:Environment", "crm", {{
    "displayName": "crm", "location": "europe", "azureRegion": "westeurope",
    "environmentType": "Production",
    "dataverse": {{"domain": "contoso", "templates": ["D365_Sales"], **DATABASE}},
}}, ResourceOptions(provider=tenant))
"""
    entry = _facts()[FO]
    customer = {key: one for key, one in entry["customerEngagement"].items() if key != "tenantId"}
    finance = {key: one for key, one in entry.items() if key not in ("customerEngagement", "link")}
    facts = {
        CE: {**customer, "financeAndOperations": {"url": FO, **finance}, "link": entry["link"]}
    }
    run = project(program, {"dualwrite:facts": facts}).preview()
    assert _said(run) == [("same-tenant", "crm", "mandatory")]


def test_a_unified_environment_holds_tenant_region_and_one_to_one_by_construction(
    project: MakeProject,
) -> None:
    program = f"""{CLASSES}
native("unified", "contoso", {{"templates": ["D365_FinOps_Finance"]}}, azureRegion=None)
"""
    run = project(program).preview()
    said = {policy for policy, _, _ in _said(run)}
    decided = {
        "same-tenant",
        "same-datacenter",
        "single-instance",
        "no-trial-instance",
        "supported-geography",
        "dynamics-365-apps-enabled",
        "environment-type-parity",
        "supported-deployment",
        "pair-completeness",
        "conflicting-facts",
    }
    assert said & decided == set()
    assert "finance-operations-application-version" in said


def test_a_side_without_a_partner_is_information_and_nothing_else(project: MakeProject) -> None:
    program = f"""{CLASSES}
Custom("power-platform:index/environmentApplicationPackageInstall:EnvironmentApplicationPackageInstall",
       "core", {{"environmentId": "{FO_ID}", "uniqueName": "DualWriteCoreAnchor"}})
"""
    run = project(program).preview()
    assert (run.exit_code, _said(run)) == (0, [("pair-completeness", "core", "advisory")])


def test_wrong_facts_in_the_stacks_configuration_stop_the_preview(project: MakeProject) -> None:
    run = project(CLASSES, {"dualwrite:facts": {CE: {"tennantId": TENANT}}}).preview()
    assert run.exit_code != 0
    assert f'dualwrite:facts, \\"{CE}\\", tennantId: unknown key.' in run.output or (
        f'dualwrite:facts, "{CE}", tennantId: unknown key.' in run.output
    )
