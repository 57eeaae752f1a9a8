"""The pack's configuration: a level and parameters for each policy.

The format is Pulumi's own (the file of ``--policy-pack-config``): a mapping from policy names, or
``all``, to a level or to a mapping of ``enforcementLevel`` and parameters. The pack gets it from the
engine, the command line reads the same file; both validate it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from .parameters import Parameters
from .requirement import Requirement
from .requirements import REQUIREMENTS
from .suggestions import did_you_mean
from .text import as_found, joined, printable, quoted
from .verdicts import Level

_ALL = "all"
_ENVIRONMENTS = "environments"
"""Pulumi's own key in the same file: references to ESC environments, none of our business."""
_LEVEL_KEY = "enforcementLevel"
_LEVELS = tuple(level.value for level in Level)


@dataclass(frozen=True)
class Setting:
    """How one requirement is applied."""

    level: Level
    parameters: Parameters


@dataclass(frozen=True)
class Configuration:
    """Settings by requirement name; a requirement that is not in it has its defaults."""

    settings: Mapping[str, Setting] = field(default_factory=dict)

    def setting(self, requirement: Requirement[Any]) -> Setting:
        """The level and parameters of one requirement."""
        found = self.settings.get(requirement.name)
        return found if found is not None else default_setting(requirement)


class ConfigurationError(Exception):
    """The configuration is wrong; ``problems`` lists everything that is."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def default_setting(requirement: Requirement[Any]) -> Setting:
    """A requirement's own level and default parameters."""
    return Setting(requirement.level, requirement.parameters())


def read_configuration(
    raw: object, requirements: Iterable[Requirement[Any]] = REQUIREMENTS
) -> Configuration:
    """Read a policy-pack configuration.

    :param raw: the parsed JSON; an empty mapping or None stands for the defaults.
    :raises ConfigurationError: for unknown policies, levels, parameters and values, all at once,
        each with what is accepted.
    """
    if raw is None:
        return Configuration()
    if not isinstance(raw, Mapping):
        raise ConfigurationError(
            [f"{as_found(raw)}; accepted is a mapping from policy names (or {_ALL}) to settings."]
        )
    known = {one.name: one for one in requirements}
    problems: list[str] = []
    for_all = _level_for_all(raw[_ALL], problems) if _ALL in raw else None
    settings: dict[str, Setting] = {}
    for name, requirement in known.items():
        settings[name] = _read_setting(requirement, raw.get(name, {}), for_all, problems)
    for name in raw:
        if name not in known and name not in (_ALL, _ENVIRONMENTS):
            problems.append(_unknown_policy(str(name), known))
    if problems:
        raise ConfigurationError(problems)
    return Configuration(settings)


def read_setting(requirement: Requirement[Any], raw: Mapping[str, Any]) -> Setting:
    """Read the settings of one policy alone.

    :raises ConfigurationError: for unknown parameters and values.
    """
    problems: list[str] = []
    setting = _read_setting(requirement, raw, None, problems)
    if problems:
        raise ConfigurationError(problems)
    return setting


def _unknown_policy(name: str, known: Mapping[str, Requirement[Any]]) -> str:
    by_id = next((one for one in known.values() if one.id.casefold() == name.casefold()), None)
    if by_id is not None:
        return f'{by_id.id}: policies are configured by name; write "{by_id.name}".'
    hint = did_you_mean(name, [*known, _ALL])
    shown = printable(name) or quoted(name)
    return f"{shown}: unknown policy.{hint} Accepted: {', '.join([*known, _ALL])}."


def _level_for_all(raw: object, problems: list[str]) -> Level | None:
    if isinstance(raw, Mapping):
        others = [str(key) for key in raw if key != _LEVEL_KEY]
        if others:
            problems.append(
                f"{_ALL}: takes {_LEVEL_KEY} only, not {joined([printable(one) for one in others])};"
                " parameters belong to one policy each."
            )
        if _LEVEL_KEY not in raw:
            return None
        raw = raw[_LEVEL_KEY]
    return _read_level(_ALL, raw, problems)


def _read_level(where: str, raw: object, problems: list[str]) -> Level | None:
    if isinstance(raw, str) and raw in _LEVELS:
        return Level(raw)
    hint = did_you_mean(raw, _LEVELS) if isinstance(raw, str) else ""
    problems.append(
        f"{where}: {quoted(raw)} is not an enforcement level.{hint} Accepted: {joined(_LEVELS, 'or')}."
    )
    return None


def _read_setting(
    requirement: Requirement[Any], raw: object, for_all: Level | None, problems: list[str]
) -> Setting:
    default = default_setting(requirement)
    level = for_all or default.level
    if isinstance(raw, str):
        return Setting(_read_level(requirement.name, raw, problems) or level, default.parameters)
    if not isinstance(raw, Mapping):
        problems.append(
            f"{requirement.name}: {as_found(raw)}; accepted is a level"
            f" ({joined(_LEVELS, 'or')}) or a mapping of {_LEVEL_KEY} and parameters."
        )
        return default
    given = dict(raw)
    if _LEVEL_KEY in given:
        level = _read_level(requirement.name, given.pop(_LEVEL_KEY), problems) or level
    return Setting(level, _read_parameters(requirement, given, problems))


def _read_parameters(
    requirement: Requirement[Any], given: Mapping[str, Any], problems: list[str]
) -> Parameters:
    model = requirement.parameters
    accepted = [info.alias or name for name, info in model.model_fields.items()]
    try:
        return model.model_validate(given, by_name=False, by_alias=True)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            where = ".".join([requirement.name, *(printable(str(one)) for one in detail["loc"])])
            if detail["type"] == "extra_forbidden":
                name = str(detail["loc"][-1])
                text = (
                    f"unknown parameter.{did_you_mean(name, accepted)}"
                    f" Accepted: {', '.join(accepted)}."
                )
            else:
                message = detail["msg"].removeprefix("Value error, ")
                shown = quoted(detail["input"])
                text = message if shown in message else f"{shown}: {message}."
            problems.append(f"{where}: {text}")
    return model()
