"""What the environments of both providers have in common: one customer engagement environment.

The two name a few properties differently, and have them in different places; a ``Shape`` says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...model.facts import SecretValue, UnknownValue
from ...model.observation import (
    CUSTOMER_ENGAGEMENT,
    FINANCE_AND_OPERATIONS,
    Observation,
    Origin,
    Role,
)
from ...model.raw_values import folded, is_known, marked_like, opened, said
from ...model.resource import Resource
from ...text.quoting import printable
from .linked_app import LinkedApp, derived_url, is_finance_and_operations, read_linked_app
from .provisioning import (
    APPS_ENABLED,
    Provisioning,
    apps_enabled,
    finance_and_operations_facts,
    installed,
    is_linked_to_itself,
    is_unified,
    marks,
    may_become_unified,
    read_provisioning,
    why_apps_are_undeclared,
)
from .reader import CONFIGURED, Known, in_configuration

_URL = f"{CUSTOMER_ENGAGEMENT}.url"
_REGION = f"{CUSTOMER_ENGAGEMENT}.region"
_TENANT = f"{CUSTOMER_ENGAGEMENT}.tenantId"

KNOWN: Mapping[str, Known] = {
    _TENANT: Known.PREVIEW,
    _REGION: Known.PREVIEW,
    f"{CUSTOMER_ENGAGEMENT}.geography": Known.PREVIEW,
    f"{CUSTOMER_ENGAGEMENT}.environmentType": Known.PREVIEW,
    _URL: Known.PREVIEW,
    APPS_ENABLED: Known.PREVIEW,
    f"{CUSTOMER_ENGAGEMENT}.environmentId": Known.UPDATE,
    f"{CUSTOMER_ENGAGEMENT}.platformVersion": Known.UPDATE,
}
"""What environments of both providers say. The URL follows from domain and location at preview."""

_ASKS_FOR_A_DATABASE = ("domainName", "domain", "currencyCode", "languageCode", "url")
"""In the older, flat shapes of either provider: one of them is there where a database is."""
_OF_DEPLOYED = ("id", "createdTime", "state")
_OF_DEPLOYED_DATABASES = ("organizationId", "url", "version")
"""Outputs. Where one is known, the others are what they are: nothing more will be said."""
_SHORTEST_THAT_SHOWS = 3
"""What is shorter stands in many an address, and shows nothing."""
_TRIAL_OF_A_SUBSCRIPTION = "subscriptionbasedtrial"
"""What the API calls one kind of trials; the schema of a pair knows one kind."""


@dataclass(frozen=True)
class Shape:
    """How a provider writes an environment."""

    label: str
    """What to call such a resource: ``native environment``."""
    domain: str
    """The property with the first part of the URL."""
    has_linked_app_in_dataverse: bool
    """Where ``linkedAppId``, ``linkedAppType`` and ``linkedAppUrl`` are: there, or beside it."""
    tells_region_later: bool
    """Whether ``azureRegion`` is an output where it is no input."""
    is_bare_when_flat: bool
    """Whether the older shape has no Azure region, no templates and no version."""
    set_tenant: str
    """How to say the tenant: the beginning of a sentence."""


@dataclass(frozen=True)
class _Environment:
    """One resource, and where its properties are: in ``dataverse``, or flat as they once were."""

    resource: Resource
    shape: Shape

    @property
    def properties(self) -> Mapping[str, Any]:
        return self.resource.properties

    @property
    def block(self) -> Any:
        return opened(self.properties.get("dataverse"))

    @property
    def is_flat(self) -> bool:
        """Whether it has the older shape: parts of a database, and no block for them."""
        return "dataverse" not in self.properties and self._has(_ASKS_FOR_A_DATABASE)

    @property
    def is_bare(self) -> bool:
        """Whether it is of a version that has few properties."""
        return self.is_flat and self.shape.is_bare_when_flat

    @property
    def has_database(self) -> bool:
        """Whether it has a Dataverse database, or asks for one, as far as is known."""
        block = self.block
        return isinstance(block, UnknownValue) or self.is_flat or bool(block)

    @property
    def is_deployed(self) -> bool:
        """Whether all outputs are there. The engine does not show the ID of a resource."""
        block = self.block
        databases = block if isinstance(block, Mapping) else self.properties
        return (
            self.resource.id is not None
            or any(is_known(self.properties.get(one)) for one in _OF_DEPLOYED)
            or any(is_known(databases.get(one)) for one in _OF_DEPLOYED_DATABASES)
        )

    def of_database(self, key: str) -> Any:
        """What the database's part says of a key; unknown where that part is."""
        block = self.block
        if isinstance(block, UnknownValue):
            return block
        return said((block if isinstance(block, Mapping) else self.properties).get(key))

    def of_linked_app(self, key: str) -> Any:
        if self.shape.has_linked_app_in_dataverse:
            return self.of_database(key)
        return said(self.properties.get(key))

    def later(self, value: Any) -> Any:
        """An output: where it is not said before the deployment, it is going to be."""
        if value is None and not self.is_deployed:
            return UnknownValue()
        return value

    def _has(self, keys: tuple[str, ...]) -> bool:
        return any(said(self.properties.get(one)) is not None for one in keys)


