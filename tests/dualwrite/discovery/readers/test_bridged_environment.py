"""Environments of the bridged Terraform provider, under any package's name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.discovery.readers.environments import BridgedEnvironment
from dualwrite.discovery.readers.reader import CONFIGURED
from dualwrite.model.facts import UnknownValue
from dualwrite.model.observation import Observation, Origin, Role
from dualwrite.model.resource import Resource
from support.recorded_inputs import BRIDGED, before_creation, changed, in_stack, in_state

TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
UNKNOWN = UnknownValue()
CE, FO = "customerEngagement", "financeAndOperations"
URN = "urn:pulumi:test::engine-test::power-platform:index/environment:Environment::"
READER = BridgedEnvironment()
VIEWS = (before_creation, in_stack)


def observed(resource: Resource) -> Observation:
    """What the reader says of a resource that has the shape."""
    seen = READER.observe(resource)
    assert seen is not None
    return seen


def _observation(name: str, facts: dict[str, Any], **more: Any) -> Observation:
    return Observation(
        origin=Origin(f"bridged environment {name}", f"{URN}{name}"),
        role=Role.ENVIRONMENT,
        facts=facts,
        hint=CONFIGURED,
        **more,
    )


CRM = {
    f"{CE}.tenantId": TENANT,
    f"{CE}.region": "westeurope",
    f"{CE}.geography": "europe",
    f"{CE}.environmentType": "Production",
    f"{CE}.url": "https://contoso.crm4.dynamics.com",
    f"{CE}.platformVersion": UNKNOWN,
    f"{CE}.dynamics365AppsEnabled": True,
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_new_environment_is_not_marked_by_outputs_that_are_unknown(view: Any) -> None:
    """Linked apps are outputs here: that one is unknown says nothing."""
    assert observed(view(BRIDGED, "contoso-crm")) == _observation("contoso-crm", CRM, marked=False)


def test_an_environment_that_was_linked_says_its_partner_once_it_is_deployed() -> None:
    deployed = {
        **CRM,
        f"{CE}.url": "https://contoso.crm4.dynamics.com/",
        f"{CE}.platformVersion": "9.2.25091.00212",
        f"{FO}.url": "https://contoso.operations.dynamics.com",
    }
    assert observed(in_stack(BRIDGED, "contoso-crm", "update")) == _observation(
        "contoso-crm", deployed
    )
    resource = in_state(BRIDGED, "contoso-crm")
    assert observed(resource) == _observation(
        "contoso-crm", {f"{CE}.environmentId": resource.id, **deployed}
    )


UNIFIED = {
    f"{CE}.tenantId": TENANT,
    f"{CE}.region": UNKNOWN,
    f"{CE}.geography": "unitedstates",
    f"{CE}.environmentType": "Sandbox",
    f"{CE}.url": "https://contoso-erp.crm.dynamics.com",
    f"{CE}.platformVersion": UNKNOWN,
    f"{CE}.dynamics365AppsEnabled": True,
    f"{FO}.tenantId": TENANT,
    f"{FO}.region": UNKNOWN,
    f"{FO}.environmentType": "Sandbox",
    f"{FO}.url": UNKNOWN,
}
PROJECT_OPERATIONS = (
    "DualWriteCoreAnchor",
    "msdyn_DualWriteAppCoreAnchor",
    "HCMCommonAnchor",
    "msdyn_Dynamics365FinanceExtendedAnchor",
    "msdyn_Dynamics365HCMAnchor",
    "msdyn_Dynamics365SupplyChainExtendedAnchor",
    "msdyn_DualWriteAssetManagementAnchor",
    "ProjectOperations_Anchor",
)


@pytest.mark.parametrize("view", VIEWS)
def test_a_unified_environment_is_both_sides(view: Any) -> None:
    assert observed(view(BRIDGED, "contoso-erp")) == _observation(
        "contoso-erp", UNIFIED, unified=True, installs=PROJECT_OPERATIONS
    )


def test_a_unified_environment_that_is_deployed_knows_its_region_and_its_addresses() -> None:
    facts = observed(in_stack(BRIDGED, "contoso-erp", "update")).facts
    assert facts == {
        **UNIFIED,
        f"{CE}.region": "westus",
        f"{CE}.url": "https://contoso-erp.crm.dynamics.com/",
        f"{CE}.platformVersion": "9.2.25091.00212",
        f"{FO}.region": "westus",
        f"{FO}.url": "https://contoso-erp.operations.dynamics.com",
    }


def test_a_unified_environment_without_an_address_of_its_own_apps_says_none() -> None:
    """The provider writes empty text where the service tells no linked app."""
    resource = changed(in_state(BRIDGED, "contoso-erp"), {"dataverse.linkedAppUrl": ""})
    seen = observed(resource)
    assert f"{FO}.url" not in seen.facts
    assert seen.facts[f"{FO}.environmentId"] == resource.id


def test_the_block_that_a_program_leaves_out_is_unknown_at_preview() -> None:
    """It is an output, too; an environment without a database must not be marked by that."""
    before, whole = before_creation(BRIDGED, "plain"), in_stack(BRIDGED, "plain")
    assert whole.properties["dataverse"] == UNKNOWN
    said = {
        f"{CE}.tenantId": TENANT,
        f"{CE}.region": UNKNOWN,
        f"{CE}.geography": "unitedstates",
        f"{CE}.environmentType": "Developer",
    }
    database = dict.fromkeys(
        [f"{CE}.url", f"{CE}.platformVersion", f"{CE}.dynamics365AppsEnabled"], UNKNOWN
    )
    assert observed(before).facts == said
    assert observed(whole) == _observation("plain", {**said, **database}, marked=False)


def test_the_older_flat_shape_has_the_parts_of_the_database_beside_the_location() -> None:
    resource = before_creation(BRIDGED, "contoso-erp")
    block = resource.properties["dataverse"]
    flat = {key: one for key, one in resource.properties.items() if key != "dataverse"}
    seen = observed(replace(resource, properties={**flat, **block}))
    assert seen == observed(resource)


def test_the_older_flat_shape_can_tell_its_templates() -> None:
    resource = before_creation(BRIDGED, "plain")
    flat = {**resource.properties, "domain": "contoso", "currencyCode": "EUR"}
    hints = observed(replace(resource, properties=flat)).hints
    assert hints[f"{CE}.dynamics365AppsEnabled"].startswith("The resource names no template.")


@pytest.mark.parametrize("missing", ["displayName", "environmentType", "location"])
def test_another_providers_environment_is_not_read(missing: str) -> None:
    resource = changed(before_creation(BRIDGED, "contoso-erp"), {missing: None})
    assert (
        READER.observe(replace(resource, type="azuredevops:index/environment:Environment")) is None
    )


def test_the_package_may_have_any_name() -> None:
    resource = before_creation(BRIDGED, "contoso-erp")
    renamed = replace(resource, type="acme:index/environment:Environment")
    assert READER.reads(renamed.type)
    assert observed(renamed) == observed(resource)


def test_without_a_tenant_the_remedy_names_the_provider() -> None:
    resource = replace(before_creation(BRIDGED, "plain"), provider={})
    assert observed(resource).hints[f"{CE}.tenantId"] == (
        "Set tenantId on the provider, or declare it in the stack's configuration:"
        " dualwrite:facts, under the environment's URL, as tenantId."
    )
