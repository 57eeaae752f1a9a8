"""The native provider's environments, as its SDKs really send them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.discovery.readers.environments import NativeEnvironment
from dualwrite.discovery.readers.reader import CONFIGURED
from dualwrite.model.facts import SecretValue, UnknownValue, UnreadableValue
from dualwrite.model.observation import Observation, Origin, Role
from dualwrite.model.resource import Resource
from support.recorded_inputs import (
    FLAT_NATIVE,
    NATIVE,
    before_creation,
    changed,
    in_stack,
    in_state,
)

TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
UNKNOWN = UnknownValue()
CE, FO = "customerEngagement", "financeAndOperations"
URN = "urn:pulumi:test::engine-test::powerplatform:index:Environment::"
IN_CONFIGURATION = (
    "declare it in the stack's configuration: dualwrite:facts, under the environment's URL, as"
)
REGION_HINT = {f"{CE}.region": f"Set azureRegion on the resource, or {IN_CONFIGURATION} region."}
NOT_TOLD = (
    "dataverse.templates decides it when the database is created, and an imported environment does"
    f" not show its templates. Set them on a new environment, or {IN_CONFIGURATION}"
    " dynamics365AppsEnabled."
)
READER = NativeEnvironment()
VIEWS = (before_creation, in_stack)


def observed(resource: Resource) -> Observation:
    """What the reader says; it never says nothing."""
    seen = READER.observe(resource)
    assert seen is not None
    return seen


def _observation(name: str, facts: dict[str, Any], **more: Any) -> Observation:
    return Observation(
        origin=Origin(f"native environment {name}", f"{URN}{name}"),
        role=Role.ENVIRONMENT,
        facts=facts,
        hint=CONFIGURED,
        **more,
    )


CRM = {
    f"{CE}.tenantId": TENANT,
    f"{CE}.region": "northeurope",
    f"{CE}.geography": "europe",
    f"{CE}.environmentType": "Production",
    f"{CE}.url": "https://contoso.crm4.dynamics.com",
    f"{CE}.platformVersion": UNKNOWN,
    f"{CE}.dynamics365AppsEnabled": True,
}


def test_linked_to_a_resource_of_the_same_preview() -> None:
    """The engine tells where a value comes from only when it shows the whole stack."""
    assert observed(before_creation(NATIVE, "contoso-crm")) == _observation(
        "contoso-crm", CRM, marked=False
    )
    assert observed(in_stack(NATIVE, "contoso-crm")) == _observation(
        "contoso-crm",
        {**CRM, f"{FO}.url": UNKNOWN, f"{FO}.environmentId": UNKNOWN},
        marked=False,
        is_uncertain=True,
        references={FO: (f"{URN}contoso-erp",)},
        dependencies=(f"{URN}contoso-erp",),
    )


def test_linked_once_it_is_deployed() -> None:
    erp = in_state(NATIVE, "contoso-erp").id
    assert observed(in_state(NATIVE, "contoso-crm")) == _observation(
        "contoso-crm",
        {
            f"{CE}.environmentId": in_state(NATIVE, "contoso-crm").id,
            **CRM,
            f"{CE}.url": "https://contoso.crm4.dynamics.com/",
            f"{CE}.platformVersion": "9.2.25091.00212",
            f"{FO}.url": "https://contoso-erp.operations.dynamics.com",
            f"{FO}.environmentId": erp,
        },
        references={FO: (f"{URN}contoso-erp",)},
        dependencies=(f"{URN}contoso-erp",),
    )


@pytest.mark.parametrize("view", VIEWS)
def test_linked_to_an_environment_that_exists(view: Any) -> None:
    found = '"D365_DeveloperEdition" in its templates does not tell.'
    assert observed(view(NATIVE, "linked")) == _observation(
        "linked",
        {
            f"{CE}.tenantId": TENANT,
            f"{CE}.geography": "unitedstates",
            f"{CE}.environmentType": "Production",
            f"{CE}.url": "https://fabrikam.crm.dynamics.com",
            f"{CE}.platformVersion": UNKNOWN,
            f"{FO}.url": UNKNOWN,
            f"{FO}.environmentId": "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60",
        },
        marked=False,
        is_uncertain=True,
        hints={**REGION_HINT, f"{CE}.dynamics365AppsEnabled": f"{found} {NOT_TOLD}"},
    )


UNIFIED = {
    f"{CE}.tenantId": TENANT,
    f"{CE}.region": "westeurope",
    f"{CE}.geography": "europe",
    f"{CE}.environmentType": "Sandbox",
    f"{CE}.url": "https://contoso-erp.crm4.dynamics.com",
    f"{CE}.platformVersion": UNKNOWN,
    f"{CE}.dynamics365AppsEnabled": True,
    f"{FO}.tenantId": TENANT,
    f"{FO}.region": "westeurope",
    f"{FO}.environmentType": "developer",
    f"{FO}.url": UNKNOWN,
}
CORE = ("DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor")


@pytest.mark.parametrize("view", VIEWS)
def test_a_unified_environment_is_both_sides(view: Any) -> None:
    assert observed(view(NATIVE, "contoso-erp")) == _observation(
        "contoso-erp", UNIFIED, unified=True, installs=CORE
    )


def test_a_unified_environment_that_is_deployed_is_one_by_its_id() -> None:
    resource = in_state(NATIVE, "contoso-erp")
    assert observed(resource) == _observation(
        "contoso-erp",
        {
            f"{CE}.environmentId": resource.id,
            **UNIFIED,
            f"{CE}.url": "https://contoso-erp.crm4.dynamics.com/",
            f"{CE}.platformVersion": "9.2.25091.00212",
            f"{FO}.environmentId": resource.id,
            f"{FO}.url": "https://contoso-erp.operations.dynamics.com",
        },
        unified=True,
        installs=CORE,
    )


@pytest.mark.parametrize(
    ("name", "database"),
    [
        (
            "canvas",
            {f"{CE}.url": "https://apps.crm.dynamics.com", f"{CE}.platformVersion": UNKNOWN},
        ),
        ("plain", {}),
    ],
)
@pytest.mark.parametrize("view", VIEWS)
def test_other_environments_are_not_marked(view: Any, name: str, database: dict[str, Any]) -> None:
    """Among the outputs of ``plain`` are a linked app, its type and its URL: all unknown."""
    nothing = f"The resource names no template. {NOT_TOLD}"
    assert observed(view(NATIVE, name)) == _observation(
        name,
        {
            f"{CE}.tenantId": TENANT,
            f"{CE}.geography": "unitedstates",
            f"{CE}.environmentType": "Sandbox" if name == "canvas" else "Trial",
            **database,
        },
        marked=False,
        hints={**REGION_HINT, f"{CE}.dynamics365AppsEnabled": nothing},
    )


@pytest.mark.parametrize("name", ["canvas", "plain"])
def test_other_environments_are_not_marked_once_they_are_deployed(name: str) -> None:
    seen = observed(in_state(NATIVE, name))
    assert not seen.marked
    assert not [path for path in seen.facts if path.startswith(FO)]


@pytest.mark.parametrize(
    ("resource", "url"),
    [
        (before_creation(NATIVE, "secret"), "https://northwind.crm4.dynamics.com"),
        (in_stack(NATIVE, "secret"), "https://northwind.crm4.dynamics.com"),
        (in_stack(NATIVE, "secret", "update"), "https://northwind.crm4.dynamics.com/"),
        (in_state(NATIVE, "secret"), "https://northwind.crm4.dynamics.com/"),
    ],
)
def test_a_secret_domain_makes_the_url_secret(resource: Resource, url: str) -> None:
    assert observed(resource).facts[f"{CE}.url"] == SecretValue(url)


def test_templates_of_sample_apps_alone_tell_that_the_apps_are_not_enabled() -> None:
    seen = observed(before_creation(NATIVE, "secret"))
    assert seen.facts[f"{CE}.dynamics365AppsEnabled"] is False
    assert f"{CE}.dynamics365AppsEnabled" not in seen.hints


FLAT = {
    f"{CE}.tenantId": TENANT,
    f"{CE}.geography": "europe",
    f"{CE}.environmentType": "Production",
    f"{CE}.url": "https://contoso.crm4.dynamics.com",
}
FLAT_HINTS = {
    f"{CE}.dynamics365AppsEnabled": "This version of the provider has no templates, which decide it"
    f" when the database is created. D{IN_CONFIGURATION[1:]} dynamics365AppsEnabled."
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_flat_shape_says_less(view: Any) -> None:
    """It has no version, Azure region, templates or linked app, in no state of the resource."""
    assert observed(view(FLAT_NATIVE, "contoso-crm")) == _observation(
        "contoso-crm", FLAT, marked=False, hints=FLAT_HINTS
    )


def test_the_flat_shape_once_it_is_deployed() -> None:
    resource = in_state(FLAT_NATIVE, "contoso-crm")
    url = {f"{CE}.url": "https://contoso.crm4.dynamics.com/"}
    assert observed(resource) == _observation(
        "contoso-crm",
        {f"{CE}.environmentId": resource.id, **FLAT, **url},
        marked=False,
        hints=FLAT_HINTS,
    )


def test_without_a_tenant_the_remedy_names_the_provider() -> None:
    seen = observed(before_creation(FLAT_NATIVE, "plain"))
    assert f"{CE}.tenantId" not in seen.facts
    assert seen.hints[f"{CE}.tenantId"] == (
        f"Set powerplatform:tenantId (the provider's tenant), or {IN_CONFIGURATION} tenantId."
    )


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"azureRegion": UNKNOWN}, {f"{CE}.region": UNKNOWN}),
        ({"azureRegion": ""}, {f"{CE}.region": None}),
        ({"location": UNKNOWN}, {f"{CE}.geography": UNKNOWN, f"{CE}.url": UNKNOWN}),
        ({"environmentType": UNKNOWN}, {f"{CE}.environmentType": UNKNOWN}),
        ({"environmentType": "SubscriptionBasedTrial"}, {f"{CE}.environmentType": "trial"}),
        ({"dataverse.domainName": UNKNOWN}, {f"{CE}.url": UNKNOWN}),
        ({"dataverse.domainName": None}, {f"{CE}.url": UNKNOWN}),
        ({"dataverse.templates": UNKNOWN}, {f"{CE}.dynamics365AppsEnabled": UNKNOWN}),
        ({"location": "sweden"}, {f"{CE}.geography": "sweden", f"{CE}.url": UNKNOWN}),
        (
            {"dataverse.url": "https://other.crm4.dynamics.com"},
            {f"{CE}.url": "https://other.crm4.dynamics.com", f"{CE}.platformVersion": None},
        ),
        (
            {"dataverse": UNKNOWN},
            dict.fromkeys(
                [f"{CE}.url", f"{CE}.platformVersion", f"{CE}.dynamics365AppsEnabled"], UNKNOWN
            ),
        ),
        (
            {"dataverse": None},
            dict.fromkeys([f"{CE}.url", f"{CE}.platformVersion", f"{CE}.dynamics365AppsEnabled"]),
        ),
        (
            {"dataverse.domainName": "con toso"},
            {
                f"{CE}.url": UnreadableValue(
                    '"con toso" in dataverse.domainName is no domain name. Accepted: letters,'
                    " digits and hyphens, as in contoso."
                )
            },
        ),
        ({"id": "00000000-0000-0000-0000-000000000000"}, {f"{CE}.environmentId": None}),
        ({"id": UNKNOWN}, {f"{CE}.environmentId": UNKNOWN}),
    ],
)
def test_what_is_unknown_left_out_or_wrong(changes: Any, facts: dict[str, Any]) -> None:
    """None: the fact is not said. The rest of the facts stays as it was."""
    found = observed(changed(before_creation(NATIVE, "contoso-crm"), changes)).facts
    assert found == {path: one for path, one in {**CRM, **facts}.items() if one is not None}


def test_the_providers_tenant_may_be_unknown_or_secret() -> None:
    resource = before_creation(NATIVE, "contoso-crm")
    for tenant in (UNKNOWN, SecretValue(TENANT)):
        seen = observed(replace(resource, provider={"tenantId": tenant}))
        assert seen.facts[f"{CE}.tenantId"] == tenant


LINKED_ELSEWHERE = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"


@pytest.mark.parametrize(
    ("resource", "later"),
    [
        (before_creation(NATIVE, "plain"), {f"{FO}.url": UNKNOWN}),
        (in_stack(NATIVE, "plain"), {f"{FO}.url": UNKNOWN}),
        (in_stack(NATIVE, "plain", "update"), {}),
        (replace(before_creation(NATIVE, "plain"), id=TENANT), {}),
    ],
    ids=["before", "preview", "deployed", "with an ID"],
)
def test_an_output_is_going_to_be_said_only_before_the_deployment(
    resource: Resource, later: dict[str, Any]
) -> None:
    facts = observed(changed(resource, {"linkedAppId": LINKED_ELSEWHERE})).facts
    said = {path: value for path, value in facts.items() if path.startswith(FO)}
    assert said == {f"{FO}.environmentId": LINKED_ELSEWHERE, **later}


def test_a_dual_write_package_among_those_of_the_database_marks_it() -> None:
    described = '{"PostProvisioningPackages": [{"applicationUniqueName": "DualWriteCoreAnchor"}]}'
    resource = changed(before_creation(NATIVE, "plain"), {"dataverse.templateMetadata": described})
    seen = observed(resource)
    assert (seen.marked, seen.unified, seen.installs) == (True, False, ("DualWriteCoreAnchor",))


def test_the_name_of_a_resource_is_shown_without_control_characters() -> None:
    resource = replace(before_creation(NATIVE, "plain"), name="a\x1b[31mb")
    assert observed(resource).origin.label == "native environment a\\x1b[31mb"


def _plain_texts(value: Any) -> list[str]:
    """All text that may be shown."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [text for one in value for text in _plain_texts(one)]
    return []


