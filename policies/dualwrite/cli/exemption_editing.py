"""What the commands that grant exemptions share: their options, and what is to be said afterwards."""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from ..discovery.sources.reading import STANDARD_INPUT
from ..judging.configuration import Configuration, read_configuration
from ..judging.exemption_review import REVIEW, Outcome, review
from ..judging.exemptions import Grant, Grants
from ..judging.requirement import Requirement
from ..model.verdicts import Kind, Level
from ..reports.terminal.layout import plain, wrapped, write
from ..requirements import REQUIREMENTS
from ..text.errors import InputError
from ..text.files import TextFileError, read_bytes
from ..text.json_editing import (
    Layout,
    Value,
    as_first_member,
    layout_of,
    rendered,
    with_item,
    with_member,
)
from ..text.json_text import members, parse_json, whole
from ..text.quoting import counted, printable, quoted
from ..text.refusals import refusal
from .consoles import output_console, writing_output
from .files import FileError, is_special, write_whole
from .inputs import configuration_in
from .lookup import rule_called
from .reports import OptionError

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
    if read_configuration(new, REQUIREMENTS) != _with(
        read_configuration(old, REQUIREMENTS), changes
    ):
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


_OPTIONS = {
    "id": "--id",
    "pairs": "PAIR",
    "covers": "--covers",
    "category": "--category",
    "reason": "--reason",
    "owner": "--owner",
    "approvedBy": "--approved-by",
    "ticket": "--ticket",
    "expiresOn": "--until",
}
"""Where each key of a grant comes from."""
_MOST_NOTES = 3


@dataclass(frozen=True)
class Terms:
    """What a grant says besides the pairs that it covers: the options that both commands have."""

    until: str
    reason: str
    owner: str
    category: str
    approved_by: str | None
    ticket: str | None

    def checked(self, today: date) -> Terms:
        """The same terms once a grant can be made on them, before anything is read or judged.

        :raises OptionError: naming the option that cannot be taken.
        """
        given = {
            name: text_given(f"--{name.replace('_', '-')}", text)
            for name, text in asdict(self).items()
            if text is not None
        }
        terms = replace(self, **given)
        grant = terms.grant("EX", ["pair"])
        if not grant.in_force(today):
            raise OptionError(f"--until: {grant.expires_on} is past: today is {today}.")
        return terms

    def grant(
        self, identifier: str, pairs: Iterable[str], covers: Sequence[str] | None = None
    ) -> Grant:
        """A grant on these terms.

        :param covers: the verdicts that it covers; None leaves that unsaid.
        :raises OptionError: naming the option that cannot be taken.
        """
        raw = {
            "id": identifier,
            "pairs": list(pairs),
            "covers": None if covers is None else list(covers),
            "category": self.category,
            "reason": self.reason,
            "owner": self.owner,
            "approvedBy": self.approved_by,
            "ticket": self.ticket,
            "expiresOn": self.until,
        }
        given = {key: value for key, value in raw.items() if value is not None}
        try:
            return Grant.model_validate(given, by_name=False, by_alias=True)
        except ValidationError as error:
            raise _refused(error) from None


def _refused(error: ValidationError) -> OptionError:
    detail = error.errors(include_url=False)[0]
    return OptionError(f"{_OPTIONS[str(detail['loc'][0])]}: {refusal(detail)}")


def text_given(option: str, text: str) -> str:
    """What was given, as text that can be written to a file.

    Under some locales (C) Python reads no byte beyond ASCII: it keeps them in half surrogate pairs.

    :param option: the option or argument, for messages.
    :raises OptionError: where the bytes that were given are not UTF-8.
    """
    try:
        text.encode("utf-8")
        return text
    except UnicodeEncodeError:
        pass
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        raise OptionError(f"{option}: {quoted(text)} is no UTF-8 text.") from None


def requirement_called(name_or_id: str) -> Requirement[Any]:
    """The requirement of a name or an ID, in any case.

    :raises OptionError: where there is none that pairs can be exempt from.
    """
    found = rule_called(name_or_id)
    if isinstance(found, Requirement):
        return found
    raise OptionError(
        f"{found.name} ({found.id}) judges no pair, so that none can be exempt from it."
    )


def print_lines(*texts: str) -> None:
    """Say on standard output what was done; empty texts are left out."""
    console = output_console()
    with writing_output():
        write(console, [plain(line) for text in texts for line in wrapped(text, console.width)])


def print_note(text: str) -> None:
    """Say something on standard error that is no error."""
    print(f"dualwrite: note: {text}", file=sys.stderr)


