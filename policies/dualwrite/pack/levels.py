"""Levels: in the SDK's words, and the one that a policy is configured with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from pulumi_policy import EnforcementLevel, ReportViolation

from ..configuration import Setting
from ..verdicts import Level


def level_of(level: Level) -> EnforcementLevel:
    """The SDK's member for a level."""
    return _levels()[level.value]


@cache
def _levels() -> Mapping[str, EnforcementLevel]:
    return {level.value: level for level in EnforcementLevel}


def level_in(report: ReportViolation, default: Level) -> Level:
    """The level that a report is made at. The SDK does not say, our own servicer does."""
    found = getattr(report, "level", default)
    assert isinstance(found, Level)
    return found


def at_level(setting: Setting, report: ReportViolation) -> Setting:
    """A policy's setting with the level that it really has."""
    level = level_in(report, setting.level)
    return setting if level is setting.level else replace(setting, level=level)
