"""The pack's configuration: a level and parameters for each policy.

The format is Pulumi's own (the file of ``--policy-pack-config``): a mapping from policy names, or
``all``, to a level or to a mapping of ``enforcementLevel`` and parameters. The pack gets it from the
engine, the command line reads the same file; both validate it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

from pydantic import ValidationError

from ..model.verdicts import Level
from ..text.quoting import as_found, joined, printable, quoted
from ..text.refusals import refusal
from ..text.strict_model import StrictModel
from ..text.suggestions import did_you_mean
from .exemption_review import REVIEW, ExemptionReviewParameters
from .exemptions import grant_keys
from .parameters import Parameters
from .requirement import Requirement

_ALL = "all"
_ENVIRONMENTS = "environments"
"""Pulumi's own key in the same file: references to ESC environments, none of our business."""
_LEVEL_KEY = "enforcementLevel"
_LEVELS = tuple(level.value for level in Level)
_EXEMPTIONS = "exemptions"
"""The parameter of every requirement that holds its grants."""
ParametersType = TypeVar("ParametersType", bound=StrictModel, covariant=True)


class Policy(Protocol[ParametersType]):
    """What can be configured: a requirement, or the review of exemptions."""

    @property
    def name(self) -> str:
        """The name that it is configured by."""

    @property
    def level(self) -> Level:
        """The level that it has by itself."""

    @property
    def parameters(self) -> type[ParametersType]:
        """The model of its parameters."""


@dataclass(frozen=True)
class Setting:
    """How one requirement is applied."""

    level: Level
    parameters: Parameters


class ReviewSetting(NamedTuple):
    """How exemptions are looked at (policy ``exemptions``)."""

    level: Level
    parameters: ExemptionReviewParameters


@dataclass(frozen=True)
class Configuration:
    """Settings by requirement name; a requirement that is not in it has its defaults."""

    settings: Mapping[str, Setting] = field(default_factory=dict)
    review: ReviewSetting = field(default_factory=lambda: default_review())

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


def default_review() -> ReviewSetting:
    """The review's own level and default parameters."""
    return ReviewSetting(REVIEW.level, REVIEW.parameters())


def read_configuration(raw: object, requirements: Iterable[Requirement[Any]]) -> Configuration:
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
        settings[name] = Setting(*_read_policy(requirement, raw.get(name, {}), for_all, problems))
    review = ReviewSetting(*_read_policy(REVIEW, raw.get(REVIEW.name, {}), for_all, problems))
    names = {**{name: one.id for name, one in known.items()}, REVIEW.name: REVIEW.id}
    for name in raw:
        if name not in names and name not in (_ALL, _ENVIRONMENTS):
            problems.append(_unknown_policy(str(name), names))
    if problems:
        raise ConfigurationError(problems)
    return Configuration(settings, review)


def read_setting(requirement: Requirement[Any], raw: Mapping[str, Any]) -> Setting:
    """Read the settings of one policy alone.

    :raises ConfigurationError: for unknown parameters and values.
    """
    problems: list[str] = []
    setting = Setting(*_read_policy(requirement, raw, None, problems))
    if problems:
        raise ConfigurationError(problems)
    return setting


def read_review(raw: Mapping[str, Any]) -> ReviewSetting:
    """Read the settings of the policy ``exemptions`` alone.

    :raises ConfigurationError: for unknown parameters and values.
    """
    problems: list[str] = []
    setting = ReviewSetting(*_read_policy(REVIEW, raw, None, problems))
    if problems:
        raise ConfigurationError(problems)
    return setting


def _unknown_policy(name: str, known: Mapping[str, str]) -> str:
    for known_name, known_id in known.items():
        if known_id.casefold() == name.casefold():
            return f'{known_id}: policies are configured by name; write "{known_name}".'
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


def _read_policy(
    policy: Policy[ParametersType], raw: object, for_all: Level | None, problems: list[str]
) -> tuple[Level, ParametersType]:
    level = for_all or policy.level
    if isinstance(raw, str):
        return _read_level(policy.name, raw, problems) or level, policy.parameters()
    if not isinstance(raw, Mapping):
        problems.append(
            f"{policy.name}: {as_found(raw)}; accepted is a level"
            f" ({joined(_LEVELS, 'or')}) or a mapping of {_LEVEL_KEY} and parameters."
        )
        return policy.level, policy.parameters()
    given = dict(raw)
    if _LEVEL_KEY in given:
        level = _read_level(policy.name, given.pop(_LEVEL_KEY), problems) or level
    return level, _read_parameters(policy, given, problems)


def _read_parameters(
    policy: Policy[ParametersType], given: Mapping[str, Any], problems: list[str]
) -> ParametersType:
    model = policy.parameters
    accepted = [info.alias or name for name, info in model.model_fields.items()]
    try:
        return model.model_validate(given, by_name=False, by_alias=True)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            location = detail["loc"]
            if location[:1] == (_EXEMPTIONS,) and len(location) > 1:
                problems.append(_grant_problem(policy.name, given[_EXEMPTIONS], detail))
                continue
            where = ".".join([policy.name, *(printable(str(one)) for one in location)])
            if detail["type"] == "extra_forbidden":
                text = _unknown_key("parameter", str(location[-1]), [*accepted, _LEVEL_KEY])
            else:
                text = refusal(detail)
            problems.append(f"{where}: {text}")
    return model()


def _grant_problem(policy: str, grants: list[Any], detail: Any) -> str:
    """Name the grant, by its ID where it has one, and what is wrong with it."""
    position, *keys = detail["loc"][1:]
    grant = grants[position]
    name = grant.get("id") if isinstance(grant, Mapping) else None
    label = quoted(name) if isinstance(name, str) and name.strip() else str(position + 1)
    where = ", ".join([f"{policy}, exemption {label}", *(printable(str(one)) for one in keys)])
    if detail["type"] == "extra_forbidden":
        return f"{where}: {_unknown_key('key', str(keys[0]), grant_keys())}"
    if detail["type"] == "missing":
        return f"{where}: missing. A grant needs pairs, category, reason, owner and expiresOn."
    if not isinstance(grant, Mapping):
        return f"{where}: {as_found(grant)}; accepted is a mapping with {joined(grant_keys())}."
    return f"{where}: {refusal(detail)}"


def _unknown_key(what: str, name: str, accepted: Iterable[str]) -> str:
    known = list(accepted)
    return f"unknown {what}.{did_you_mean(name, known)} Accepted: {', '.join(known)}."
