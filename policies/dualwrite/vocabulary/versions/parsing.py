"""Reading a version: recognise the line of numbers first, by the table.

Every spelling ignores case, and spaces around its parts; leading zeros do not count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .lines import (
    ApplicationBuild,
    ApplicationRelease,
    ApplicationVersion,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    PlatformBuild,
    PlatformUpdate,
    PlatformVersion,
    UnifiedVersion,
)
from .table import CURRENT_FAMILY, application_lines, listed_releases

_LONGEST_QUOTE = 60


class VersionError(ValueError):
    """A text that is no version of the expected kind.

    The message says what was found and what is accepted. It names neither the pair nor the key:
    whoever knows them adds them.
    """


def quoted(text: str) -> str:
    """Return the text in double quotes, shortened, on one line and with nothing unprintable."""
    short = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
    return f'"{"".join(map(_printable, short))}"'


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


_NUMBERS = re.compile(r"[0-9]{1,6}(?:\s*\.\s*[0-9]{1,6})*")
_PLATFORM_UPDATE = re.compile(r"(?:pu|(?:platform\s*)?update)\s*([0-9]{1,6})", re.IGNORECASE)

# Releases are numbered one by one, builds by the day: a number above this is no release.
_HIGHEST_RELEASE = 99
_HIGHEST_PLATFORM_UPDATE = 999

_APPLICATION = "an application version"
_PLATFORM = "a platform version of finance and operations"
_CUSTOMER_ENGAGEMENT = "a platform version of customer engagement"
_CORE = "a version of the dual-write core solution"

_APPLICATION_KEY = "financeAndOperations.applicationVersion"
_PLATFORM_KEY = "financeAndOperations.platformVersion"
_CUSTOMER_ENGAGEMENT_KEY = "customerEngagement.platformVersion"
_CORE_KEY = "customerEngagement.dualWriteCoreVersion"

_ACCEPTED = {
    _APPLICATION: "a release (10.0.48), an application build (10.0.2645.66) or a "
    "unified-environment version (10.0.47.11)",
    _PLATFORM: 'a platform build (7.0.7996.40) or a platform update ("PU72", "Update 72", '
    '"Platform update 72")',
    _CUSTOMER_ENGAGEMENT: "four numbers, as in 9.2.25091.00212",
    _CORE: "1.0.24073.3 or 1.0.24073 (10.0 at the start is read as 1.0)",
}

Numbers = tuple[int, ...]


@lru_cache(maxsize=1024)
def parse_application_version(text: str) -> ApplicationVersion:
    """Read the application version of finance and operations.

    Accepted: a release (10.0.48, 10.0, 8.1.3), an application build (10.0.2645.66, 10.0.2645,
    8.1.227) or a unified-environment version (10.0.47.11). The table says which of them a number
    is. Raises VersionError for anything else, for a number that fits two lines (10.0.51.7), and
    for platform versions.

    Source: whats-new-home-page.md, ms.date 10/27/2025; quality-updates-schedule.md, ms.date
    2026-09-21.
    """
    numbers = _read_numbers(text)
    family = numbers[:2]
    if 2 <= len(numbers) <= 4:
        if family == CURRENT_FAMILY:
            return _current_version(text, numbers)
        if _is_older_application(numbers):
            return _older_version(numbers)
    if _is_platform(text, numbers):
        raise _misplaced(text, _APPLICATION, "of the platform", _PLATFORM_KEY)
    if numbers[:1] == (9,):
        raise _misplaced(text, _APPLICATION, "of customer engagement", _CUSTOMER_ENGAGEMENT_KEY)
    raise _unreadable(text, _APPLICATION)


@lru_cache(maxsize=1024)
def parse_platform_version(text: str) -> PlatformVersion:
    """Read the platform version of finance and operations.

    Accepted: a platform build (7.0.7996.40, 7.0.7996) or a platform update ("PU72", "Update72",
    "Platform update 72"). Raises VersionError for anything else, and for application versions.

    Source: whats-new-home-page.md, ms.date 10/27/2025.
    """
    update = _PLATFORM_UPDATE.fullmatch(text.strip())
    if update is not None and 1 <= int(update[1]) <= _HIGHEST_PLATFORM_UPDATE:
        return PlatformUpdate(int(update[1]))
    numbers = _read_numbers(text)
    if numbers[:2] == CURRENT_FAMILY or _is_older_application(numbers):
        raise _misplaced(text, _PLATFORM, "of the application", _APPLICATION_KEY)
    if numbers[:2] == (7, 0) and len(numbers) in (3, 4):
        return PlatformBuild(*numbers[2:])
    if numbers[:1] == (9,):
        raise _misplaced(text, _PLATFORM, "of customer engagement", _CUSTOMER_ENGAGEMENT_KEY)
    raise _unreadable(text, _PLATFORM)


@lru_cache(maxsize=1024)
def parse_customer_engagement_version(text: str) -> CustomerEngagementBuild:
    """Read the platform version of customer engagement: four numbers, as in 9.2.25091.00212.

    Raises VersionError for anything else, and for numbers of other lines that have four parts
    too: an application version (10.0.2645.66) would otherwise count as later than every minimum.

    Source: dual-write-system-req.md, ms.date 01/15/2026.
    """
    numbers = _read_numbers(text)
    if len(numbers) != 4:
        raise _unreadable(text, _CUSTOMER_ENGAGEMENT)
    if numbers[:2] == CURRENT_FAMILY:
        owner = "of the finance and operations application"
        raise _misplaced(text, _CUSTOMER_ENGAGEMENT, owner, _APPLICATION_KEY)
    if _is_platform(text, numbers):
        owner = "of the finance and operations platform"
        raise _misplaced(text, _CUSTOMER_ENGAGEMENT, owner, _PLATFORM_KEY)
    if numbers[:2] == (1, 0):
        owner = "of the dual-write core solution"
        raise _misplaced(text, _CUSTOMER_ENGAGEMENT, owner, _CORE_KEY)
    return CustomerEngagementBuild(*numbers)


@lru_cache(maxsize=1024)
def parse_dual_write_core_version(text: str) -> DualWriteCoreVersion:
    """Read the version of the dual-write core solution.

    Accepted: 1.0.24073.3, 1.0.24073, and the articles' other spelling 10.0 for 1.0 (10.0.36.0).
    Raises VersionError for anything else.

    Source: whats-new-dual-write.md, ms.date 10/04/2024; 5-minute-mode.md, ms.date 08/02/2022.
    """
    numbers = _read_numbers(text)
    if len(numbers) in (3, 4) and numbers[:2] in ((1, 0), (10, 0)):
        return DualWriteCoreVersion(*numbers[2:])
    raise _unreadable(text, _CORE)


def parse_solution_version(text: str) -> tuple[int, ...]:
    """Read the version of a solution of Dataverse: four numbers, 15.0.0.2.

    Raises VersionError for anything else.
    """
    numbers = _read_numbers(text)
    if len(numbers) == 4:
        return numbers
    raise VersionError(
        f"{quoted(text)} is not a version of a solution. Accepted: four numbers, such as 15.0.0.2."
    )


def _read_numbers(text: str) -> Numbers:
    """Return the numbers between the dots; none where the text is not of that form."""
    text = text.strip()
    return tuple(map(int, text.split("."))) if _NUMBERS.fullmatch(text) else ()


def _current_version(text: str, numbers: Numbers) -> ApplicationVersion:
    major, minor, third = (*numbers, 0)[:3]
    release = ApplicationRelease(major, minor, third)
    is_release = release in listed_releases()
    is_line = application_lines()[CURRENT_FAMILY].has(third)
    is_build = is_line or third > _HIGHEST_RELEASE
    if len(numbers) < 4:
        return release if is_release or not is_build else ApplicationBuild(*numbers)
    if is_release and is_line:
        raise _fits_two_lines(text, release)
    return ApplicationBuild(*numbers) if is_build else UnifiedVersion(release, numbers[3])


def _older_version(numbers: Numbers) -> ApplicationVersion:
    major, minor, third = (*numbers, 0)[:3]
    release = ApplicationRelease(major, minor, third)
    if len(numbers) < 4 and release in listed_releases():
        return release
    return ApplicationBuild(*numbers)


def _is_older_application(numbers: Numbers) -> bool:
    family = numbers[:2]
    if family == CURRENT_FAMILY or family not in application_lines() or len(numbers) > 4:
        return False
    if family != (7, 0) or len(numbers) == 2:
        return True
    # The platform numbers its builds 7.0 as well: of these, only listed ones are the application.
    is_line = application_lines()[7, 0].has(numbers[2])
    return is_line or (len(numbers) == 3 and ApplicationRelease(*numbers) in listed_releases())


def _is_platform(text: str, numbers: Numbers) -> bool:
    is_build = numbers[:2] == (7, 0) and len(numbers) in (3, 4)
    return is_build or _PLATFORM_UPDATE.fullmatch(text.strip()) is not None


def _unreadable(text: str, kind: str) -> VersionError:
    return VersionError(f"{quoted(text)} is not {kind}; accepted: {_ACCEPTED[kind]}")


def _misplaced(text: str, kind: str, owner: str, key: str) -> VersionError:
    return VersionError(
        f"{quoted(text)} is not {kind} but a version {owner}, which belongs in {key}; "
        f"accepted: {_ACCEPTED[kind]}"
    )


def _fits_two_lines(text: str, release: ApplicationRelease) -> VersionError:
    owner = application_lines()[CURRENT_FAMILY].number_of(release.update, None)
    other = ApplicationRelease(*CURRENT_FAMILY, owner or 0)
    return VersionError(
        f"{quoted(text)} is not one version: it fits two lines, the unified-environment versions "
        f"of {release} and the builds of {other}; accepted: the release alone ({release} or "
        f"{other}), or the platform build in {_PLATFORM_KEY} instead"
    )
