"""DW018: the dual-write packages for the pair's apps are installed, in the documented order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.facts import Fact
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import joined, quoted
from ..vocabulary.installed_packages import InstalledSolutions
from ..vocabulary.packages import NEEDED_BY_ALL, PACKAGES, SINGLE_PACKAGE, Package
from .shared.articles import POWER_PLATFORM_INTEGRATION, SEPARATED_PACKAGES

_BY_NAME = {one.name: one for one in PACKAGES}


class DualWriteSolutions(Requirement[Parameters]):
    """Core, application core, the packages of the apps, and what these depend on."""

    id = "DW018"
    name = "dual-write-solutions"
    title = (
        "The dual-write core, the application core and the packages of the pair's apps are"
        " installed, each after those that it depends on."
    )
    level = Level.ADVISORY
    severity = Severity.MEDIUM
    reason = (
        "The packages bring the tables and maps that dual-write synchronizes by. Without one, the"
        " data of its app stays where it is; and Microsoft asks for a package's dependencies to be"
        " installed before it."
    )
    remedy = (
        "Install the packages of the pair's apps, each after those that it depends on, then declare"
        " them in customerEngagement.dualWriteSolutions and the apps in link.apps."
    )
    sources = (SEPARATED_PACKAGES, POWER_PLATFORM_INTEGRATION)
    facts = ("customerEngagement.dualWriteSolutions", "link.apps")
    example = {
        "customerEngagement.dualWriteSolutions": [
            "DualWriteCoreAnchor",
            "msdyn_Dynamics365FinanceExtendedAnchor",
            "msdyn_DualWriteAppCoreAnchor",
        ]
    }

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        if pair.is_half:  # what it needs follows from the pair; a package alone makes none
            return examination.not_applicable("Nobody says which environment is the partner.")
        solutions: Fact[Any] = pair.customer_engagement.dual_write_solutions
        apps: Fact[Any] = pair.link.apps
        if examination.is_declared(solutions):
            installed = examination.read(solutions)
            used = examination.read(apps).names if examination.is_declared(apps) else ()
            problems = [*_missing(installed, used), *_out_of_order(installed)]
            if problems and (solutions.is_secret or apps.is_secret):
                problems = ["The installed packages are not those that the pair needs, in order."]
            if problems:
                return examination.fails(" ".join(problems))
        examination.read_both(solutions, apps)
        return examination.passes()


def _missing(installed: InstalledSolutions, apps: Iterable[str]) -> Iterator[str]:
    """One sentence on all that is not there, each with who needs it."""
    needed_by = _needed_by(installed, apps)
    told = [
        f"{quoted(one.name)}, which {needed_by[one.name]} needs"
        for one in PACKAGES
        if one.name in needed_by and not _providers(installed, one)
    ]
    if told:
        yield f"The customer engagement environment lacks {'; '.join(told)}."


def _needed_by(installed: InstalledSolutions, apps: Iterable[str]) -> dict[str, str]:
    """By package, who needs it first: every pair, an app of this one, or another package."""
    found = dict.fromkeys(NEEDED_BY_ALL, "every pair")
    apps = tuple(apps)
    for one in PACKAGES:
        if one.app in apps:
            found.setdefault(one.name, str(one.app))
    waiting = [one for one in PACKAGES if one.name in found or installed.installed(one.name)]
    while waiting:
        one = waiting.pop(0)
        for name in one.needs:
            if name not in found:
                found[name] = quoted(one.name)
                waiting.append(_BY_NAME[name])
    return found


def _out_of_order(installed: InstalledSolutions) -> Iterator[str]:
    """One sentence a package that may be installed before what it depends on."""
    for one in PACKAGES:
        if not installed.installed(one.name):
            continue
        late = [
            quoted(name)
            for name in (*one.needs, *one.follows)
            if (providers := _providers(installed, _BY_NAME[name]))
            and not any(installed.is_after(one.name, provider) for provider in providers)
        ]
        if late:
            yield f"{quoted(one.name)} is not installed after {joined(late)}, which it depends on."


def _providers(installed: InstalledSolutions, package: Package) -> list[str]:
    """The installed packages that have a package's solutions: itself, or the older single one."""
    found = [package.name] if installed.installed(package.name) else []
    if package.in_single_package and installed.installed(SINGLE_PACKAGE):
        found.append(SINGLE_PACKAGE)
    return found
