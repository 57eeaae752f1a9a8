"""What the commands that grant exemptions share: their options, and what is to be said afterwards."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from ..configuration import Configuration
from ..editing.grants import Granted
from ..exemptions.reviewing import Outcome, review
from ..exemptions.rule import REVIEW
from ..grant import Grant, Grants
from ..refusals import refusal
from ..reports.layout import plain, wrapped, write
from ..requirement import Requirement
from ..text import counted, printable, quoted
from ..verdicts import Kind, Level
from .consoles import output_console, writing_output
from .lookup import rule_called
from .reports import OptionError

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