def print_review_notes(
    granted: Iterable[Granted], configuration: Configuration, today: date
) -> None:
    """Say what the policy ``exemptions`` will say about new grants, so that nobody is surprised.

    :param configuration: as it was before them.
    """
    level = configuration.review.level
    if level is Level.DISABLED:
        return
    notices = [
        notice
        for requirement, grant in granted
        for notice in _notices(requirement, grant, configuration, today)
    ]
    for notice in notices[:_MOST_NOTES]:
        print_note(f"{REVIEW.name} ({REVIEW.id}, {level.value}) will say: {printable(notice)}")
    if len(notices) > _MOST_NOTES:
        print_note(f"... and {len(notices) - _MOST_NOTES} more of these.")


def _notices(
    requirement: Requirement[Any], grant: Grant, configuration: Configuration, today: date
) -> tuple[str, ...]:
    """What will be said about a new grant, if its pairs need it."""
    setting = configuration.setting(requirement)
    if setting.level is Level.DISABLED:
        return ()
    grants = Grants((*setting.parameters.exemptions, grant))
    pairs = {pair for one in grants.all for pair in one.pairs}
    outcomes = [Outcome(requirement.id, pair, Kind.EXEMPT) for pair in sorted(pairs)]
    *_, last = review([(requirement, grants)], outcomes, today, configuration.review.parameters)
    return last.notices


def until(grant: Grant, today: date) -> str:
    """The last day of a grant, with the days until then: ``2027-01-31 (68 days left)``."""
    return f"{grant.expires_on} ({counted(grant.days_left(today), 'day')} left)"


_ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_ID = re.compile(r"EX-(\d{4})-(\d{3,9})", re.ASCII)


@dataclass(frozen=True)
class ConfigurationFile:
    """What a configuration file holds, to the byte. One that is not there is empty, and ``is_new``."""

    path: str
    text: str
    byte_order_mark: bytes
    is_new: bool
    configuration: Configuration

    @property
    def shown(self) -> str:
        """What to call it in a message."""
        return printable(self.path)

    @property
    def _bytes(self) -> bytes:
        return self.text.encode("utf-8")

    def changed(self) -> str:
        """What to say once grants are added to it."""
        if self.is_new:
            return f"{self.shown} was not there; it is created."
        return f"Added to {self.shown}."

    def free_ids(self, today: date, number: int) -> list[str]:
        """IDs for new exemptions, ``EX-2026-001``: after the highest of the year in the whole file.

        Those of exemptions that were removed are not looked for between the others, as an ID that
        returns would be taken for the old exemption.
        """
        settings = self.configuration.settings.values()
        used = (
            _ID.fullmatch(one.id or "") for each in settings for one in each.parameters.exemptions
        )
        year = f"{today.year:04}"
        highest = max((int(found[2]) for found in used if found and found[1] == year), default=0)
        return [f"EX-{year}-{highest + one:03}" for one in range(1, number + 1)]

    def add(self, granted: Iterable[Granted]) -> None:
        """Write the file with grants added to it, whole or not at all.

        :raises FileError: where it cannot be written.
        """
        content = with_grants(self.text, granted).encode("utf-8")
        if _content(self.path) != (None if self.is_new else self.byte_order_mark + self._bytes):
            raise FileError(f"{self.shown}: somebody has changed it meanwhile. Run this again.")
        write_whole({self.path: self.byte_order_mark + content})


def no_file() -> ConfigurationFile:
    """Stands for the configuration of those who have no file yet."""
    return ConfigurationFile("", "", b"", True, Configuration())


def read_file_to_change(path: str) -> ConfigurationFile:
    """Read a configuration that is going to be changed.

    :raises OptionError: where no file is named.
    :raises InputError: where it cannot be read, or anything in it is wrong.
    """
    if path in ("", STANDARD_INPUT):
        shown = "- is standard input" if path else "it is empty"
        raise OptionError(
            f"--policy-pack-config: {shown}; accepted: the file to add exemptions to."
        )
    _refuse_unwritable(path)
    content = _content(path)
    mark = codecs.BOM_UTF8 if content is not None and content.startswith(codecs.BOM_UTF8) else b""
    try:
        text = (content or b"").removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(path, ["it is no UTF-8 text."]) from None
    return ConfigurationFile(path, text, mark, content is None, configuration_in(path, text))


def _refuse_unwritable(path: str) -> None:
    """Refuse what cannot hold an exemption: it would be said to be added, and be nowhere.

    :raises OptionError: for a device, a pipe, and a file that is read-only.
    """
    option = f"--policy-pack-config {printable(path)}"
    if is_special(path):
        raise OptionError(f"{option}: it is no regular file, and keeps no exemptions.")
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return  # not there, or told by whoever reads it
    if stat.S_ISREG(mode) and not (mode & _ANYBODY_WRITES and os.access(path, os.W_OK)):
        raise OptionError(f"{option}: it is read-only. Make it writable first (chmod u+w).")


def _content(path: str) -> bytes | None:
    if not os.path.lexists(path):
        return None
    try:
        return read_bytes(Path(path))
    except TextFileError as error:
        raise InputError(path, [str(error)]) from None
