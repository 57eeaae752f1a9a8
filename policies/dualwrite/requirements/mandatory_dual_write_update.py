"""DW015: the update that Microsoft made mandatory for dual-write on 2024-11-30 is there."""

from __future__ import annotations

from ..pair import Pair
from ..parameters import Parameters
from ..requirement import Examination, Requirement, Severity
from ..text import quoted
from ..verdicts import Level, Verdict
from ..versions import (
    PlatformUpdate,
    compare_dual_write_core,
    compare_platform,
    parse_dual_write_core_version,
    parse_platform_version,
    platform_update_of,
)
from .comparing import at_least
from .release_facts import Found, contradiction, platform_or_application
from .sources import WHATS_NEW

_CORE_FLOOR = "1.0.24073.3"
_OLDEST_UPDATE = PlatformUpdate(63)
_BUILD_FLOORS = {PlatformUpdate(63): "7.0.7198.188", PlatformUpdate(64): "7.0.7279.121"}
"""Two updates got the change later, in a build of their own; all after them have it from the start."""


class MandatoryDualWriteUpdate(Requirement[Parameters]):
    """PU63 from 7.0.7198.188, PU64 from 7.0.7279.121 or any later platform, and the core solution."""

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
        update = platform_update_of(found.version) if found.version is not None else None
        floor = _BUILD_FLOORS.get(update) if update is not None else None
        needed = f"{floor} or later" if floor else f"{_OLDEST_UPDATE} or later"
        return at_least(
            examination,
            found,
            compare_platform,
            parse_platform_version(floor) if floor else _OLDEST_UPDATE,
            f"The finance and operations platform is {found.shown}; {needed} is mandatory since"
            f" 2024-11-30.{contradiction(pair)}",
            pair.finance_and_operations.platform_version,
        )

    @staticmethod
    def _core_solution(pair: Pair, examination: Examination[Parameters]) -> Verdict:
        fact = pair.customer_engagement.dual_write_core_version
        return at_least(
            examination,
            Found(examination.read(fact), quoted(fact.spelling)),
            compare_dual_write_core,
            parse_dual_write_core_version(_CORE_FLOOR),
            f"The dual-write core solution is {quoted(fact.spelling)}; {_CORE_FLOOR} or later is"
            " mandatory since 2024-11-30.",
            fact,
        )
