"""``dualwrite baseline``: grants for all that is a violation today, so that work can begin."""

from __future__ import annotations

import glob
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

from ...judging.exemptions import EXEMPTABLE
from ...model.verdicts import Kind, Result
from ...reports.formats import harmless_json
from ...requirements import REQUIREMENTS
from ...text.quoting import counted, joined
from ..consoles import writing_output
from ..exemption_editing import (
    ConfigurationFile,
    Granted,
    Terms,
    no_file,
    print_lines,
    print_note,
    print_review_notes,
    read_file_to_change,
    until,
    with_grants,
)
from ..files import one_writer
from ..inputs import mappings_path, outcome_without_verdict, print_notes, read_day, read_inputs
from ..judging import judge_inputs


def run_baseline(
    sources: list[str],
    terms: Terms,
    policy_pack_config: str | None,
    today: str | None,
    skip_without_pairs: bool = False,
    *,
    allow_empty: bool = False,
    mappings: str | None = None,
) -> int:
    """Exempt every pair from every requirement that it violates today, and return the exit code.

    :param policy_pack_config: the file to change; None prints a configuration instead.
    :param allow_empty: whether a run without a single pair is a success.
    :param mappings: the file of mappings, where the option names one.
    :raises OptionError, InputError, DateError, FileError: before anything is written.
    """
    day = read_day("--today", today)
    checked = terms.checked(day)
    with nullcontext() if policy_pack_config is None else one_writer(policy_pack_config):
        pairs = _run(sources, checked, policy_pack_config, today, day, skip_without_pairs, mappings)
    return outcome_without_verdict(pairs, allow_empty)


def _run(
    sources: list[str],
    checked: Terms,
    policy_pack_config: str | None,
    today: str | None,
    day: date,
    skip_without_pairs: bool,
    mappings: str | None,
) -> int:
    """Write what is exempt, and return how many pairs were judged."""
    file = no_file() if policy_pack_config is None else read_file_to_change(policy_pack_config)
    path = mappings_path(mappings, file.configuration)  # the file may name one, too
    read = read_inputs(
        sources,
        None,
        today,
        skip_without_pairs=skip_without_pairs,
        mappings=None if path is None else str(path),
    )
    inputs = replace(read, configuration=file.configuration)
    results = judge_inputs(inputs).results
    exemptable = [one for one in results if _is_exemptable(one)]
    granted = _granted(exemptable, checked, file, day)
    print_notes(inputs)
    if policy_pack_config is None:
        _print_configuration(granted)
        print_note(_summary(granted, exemptable, day))
    else:
        if granted:
            file.add(granted)
        print_lines(_summary(granted, exemptable, day), _outcome(file, granted))
    _print_notes_on_the_rest(results, exemptable)
    print_review_notes(granted, file.configuration, day)
    return len(inputs.pairs)


def _is_exemptable(result: Result) -> bool:
    """Whether a grant can cover it. It names pairs, and a damaged state may have one without name."""
    named = bool(result.pair.strip())
    return result.violation and result.verdict.kind in EXEMPTABLE and named


def _granted(
    exemptable: Sequence[Result], terms: Terms, file: ConfigurationFile, today: date
) -> list[Granted]:
    """One grant for each verdict of a requirement, for the pairs that have it.

    What nobody declares today may turn out to be a failure: then nobody has exempted that.
    """
    names: dict[tuple[str, Kind], set[str]] = {}
    for one in exemptable:
        names.setdefault((one.requirement, one.verdict.kind), set()).add(one.pair)
    violated = [
        (requirement, kind)
        for requirement in REQUIREMENTS
        for kind in EXEMPTABLE
        if (requirement.name, kind) in names
    ]
    identifiers = file.free_ids(today, len(violated))
    return [
        (requirement, terms.grant(identifier, _names(names[requirement.name, kind]), [kind.value]))
        for (requirement, kind), identifier in zip(violated, identifiers, strict=True)
    ]


def _names(pairs: Iterable[str]) -> list[str]:
    return [glob.escape(one) for one in sorted(pairs)]


def _print_configuration(granted: list[Granted]) -> None:
    text = with_grants("", granted) if granted else "{}\n"
    with writing_output():
        sys.stdout.buffer.write(harmless_json(text.encode("utf-8")))


def _summary(granted: list[Granted], exemptable: Sequence[Result], today: date) -> str:
    if not granted:
        return "There is nothing to exempt: no violation is left that an exemption can cover."
    ids = [str(grant.id) for _, grant in granted]
    named = ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
    pairs = {one.pair for one in exemptable}
    return (
        f"{counted(len(exemptable), 'violation')} of {counted(len(pairs), 'pair')}"
        f" {'is' if len(exemptable) == 1 else 'are'} exempt until {until(granted[0][1], today)}:"
        f" {counted(len(granted), 'exemption')}, {named}."
    )


def _outcome(file: ConfigurationFile, granted: list[Granted]) -> str:
    if granted:
        return file.changed()
    return f"{file.shown} is not created." if file.is_new else f"{file.shown} stays as it is."


def _print_notes_on_the_rest(results: Sequence[Result], exemptable: Sequence[Result]) -> None:
    violations = Counter(one.verdict.kind for one in results if one.violation)
    violations -= Counter(one.verdict.kind for one in exemptable)
    if violations:
        kinds = joined([f"{number} {kind.value}" for kind, number in sorted(violations.items())])
        remain = counted(violations.total(), "violation remains", "violations remain")
        print_note(f"{remain} that no exemption can cover: {kinds}.")
    not_yet_known = sum(one.verdict.kind is Kind.UNKNOWN and not one.violation for one in results)
    if not_yet_known:
        becomes = (
            "it becomes a violation, it is"
            if not_yet_known == 1
            else "they become violations, they are"
        )
        print_note(
            f"{counted(not_yet_known, 'result is', 'results are')} not known yet; if {becomes} not"
            " exempt."
        )
