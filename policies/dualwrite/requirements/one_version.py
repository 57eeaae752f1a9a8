"""DW014: the finance and operations release is in service, and updates are not put off."""

from __future__ import annotations

from pydantic import Field

from ..pair import Pair
from ..parameters import Parameters, WholeNumber
from ..requirement import Examination, Requirement, Severity
from ..text import counted
from ..verdicts import Level, Verdict
from ..versions import (
    ApplicationRelease,
    first_release_with_service_dates,
    is_newer_than_table,
    release_of,
    service_period,
    table_date,
)
from .release_facts import application_or_platform, contradiction
from .sources import SERVICE_UPDATES


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
        "A release out of service gets no fixes and is updated by Microsoft when it pleases; a new"
        " pair on it starts with an update that nobody planned."
    )
    remedy = "Plan the update to a later release, and do not pause the next one."
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
        paused = examination.read(pair.finance_and_operations.consecutive_updates_paused)
        maximum = examination.parameters.maximum_paused
        if paused <= maximum:
            return examination.passes()
        return examination.fails(
            f"{counted(paused, 'service update')} in a row are paused; at most {maximum} may be."
        )

    def _in_service(self, pair: Pair, examination: Examination[ServiceWindow]) -> Verdict:
        found = application_or_platform(pair, examination)
        if found.version is None or is_newer_than_table(found.version):
            return examination.cannot_tell(
                f"The service dates of application {found.shown} are not known: the table is of"
                f" {table_date()} and ends before it."
            )
        release = release_of(found.version)
        if release is None:
            return examination.cannot_tell(
                f"The table of {table_date()} lists no release for application {found.shown}, so its"
                " service dates are not known."
            )
        return self._by_dates(release, found.shown, pair, examination)

    @staticmethod
    def _by_dates(
        release: ApplicationRelease,
        shown: str,
        pair: Pair,
        examination: Examination[ServiceWindow],
    ) -> Verdict:
        subject = f"The finance and operations application is {shown}, release {release}"
        if shown == f'"{release}"':
            subject = f"The finance and operations application is {shown}"
        period, today, note = service_period(release), examination.today, contradiction(pair)
        if period is None or period.general_availability is None or period.end_of_service is None:
            oldest = first_release_with_service_dates()
            return examination.fails(f"{subject}, older than {oldest}: it is out of service.{note}")
        if today < period.general_availability:
            return examination.fails(
                f"{subject}, which is not generally available until {period.general_availability}"
                f" (today is {today}).{note}"
            )
        days_left = (period.end_of_service - today).days
        if days_left < 0:
            return examination.fails(
                f"{subject}, which is out of service since {period.end_of_service} (today is"
                f" {today}).{note}"
            )
        warn_days = examination.parameters.warn_days
        if warn_days and days_left <= warn_days:
            return examination.fails(
                f"{subject}, whose service ends on {period.end_of_service}:"
                f" {counted(days_left, 'day')} left.{note}"
            )
        return examination.passes()
