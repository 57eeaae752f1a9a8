"""What the policies of one pack have found in an operation, for the policy that looks at exemptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from ..judging.configuration import Setting
from ..judging.exemption_review import ExemptionReviewParameters, Outcome, ReviewedGrant, review
from ..judging.requirement import Requirement
from ..model.verdicts import Kind, Result

Listener = Callable[[Result], None]
_Key = tuple[str, str, str | None]
"""Requirement, pair and URN: what is judged again replaces what was found before."""


class Ledger:
    """Made where the pack is made, and handed to its policies: they share nothing else.

    The policies run in the order of the pack's list, and the one that reads the ledger is the last.
    """

    def __init__(self, listeners: Iterable[Listener] = ()) -> None:
        self._listeners = tuple(listeners)
        self._settings: dict[str, tuple[Requirement[Any], Setting]] = {}
        self._outcomes: dict[_Key, Outcome] = {}
        self._exempt: dict[_Key, Result] = {}

    def note(self, requirement: Requirement[Any], setting: Setting, result: Result) -> None:
        """Keep one result. Of those that no grant can cover, nothing is kept: there are many."""
        key = (result.id, result.pair, result.urn)
        self._settings[requirement.id] = (requirement, setting)
        if setting.parameters.exemptions:
            self._outcomes[key] = Outcome.of(result)
        if result.verdict.kind is Kind.EXEMPT:
            self._exempt[key] = result
        else:
            self._exempt.pop(key, None)
        for listener in self._listeners:
            listener(result)

    def exempt(self) -> list[Result]:
        """The exempt results, by pair and then by ID."""
        found = self._exempt.values()
        return sorted(found, key=lambda one: (one.pair, one.urn or "", one.id))

    def reviewed(self, today: date, parameters: ExemptionReviewParameters) -> list[ReviewedGrant]:
        """Every grant of the policies that have judged a pair, in the order of their IDs."""
        granted = [
            (requirement, setting.parameters.grants)
            for _, (requirement, setting) in sorted(self._settings.items())
        ]
        return review(granted, self._outcomes.values(), today, parameters)

    def clear(self) -> None:
        """Forget everything: the operation is over."""
        self._settings.clear()
        self._outcomes.clear()
        self._exempt.clear()
