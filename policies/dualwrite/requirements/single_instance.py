"""DW006: one finance and operations instance to one customer engagement instance."""

from __future__ import annotations

from ..facts import NotDeclared, State
from ..pair import CustomerEngagement, FinanceAndOperations, Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement, Scope, Severity
from ..text import counted, joined, quoted
from ..verdicts import Level, Verdict
from .sources import SYSTEM_REQUIREMENTS

_MOST_NAMED = 5


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
        "An environment that is linked once cannot be linked again: the second pair cannot be set"
        " up, and the first link cannot be undone."
    )
    remedy = "Give each pair its own environments, or remove the pair that is declared twice."
    sources = (SYSTEM_REQUIREMENTS,)
    facts = (
        "financeAndOperations.url",
        "financeAndOperations.environmentId",
        "customerEngagement.url",
        "customerEngagement.environmentId",
    )
    example = {"customerEngagement.url": "the URL of another pair's customer engagement environment"}
    scope = Scope.STACK

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        finance = self._side(pair.finance_and_operations, examination)
        customer = self._side(pair.customer_engagement, examination)
        same_finance = examination.estate.others_with_finance_and_operations_of(pair)
        same_customer = examination.estate.others_with_customer_engagement_of(pair)
        duplicates = [one for one in same_finance if any(one is other for other in same_customer)]
        problems = [
            f"{what} is also paired in {_named(pair, others)}"
            for what, others in (
                (f"The finance and operations environment {finance}", same_finance),
                (f"The customer engagement environment {customer}", same_customer),
            )
            if others and len(duplicates) < len(others)
        ]
        if duplicates:
            problems.append(f"The same two environments are also declared as {_named(pair, duplicates)}")
        if problems:
            return examination.fails(f"{'; '.join(problems)}.")
        return examination.all_of(
            lambda: self._identified(pair.finance_and_operations, examination),
            lambda: self._identified(pair.customer_engagement, examination),
        )

    @staticmethod
    def _side(
        side: FinanceAndOperations | CustomerEngagement, examination: Examination[Parameters]
    ) -> str:
        for fact in (side.url, side.environment_id):
            if examination.is_declared(fact):
                return quoted(fact.spelling)
        return ""

    @staticmethod
    def _identified(
        side: FinanceAndOperations | CustomerEngagement, examination: Examination[Parameters]
    ) -> Verdict:
        """Pass where the side is named, in a way that cannot turn out to be another pair's."""
        for fact in (side.url, side.environment_id):
            if fact.state is State.MALFORMED:
                raise NotDeclared(fact)
        if side.url.state is State.DECLARED or side.environment_id.state is State.DECLARED:
            return examination.passes()
        unknown = side.environment_id.state is State.UNKNOWN and side.url.state is not State.UNKNOWN
        raise NotDeclared(side.environment_id if unknown else side.url)


def _named(pair: Pair, others: tuple[Pair, ...] | list[Pair]) -> str:
    shown = [
        f"pair {quoted(one.name)}" + (f" ({one.source})" if one.source != pair.source else "")
        for one in others[:_MOST_NAMED]
    ]
    if len(others) > _MOST_NAMED:
        shown.append(counted(len(others) - _MOST_NAMED, "other"))
    return joined(shown)
