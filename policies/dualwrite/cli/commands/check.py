"""``dualwrite check``: the same verdicts as the pack, with no Pulumi at all."""

from __future__ import annotations

from .. import exits
from ..consoles import output_console, writing_output
from ..inputs import Inputs, outcome_without_verdict, print_notes, read_inputs
from ..judging import Judgement, judge_inputs
from ..reports import (
    OptionError,
    WantedReport,
    read_report_options,
    refuse_unwritable_reports,
    write_reports,
)
from ..reports import to_standard_output as goes_to_standard_output


def run_check(
    sources: list[str],
    policy_pack_config: str | None,
    output_format: str | None,
    today: str | None,
    reports: list[str],
    skip_without_pairs: bool,
    *,
    allow_empty: bool = False,
    mappings: str | None = None,
    explain_mapping: bool = False,
) -> int:
    """Judge all pairs of the sources together, write what is wanted, and return the exit code.

    :param output_format: ``table`` or ``json``; None is the table, unless a report takes standard
        output.
    :param allow_empty: whether a run without a single pair is a success.
    :param mappings: the file of mappings, where the option names one.
    :param explain_mapping: whether to show, before the table, who says which fact.
    :raises OptionError, InputError, DateError, FileError: before anything is printed.
    """
    wanted = read_report_options(reports)
    if output_format is not None and goes_to_standard_output(wanted):
        raise OptionError("--format and a report to standard output (-) go not together.")
    if explain_mapping and (output_format == "json" or goes_to_standard_output(wanted)):
        raise OptionError(
            "--explain-mapping is shown before the table. Leave out --format json, and write"
            " reports to files."
        )
    refuse_unwritable_reports(wanted, [*sources, policy_pack_config, mappings])
    inputs = read_inputs(
        sources,
        policy_pack_config,
        today,
        skip_without_pairs=skip_without_pairs,
        mappings=mappings,
    )
    judgement = judge_inputs(inputs)
    document = judgement.document() if wanted or output_format == "json" else {}
    print_notes(inputs)
    with writing_output():
        write_reports(wanted, document)
        if explain_mapping:
            _print_mapping(inputs)
        if output_format == "json":
            write_reports([WantedReport("json", "-")], document)
        elif not goes_to_standard_output(wanted):
            _print_table(judgement)
    if judgement.refused:
        return exits.REFUSED
    return outcome_without_verdict(len(judgement.judged), allow_empty)


def _print_mapping(inputs: Inputs) -> None:
    from ...reports.terminal.provenance import print_mapping  # few ask for it

    print_mapping(inputs.sources, output_console())


def _print_table(judgement: Judgement) -> None:
    from ...reports.terminal.results import JudgedPair, print_table
    from ...results.summary import labels

    pairs = [pair for pair, _ in judgement.judged]
    if pairs:
        rows = zip(labels(pairs), judgement.judged, strict=True)
        print_table(
            [JudgedPair(label, results) for label, (_, results) in rows],
            judgement.notices,
            output_console(),
        )