def observe_environment(resource: Resource, shape: Shape) -> Observation:
    """Read one environment.

    It is marked for dual-write by a linked app of finance and operations, by being unified, and by
    a dual-write package among those that its database is made with.
    """
    one = _Environment(resource, shape)
    provisioning = read_provisioning(
        one.of_database("templates"), one.of_database("templateMetadata")
    )
    facts = _customer_engagement_facts(one, provisioning)
    unified = is_unified(provisioning) or _is_linked_to_itself(one, facts)
    linked = LinkedApp()
    if unified:
        kind = said(resource.properties.get("environmentType"))
        facts |= finance_and_operations_facts(facts, kind, provisioning, _own_app_url(one))
    else:
        linked = _linked_app(one)
        facts |= linked.facts
    return Observation(
        origin=Origin(f"{shape.label} {printable(resource.name)}", resource.urn),
        role=Role.ENVIRONMENT,
        facts=facts,
        marked=unified or linked.is_there or marks(provisioning),
        is_uncertain=linked.is_uncertain or may_become_unified(provisioning),
        unified=unified,
        references={"financeAndOperations": linked.references} if linked.references else {},
        installs=installed(provisioning),
        dependencies=resource.dependencies,
        hints=_hints(one, facts, provisioning),
        hint=CONFIGURED,
    )


def _customer_engagement_facts(one: _Environment, provisioning: Provisioning) -> dict[str, Any]:
    properties = one.properties
    location, region = said(properties.get("location")), said(properties.get("azureRegion"))
    known = {
        "environmentId": said(one.resource.id) or said(properties.get("id")),
        "tenantId": said(one.resource.provider.get("tenantId")),
        "region": one.later(region) if one.shape.tells_region_later else region,
        "geography": location,
        "environmentType": _environment_type(said(properties.get("environmentType"))),
    }
    if one.has_database:
        known |= {
            "url": _url(one, location),
            "platformVersion": None if one.is_bare else one.later(one.of_database("version")),
            "dynamics365AppsEnabled": apps_enabled(provisioning),
        }
    return {
        f"{CUSTOMER_ENGAGEMENT}.{key}": value for key, value in known.items() if value is not None
    }


def _environment_type(value: Any) -> Any:
    if folded(value) == _TRIAL_OF_A_SUBSCRIPTION:
        return marked_like("trial", value)
    return value


def _url(one: _Environment, location: Any) -> Any:
    url, domain = one.of_database("url"), one.of_database(one.shape.domain)
    if is_known(url):
        return _as_secret_as_its_origin(one, url)
    name = one.shape.domain if one.is_flat else f"dataverse.{one.shape.domain}"
    derived = derived_url(domain, location, name)
    return one.later(url) if derived is None else derived


def _as_secret_as_its_origin(one: _Environment, url: Any) -> Any:
    """An address that the provider has made, secret where it shows what is secret.

    Providers know no secrets: the engine keeps the domain and the ID of the linked app, and shows them
    in the addresses that follow from them. An environment without a domain gets one from its name.
    """
    if isinstance(url, SecretValue) or not is_known(url):
        return url
    host = _letters_and_digits(folded(url))
    for secret in (*_secret_texts(one.properties), *_secret_texts(one.resource.id)):
        shown = _letters_and_digits(secret)
        if len(shown) >= _SHORTEST_THAT_SHOWS and shown in host:
            return SecretValue(url)
    return marked_like(url, one.of_database(one.shape.domain))


