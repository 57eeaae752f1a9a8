"""Which environments are one pair: by declaration, by reference, by identity or by a pair's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ...model.observation import (
    CUSTOMER_ENGAGEMENT,
    FINANCE_AND_OPERATIONS,
    OTHER_SIDE,
    SIDES,
    Observation,
    Role,
)
from .configured_facts import ConfiguredFacts
from .environments import Environment, Environments
from .identity import contradict, identities

_NO_PARENTS: Mapping[str, str] = {}


@dataclass
class Group:
    """What belongs to one pair: its declaration, if there is one, and its environments."""

    declaration: Observation | None = None
    finance: Environment | None = None
    customer: Environment | None = None
    resources: tuple[str | None, str | None] = (None, None)
    """URNs of the resources that the sides are known to be, also where they are not taken for them."""

    @property
    def is_unified(self) -> bool:
        """Whether one environment is both sides."""
        return (
            self.customer is not None and self.customer is self.finance and self.customer.is_unified
        )

    @property
    def is_uncertain(self) -> bool:
        """Whether nothing but an app of some kind says that it is a pair."""
        return (
            self.declaration is None
            and self.finance is None
            and self.customer is not None
            and self.customer.is_uncertain
        )

    def note_use(self) -> None:
        """Say to the environments that they are in a pair. A unified one is always one by itself."""
        for one in (self.finance, self.customer):
            if one is not None and (one is self.customer or not one.is_unified):
                one.is_used = True

    @property
    def observations(self) -> list[Observation]:
        """All that is said of the pair, what says most first."""
        said = [] if self.declaration is None else [self.declaration]
        if self.is_unified and self.customer is not None:
            return said + self.customer.said
        said += _as_side(self.customer, CUSTOMER_ENGAGEMENT)
        return said + _as_side(self.finance, FINANCE_AND_OPERATIONS)


def group(
    observations: Iterable[Observation],
    configured: ConfiguredFacts,
    parents: Mapping[str, str] = _NO_PARENTS,
) -> list[Group]:
    """Group what is said by pairs.

    An environment that several pairs name is a side of each of them: that is for the requirements
    to judge. One that nothing marks for dual-write, and no pair uses, is left out.

    :param parents: by URN, the URN of a resource's parent.
    """
    everything = list(observations)
    environments = Environments(everything, parents)
    for one in environments.all:
        _complete(one, configured)
    groups = [_declared(one, environments) for one in everything if one.role is Role.PAIR]
    for each in groups:
        each.note_use()
    named_by = _named_by_finance(environments)
    for customer in environments.with_side(CUSTOMER_ENGAGEMENT):
        if customer.is_used or customer.is_unified:
            continue
        finance = _named(customer, CUSTOMER_ENGAGEMENT, environments) or named_by.get(id(customer))
        if finance is not None or customer.is_marked or customer.is_uncertain:
            groups.append(Group(None, finance, customer, _urns(finance, customer)))
            groups[-1].note_use()
    for one in environments.all:
        if not one.is_used and (one.is_marked or one.is_unified):
            groups.append(_left(one))
    return groups


def _complete(one: Environment, configured: ConfiguredFacts) -> None:
    """Add what the stack's configuration declares of an environment, or of a partner that it has.

    That marks it, too. An entry which names both sides of a pair may stand under either's address.
    """
    if not configured:
        return
    found: dict[str, Observation] = {}
    for side in one.sides:
        for identity in one.identities(side):
            own, partner = configured.of(identity), configured.naming(side, identity)
            if own is not None:
                found.setdefault(own.host, own.observation(one.sides))
            elif partner is not None and not one.is_unified:
                said = partner.observation((OTHER_SIDE[side],))
                found.setdefault(partner.host, replace(said, side=side))
    one.said += found.values()


def _as_side(environment: Environment | None, side: str) -> list[Observation]:
    """What an environment says as one side of a pair.

    A unified one that another is paired with speaks of its own other app, too: not of the pair's.
    """
    if environment is None:
        return []
    if not environment.is_unified:
        return list(environment.said)
    return [
        replace(one, facts={path: it for path, it in one.facts.items() if path.startswith(side)})
        for one in environment.said
    ]


def _declared(declaration: Observation, environments: Environments) -> Group:
    sides = {side: _side_of(declaration, side, environments) for side in SIDES}
    found = Group(declaration)
    finance, customer = sides[FINANCE_AND_OPERATIONS], sides[CUSTOMER_ENGAGEMENT]
    found.resources = _urns(finance, customer)
    if _agrees(customer, declaration, FINANCE_AND_OPERATIONS):
        found.customer = customer
    if _agrees(finance, declaration, CUSTOMER_ENGAGEMENT):
        found.finance = finance
    return found


def _urns(
    finance: Environment | None, customer: Environment | None
) -> tuple[str | None, str | None]:
    return (
        finance.urn if finance is not None and finance.is_declared else None,
        customer.urn if customer is not None and customer.is_declared else None,
    )


def _side_of(declaration: Observation, side: str, environments: Environments) -> Environment | None:
    referred = environments.referred_to(declaration.references.get(side, ()), side)
    named = identities(declaration.facts, side)
    if referred is not None and not contradict(named, referred.identities(side)):
        return referred
    found = environments.identified(side, named)
    return _together(found) if len(found) > 1 else next(iter(found), None)


def _together(environments: list[Environment]) -> Environment:
    """Several resources that say they are one environment. Where they differ, that is a conflict."""
    for one in environments:
        one.is_used = True
    return Environment([said for one in environments for said in one.said])


def _agrees(environment: Environment | None, declaration: Observation, other: str) -> bool:
    """Whether an environment names no other partner than the pair that is declared with it.

    One that does is not taken as the pair's side: it makes a second pair, so that the requirement of
    one instance to one instance sees both.
    """
    if environment is None or environment.is_unified:
        return True
    return not contradict(identities(declaration.facts, other), environment.identities(other))


def _named(one: Environment, side: str, environments: Environments) -> Environment | None:
    """The environment that one, as this side of a pair, names as its partner."""
    other = OTHER_SIDE[side]
    named = one.identities(other)
    found = environments.referred_to(one.references(other), other)
    if found is None or found is one or contradict(named, found.identities(other)):
        found = next(
            (each for each in environments.identified(other, named) if each is not one), None
        )
    if found is None and environments.of_pair(one.pair, side) is one:
        found = environments.of_pair(one.pair, other)
    if found is None and one.is_declared:  # a resource of somebody's that stands for both sides
        found = environments.at(one.urn, other)
    return None if found is one else found


def _named_by_finance(environments: Environments) -> dict[int, Environment]:
    """For customer engagement environments, the other side that names them."""
    found: dict[int, Environment] = {}
    for finance in environments.with_side(FINANCE_AND_OPERATIONS):
        if not finance.is_unified:
            customer = _named(finance, FINANCE_AND_OPERATIONS, environments)
            if customer is not None:
                found.setdefault(id(customer), finance)
    return found


def _left(one: Environment) -> Group:
    """What no pair has used: a unified environment, which is a pair, or a side without a partner."""
    if one.is_unified:
        return Group(None, one, one, _urns(one, one))
    if CUSTOMER_ENGAGEMENT in one.sides:
        return Group(None, None, one, _urns(None, one))
    return Group(None, one, None, _urns(one, None))
