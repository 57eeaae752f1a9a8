"""DW021: every environment that is for dual-write has a partner that somebody declares."""

from __future__ import annotations

from pydantic import Field

from ..judging.configuration import Configuration
from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.facts import NotDeclared, State
from ..model.pair import CustomerEngagement, FinanceAndOperations, Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import quoted
from .shared.articles import POWER_PLATFORM_INTEGRATION, SYSTEM_REQUIREMENTS
from .shared.wording import shown

_Side = FinanceAndOperations | CustomerEngagement
_FINANCE, _CUSTOMER = "finance and operations environment", "customer engagement environment"


class PairCompletenessParameters(Parameters):
    """Where pairs are found among the resources of other kinds."""

    mappings: str = Field(
        "",
        description="The file of mappings that says which resources of your own types are"
        " environments or pairs, absolute or in the pack's folder. Left empty: mappings.yaml of the"
        " pack, if there is one.",
    )


def mappings_file(configuration: Configuration) -> str:
    """The file of mappings that a configuration names; empty for none."""
    setting = configuration.settings.get(PairCompleteness.name)
    parameters = setting.parameters if setting is not None else None
    return parameters.mappings if isinstance(parameters, PairCompletenessParameters) else ""


class PairCompleteness(Requirement[PairCompletenessParameters]):
    """What nobody declares the partner of cannot be judged as a pair."""

    id = "DW021"
    name = "pair-completeness"
    title = "Every environment that is for dual-write has a partner, in the stack or declared."
    level = Level.ADVISORY
    severity = Severity.LOW
    reason = (
        "Dual-write links two environments. As long as one of them is not known, what is wrong with"
        " it is found only when they are linked."
    )
    remedy = (
        "Declare the partner: in an EnvironmentPair, under dualwrite:facts in the stack's"
        " configuration, or in a mapping. Otherwise take away what says that the environment is for"
        " dual-write."
    )
    sources = (SYSTEM_REQUIREMENTS, POWER_PLATFORM_INTEGRATION)
    facts = (
        "financeAndOperations.url",
        "financeAndOperations.environmentId",
        "customerEngagement.url",
        "customerEngagement.environmentId",
    )
    example = {
        "financeAndOperations.url": "nobody's: no resource of the stack is the finance and"
        " operations environment of a customer engagement environment, and none names it"
    }
    scope = Scope.STACK
    parameters = PairCompletenessParameters

    def check(self, pair: Pair, examination: Examination[PairCompletenessParameters]) -> Verdict:
        finance, customer = pair.finance_and_operations, pair.customer_engagement
        sides = ((_FINANCE, finance), (_CUSTOMER, customer))
        named = {what: self._named(side, examination) for what, side in sides}
        if pair.is_uncertain:
            return examination.fails(_told_uncertain(pair))
        if pair.is_half:
            return examination.fails(_told_half(pair, named))
        # What both apps are in is its own partner, so one side is enough.
        for side in (customer,) if pair.is_unified else (finance, customer):
            _refuse_nameless(side)
        return examination.passes()

    @staticmethod
    def _named(side: _Side, examination: Examination[PairCompletenessParameters]) -> str | None:
        """What to call a side: None where nothing is said of it, empty where no name is known."""
        facts = (side.url, side.environment_id)
        names = [shown(fact) for fact in facts if examination.is_declared(fact)]
        if names:
            return names[0]
        return None if all(fact.state is State.UNDECLARED for fact in facts) else ""


def _told_half(pair: Pair, named: dict[str, str | None]) -> str:
    known = [what for what, name in named.items() if name is not None]
    if not known:
        return f"Of pair {quoted(pair.name)} one environment is known; nobody declares its partner."
    if len(known) != 1:
        return (
            f"No resource of the stack is, as far as is known, an environment of pair"
            f" {quoted(pair.name)}: only the stack's configuration speaks of it. An environment whose"
            " address is known only after deployment is found then."
        )
    what = known[0]
    other = _CUSTOMER if what == _FINANCE else _FINANCE
    called = named[what] or f"of pair {quoted(pair.name)}"
    return (
        f"The {what} {called} is for dual-write; nobody declares the {other} that is its partner."
    )


def _told_uncertain(pair: Pair) -> str:
    return (
        f"Environment {quoted(pair.name)} has a linked app, or what goes before finance and operations"
        " apps, and nothing says whether it is for dual-write. If it is, dualwrite:facts has to say so,"
        " by an entry with the app's environmentId or one of the environment."
    )


def _refuse_nameless(side: _Side) -> None:
    """End the check where nothing identifies a side, now or later: that is no partner."""
    facts = (side.url, side.environment_id)
    if any(fact.state in (State.DECLARED, State.UNKNOWN) for fact in facts):
        return
    raise NotDeclared(next((one for one in facts if one.state is State.MALFORMED), side.url))
