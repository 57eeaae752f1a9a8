"""DW022: whoever says something of a pair says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement, Scope
from ..model.facts import SECRET
from ..model.observation import Conflict
from ..model.pair import Pair
from ..model.verdicts import Evidence, Level, Severity, Verdict
from ..text.quoting import joined, printable, quoted
from .shared.articles import SYSTEM_REQUIREMENTS
from .shared.doubts import DOUBTS, split_environment


class ConflictingFacts(Requirement[Parameters]):
    """Facts that several resources state are judged once, so they have to agree."""

    id = "DW022"
    name = "conflicting-facts"
    title = "Whoever says something of a pair says the same."
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "At most one of the values is right, and the requirements that need the fact cannot tell"
        " which. What is deployed may then be what nobody has judged."
    )
    remedy = "Correct the value that is wrong, or say it in one place only."
    # No article is needed for this one; that is what the facts are of which it speaks.
    sources = (SYSTEM_REQUIREMENTS,)
    facts = ()  # every fact can be in conflict: which ones are is in the evidence
    example = {
        "customerEngagement.region": "westeurope in one resource and northeurope in another, which"
        " speak of one environment"
    }
    scope = Scope.STACK

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        if pair.conflicts:
            message = "; ".join(map(_told, pair.conflicts))
            verdict = examination.fails(f"{message}.")
            return replace(verdict, evidence=tuple(_evidence(pair.conflicts)))
        return examination.all_of(
            lambda: split_environment(pair, examination),
            *(partial(doubt, pair, examination) for doubt in DOUBTS),
        )


def _told(conflict: Conflict) -> str:
    said = [
        f"{_shown(one.spelling)} in {printable(one.origin.shown)}" for one in conflict.statements
    ]
    return f"{conflict.path} is {joined(said)}"


def _evidence(conflicts: Iterable[Conflict]) -> Iterator[Evidence]:
    """Each fact with all its values: it has no one value."""
    for one in conflicts:
        values = joined([_shown(statement.spelling) for statement in one.statements])
        yield Evidence(one.path, values)


def _shown(spelling: Any) -> str:
    return SECRET if spelling is SECRET else quoted(spelling)
