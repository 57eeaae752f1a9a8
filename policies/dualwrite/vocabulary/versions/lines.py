"""The lines of numbers that dual-write speaks of, each as a value type.

Values of one line compare with each other; values of different lines only through the table
(see `comparison`). `str()` gives the usual spelling, and parsing that gives the same value.
"""

from __future__ import annotations

from dataclasses import dataclass


def _dotted(*numbers: int | None) -> str:
    return ".".join(str(number) for number in numbers if number is not None)


@dataclass(frozen=True)
class ApplicationRelease:
    """A release of the finance and operations application: 10.0.48, 10.0, or before it 8.1.3.

    `update` is the third number, and 0 where the spelling has two (10.0, 7.3).
    """

    major: int
    minor: int
    update: int

    def __str__(self) -> str:
        return _dotted(self.major, self.minor, self.update or None)


@dataclass(frozen=True)
class ApplicationBuild:
    """A build of the application: 10.0.2645.66, or the build line 10.0.2645 (no revision)."""

    major: int
    minor: int
    build: int
    revision: int | None = None

    def __str__(self) -> str:
        return _dotted(self.major, self.minor, self.build, self.revision)


@dataclass(frozen=True)
class UnifiedVersion:
    """A version of a unified environment: 10.0.47.11 is the eleventh of release 10.0.47."""

    release: ApplicationRelease
    number: int

    @property
    def major(self) -> int:
        """Return the first number, as every other application version has it."""
        return self.release.major

    @property
    def minor(self) -> int:
        """Return the second number, as every other application version has it."""
        return self.release.minor

    def __str__(self) -> str:
        return _dotted(self.major, self.minor, self.release.update, self.number)


@dataclass(frozen=True)
class PlatformUpdate:
    """A platform update: PU72."""

    number: int

    def __str__(self) -> str:
        return f"PU{self.number}"


@dataclass(frozen=True)
class PlatformBuild:
    """A build of the platform: 7.0.7996.40, or the build line 7.0.7996 (no revision)."""

    build: int
    revision: int | None = None

    def __str__(self) -> str:
        return _dotted(7, 0, self.build, self.revision)


@dataclass(frozen=True)
class CustomerEngagementBuild:
    """A platform version of customer engagement: 9.2.25091.00212.

    Leading zeros do not count; `str()` writes them as Microsoft does (9.1.0000.11732).
    """

    major: int
    minor: int
    build: int
    revision: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.build:04}.{self.revision:05}"


@dataclass(frozen=True)
class DualWriteCoreVersion:
    """A version of the dual-write core solution: 1.0.24073.3, or 1.0.24073 (no revision)."""

    build: int
    revision: int | None = None

    def __str__(self) -> str:
        return _dotted(1, 0, self.build, self.revision)


ApplicationVersion = ApplicationRelease | ApplicationBuild | UnifiedVersion
PlatformVersion = PlatformUpdate | PlatformBuild
