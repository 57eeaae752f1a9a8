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
    TermOptions,
    check_text,
    print_lines,
    print_note,
    print_review_notes,
    requirement_called,
    until,
)
from .inputs import read_day
from .reports import OptionError


def run_exempt(
    name: str,
    pair: str,
    options: TermOptions,
    identifier: str | None,
    policy_pack_config: str,
    today: str | None,
) -> int:
    """Exempt a pair from a requirement, and return the exit code.

    :raises OptionError, InputError, DateError, FileError: before the file is changed.
    """
    day = read_day("--today", today)
    requirement = requirement_called(name)
    check_text({"PAIR": pair, "--id": identifier})
    terms = options.read(day)
    file = read_file_to_change(policy_pack_config)
    grant = terms.grant(file.free_ids(day, 1)[0] if identifier is None else identifier, [pair])
    _refuse_a_taken_id(grant, requirement, file)
    file.add([(requirement, grant)])
    print_lines(
        f"{printable(str(grant.id))}: {quoted(pair)} is exempt from {requirement.id}"
        f" {requirement.name} until {until(grant, day)}.",
        file.created(),
    )
    if file.configuration.setting(requirement).level is Level.DISABLED:
        print_note(
            f"{requirement.name} is disabled in {file.shown}: until that changes, no pair needs"
            " this exemption."
        )
    print_review_notes([(requirement, grant)], file.configuration, day)
    return exits.ACCEPTED


def _refuse_a_taken_id(
    grant: Grant, requirement: Requirement[Any], file: ConfigurationFile
) -> None:
    taken = file.configuration.setting(requirement).parameters.exemptions
    if grant.id in [one.id for one in taken]:
        raise OptionError(
            f"--id: {requirement.name} has an exemption {quoted(grant.id)} already in {file.shown}."
            " Choose another, or leave --id out."
        )