@pytest.mark.parametrize("where", ["domainName", "displayName", "linkedAppId"])
@pytest.mark.parametrize("templates", [[], ["D365_FinOps_Finance"]], ids=["linked", "unified"])
def test_nothing_that_follows_from_a_secret_is_shown(where: str, templates: list[str]) -> None:
    secret = SecretValue("Fourth-Coffee")
    dataverse = {
        "domainName": "other",
        "templates": templates,
        "url": "https://fourth-coffee.crm4.dynamics.com",
        "version": "9.2.25091.00212",
    }
    properties: dict[str, Any] = {
        "displayName": "Other",
        "location": "europe",
        "environmentType": "Sandbox",
        "linkedAppId": "5f0e2c1a-1111-4222-8333-444455556666",
        "linkedAppType": "Internal",
        "linkedAppUrl": "https://fourth-coffee.sandbox.operations.dynamics.com",
        "dataverse": dataverse,
    }
    part = dataverse if where in dataverse else properties
    part[where] = secret
    resource = Resource("powerplatform:index:Environment", "x", f"{URN}x", properties, id="1")
    facts = observed(resource).facts
    shown = [text for one in facts.values() for text in _plain_texts(one)]
    assert [one for one in shown if "fourth" in one.casefold()] == []
    assert facts[f"{FO}.url"] == SecretValue(properties["linkedAppUrl"])
