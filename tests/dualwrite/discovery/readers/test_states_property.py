"""Unknown values and secrets, wherever they stand in an environment or a package."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.readers import reader_of
from dualwrite.model.facts import SecretValue, UnknownValue, UnreadableValue
from dualwrite.model.observation import Observation, Role
from dualwrite.model.raw_values import said
from dualwrite.model.resource import Resource
from dualwrite.vocabulary.identifiers import parse_environment_url
from support.properties import examples
from support.recorded_inputs import BRIDGED, NATIVE, before_creation, changed, in_state

UNKNOWN = UnknownValue()
METADATA = (
    '{"PostProvisioningPackages": [{"applicationUniqueName":'
    ' "msdyn_FinanceAndOperationsProvisioningAppAnchor", "parameters": "DevToolsEnabled=true"}]}'
)
GUID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
IN_DATABASE: dict[str, tuple[Any, ...]] = {
    "templates": (["D365_Sales"], ["D365_FinOps_Finance"], ["D365_CDSSampleApp"], ["Own"], []),
    "templateMetadata": (METADATA, "{", ""),
    "url": ("https://contoso.crm4.dynamics.com",),
    "version": ("9.2.25091.00212", ""),
}
BESIDE: dict[str, tuple[Any, ...]] = {
    "location": ("europe",),
    "azureRegion": ("westeurope", "eastus", ""),
    "environmentType": ("Production", "Sandbox", "SubscriptionBasedTrial"),
    "id": (GUID,),
}
REQUIRED = ("location", "environmentType")
LINKED: dict[str, tuple[Any, ...]] = {
    "linkedAppId": (GUID, "00000000-0000-0000-0000-000000000000", "app", ""),
    "linkedAppType": ("Internal", "Linked", "Canvas", ""),
    "linkedAppUrl": (
        "https://contoso.operations.dynamics.com",
        "https://contoso.crm.dynamics.com/apps/1",
        "",
    ),
}


def _pools(recorded: str) -> dict[str, tuple[Any, ...]]:
    """Values by path, where the provider has them."""
    domain = "domainName" if recorded == NATIVE else "domain"
    database = {**IN_DATABASE, domain: ("contoso",)}
    linked = dict(LINKED)
    if recorded == BRIDGED:
        database, linked = {**database, **linked}, {}
    nested = {f"dataverse.{key}": values for key, values in database.items()}
    return {**BESIDE, **linked, **nested}


@st.composite
def environments(draw: st.DrawFn) -> tuple[Resource, dict[str, Any]]:
    """An environment, and the values by path that it was given."""
    recorded = draw(st.sampled_from([NATIVE, BRIDGED]))
    moment = draw(st.sampled_from([before_creation, in_state]))
    values = draw(
        st.fixed_dictionaries(
            {
                path: st.sampled_from(pool if path in REQUIRED else [*pool, None])
                for path, pool in _pools(recorded).items()
            }
        )
    )
    return moment(recorded, "contoso-crm"), values


def observed(resource: Resource) -> Observation | None:
    """What the reader of the type says."""
    reader = reader_of(resource.type)
    assert reader is not None
    return reader.observe(resource)


def _meaning(path: str, value: Any) -> Any:
    """The host of a URL: one may be derived, and the other the provider's own, with a slash."""
    if path.endswith(".url") and isinstance(value, str):
        return parse_environment_url(value).host
    return value


@examples(300)
@given(environments(), st.data())
def test_what_becomes_unknown_never_says_something_else(
    one: tuple[Resource, dict[str, Any]], data: st.DataObject
) -> None:
    """It says the same, or that it is unknown, or nothing; and never that it is for dual-write.

    What a linked app's address or type would say against it, only they can.
    """
    resource, values = one
    hideable = [
        path
        for path, value in values.items()
        if said(value) is not None and not path.endswith(("Url", "Type"))
    ]
    hidden = data.draw(st.lists(st.sampled_from([*hideable, "environmentType"]), unique=True))
    before = observed(changed(resource, values))
    after = observed(changed(resource, {**values, **dict.fromkeys(hidden, UNKNOWN)}))
    if before is None or after is None:
        assert before is after
        return
    assert before.marked or not after.marked
    assert before.unified or not after.unified
    for path, value in after.facts.items():
        if not isinstance(value, UnknownValue) and not (before.unified and not after.unified):
            assert _meaning(path, value) == _meaning(path, before.facts.get(path)), path


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, SecretValue) else value


@examples(300)
@given(environments(), st.data())
def test_secrets_are_judged_alike_and_told_to_nobody(
    one: tuple[Resource, dict[str, Any]], data: st.DataObject
) -> None:
    resource, values = one
    told = [path for path in values if values[path] is not None]
    secret = data.draw(st.lists(st.sampled_from([*told, "displayName"]), unique=True))
    values["displayName"] = "Contoso"
    hidden = {path: SecretValue(values[path]) for path in secret}
    before = observed(changed(resource, values))
    after = observed(changed(resource, {**values, **hidden}))
    if before is None or after is None:
        assert before is after
        return
    assert (before.marked, before.unified) == (after.marked, after.unified)
    assert set(before.facts) == set(after.facts)
    assert before.facts == {path: _plain(value) for path, value in after.facts.items()}
    for property_name, path in {
        "location": "customerEngagement.geography",
        "azureRegion": "customerEngagement.region",
        "environmentType": "customerEngagement.environmentType",
        "dataverse.version": "customerEngagement.platformVersion",
        "dataverse.url": "customerEngagement.url",
        "dataverse.templates": "customerEngagement.dynamics365AppsEnabled",
    }.items():
        value = after.facts.get(path)
        if property_name in secret and value is not None:
            assert isinstance(value, SecretValue | UnknownValue), path
    assert "Own" not in str(after.hints) or "dataverse.templates" not in secret


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.floats(),
        st.text(max_size=5),
        st.sampled_from([UNKNOWN, SecretValue("x"), SecretValue(None), UnreadableValue("it is.")]),
    ),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=5), one, max_size=3),
    max_leaves=8,
)
KEYS = sorted({path.rpartition(".")[2] for name in (NATIVE, BRIDGED) for path in _pools(name)})
BLOCK = st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6)


@examples(300)
@given(BLOCK, BLOCK | ANYTHING, ANYTHING)
@pytest.mark.parametrize(
    "token",
    [
        "powerplatform:index:Environment",
        "power-platform:index/environment:Environment",
        "a:index/environmentApplicationPackageInstall:EnvironmentApplicationPackageInstall",
        "dualwrite:index:EnvironmentPair",
    ],
)
def test_nothing_that_a_program_can_send_breaks_a_reader(
    token: str, properties: dict[str, Any], block: Any, tenant: Any
) -> None:
    required = {"displayName": "x", "environmentType": "Production", "location": "europe"}
    resource = Resource(
        token,
        "any",
        f"urn:pulumi:test::project::{token}::any",
        {**required, **properties, "dataverse": block, "uniqueName": block},
        {"tenantId": tenant},
    )
    flat = replace(resource, properties={**required, **properties})
    for seen in (observed(resource), observed(flat)):
        if seen is not None and seen.role is not Role.PAIR:  # a pair keeps even a declared null
            assert None not in seen.facts.values()
