"""``dualwrite coverage``: what the facts of pairs decide, and where to declare what they do not."""

from __future__ import annotations

import sys

from ...reports.formats import document_bytes
from ...reports.terminal.coverage import coverage_lines
from ...reports.terminal.layout import write
from ...results.coverage import covered_pairs
from ...results.coverage_document import coverage_document
from ...results.summary import labels
from ..consoles import output_console, writing_output
from ..inputs import outcome_without_verdict, print_notes, read_inputs
from ..judging import judge_inputs


def run_coverage(
    sources: list[str],
    policy_pack_config: str | None,
    output_format: str,
    today: str | None,
    skip_without_pairs: bool = False,
    *,
    allow_empty: bool = False,
    mappings: str | None = None,
) -> int:
    """Print the coverage of all pairs, and return the exit code, which is no verdict.

    :param output_format: ``table`` or ``json``.
    :param allow_empty: whether a run without a single pair is a success.
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
    judged = judge_inputs(inputs).judged
    covered = covered_pairs(judged, inputs.configuration, inputs.today)
    print_notes(inputs)
    if output_format == "json":
        content = document_bytes(coverage_document(covered, inputs.sources, inputs.today))
        with writing_output():
            sys.stdout.buffer.write(content)
        return outcome_without_verdict(len(judged), allow_empty)
    console = output_console()
    labelled = list(zip(labels(one.pair for one in covered), covered, strict=True))
    with writing_output():
        write(console, coverage_lines(labelled, inputs.sources, console.width))
    return outcome_without_verdict(len(judged), allow_empty)
