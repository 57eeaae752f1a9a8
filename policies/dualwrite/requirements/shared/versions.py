"""Reading the finance and operations version where one of its two facts stands for the other.

The table ties each application release to one platform update. An undeclared application version is
therefore decided by the platform version, and the other way round; the message says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ...judging.requirement import Examination
from ...model.facts import SECRET, Fact, NotDeclared, State
from ...model.pair import Pair
from ...model.verdicts import Verdict
from ...text.quoting import sentences
from ...vocabulary.versions import (
    ApplicationVersion,
    Comparison,
    Order,
    PlatformVersion,
    application_of,
    is_newer_than_table,
    platform_of,
    releases,
    same_release,
    table_date,
)
from .wording import shown

Version = TypeVar("Version")

_APPLICATION = "The finance and operations application"
_PLATFORM = "The finance and operations platform"


@dataclass(frozen=True)
class Found(Generic[Version]):
    """A version, and how to speak of it.

    ``version`` is None where the other fact stood in for it and is newer than the table: no release
    is known, but it is later than every one that is. ``subject`` begins a sentence, ``remark`` is
    the sentence that even a pass needs: empty unless the other fact stood in. Of a secret, nothing
    that follows from it may be said either.
    """

    version: Version | None
    subject: str
    remark: str = ""
    is_secret: bool = False


def found_in(what: str, fact: Fact[Version], version: Version) -> Found[Version]:
    """A version as its own fact declares it: ``The finance and operations platform is "PU63"``."""
    return Found(version, f"{what} is {shown(fact)}", is_secret=fact.is_secret)


def application_or_platform(pair: Pair, examination: Examination[Any]) -> Found[ApplicationVersion]:
    """Read the application's version, or take it from the declared platform version.

    :raises NotDeclared: naming the application's version, where the table does not help either.
    """
    application = pair.finance_and_operations.application_version
    platform = pair.finance_and_operations.platform_version
    if application.state is not State.UNDECLARED or platform.state is State.UNDECLARED:
        version = examination.read(application)
        return found_in(_APPLICATION, application, version)
    declared = examination.read(platform)
    through = application_of(declared)
    if through is None and not is_newer_than_table(declared):
        raise NotDeclared(_with_hint(application, platform, "release"))
    return _taken(_APPLICATION, through, "platform", platform)


def platform_or_application(pair: Pair, examination: Examination[Any]) -> Found[PlatformVersion]:
    """Read the platform's version, or take it from the declared application version.

    :raises NotDeclared: naming the platform's version, where the table does not help either.
    """
    application = pair.finance_and_operations.application_version
    platform = pair.finance_and_operations.platform_version
    if platform.state is not State.UNDECLARED or application.state is State.UNDECLARED:
        version = examination.read(platform)
        return found_in(_PLATFORM, platform, version)
    declared = examination.read(application)
    through = platform_of(declared)
    if through is None and not is_newer_than_table(declared):
        raise NotDeclared(_with_hint(platform, application, "platform update"))
    return _taken(_PLATFORM, through, "application", application)


def contradiction(pair: Pair, examination: Examination[Any]) -> str:
    """A sentence for messages where the two declared versions contradict each other, or nothing."""
    application = pair.finance_and_operations.application_version
    platform = pair.finance_and_operations.platform_version
    if application.state is not State.DECLARED or platform.state is not State.DECLARED:
        return ""
    if same_release(application.read(), platform.read()) is not False:
        return ""
    for fact in (application, platform):  # both stand in the message, so both are evidence
        examination.is_declared(fact)
    return (
        f"Note that applicationVersion {shown(application)} and platformVersion"
        f" {shown(platform)} are of different releases: one of them is wrong."
    )


def shown_application(minimum: ApplicationVersion) -> str:
    """A release with its first build: the build 10.0.319.5 looks newer than 10.0.9, but is not."""
    row = next((one for one in releases() if one.release == minimum), None)
    build = row and (row.dual_write_minimum_build or row.application_build)
    return f"{minimum} (build {build})" if build else str(minimum)


def shown_platform(minimum: PlatformVersion) -> str:
    """A platform update with its first build, so that a build can be held against it."""
    row = next((one for one in releases() if one.platform_update == minimum), None)
    return f"{minimum} ({row.platform_build})" if row and row.platform_build else str(minimum)


def _taken(what: str, version: Version | None, other: str, declared: Fact[Any]) -> Found[Version]:
    known = f"newer than the table of {table_date()}" if version is None else str(version)
    if declared.is_secret:
        known = SECRET
    subject = f"{what} is {known} (taken from {other} {shown(declared)})"
    return Found(version, subject, f"{subject}.", declared.is_secret)


def _with_hint(needed: Fact[Any], declared: Fact[Any], what: str) -> Fact[Any]:
    hint = (
        f"{declared.path} {shown(declared)} does not decide it: the table of"
        f" {table_date()} gives no {what} for it."
    )
    return Fact.undeclared(needed.path, hint, needed.remedy)


def at_least(
    examination: Examination[Any],
    found: Found[Version],
    compare: Callable[[Version, Version], Comparison],
    minimum: Version,
    needed: str,
    precise: Fact[Any],
    note: str = "",
) -> Verdict:
    """Judge a version by the oldest that is accepted.

    :param compare: orders two versions of the same fact.
    :param needed: what the message says is needed, where the version is below the minimum.
    :param precise: the fact that decides where the declared spelling is too coarse (a release
        where a build is asked for).
    :param note: a sentence to add to every message.
    """
    if found.version is None:  # newer than every release of the table
        return examination.passes(sentences(found.remark, note))
    comparison = compare(found.version, minimum)
    if comparison.order is Order.AT_LEAST:
        return examination.passes(sentences(found.remark, note))
    if comparison.order is Order.BELOW:
        return examination.fails(sentences(f"{found.subject}; {needed}.", note))
    reason = "that does not decide it" if found.is_secret else comparison.reason
    if comparison.needs_build:
        coarse = f"{precise.path} is needed with its build: {reason}"
        return examination.lacks(precise, sentences(f"{found.subject}; {coarse}.", note))
    return examination.cannot_tell(sentences(f"{found.subject}; {reason}.", note))
