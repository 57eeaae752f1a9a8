"""The finance and operations apps whose data a pair synchronizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..suggestions import did_you_mean
from ..text import as_found, joined, quoted

APPS = (
    "finance",
    "supplyChain",
    "humanResources",
    "assetManagement",
    "notes",
    "partyAndGlobalAddressBook",
    "projectOperations",
)
"""One for each package beside the application core: "Separated Dual-write Application Orchestration
package", 2022-04-25."""
ACCEPTED_APPS = f"a list of {joined(APPS, 'or')}"


class AppsError(ValueError):
    """A list of apps that cannot be read; the text says what is accepted."""


@dataclass(frozen=True)
class SynchronizedApps:
    """The apps, in the order of ``APPS``: that of the list has no meaning."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.names)


def parse_apps(items: Sequence[object]) -> SynchronizedApps:
    """Read a list of apps, in any case.

    :raises AppsError: with everything that is wrong: an empty list, items that are no text, are no
        app of ``APPS``, or are there twice.
    """
    if not items:
        raise AppsError(f"the list is empty; accepted: {ACCEPTED_APPS}.")
    by_folded = {one.casefold(): one for one in APPS}
    found: list[str] = []
    problems: list[str] = []
    for at, item in enumerate(items, start=1):
        label = f"item {at}"
        app = by_folded.get(item.strip().casefold()) if isinstance(item, str) else None
        if not isinstance(item, str):
            problems.append(f"{label}: {as_found(item)}; accepted: the name of an app.")
        elif app is None:
            problems.append(f"{label}: {quoted(item)} is no app.{did_you_mean(item, APPS)}")
        elif app in found:
            problems.append(f"{label}: {quoted(item)} is in the list already.")
        else:
            found.append(app)
    if problems:
        told = problems[: len(APPS)]  # there are no more that could be right
        raise AppsError(f"{' '.join(told)} Accepted: {ACCEPTED_APPS}.")
    return SynchronizedApps(tuple(one for one in APPS if one in found))
