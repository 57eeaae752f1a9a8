"""``EnvironmentPair``: a pair of environments as one component, which the policy pack judges."""

# No `from __future__ import annotations` here: the provider's schema is made from the annotations of
# these classes, and the SDK does not read annotations that are text.
from collections.abc import Mapping, Sequence
from typing import Any, Required, TypedDict, cast

import pulumi

from dualwrite.model.declaration import read_pair
from dualwrite.model.facts import UnknownValue
from dualwrite.model.raw_values import settled
from dualwrite.text.quoting import quoted

from .secret_configuration import configured_secret_names, configured_secrets, secrets_masked

TYPE = "dualwrite:index:EnvironmentPair"


class FinanceAndOperationsArgs(TypedDict, total=False):
    """Facts of the finance and operations environment; ``url`` or ``environmentId`` is needed."""

    url: pulumi.Input[str]
    """Its https URL: ``https://contoso.operations.dynamics.com``. The host identifies it."""
    environmentId: pulumi.Input[str]
    """Its ID, a GUID; identifies it, like the URL."""
    tenantId: pulumi.Input[str]
    """The Microsoft Entra tenant that it is in, a GUID."""
    region: pulumi.Input[str]
    """The Azure region that it runs in: ``westeurope``, ``West Europe`` or F&O's own spelling."""
    environmentType: pulumi.Input[str]
    """production, sandbox, developer, cloudHosted, demo, trial or onPremises."""
    applicationVersion: pulumi.Input[str]
    """Release (``10.0.48``), build (``10.0.2645.66``) or unified-environment version."""
    platformVersion: pulumi.Input[str]
    """Build (``7.0.7996.40``) or update (``PU72``)."""
    crossCompanyDataSharing: pulumi.Input[bool]
    """Whether cross-company data sharing is on."""
    bypassesDataEvents: pulumi.Input[bool]
    """Whether customizations write mapped tables with doInsert, doUpdate or doDelete."""
    consecutiveUpdatesPaused: pulumi.Input[int]
    """How many One Version service updates in a row were skipped: a whole number, 0 or more."""


class SolutionArgs(TypedDict):
    """A dual-write package that is installed after these only, wherever it stands in the list."""

    name: pulumi.Input[str]
    """Its unique name."""
    after: pulumi.Input[Sequence[pulumi.Input[str]]]
    """The unique names of those that it is installed after; they are in the list, too."""


class CustomerEngagementArgs(TypedDict, total=False):
    """Facts of the customer engagement environment; ``url`` or ``environmentId`` is needed."""

    url: pulumi.Input[str]
    """Its https URL: ``https://contoso.crm4.dynamics.com``. The host identifies it."""
    environmentId: pulumi.Input[str]
    """Its Power Platform environment ID, a GUID; identifies it, like the URL."""
    tenantId: pulumi.Input[str]
    """The Microsoft Entra tenant that it is in, a GUID."""
    region: pulumi.Input[str]
    """The Azure region that it runs in: ``westeurope`` or ``West Europe``."""
    geography: pulumi.Input[str]
    """The Power Platform location (``europe``), where only that is known."""
    environmentType: pulumi.Input[str]
    """production, sandbox, developer, trial, default or teams."""
    platformVersion: pulumi.Input[str]
    """The platform's build, four numbers: ``9.2.25091.00212``."""
    prospectToCash: pulumi.Input[bool]
    """Whether the Prospect to cash solution for Data integrator is installed."""
    prospectToCashVersion: pulumi.Input[str]
    """The version of that solution, where it is installed: ``15.0.0.2``, the last one, may stay."""
    dualWriteCoreVersion: pulumi.Input[str]
    """The dual-write core solution's version: ``1.0.25031.2``."""
    dynamics365AppsEnabled: pulumi.Input[bool]
    """Whether "Enable Dynamics 365 apps" was chosen when the database was created."""
    dualWriteSolutions: pulumi.Input[Sequence[pulumi.Input[str] | pulumi.Input[SolutionArgs]]]
    """The dual-write packages that are installed, in the order of installation: unique names, or
    mappings with ``name`` and ``after`` where only a part of the order is known."""