def _secret_texts(value: Any) -> Iterator[str]:
    if isinstance(value, SecretValue):
        text = folded(value)
        if text:
            yield text
        yield from _secret_texts(value.value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _secret_texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _secret_texts(one)


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _own_app_url(one: _Environment) -> Any:
    """The address of a unified environment's own finance and operations apps."""
    url = _as_secret_as_its_origin(one, one.later(one.of_linked_app("linkedAppUrl")))
    return url if isinstance(url, UnknownValue) or is_finance_and_operations(url) else None


def _linked_app(one: _Environment) -> LinkedApp:
    # Where the ID is an output, as it is in dataverse, it is taken from nowhere.
    found = one.resource.references
    of_both = (*found.get("linkedAppId", ()), *found.get("linkedAppUrl", ()))
    return read_linked_app(
        one.of_linked_app("linkedAppId"),
        one.of_linked_app("linkedAppType"),
        _as_secret_as_its_origin(one, one.later(one.of_linked_app("linkedAppUrl"))),
        tuple(dict.fromkeys(of_both)),
    )


def _is_linked_to_itself(one: _Environment, facts: Mapping[str, Any]) -> bool:
    found = one.resource.references
    if found.get("linkedAppId") or found.get("linkedAppUrl"):
        return False  # what it is linked to is another resource's
    return is_linked_to_itself(
        one.of_linked_app("linkedAppId"),
        one.of_linked_app("linkedAppType"),
        one.of_linked_app("linkedAppUrl"),
        facts.get(f"{CUSTOMER_ENGAGEMENT}.environmentId"),
    )


def _hints(
    one: _Environment, facts: Mapping[str, Any], provisioning: Provisioning
) -> dict[str, str]:
    hints: dict[str, str] = {}
    if _REGION not in facts and not one.is_bare:
        where = in_configuration("region")
        hints[_REGION] = f"Set azureRegion on the resource, or declare it {where}"
    if _TENANT not in facts:
        where = in_configuration("tenantId")
        hints[_TENANT] = f"{one.shape.set_tenant}, or declare it {where}"
    if APPS_ENABLED not in facts:
        hints[APPS_ENABLED] = why_apps_are_undeclared(provisioning, not one.is_bare)
    return hints


TOKEN = "powerplatform:index:Environment"
_NATIVE_SHAPE = Shape(
    label="native environment",
    domain="domainName",
    has_linked_app_in_dataverse=False,
    tells_region_later=False,
    is_bare_when_flat=True,
    set_tenant="Set powerplatform:tenantId (the provider's tenant)",
)


class NativeEnvironment:
    """Reads them; nothing else has this type."""

    name = "native"
    title = f"the native provider's environment (`{TOKEN}`)"
    known: Mapping[str, Known] = {
        **KNOWN,
        f"{FINANCE_AND_OPERATIONS}.environmentId": Known.PREVIEW,
        f"{FINANCE_AND_OPERATIONS}.url": Known.UPDATE,
    }

    def reads(self, token: str) -> bool:
        """Whether it is their type."""
        return token == TOKEN

    def observe(self, resource: Resource) -> Observation | None:
        """What the environment says of itself and of the app that it is linked to."""
        return observe_environment(resource, _NATIVE_SHAPE)


ENDING = ":index/environment:Environment"
_REQUIRED = ("displayName", "environmentType", "location")
_BRIDGED_SHAPE = Shape(
    label="bridged environment",
    domain="domain",
    has_linked_app_in_dataverse=True,
    tells_region_later=True,
    is_bare_when_flat=False,
    set_tenant="Set tenantId on the provider",
)


class BridgedEnvironment:
    """Reads them, under every package's name."""

    name = "bridged"
    title = f"the bridged Terraform provider's environment (`<package>{ENDING}`)"
    known: Mapping[str, Known] = {
        **KNOWN,
        f"{FINANCE_AND_OPERATIONS}.environmentId": Known.UPDATE,
        f"{FINANCE_AND_OPERATIONS}.url": Known.UPDATE,
    }

    def reads(self, token: str) -> bool:
        """Whether it may be their type; the properties decide."""
        return token.endswith(ENDING)

    def observe(self, resource: Resource) -> Observation | None:
        """What the environment says of itself and of the app that it is linked to."""
        if not all(one in resource.properties for one in _REQUIRED):
            return None
        return observe_environment(resource, _BRIDGED_SHAPE)
