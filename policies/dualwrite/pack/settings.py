"""A policy's settings out of what the engine sends with each request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from pulumi_policy import ReportViolation

from ..configuration import ConfigurationError

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
