"""DW006: one finance and operations instance to one customer engagement instance."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.estate import Estate, Others
from ..model.facts import NotDeclared, State
from ..model.observation import CUSTOMER_ENGAGEMENT, FINANCE_AND_OPERATIONS
from ..model.pair import CustomerEngagement, FinanceAndOperations, Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import counted, joined, quoted
from .shared.articles import POWER_PLATFORM_INTEGRATION, SYSTEM_REQUIREMENTS
from .shared.wording import shown

_MOST_NAMED = 5
_NOUNS = {
    FINANCE_AND_OPERATIONS: "finance and operations environment",
    CUSTOMER_ENGAGEMENT: "customer engagement environment",
}


class SingleInstance(Requirement[Parameters]):
    """Dual-write links one instance to one instance, both ways round."""

    id = "DW006"
    name = "single-instance"
    title = (
        "One finance and operations instance is paired with one customer engagement instance, and"
        " the other way round."
    )
    level = Level.MANDATORY
    severity = Severity.CRITICAL
    reason = (
        "Dual-write links one environment to one other, so the second pair cannot be set up; and a"
        " Power Platform integration cannot be changed without deleting the finance and operations"
        " environment."
    )
    remedy = "Give each pair its own environments, or remove the pair that is declared twice."
    sources = (SYSTEM_REQUIREMENTS, POWER_PLATFORM_INTEGRATION)
    facts = (
        "financeAndOperations.url",
        "financeAndOperations.environmentId",
        "customerEngagement.url",
        "customerEngagement.environmentId",
    )
    example = {
        "customerEngagement.url": "the URL of another pair's customer engagement environment"
    }
    scope = Scope.STACK

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        finance = self._side(pair.finance_and_operations, examination)
        customer = self._side(pair.customer_engagement, examination)
        estate = examination.estate
        sharing = estate.sharing_with(pair, _MOST_NAMED)
        problems = [
            f"the {_NOUNS[side]}{called} is also in {_named(pair, others, side, estate)}"
            for side, called, others in (
                (FINANCE_AND_OPERATIONS, finance, sharing.finance_and_operations),
                (CUSTOMER_ENGAGEMENT, customer, sharing.customer_engagement),
            )
            if others.number > sharing.both.number
        ]
        if sharing.is_one_environment:
            if not pair.is_unified:
                problems.insert(0, f"one environment{finance} stands on both sides of the pair")
            problems = problems[:1]  # what one side shares, the other does
        if sharing.both.number:
            same = "environment is" if pair.is_unified else "two environments are"
            problems.append(f"the same {same} also declared as {_named(pair, sharing.both)}")
        if problems:
            message = f"{'; '.join(problems)}."
            return examination.fails(message[:1].upper() + message[1:])
        return examination.all_of(
            lambda: self._identified(
                pair.finance_and_operations, examination, by_partner=pair.is_unified
            ),
            lambda: self._identified(pair.customer_engagement, examination),
            lambda: self._told_apart(pair, FINANCE_AND_OPERATIONS, examination),
            lambda: self._told_apart(pair, CUSTOMER_ENGAGEMENT, examination),
        )

    @staticmethod
    def _told_apart(pair: Pair, side: str, examination: Examination[Parameters]) -> Verdict:
        """Whether this side cannot be another pair's under its other kind of name."""
        other = examination.estate.not_comparable(pair, side)
        if other is None:
            return examination.passes()
        return examination.cannot_tell(
            f"Whether the {_NOUNS[side]} is also in pair {quoted(other.name)} cannot be told: one is"
            f" known by its url alone, the other by its environmentId alone. Declare both for either:"
            f" {side}.url and {side}.environmentId."
        )

    @staticmethod
    def _side(
        side: FinanceAndOperations | CustomerEngagement, examination: Examination[Parameters]
    ) -> str:
        """Note all that identifies a side, and return what to call it behind what it is."""
        named = [
            shown(fact) for fact in (side.url, side.environment_id) if examination.is_declared(fact)
        ]
        return f" {named[0]}" if named else ""

    @staticmethod
    def _identified(
        side: FinanceAndOperations | CustomerEngagement,
        examination: Examination[Parameters],
        by_partner: bool = False,
    ) -> Verdict:
        """Pass where the side is named, in a way that cannot turn out to be another pair's.

        :param by_partner: whether both sides are one environment, which the other side names.
        """
        for fact in (side.url, side.environment_id):
            if fact.state is State.MALFORMED:
                raise NotDeclared(fact)
        facts = (side.url, side.environment_id)
        named = by_partner or any(fact.state is State.DECLARED for fact in facts)
        for fact in (side.url, side.environment_id):
            if fact.state is State.UNKNOWN and named and examination.estate.may_prove_shared(fact):
                raise NotDeclared(fact)
        if named:
            return examination.passes()
        unknown = side.environment_id.state is State.UNKNOWN and side.url.state is not State.UNKNOWN
        raise NotDeclared(side.environment_id if unknown else side.url)


def _named(
    pair: Pair, others: Others, side: str | None = None, estate: Estate | None = None
) -> str:
    shown = []
    for one in others.first:
        text = f"pair {quoted(one.name)}"
        if side is not None and estate is not None:
            roles = estate.roles(pair, one, side)
            if roles and side not in roles:
                text += f", as the {_NOUNS[roles[0]]}"
        shown.append(text + (f" ({one.source})" if one.source != pair.source else ""))
    if others.number > len(others.first):
        shown.append(counted(others.number - len(others.first), "other"))
    return joined(shown)
