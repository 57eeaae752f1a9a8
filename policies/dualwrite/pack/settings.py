"""A policy's settings out of what the engine sends with each request."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pulumi_policy import EnforcementLevel, ReportViolation

from ..judging.configuration import ConfigurationError, Policy, Setting
from ..model.verdicts import Level

SettingType = TypeVar("SettingType")


class SettingReader(Generic[SettingType]):
    """Reads the settings of one policy, and again only where they have changed.

    They come with every resource, and may hold a thousand exemptions.
    """

    def __init__(self, read: Callable[[Mapping[str, Any]], SettingType]) -> None:
        self._read = read
        self._last: tuple[Mapping[str, Any], SettingType] | None = None

    def read(
        self, configured: Mapping[str, Any] | None, report: ReportViolation
    ) -> SettingType | None:
        """Read the settings. Unusable ones are a violation: a policy never runs on a guess."""
        found = configured or {}
        last = self._last  # one read of the attribute: requests may come on several threads
        if last is not None and last[0] == found:
            return last[1]
        try:
            setting = self._read(found)
        except ConfigurationError as error:
            report(f"The policy pack's configuration is wrong:\n{error}", None)
            return None
        self._last = (found, setting)
        return setting


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


KEPT_IN = Path(__file__).resolve().parent / "parameter_schemas.json"
_FOR_PEOPLE_ONLY = ("title",)
Schema = dict[str, dict[str, Any]]


def parameter_schema(policy: Policy[Any]) -> Schema:
    """The properties that the policy takes, with their types, defaults and descriptions.

    The engine fills in the defaults and refuses what breaks the schema, before the pack sees it.
    """
    kept = _kept().get(policy.name)
    return kept if kept is not None else make_parameter_schema(policy)


def make_parameter_schema(policy: Policy[Any]) -> Schema:
    """Make the schema anew from the policy's parameters."""
    schema = policy.parameters.model_json_schema(by_alias=True)
    defaults = policy.parameters().model_dump(mode="json", by_alias=True)
    return {
        name: {
            **{key: value for key, value in one.items() if key not in _FOR_PEOPLE_ONLY},
            "default": defaults[name],
        }
        for name, one in schema["properties"].items()
    }


@cache
def _kept() -> Mapping[str, Schema]:
    found: Mapping[str, Schema] = json.loads(KEPT_IN.read_text(encoding="utf-8"))
    return found
