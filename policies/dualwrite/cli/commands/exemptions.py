"""``dualwrite exemptions``: every grant of the policy pack's configuration, and what becomes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...judging.exemption_review import (
    MAY_YET_NEED_IT,
    ExemptionReviewParameters,
    Outcome,
    ReviewedGrant,
    review,
)
from ...judging.exemptions import Grants
from ...judging.requirement import Requirement
from ...model.verdicts import Level, Result
from ...reports.formats import document_bytes
from ...reports.terminal.exemptions import ListedGrant, State, print_grants
from ...requirements import REQUIREMENTS
from ...results.document import SCHEMA_VERSION
from ...results.making import grant_rows
from ...text.quoting import printable
from .. import exits
from ..consoles import output_console, writing_output
from ..exemption_editing import print_lines
from ..inputs import Inputs, print_notes, read_inputs
from ..judging import judge_inputs
from ..locations import with_places


def run_exemptions(
    sources: list[str],
    policy_pack_config: str,
    output_format: str,
    today: str | None,
    skip_without_pairs: bool = False,
    *,
    mappings: str | None = None,
) -> int:
    """List all exemptions, and return the exit code.

    :param output_format: ``table`` or ``json``.
    :param mappings: the file of mappings, where the option names one.
    :raises OptionError, InputError, DateError: before anything is printed.
    """
    inputs = read_inputs(
        sources,
        policy_pack_config,
        today,
        skip_without_pairs=skip_without_pairs,
        mappings=mappings,
    )
    listed = list_exemptions(inputs)
    print_notes(inputs)
    if output_format == "json":
        content = document_bytes(_document(listed, inputs))
        with writing_output():
            sys.stdout.buffer.write(content)
    elif listed:
        with writing_output():
            print_grants(listed, inputs.configuration.review.level, output_console())
    else:
        print_lines(f"{printable(policy_pack_config)} has no exemptions.")
    return exits.ACCEPTED


def _document(listed: Iterable[ListedGrant], inputs: Inputs) -> dict[str, Any]:
    """The exemptions as the document of ``check`` has them, and those of disabled policies, too."""
    level = inputs.configuration.review.level
    reviewed = [one.reviewed for one in listed]
    if level is Level.DISABLED:
        reviewed = [one.silenced() for one in reviewed]
    return {
        "schemaVersion": SCHEMA_VERSION,
        "today": inputs.today.isoformat(),
        "exemptions": with_places(grant_rows(reviewed, level), inputs.policy_pack_config),
    }


def list_exemptions(inputs: Inputs) -> list[ListedGrant]:
    """All grants, in the order of the requirements and of their lists."""
    return list(_listed(inputs, judge_inputs(inputs).results))


def _listed(inputs: Inputs, results: Iterable[Result]) -> Iterator[ListedGrant]:
    by_requirement: dict[str, list[Result]] = {}
    for one in results:
        by_requirement.setdefault(one.requirement, []).append(one)
    for requirement in REQUIREMENTS:
        setting = inputs.configuration.setting(requirement)
        grants = setting.parameters.grants
        if setting.level is Level.DISABLED:
            yield from _of_a_disabled_policy(requirement, grants, inputs.today)
        elif grants.all:
            found = by_requirement.get(requirement.name, [])
            yield from _of_a_policy(requirement, grants, found, inputs)


def _of_a_disabled_policy(
    requirement: Requirement[Any], grants: Grants, today: date
) -> Iterator[ListedGrant]:
    for grant in grants.all:
        reviewed = ReviewedGrant(requirement, grant, grant.days_left(today), (), ())
        yield ListedGrant(reviewed, State.DISABLED)


def _of_a_policy(
    requirement: Requirement[Any], grants: Grants, results: Sequence[Result], inputs: Inputs
) -> Iterator[ListedGrant]:
    parameters = inputs.configuration.review.parameters
    outcomes = [Outcome.of(one) for one in results]
    reviewed = review([(requirement, grants)], outcomes, inputs.today, parameters)
    for one, named in zip(reviewed, _named_by(grants, results), strict=True):
        missed = tuple(sorted(named.missing)) if one.days_left < 0 else ()
        unused = bool(results) and not one.covers and not named.undecided
        yield ListedGrant(one, _state(one, named, unused, parameters), missed)


@dataclass
class _Named:
    """The pairs that one grant names: which of them are violations, and whether any may become one."""

    missing: set[str] = field(default_factory=set)
    undecided: bool = False


def _named_by(grants: Grants, results: Iterable[Result]) -> list[_Named]:
    found = [_Named() for _ in grants.all]
    for result in results:
        kind = result.verdict.kind
        for position in grants.positions_naming(result.pair):
            if kind in MAY_YET_NEED_IT:
                found[position].undecided = True
            elif result.violation:
                found[position].missing.add(result.pair)
    return found


def _state(
    reviewed: ReviewedGrant, named: _Named, unused: bool, parameters: ExemptionReviewParameters
) -> State:
    """What becomes of a grant. Where no pair was judged, none can be called unused."""
    if reviewed.days_left < 0:
        return State.MISSED if named.missing else State.EXPIRED
    if unused:
        return State.UNUSED
    if parameters.warn_days and reviewed.days_left <= parameters.warn_days:
        return State.EXPIRES_SOON
    return State.IN_FORCE
