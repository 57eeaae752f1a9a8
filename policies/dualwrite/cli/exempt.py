"""``dualwrite exempt``: one more grant in the policy pack's configuration."""

from __future__ import annotations

from typing import Any

from ..grant import Grant
from ..requirement import Requirement
from ..text import printable, quoted
from ..verdicts import Level
from . import exits
from .configuration_file import ConfigurationFile, read_file_to_change
from .granting import (
    Terms,
    print_lines,
    print_note,
    print_review_notes,
    requirement_called,
    text_given,
    until,
)
from .inputs import read_day
from .reports import OptionError


def run_exempt(
    name: str,
    pair: str,
    terms: Terms,
    identifier: str | None,
    policy_pack_config: str,
    today: str | None,
) -> int:
    """Exempt a pair from a requirement, and return the exit code.

    :raises OptionError, InputError, DateError, FileError: before the file is changed.
    """
    day = read_day("--today", today)
    requirement = requirement_called(name)
    named = _name_or_glob(pair)
    called = None if identifier is None else text_given("--id", identifier)
    checked = terms.checked(day)
    file = read_file_to_change(policy_pack_config)
    grant = checked.grant(file.free_ids(day, 1)[0] if called is None else called, [named])
    _refuse_a_taken_id(grant, requirement, file)
    file.add([(requirement, grant)])
    print_lines(
        f"{printable(str(grant.id))}: {quoted(named)} is exempt from {requirement.id}"
        f" {requirement.name} until {until(grant, day)}.",
        file.changed(),
    )
    if file.configuration.setting(requirement).level is Level.DISABLED:
        print_note(
            f"{requirement.name} is disabled in {file.shown}: until that changes, no pair needs"
            " this exemption."
        )
    print_review_notes([(requirement, grant)], file.configuration, day)
    return exits.ACCEPTED


def _name_or_glob(given: str) -> str:
    pair = text_given("PAIR", given).strip()
    if not pair:
        raise OptionError("PAIR: it is empty; accepted: a pair's name or a glob.")
    return pair


def _refuse_a_taken_id(
    grant: Grant, requirement: Requirement[Any], file: ConfigurationFile
) -> None:
    taken = file.configuration.setting(requirement).parameters.exemptions
    if grant.id in [one.id for one in taken]:
        raise OptionError(
            f"--id: {requirement.name} has an exemption {quoted(grant.id)} already in {file.shown}."
            " Choose another, or leave --id out."
        )