class LinkArgs(TypedDict, total=False):
    """How the two environments are to be linked."""

    initialSync: pulumi.Input[bool]
    """Whether initial synchronization is asked for."""
    initialSyncLegalEntities: pulumi.Input[int]
    """How many legal entities take part in initial synchronization: a whole number, 0 or more."""
    liveSyncLegalEntities: pulumi.Input[int]
    """How many legal entities take part in live synchronization: a whole number, 0 or more."""
    distributedTransactions: pulumi.Input[bool]
    """Whether a process relies on one transaction across both apps."""
    apps: pulumi.Input[Sequence[pulumi.Input[str]]]
    """The finance and operations apps whose data the pair synchronizes: finance, supplyChain,
    humanResources, assetManagement, notes, partyAndGlobalAddressBook, projectOperations."""


class EnvironmentPairArgs(TypedDict, total=False):
    """The two sides of a pair and their link. Leave a fact out where nobody knows it."""

    financeAndOperations: Required[pulumi.Input[FinanceAndOperationsArgs]]
    """The finance and operations environment."""
    customerEngagement: Required[pulumi.Input[CustomerEngagementArgs]]
    """The customer engagement environment."""
    link: pulumi.Input[LinkArgs]
    """How the two are to be linked; optional."""


class EnvironmentPair(pulumi.ComponentResource):
    """A pair of environments that dual-write is to link.

    It creates nothing by itself. The policy pack judges its inputs, and the engine refuses the pair
    before anything exists that has it as its ``parent`` or depends on it. The facts are registered
    as outputs too, under the same names.
    """

    financeAndOperations: pulumi.Output[Mapping[str, Any]]
    """The facts of the finance and operations environment, as declared."""
    customerEngagement: pulumi.Output[Mapping[str, Any]]
    """The facts of the customer engagement environment, as declared."""
    link: pulumi.Output[Mapping[str, Any]]
    """How the two are to be linked, as declared; empty where nothing was."""

    def __init__(
        self,
        name: str,
        args: EnvironmentPairArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare a pair.

        :param name: the pair's name, which is the resource's name.
        :param args: the facts; any value may be an output.
        :raises pulumi.RunError: for unknown keys and for plain values that cannot be read, with all
            of them in one message. Outputs are judged by the policy pack.
        """
        _refuse_problems(name, args)
        facts: dict[str, Any] = dict(args)
        super().__init__(TYPE, name, facts, opts)
        for section in ("financeAndOperations", "customerEngagement", "link"):
            setattr(self, section, pulumi.Output.from_input(facts.get(section, {})))
        self.register_outputs(facts)


def _refuse_problems(name: str, args: EnvironmentPairArgs) -> None:
    _refuse_secret_name(name)
    facts = configured_secrets().marked(_with_outputs_unknown(args))
    with secrets_masked():
        _, problems = read_pair(cast(Mapping[str, Any], facts), name)
    if problems:
        lines = "\n".join(f"  - pair {quoted(name)}, {problem}" for problem in problems)
        raise pulumi.RunError(f"an EnvironmentPair cannot be declared like this:\n{lines}")


def _refuse_secret_name(name: str) -> None:
    if isinstance(name, str) and configured_secret_names().is_one(name):
        raise pulumi.RunError(
            "an EnvironmentPair cannot have a name that is a secret of the stack's configuration: it"
            " stands in plain in the pair's URN, in the state and in reports. Give it a name that"
            " everybody may read."
        )


def _with_outputs_unknown(value: Any) -> Any:
    if isinstance(value, pulumi.Output):
        return UnknownValue()
    if isinstance(value, Mapping):
        return {key: _with_outputs_unknown(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return settled([_with_outputs_unknown(one) for one in value])
    return value
