"""DW032: an enterprise policy's location is that of the pair's environment."""

from __future__ import annotations

from functools import partial

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.azure import AzureKind, AzureResource
from ..model.azure.index import of_kind
from ..model.azure.injection import policy_kind
from ..model.facts import NotDeclared, State
from ..model.pair import Pair
from ..model.raw_values import folded
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import joined, quoted
from ..vocabulary.network import injection_location, injection_locations
from ..vocabulary.regions import Geography
from .shared.articles import CUSTOMER_MANAGED_KEY, VIRTUAL_NETWORK_SUPPORT
from .shared.places import geography_of, not_in_table
from .shared.wording import shown


class EnterprisePolicyLocation(Requirement[Parameters]):
    """The policy's ``location`` is the Power Platform region, as Azure spells it for policies."""

    id = "DW032"
    name = "enterprise-policy-location"
    title = (
        "An enterprise policy's location is the Power Platform region of the pair's customer"
        " engagement environment."
    )
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Only environments in the policy's own region can be added to it. A policy elsewhere is"
        " created, and then no environment of the pair is offered for it."
    )
    remedy = (
        "Set the policy's location to the environment's Power Platform region (europe, uk,"
        " unitedstates), not to an Azure region, and create it anew: a location cannot be changed."
    )
    sources = (CUSTOMER_MANAGED_KEY, VIRTUAL_NETWORK_SUPPORT)
    facts = ("customerEngagement.region", "customerEngagement.geography")
    example = {"location of an enterprise policy": "unitedstates, where the pair is in Europe"}
    scope = Scope.COMPANION
    concerns_companions = True

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        policies = of_kind(pair.companions, AzureKind.ENTERPRISE_POLICY)
        if not policies:
            return examination.not_applicable("No enterprise policy is tied to the pair.")
        # By its kind it is told what a policy is for: no other requirement looks at one without.
        return examination.all_of(
            *(partial(_of_known_kind, one, examination) for one in policies),
            partial(_all_there, policies, pair, examination),
        )


def _of_known_kind(policy: AzureResource, examination: Examination[Parameters]) -> Verdict:
    kind = policy_kind(policy)
    if kind.state is not State.DECLARED:
        raise NotDeclared(kind)
    return examination.passes()


def _all_there(
    policies: list[AzureResource], pair: Pair, examination: Examination[Parameters]
) -> Verdict:
    geography, told = geography_of(pair, examination, by_partner=False)
    return examination.all_of(
        *(partial(_there, one, geography, told.is_secret, examination) for one in policies)
    )


def _there(
    policy: AzureResource,
    geography: Geography,
    is_hidden: bool,
    examination: Examination[Parameters],
) -> Verdict:
    location = policy.location
    spelt = folded(examination.read(location)).replace(" ", "")
    accepted = _accepted(geography)
    if spelt in accepted:
        return examination.passes()
    subject = f"{policy.called} has the location {shown(location)}"
    if injection_location(geography) is None and spelt not in _known():
        return examination.cannot_tell(
            f"{subject}; {not_in_table()} where policies for {_of(geography, is_hidden)} are."
        )
    wanted = "another one" if is_hidden else joined(list(map(quoted, accepted)), "or")
    return examination.fails(
        f"{subject}; policies for an environment in {_of(geography, is_hidden)} have {wanted}."
    )


def _accepted(geography: Geography) -> tuple[str, ...]:
    """Azure's own spelling first; a geography that the table has not is taken by its name."""
    row = injection_location(geography)
    if row is None:
        return (geography.location,)
    return (row.policy_location, *row.other_policy_locations)


def _known() -> set[str]:
    """All locations that are surely another geography's."""
    return {
        spelt
        for row in injection_locations()
        for spelt in (row.policy_location, *row.other_policy_locations)
    }


def _of(geography: Geography, is_hidden: bool) -> str:
    return "its geography" if is_hidden else geography.location
