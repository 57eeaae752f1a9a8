"""The pair: what is known of two environments that dual-write is to link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from ..vocabulary.identifiers import EnvironmentUrl
from ..vocabulary.installed_packages import InstalledSolutions
from ..vocabulary.packages import SynchronizedApps
from ..vocabulary.regions import Geography, Region
from ..vocabulary.versions import (
    ApplicationVersion,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    PlatformVersion,
)
from .azure import AzureResource
from .facts import Fact, State
from .observation import Conflict, Statement


@dataclass(frozen=True)
class FinanceAndOperations:
    """Facts of the finance and operations environment; their meaning stands in ``schema.py``."""

    url: Fact[EnvironmentUrl]
    environment_id: Fact[str]
    tenant_id: Fact[str]
    region: Fact[Region]
    environment_type: Fact[str]
    application_version: Fact[ApplicationVersion]
    platform_version: Fact[PlatformVersion]
    cross_company_data_sharing: Fact[bool]
    bypasses_data_events: Fact[bool]
    consecutive_updates_paused: Fact[int]


@dataclass(frozen=True)
class CustomerEngagement:
    """Facts of the customer engagement environment."""

    url: Fact[EnvironmentUrl]
    environment_id: Fact[str]
    tenant_id: Fact[str]
    region: Fact[Region]
    geography: Fact[Geography]
    environment_type: Fact[str]
    platform_version: Fact[CustomerEngagementBuild]
    prospect_to_cash: Fact[bool]
    prospect_to_cash_version: Fact[tuple[int, ...]]
    dual_write_core_version: Fact[DualWriteCoreVersion]
    dynamics365_apps_enabled: Fact[bool]
    dual_write_solutions: Fact[InstalledSolutions]


@dataclass(frozen=True)
class Link:
    """Facts of the link between the two."""

    initial_sync: Fact[bool]
    initial_sync_legal_entities: Fact[int]
    live_sync_legal_entities: Fact[int]
    distributed_transactions: Fact[bool]
    apps: Fact[SynchronizedApps]


Section = FinanceAndOperations | CustomerEngagement | Link


@dataclass(frozen=True)
class Pair:
    """A pair of environments. ``urn`` and ``source`` say where it was found, as far as that is known."""

    name: str
    finance_and_operations: FinanceAndOperations
    customer_engagement: CustomerEngagement
    link: Link
    urn: str | None = None
    source: str | None = None
    is_half: bool = False
    """Whether it is no whole pair: nobody says which environment is the other side, or no resource
    and no declared pair is either of them."""
    is_uncertain: bool = False
    """Whether it may be none at all: an app is linked, and nothing says of which kind. It is half."""
    resources: tuple[str | None, str | None] = (None, None)
    """URNs of the resources that are its finance and operations and its customer engagement side:
    what identifies them while nobody knows an address."""
    in_one_environment: bool = False
    """Whether one unified environment has both apps, whatever is known of its identity."""
    conflicts: tuple[Conflict, ...] = ()
    """The facts of which several resources say different things. They are malformed in the pair."""
    companions: tuple[AzureResource, ...] = ()
    """The Azure resources that are tied to the pair, in the order in which they are declared."""
    strays: tuple[AzureResource, ...] = ()
    """Azure resources that are tied to no pair by a tag that names none. They are told beside the pair
    whose name is nearest, so that somebody is told."""
    said: Callable[[], tuple[Statement, ...]] = field(default=tuple, compare=False, repr=False)
    """Makes ``statements``: few ask, and there are many."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who says what, where the pair was put together from several resources."""
        return self.said()

    @property
    def is_unified(self) -> bool:
        """Whether one environment has both apps, so that they cannot be in different places."""
        finance = self.finance_and_operations.environment_id
        customer = self.customer_engagement.environment_id
        if finance.state is State.DECLARED and customer.state is State.DECLARED:
            return finance.read() == customer.read()
        return self.in_one_environment

    @property
    def sections(self) -> tuple[Section, ...]:
        """Both sides and the link."""
        return self.finance_and_operations, self.customer_engagement, self.link

    def facts(self) -> list[Fact[Any]]:
        """All facts in the order of the schema."""
        return [getattr(section, one.name) for section in self.sections for one in fields(section)]
