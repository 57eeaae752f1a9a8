"""DW014: the finance and operations release is in service, and updates are not put off."""

from __future__ import annotations

from pydantic import Field

from ..judging.parameters import Parameters, WholeNumber
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import counted, sentences
from ..vocabulary.versions import (
    ApplicationRelease,
    ApplicationVersion,
    Order,
    compare_application,
    first_release_with_service_dates,
    is_newer_than_table,
    release_of,
    service_period,
    table_date,
)
from .shared.articles import SERVICE_UPDATES
from .shared.versions import application_or_platform, contradiction
from .shared.wording import shown


class ServiceWindow(Parameters):
    """How many updates may be skipped, and how early the end of service is a finding."""

    maximum_paused: WholeNumber = Field(
        1, description="The most service updates in a row that may be paused."
    )
    warn_days: WholeNumber = Field(
        60,
        description="Fail already within so many days before the end of service; 0 turns it off.",
    )


class OneVersion(Requirement[ServiceWindow]):
    """One Version: the release is in service today, and at most one update in a row is paused."""

    id = "DW014"
    name = "one-version"
    title = "The F&O release is in service today, and at most one update in a row is paused."
    level = Level.ADVISORY
    severity = Severity.MEDIUM
    reason = (
        "A release that is out of service gets no more fixes, and a pair that starts on it starts"
        " with an update that nobody has planned."
    )
    remedy = (
        "Update the environment to a release that stays in service, and take the next service"
        " update instead of pausing it."
    )
    sources = (SERVICE_UPDATES,)
    facts = (
        "financeAndOperations.applicationVersion",
        "financeAndOperations.platformVersion",
        "financeAndOperations.consecutiveUpdatesPaused",
    )
    example = {"financeAndOperations.consecutiveUpdatesPaused": 2}
    parameters = ServiceWindow

    def check(self, pair: Pair, examination: Examination[ServiceWindow]) -> Verdict:
        return examination.all_of(
            lambda: self._in_service(pair, examination),
            lambda: self._updates_not_put_off(pair, examination),
        )

    @staticmethod
    def _updates_not_put_off(pair: Pair, examination: Examination[ServiceWindow]) -> Verdict:
        fact = pair.finance_and_operations.consecutive_updates_paused
        paused = examination.read(fact)
        maximum = examination.parameters.maximum_paused
        if paused <= maximum:
            return examination.passes()
        return examination.fails(
            f"Service updates paused in a row: {shown(fact)}; at most {maximum} is accepted."
        )

    def _in_service(self, pair: Pair, examination: Examination[ServiceWindow]) -> Verdict:
        found = application_or_platform(pair, examination)
        note = contradiction(pair, examination)
        if found.version is None:
            unknown = f"{found.subject}; its service dates are not known."
            return examination.cannot_tell(sentences(unknown, note))
        if is_newer_than_table(found.version):
            dates = f"the table of service dates of {table_date()} ends before it"
            return examination.cannot_tell(sentences(f"{found.subject}; {dates}.", note))
        release = release_of(found.version)
        if release is None and not _is_before_service_dates(found.version):
            unknown = f"{found.subject}; the table of {table_date()} lists no release for it."
            return examination.cannot_tell(sentences(unknown, note))
        subject = found.subject
        if release is not None and found.version != release and not found.is_secret:
            subject = f"{subject}, release {release}"
        finding = _finding(release, examination)
        if finding:
            if found.is_secret:  # its dates would tell which release it is
                finding = "out of service, or near the end of it"
            return examination.fails(sentences(f"{subject}, {finding}.", note))
        return examination.passes(sentences(found.remark, note))


def _is_before_service_dates(version: ApplicationVersion) -> bool:
    return compare_application(version, first_release_with_service_dates()).order is Order.BELOW


def _finding(
    release: ApplicationRelease | None, examination: Examination[ServiceWindow]
) -> str | None:
    """What is wrong with a release today; None where it is in service for long enough.

    :param release: None for a build that belongs to no listed release, but is older than all that
        have service dates.
    """
    period, today = service_period(release) if release else None, examination.today
    if period is None or period.general_availability is None or period.end_of_service is None:
        return f"older than {first_release_with_service_dates()} and so out of service"
    if today < period.general_availability:
        return f"generally available from {period.general_availability} only (today is {today})"
    days_left = (period.end_of_service - today).days
    if days_left < 0:
        return f"out of service since its last day, {period.end_of_service} (today is {today})"
    if examination.parameters.warn_days and days_left <= examination.parameters.warn_days:
        left = counted(days_left, "day")
        return f"whose last day of service is {period.end_of_service}: {left} left"
    return None
