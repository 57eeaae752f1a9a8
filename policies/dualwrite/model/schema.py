"""The shape of a pair as people declare it, strict: one pydantic model a section.

The same shape serves stack configuration, the component's arguments, manifests and states.
Keys are camelCase. Leaves are parsed into the vocabulary of their fact (a region, a version, ...);
a leaf that cannot be read is a ``ValueError`` whose text says what was found and what is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic.alias_generators import to_camel

from ..text.quoting import as_found, quoted
from ..text.strict_model import parse_whole_number
from ..text.suggestions import did_you_mean
from ..vocabulary.hosts import words_of_practice
from ..vocabulary.identifiers import (
    EnvironmentUrl,
    parse_environment_id,
    parse_environment_url,
    parse_tenant_id,
)
from ..vocabulary.installed_packages import ACCEPTED_SOLUTIONS, InstalledSolutions, parse_solutions
from ..vocabulary.packages import ACCEPTED_APPS, APPS, SynchronizedApps, parse_apps
from ..vocabulary.regions import Geography, Region, parse_geography, parse_region
from ..vocabulary.versions import (
    ApplicationVersion,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    PlatformVersion,
    parse_application_version,
    parse_customer_engagement_version,
    parse_dual_write_core_version,
    parse_platform_version,
    parse_solution_version,
)

FINANCE_AND_OPERATIONS_TYPES = (
    "production",
    "sandbox",
    "developer",
    "cloudHosted",
    "demo",
    "trial",
    "onPremises",
)
CUSTOMER_ENGAGEMENT_TYPES = ("production", "sandbox", "developer", "trial", "default", "teams")
LONGEST_TEXT = 2048
"""What browsers take as an address; no other fact comes near it."""
_LONGEST_LIST = 1000
_PACKAGE_AND_WHAT_IS_BEFORE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "after": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["name", "after"],
    "additionalProperties": False,
}


def _customer_engagement_words() -> Mapping[str, str]:
    """What the API and people call a type (environment_hosts.json: power_platform_type).

    An empty text is a word that means none of the types, however like one it looks.
    """
    return {
        "subscriptionbasedtrial": "trial",
        **dict.fromkeys(("uat", "acceptance", "test", "testing"), "sandbox"),
        **dict.fromkeys(("nonprod", "nonproduction", "preprod", "preproduction"), "sandbox"),
        **dict.fromkeys(("live", "golive"), "production"),
        "dataverseforteams": "teams",
        **dict.fromkeys(("train", "training"), ""),
    }


def _refuse_null(value: object) -> None:
    if value is None:
        raise ValueError("null is not a value. Leave the key out where nobody knows the fact.")


def _text(parse: Callable[[str], Any], what: str) -> Callable[[object], Any]:
    def validate(value: object) -> Any:
        _refuse_null(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValueError(f"{quoted(value)} is a number; {what} is text. Put it in quotes.")
        if not isinstance(value, str):
            raise ValueError(f"{as_found(value)}; accepted: {what}, as text.")
        if len(value) > LONGEST_TEXT:
            raise ValueError(
                f"text of {len(value):,} characters; accepted: {what}, of at most {LONGEST_TEXT:,}."
            )
        return parse(value)

    return validate


def _choice(
    accepted: tuple[str, ...], practice: Callable[[], Mapping[str, str]] = dict
) -> Callable[[object], str]:
    by_folded = {one.casefold(): one for one in accepted}

    def parse(value: str) -> str:
        found = by_folded.get(value.strip().casefold())
        if found is None:
            raise ValueError(
                f"{quoted(value)} is not an environment type.{did_you_mean(value, accepted, practice())}"
                f" Accepted: {', '.join(accepted)}."
            )
        return found

    return _text(parse, "an environment type")


def _list(parse: Callable[[Sequence[object]], Any], accepted: str) -> Callable[[object], Any]:
    def validate(value: object) -> Any:
        _refuse_null(value)
        if not isinstance(value, list | tuple):
            raise ValueError(f"{as_found(value)}; accepted: {accepted}.")
        if len(value) > _LONGEST_LIST:
            raise ValueError(f"a list of {len(value):,}; accepted are at most {_LONGEST_LIST:,}.")
        return parse(value)

    return validate


def _boolean(value: object) -> bool:
    _refuse_null(value)
    if isinstance(value, bool):
        return value
    advice = "Write true or false without quotes." if isinstance(value, str) else ""
    raise ValueError(f"{as_found(value)}; accepted: true or false. {advice}".strip())


def _count(value: object) -> int:
    _refuse_null(value)
    return parse_whole_number(value)


def _leaf(
    validate: Callable[[object], Any], json_type: str = "string", **schema: Any
) -> tuple[Any, Any]:
    return PlainValidator(validate), WithJsonSchema({"type": json_type, **schema})


# None is the default of a key that is left out. It stands inside the annotation, so that the
# validator sees a declared null too: beside it, null would pass unseen, and read as false or as zero.
TenantId = Annotated[str | None, *_leaf(_text(parse_tenant_id, "a tenant ID"))]
EnvironmentId = Annotated[str | None, *_leaf(_text(parse_environment_id, "an environment ID"))]
Url = Annotated[EnvironmentUrl | None, *_leaf(_text(parse_environment_url, "a URL"))]
AzureRegion = Annotated[Region | None, *_leaf(_text(parse_region, "an Azure region"))]
PowerPlatformGeography = Annotated[
    Geography | None, *_leaf(_text(parse_geography, "a Power Platform geography"))
]
Boolean = Annotated[bool | None, *_leaf(_boolean, "boolean")]
Count = Annotated[int | None, *_leaf(_count, "integer", minimum=0)]
FinanceAndOperationsType = Annotated[
    str | None,
    *_leaf(
        _choice(FINANCE_AND_OPERATIONS_TYPES, words_of_practice),
        enum=list(FINANCE_AND_OPERATIONS_TYPES),
    ),
]
CustomerEngagementType = Annotated[
    str | None,
    *_leaf(
        _choice(CUSTOMER_ENGAGEMENT_TYPES, _customer_engagement_words),
        enum=list(CUSTOMER_ENGAGEMENT_TYPES),
    ),
]
Application = Annotated[
    ApplicationVersion | None, *_leaf(_text(parse_application_version, "an application version"))
]
Platform = Annotated[
    PlatformVersion | None, *_leaf(_text(parse_platform_version, "a platform version"))
]
CustomerEngagementPlatform = Annotated[
    CustomerEngagementBuild | None,
    *_leaf(_text(parse_customer_engagement_version, "a customer engagement platform version")),
]
DualWriteCore = Annotated[
    DualWriteCoreVersion | None,
    *_leaf(_text(parse_dual_write_core_version, "a dual-write core solution version")),
]
SolutionVersion = Annotated[
    tuple[int, ...] | None, *_leaf(_text(parse_solution_version, "a version of a solution"))
]
DualWriteSolutions = Annotated[
    InstalledSolutions | None,
    *_leaf(
        _list(parse_solutions, ACCEPTED_SOLUTIONS),
        "array",
        items={"anyOf": [{"type": "string"}, _PACKAGE_AND_WHAT_IS_BEFORE]},
    ),
]
Apps = Annotated[
    SynchronizedApps | None,
    *_leaf(
        _list(parse_apps, ACCEPTED_APPS),
        "array",
        items={"type": "string", "enum": list(APPS)},
        minItems=1,
    ),
]

_STRICT = ConfigDict(
    extra="forbid", alias_generator=to_camel, frozen=True, arbitrary_types_allowed=True
)


class FinanceAndOperationsDeclaration(BaseModel):
    """The finance and operations environment (F&O) of a pair."""

    model_config = _STRICT

    url: Url = Field(None, description="The environment's https URL; its host identifies it.")
    environment_id: EnvironmentId = Field(
        None, description="The environment's ID, a GUID; identifies it, like url."
    )
    tenant_id: TenantId = Field(
        None, description="The Microsoft Entra tenant that the environment is in, a GUID."
    )
    region: AzureRegion = Field(
        None,
        description="The Azure region that it runs in: westeurope, West Europe, or F&O's own"
        " spelling.",
    )
    environment_type: FinanceAndOperationsType = Field(
        None, description=f"What it is for: {', '.join(FINANCE_AND_OPERATIONS_TYPES)}."
    )
    application_version: Application = Field(
        None,
        description="The application's release (10.0.48), build (10.0.2645.66) or"
        " unified-environment version (10.0.48.8).",
    )
    platform_version: Platform = Field(
        None,
        description="The platform's build (7.0.7996.40) or update (PU72, Platform update 72).",
    )
    cross_company_data_sharing: Boolean = Field(
        None, description="Whether cross-company data sharing is switched on."
    )
    bypasses_data_events: Boolean = Field(
        None,
        description="Whether customizations write mapped tables with doInsert, doUpdate or"
        " doDelete, or skip events otherwise.",
    )
    consecutive_updates_paused: Count = Field(
        None, description="How many One Version service updates in a row were skipped."
    )


class CustomerEngagementDeclaration(BaseModel):
    """The customer engagement environment (CE) of a pair."""

    model_config = _STRICT

    url: Url = Field(None, description="The environment's https URL; its host identifies it.")
    environment_id: EnvironmentId = Field(
        None, description="The Power Platform environment ID, a GUID; identifies it, like url."
    )
    tenant_id: TenantId = Field(
        None, description="The Microsoft Entra tenant that the environment is in, a GUID."
    )
    region: AzureRegion = Field(None, description="The Azure region that the environment runs in.")
    geography: PowerPlatformGeography = Field(
        None,
        description="The Power Platform location (europe, unitedstates), where only that is known.",
    )
    environment_type: CustomerEngagementType = Field(
        None, description=f"What it is for: {', '.join(CUSTOMER_ENGAGEMENT_TYPES)}."
    )
    platform_version: CustomerEngagementPlatform = Field(
        None, description="The platform's build, four numbers: 9.2.25091.00212."
    )
    prospect_to_cash: Boolean = Field(
        None,
        description="Whether the Prospect to cash solution for Data integrator is installed.",
    )
    prospect_to_cash_version: SolutionVersion = Field(
        None,
        description="The version of that solution, four numbers, where it is installed: 15.0.0.2, the"
        " last one, may stay.",
    )
    dual_write_core_version: DualWriteCore = Field(
        None, description="The dual-write core solution's version: 1.0.25031.2."
    )
    dynamics365_apps_enabled: Boolean = Field(
        None,
        alias="dynamics365AppsEnabled",
        description='Whether "Enable Dynamics 365 apps" was chosen when the database was created.',
    )
    dual_write_solutions: DualWriteSolutions = Field(
        None,
        description="The dual-write packages that are installed, by unique name, in the order of"
        " installation. Instead of a name, {name: ..., after: [...]} is a package that is"
        " installed after these only.",
    )


class LinkDeclaration(BaseModel):
    """How the two environments of a pair are to be linked."""

    model_config = _STRICT

    initial_sync: Boolean = Field(None, description="Whether initial synchronization is asked for.")
    initial_sync_legal_entities: Count = Field(
        None, description="How many legal entities take part in initial synchronization."
    )
    live_sync_legal_entities: Count = Field(
        None, description="How many legal entities take part in live synchronization."
    )
    distributed_transactions: Boolean = Field(
        None, description="Whether a process relies on one transaction across both apps."
    )
    apps: Apps = Field(
        None,
        description="The finance and operations apps whose data the pair synchronizes; the order"
        " has no meaning.",
    )


SECTIONS: dict[str, type[BaseModel]] = {
    "financeAndOperations": FinanceAndOperationsDeclaration,
    "customerEngagement": CustomerEngagementDeclaration,
    "link": LinkDeclaration,
}


@cache
def keys_of(section: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a section accepts, in the order of the schema."""
    return tuple(field.alias or name for name, field in section.model_fields.items())


def fact_paths() -> tuple[str, ...]:
    """Every fact that the schema has: ``financeAndOperations.url`` and so on."""
    return tuple(f"{name}.{key}" for name, model in SECTIONS.items() for key in keys_of(model))
