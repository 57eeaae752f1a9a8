"""``dualwrite exempt``: one more grant in the policy pack's configuration."""

from __future__ import annotations

from typing import Any

from ...judging.exemptions import COVERABLE, Grant, read_covers
from ...judging.requirement import Requirement
from ...model.verdicts import Level
from ...text.quoting import joined, printable, quoted
from .. import exits
from ..exemption_editing import (
    ConfigurationFile,
    Terms,
    print_lines,
    print_note,
    print_review_notes,
    read_file_to_change,
    requirement_called,
    text_given,
    until,
)
from ..files import one_writer
from ..inputs import read_day
from ..pair_lookup import look_up
from ..reports import OptionError


def run_exempt(
    name: str,
    pair: str,
    terms: Terms,
    identifier: str | None,
    policy_pack_config: str,
    today: str | None,
    *,
    covers: list[str] | None = None,
    sources: list[str] | None = None,
) -> int:
    """Exempt a pair from a requirement, and return the exit code.

    :param covers: the verdicts that it is for; otherwise those that the sources show.
    :param sources: where the pair is; otherwise it is looked for in the working directory.
    :raises OptionError, InputError, DateError, FileError: before the file is changed.
    """
    day = read_day("--today", today)
    requirement = requirement_called(name)
    named = _name_or_glob(pair)
    called = None if identifier is None else text_given("--id", identifier)
    said = None if covers is None else _read_covers(covers)
    checked = terms.checked(day)
    with one_writer(policy_pack_config):
        file = read_file_to_change(policy_pack_config)
        standing = look_up(named, requirement, sources, file.configuration, today)
        grant = checked.grant(
            file.free_ids(day, 1)[0] if called is None else called,
            [named],
            said or standing.verdicts or COVERABLE,
        )
        _refuse_a_taken_id(grant, requirement, file)
        file.add([(requirement, grant)])
    print_lines(
        f"{printable(str(grant.id))}: {quoted(named)} is exempt from {requirement.id}"
        f" {requirement.name} until {until(grant, day)}. It covers {joined(grant.covered)}.",
        file.changed(),
    )
    if standing.note:
        print_note(standing.note)
    if said is None and not standing.verdicts:
        print_note(
            "what the pair fails was not seen, so that it covers both verdicts; --covers undeclared"
            " or --covers fail says which is meant."
        )
    if file.configuration.setting(requirement).level is Level.DISABLED:
        print_note(
            f"{requirement.name} is disabled in {file.shown}: until that changes, no pair needs"
            " this exemption."
        )
    print_review_notes([(requirement, grant)], file.configuration, day)
    return exits.ACCEPTED


def _read_covers(given: list[str]) -> tuple[str, ...]:
    try:
        return read_covers([text_given("--covers", one) for one in given])
    except ValueError as error:
        raise OptionError(f"--covers: {error}") from None


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
