"""Reading the finance and operations version where one of its two facts stands for the other.

The table ties each application release to one platform update. An undeclared application version is
therefore decided by the platform version, and the other way round; the message says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..facts import Fact, NotDeclared, State
from ..pair import Pair
from ..requirement import Examination
from ..text import quoted
from ..versions import (
    ApplicationVersion,
    PlatformVersion,
    application_of,
    is_newer_than_table,
    platform_of,
    same_release,
    table_date,
)

Version = TypeVar("Version")


@dataclass(frozen=True)
class Found(Generic[Version]):
    """A version, and how to show it in a message.

    ``version`` is None where the other fact stood in for it and is newer than the table: no release
    is known, but it is later than every one that is.
    """

    version: Version | None
    shown: str


def application_or_platform(
    pair: Pair, examination: Examination[Any]
) -> Found[ApplicationVersion]:
    """Read the application's version, or take it from the declared platform version.

    :raises NotDeclared: naming the application's version, where the table does not help either.
    """
    application = pair.finance_and_operations.application_version
    platform = pair.finance_and_operations.platform_version
    if application.state is not State.UNDECLARED or platform.state is State.UNDECLARED:
        version = examination.read(application)
        return Found(version, quoted(application.spelling))
    declared = examination.read(platform)
    through = application_of(declared)
    if through is None and is_newer_than_table(declared):
        return Found(None, _newer(platform))
    if through is None:
        raise NotDeclared(_with_hint(application, platform))
    return Found(through, f"{through} (taken from platform {quoted(platform.spelling)})")


def platform_or_application(pair: Pair, examination: Examination[Any]) -> Found[PlatformVersion]:
    """Read the platform's version, or take it from the declared application version.

    :raises NotDeclared: naming the platform's version, where the table does not help either.
    """
    application = pair.finance_and_operations.application_version
    platform = pair.finance_and_operations.platform_version
    if platform.state is not State.UNDECLARED or application.state is State.UNDECLARED:
        version = examination.read(platform)
        return Found(version, quoted(platform.spelling))
    declared = examination.read(application)
    through = platform_of(declared)
    if through is None and is_newer_than_table(declared):
        return Found(None, _newer(application))
    if through is None:
        raise NotDeclared(_with_hint(platform, application))
    return Found(through, f"{through} (taken from application {quoted(application.spelling)})")


def contradiction(pair: Pair) -> str:
    """A sentence for messages where the two declared versions are of different releases, or nothing."""
    application = pair.finance_and_operations.application_version
    platform = pair.finance_and_operations.platform_version
    if application.state is not State.DECLARED or platform.state is not State.DECLARED:
        return ""
    if same_release(application.read(), platform.read()) is not False:
        return ""
    return (
        f" Note that applicationVersion {quoted(application.spelling)} and platformVersion"
        f" {quoted(platform.spelling)} are of different releases: one of them is wrong."
    )


def _newer(declared: Fact[Any]) -> str:
    return f"{quoted(declared.spelling)}, which is newer than the table of {table_date()}"


def _with_hint(needed: Fact[Any], declared: Fact[Any]) -> Fact[Any]:
    hint = (
        f"{declared.path} {quoted(declared.spelling)} does not decide it: the table of"
        f" {table_date()} lists no release for it."
    )
    return Fact.undeclared(needed.path, hint)
