"""Adding grants to the text of a policy pack's configuration, and proving that nothing else changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from ..configuration import Configuration, read_configuration
from ..grant import Grant
from ..parsing.json_text import parse_json
from ..requirement import Requirement
from ..sources.json_spans import members, whole
from .inserting import as_first_member, with_item, with_member
from .layout import Layout, layout_of
from .rendering import Value, rendered

_EXEMPTIONS = "exemptions"
_COVERS = "covers"
_LEVEL = "enforcementLevel"
_JSON_SPACE = " \t\r\n"

Granted = tuple[Requirement[Any], Grant]
"""A grant, and the requirement that it is granted for."""


class ChangeError(Exception):
    """A changed text that does not say what it must. A defect: it must not be written."""


def with_grants(text: str, granted: Iterable[Granted]) -> str:
    """Add grants, each behind those that its policy has; all else stays as it is written.

    :param text: a configuration that ``read_configuration`` accepts, or nothing.
    :raises ChangeError: where the outcome, read again, is anything but the old configuration and
        exactly these grants.
    """
    changes = list(granted)
    changed = text
    for requirement, grant in changes:
        changed = _with_grant(changed, requirement.name, _raw(grant))
    if changes:
        _prove(text, changed, changes)
    return changed


def _raw(grant: Grant) -> dict[str, Value]:
    """The grant as it is written: its keys in the order of the model, none that is empty."""
    raw = grant.model_dump(mode="json", by_alias=True, exclude_none=True)
    if len(raw.get(_COVERS, ())) == 1:
        (raw[_COVERS],) = raw[_COVERS]
    return cast("dict[str, Value]", raw)


def _with_grant(text: str, policy: str, grant: dict[str, Value]) -> str:
    layout = layout_of(text)
    grants: list[Value] = [grant]
    alone: dict[str, Value] = {_EXEMPTIONS: grants}
    if not text.strip():
        return rendered({policy: alone}, layout) + _after_nothing(text, layout)
    root = whole(text)
    if text[root.start] != "{":  # null, which stands for an empty configuration
        return text[: root.start] + rendered({policy: alone}, layout) + text[root.end :]
    setting = members(text, root).get(policy)
    if setting is None:
        return with_member(text, root, policy, alone, layout)
    if text[setting.start] != "{":  # a level alone
        return as_first_member(text, setting, _LEVEL, (_EXEMPTIONS, grants), layout)
    found = members(text, setting).get(_EXEMPTIONS)
    if found is None:
        return with_member(text, setting, _EXEMPTIONS, grants, layout)
    return with_item(text, found, grant, layout)


def _after_nothing(text: str, layout: Layout) -> str:
    """What an empty file ends with: its own white space, where JSON allows it."""
    return text if text and not text.strip(_JSON_SPACE) else layout.newline


def _prove(before: str, after: str, changes: list[Granted]) -> None:
    old = (parse_json(before) if before.strip() else None) or {}
    new = parse_json(after)
    if _exactly(new) != _exactly(_raw_with(old, changes)):
        raise ChangeError("the changed text holds something else")
    if read_configuration(new) != _with(read_configuration(old), changes):
        raise ChangeError("the changed text means something else")


def _exactly(value: Any) -> str:
    """For comparing: unlike Python, it tells 1 from 1.0 and true, and one order from another."""
    return json.dumps(value)


def _raw_with(old: Mapping[str, Any], changes: list[Granted]) -> dict[str, Any]:
    raw: dict[str, Any] = dict(old)
    for requirement, grant in changes:
        setting = raw.get(requirement.name, {})
        policy = dict(setting) if isinstance(setting, Mapping) else {_LEVEL: setting}
        policy[_EXEMPTIONS] = [*policy.get(_EXEMPTIONS, []), _raw(grant)]
        raw[requirement.name] = policy
    return raw


def _with(old: Configuration, changes: list[Granted]) -> Configuration:
    settings = {**old.settings}
    for requirement, grant in changes:
        setting = settings[requirement.name]
        exemptions = (*setting.parameters.exemptions, grant)
        parameters = setting.parameters.model_copy(update={_EXEMPTIONS: exemptions})
        settings[requirement.name] = replace(setting, parameters=parameters)
    return replace(old, settings=settings)
