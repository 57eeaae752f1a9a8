"""DW019: production is paired with production, and what is for other uses with its like."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.facts import State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import ENVIRONMENT_TYPES
from .shared.places import IDENTITY, passes_as_one
from .shared.wording import shown

_PRODUCTION = "production"
_IN_NO_PAIR = ("default", "teams")
"""Types that are made for other purposes, and have no counterpart in finance and operations apps."""


class EnvironmentTypeParity(Requirement[Parameters]):
    """Both environments are for production, or neither is."""

    id = "DW019"
    name = "environment-type-parity"
    title = "Both environments are for production, or neither is."
    level = Level.ADVISORY
    severity = Severity.MEDIUM
    reason = (
        "Linked environments are managed like one, but only the customer engagement environment can"
        " change between sandbox and production, which Microsoft therefore does not recommend. Such"
        " a pair cannot be put right: the link ends only with the finance and operations environment."
    )
    remedy = "Pair environments of one kind: production with production, sandbox with sandbox."
    sources = (ENVIRONMENT_TYPES,)
    facts = (
        "financeAndOperations.environmentType",
        "customerEngagement.environmentType",
        *IDENTITY,
    )
    example = {"customerEngagement.environmentType": "sandbox"}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        finance = pair.finance_and_operations.environment_type
        customer = pair.customer_engagement.environment_type
        unified = passes_as_one(pair, examination, finance, customer)
        if unified is not None:
            return unified
        if customer.state is State.DECLARED and customer.read() in _IN_NO_PAIR:
            examination.read(customer)
            return examination.fails(
                f"The customer engagement environment is of type {shown(customer)}, which is paired"
                " with no finance and operations environment."
            )
        one, other = examination.read_both(finance, customer)
        if (one == _PRODUCTION) is (other == _PRODUCTION):
            return examination.passes()
        return examination.fails(
            f"The finance and operations environment is of type {shown(finance)} and the customer"
            f" engagement environment of type {shown(customer)}; both must be for production, or"
            " neither."
        )
