"""DW015: the update that Microsoft made mandatory for dual-write on 2024-11-30 is there."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from ..text.quoting import sentences
from ..vocabulary.versions import (
    Order,
    PlatformUpdate,
    PlatformVersion,
    compare_dual_write_core,
    compare_platform,
    parse_dual_write_core_version,
    parse_platform_version,
    platform_update_of,
    table_date,
)
from .shared.articles import WHATS_NEW
from .shared.versions import at_least, contradiction, found_in, platform_or_application

_MANDATORY_SINCE = "2024-11-30"
_CORE_FLOOR = "1.0.24073.3"
_OLDEST_UPDATE = PlatformUpdate(63)
_BUILD_FLOORS = {PlatformUpdate(63): "7.0.7198.188", PlatformUpdate(64): "7.0.7279.121"}
"""Two updates got the change later, in a build of their own; all after them begin with it."""
_ACCEPTED_PLATFORMS = "PU63 from 7.0.7198.188, PU64 from 7.0.7279.121 or any later platform"


class MandatoryDualWriteUpdate(Requirement[Parameters]):
    """PU63 or PU64 from a build of their own or any later platform, and the core solution."""

    id = "DW015"
    name = "mandatory-dual-write-update"
    title = (
        "The platform is PU63 from 7.0.7198.188, PU64 from 7.0.7279.121 or any later one, and the"
        " dual-write core solution is 1.0.24073.3 or later."
    )
    level = Level.MANDATORY
    severity = Severity.HIGH
    reason = (
        "Microsoft required both by 2024-11-30. On older versions dual-write's pause, resume and"
        " automatic alerts no longer work."
    )
    remedy = (
        "Update the finance and operations platform, and the dual-write core solution in the"
        " customer engagement environment."
    )
    sources = (WHATS_NEW,)
    facts = (
        "financeAndOperations.platformVersion",
        "financeAndOperations.applicationVersion",
        "customerEngagement.dualWriteCoreVersion",
    )
    example = {"customerEngagement.dualWriteCoreVersion": "1.0.23105.1"}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        return examination.all_of(
            lambda: self._platform(pair, examination),
            lambda: self._core_solution(pair, examination),
        )

    @staticmethod
    def _platform(pair: Pair, examination: Examination[Parameters]) -> Verdict:
        found = platform_or_application(pair, examination)
        note = contradiction(pair, examination)
        update = platform_update_of(found.version) if found.version is not None else None
        floor = _BUILD_FLOORS.get(update) if update is not None else None
        if update is None and found.version is not None and _lies_between_the_two(found.version):
            # Not newer than the table: no update had such builds, so it is mistyped or no release.
            unlisted = (
                f"the table of {table_date()} lists no platform update between PU63 and PU64 that it"
                f" could be of. {_ACCEPTED_PLATFORMS} is mandatory since {_MANDATORY_SINCE}"
            )
            return examination.fails(sentences(f"{found.subject}; {unlisted}.", note))
        return at_least(
            examination,
            found,
            compare_platform,
            parse_platform_version(floor) if floor else _OLDEST_UPDATE,
            f"{_ACCEPTED_PLATFORMS} is mandatory since {_MANDATORY_SINCE}",
            pair.finance_and_operations.platform_version,
            note,
        )

    @staticmethod
    def _core_solution(pair: Pair, examination: Examination[Parameters]) -> Verdict:
        fact = pair.customer_engagement.dual_write_core_version
        version = examination.read(fact)
        return at_least(
            examination,
            found_in("The dual-write core solution", fact, version),
            compare_dual_write_core,
            parse_dual_write_core_version(_CORE_FLOOR),
            f"{_CORE_FLOOR} or later is mandatory since {_MANDATORY_SINCE}",
            fact,
        )


def _lies_between_the_two(version: PlatformVersion) -> bool:
    """Whether a build lies after PU63's line and before PU64's, where neither floor decides."""
    oldest, newest = _BUILD_FLOORS
    return (
        compare_platform(version, oldest).order is Order.AT_LEAST
        and compare_platform(version, newest).order is Order.BELOW
    )
