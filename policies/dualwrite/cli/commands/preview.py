"""``dualwrite preview``: the user's own preview with the pack, and reports of what the pack found."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...judging.configuration import Configuration
from ...pack.environment import PACK_NAME
from ...requirements import requirements_by_name
from ...results.document import Document
from ...results.making import make_document
from ...text.clock import now_in_utc
from ...text.quoting import counted, joined, printable, quoted
from .. import exits
from ..consoles import writing_output
from ..inputs import (
    mappings_path,
    outcome_without_verdict,
    read_configuration_file,
    read_day,
    read_mappings,
)
from ..locations import PreviewPlaces, with_places
from ..preview.arguments import PulumiArguments, read_pulumi_arguments
from ..preview.events import PreviewError
from ..preview.running import (
    Output,
    PulumiRun,
    grants_of,
    pack_of,
    results_of,
    run_preview,
    show_help,
)
from ..reports import (
    STANDARD_OUTPUT,
    OptionError,
    WantedReport,
    read_report_options,
    refuse_unwritable_reports,
    to_standard_output,
    write_reports,
)
from ..streams import relayed, unguarded_errors


def run_preview_command(
    stack: str | None,
    policy_pack_config: str | None,
    reports: list[str],
    today: str | None,
    pulumi_arguments: list[str],
    *,
    allow_empty: bool = False,
    mappings: str | None = None,
) -> int:
    """Preview, write what is wanted, and return the exit code.

    :param allow_empty: whether a stack without a single pair is a success.
    :param mappings: the file of mappings, where the option names one.
    :raises OptionError, InputError, DateError, FileError, PreviewError:
    """
    if any(one in ("--help", "-h") for one in pulumi_arguments):
        return show_help(_printer(False), _printer(True))
    wanted = read_report_options(reports)
    day = None if today is None else read_day("--today", today)
    arguments = read_pulumi_arguments(pulumi_arguments)
    _refuse(arguments, stack, policy_pack_config)
    read = [policy_pack_config, arguments.policy_pack_config, mappings]
    refuse_unwritable_reports(wanted, read)
    mappings_file = _mappings(
        mappings, _read_configuration(policy_pack_config, arguments), arguments
    )
    now_in_utc()
    arguments.passed_on += _color(arguments, to_standard_output(wanted))
    run = run_preview(
        arguments,
        stack=stack,
        policy_pack_config=policy_pack_config,
        today=day,
        output=_printer(to_standard_output(wanted)),
        errors=_printer(True),
        mappings=mappings_file,
    )
    _refuse_failure(run, arguments)
    document, model = _document(run, policy_pack_config, arguments)
    if model.counts.mandatory and run.succeeded:
        raise PreviewError(
            "the record of the pack says that the stack is refused, and Pulumi accepted it. One of the"
            " two was tampered with, so no report was written."
        )
    with writing_output():
        write_reports(wanted, document)
    _say_what_came_of_it(model, run, wanted)
    if not run.succeeded:
        return exits.REFUSED
    return outcome_without_verdict(len(model.by_pair), allow_empty)


def _refuse(arguments: PulumiArguments, stack: str | None, policy_pack_config: str | None) -> None:
    """Refuse what is said twice, before and after ``--``, and what cannot be passed on.

    :raises OptionError: naming the option.
    """
    if stack is not None and arguments.stack is not None:
        raise OptionError("--stack is given twice, before and after --. Give it once.")
    if policy_pack_config is not None and arguments.policy_pack_config is not None:
        raise OptionError("--policy-pack-config is given twice, before and after --. Give it once.")
    if arguments.folder is not None:
        raise OptionError(
            f"--cwd {printable(arguments.folder)}: run dualwrite preview in that folder instead."
        )
    if arguments.passed_on and not arguments.passed_on[0].startswith("-"):
        raise OptionError(
            f"{quoted(arguments.passed_on[0])} is no option. A stack is named with --stack, a file is"
            " judged by dualwrite check."
        )


def _read_configuration(
    policy_pack_config: str | None, arguments: PulumiArguments
) -> Configuration:
    """The configuration, as far as it is ours: refused here, its errors are shown all at once.

    One that Pulumi's arguments name beside a pack may be of that pack, which need not be ours.
    """
    if arguments.policy_pack is not None:
        return read_configuration_file(policy_pack_config)
    return read_configuration_file(_configuration(policy_pack_config, arguments))


def _mappings(
    option: str | None, configuration: Configuration, arguments: PulumiArguments
) -> Path | None:
    """The file of mappings that the pack has to be told of, once it is read without an error.

    The installed pack has no folder that anybody could put a file into; it works with the file that
    ``dualwrite check`` would. Another pack has its own, unless the option says otherwise.
    """
    if option is None and arguments.policy_pack is not None:
        return None
    read_mappings(option, configuration)
    return mappings_path(option, configuration)


def _color(arguments: PulumiArguments, nothing_on_standard_output: bool) -> list[str]:
    """Pulumi sees a pipe here, and would leave colours out on a terminal, too."""
    plain = nothing_on_standard_output or not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return [] if plain or arguments.color is not None else ["--color", "always"]


def _printer(to_errors: bool) -> Output:
    stream = unguarded_errors() if to_errors else sys.stdout

    def show(line: str) -> None:
        print(relayed(line), file=stream, flush=True)

    return show


def _refuse_failure(run: PulumiRun, arguments: PulumiArguments) -> None:
    """Tell a preview that failed for another reason, or that no pack of ours has judged.

    :raises PreviewError: saying which of them it is.
    """
    if not run.succeeded and not run.refusing_policies:
        raise PreviewError(
            "pulumi preview failed, and not because of a policy; its own message is above. No report"
            " was written."
        )
    damage = run.read.damage
    if run.record and run.packs and PACK_NAME not in run.packs:
        damage = "there are verdicts of a pack that Pulumi has not run"
    if damage:
        raise PreviewError(
            f"what the pack recorded of its verdicts was tampered with: {damage}. Nothing of"
            " it is believed, and no report was written; what the policies found is in Pulumi's own"
            " output above. The program of the stack, or something that it starts, has changed the"
            " temporary files of dualwrite preview: find out what does so, and run it again."
        )
    if pack_of(run.record) is None:
        whose = ""
        if arguments.policy_pack is not None:
            whose = (
                " The pack of --policy-pack is another one, or an older release; leave --policy-pack"
                " out to use the installed one."
            )
        raise PreviewError(
            "no dualwrite policy pack has recorded its verdicts, so there is nothing to report."
            + whose
        )
    if not run.is_whole and run.succeeded:
        raise PreviewError(
            "what the pack recorded of its verdicts ends early, although the preview did not: it was"
            " cut off, or the disk of the temporary folder is full. Nothing of it is believed, and no"
            " report was written; what the policies found is in Pulumi's own output above."
        )
    if not run.is_whole:
        raise PreviewError(
            "the preview ended before every pair was judged: beside a violation, the program itself"
            " failed, or the pack's record was cut off; Pulumi's own messages are above. No report was"
            " written."
        )


def _document(
    run: PulumiRun, policy_pack_config: str | None, arguments: PulumiArguments
) -> tuple[dict[str, Any], Document]:
    """The document of what the pack recorded, as plain values and validated.

    :raises PreviewError: where the pack is of a release that has other requirements.
    """
    pack = pack_of(run.record)
    assert pack is not None  # else the run was refused
    made = make_document(
        results_of(run.record, PreviewPlaces(arguments.config_file).of),
        now_in_utc(),
        date.fromisoformat(pack["today"]),
        with_places(grants_of(run.record), _configuration(policy_pack_config, arguments)),
    )
    known = {(one.id, name) for name, one in requirements_by_name().items()}
    try:
        model = Document.model_validate(made)
        if all((one.id, one.requirement) in known for one in model.results):
            return made, model
    except ValidationError:
        pass  # it has other keys, or other words
    raise PreviewError(
        f"the pack of --policy-pack is of release {printable(str(pack.get('version')))}, and its"
        " verdicts are not those of this one. Leave --policy-pack out, or take the pack that came"
        " with this release."
    )


def _configuration(policy_pack_config: str | None, arguments: PulumiArguments) -> str | None:
    """The file of our pack's configuration, where that is certain."""
    if policy_pack_config is not None or arguments.has_several_configurations:
        return policy_pack_config
    return arguments.policy_pack_config


def _say_what_came_of_it(document: Document, run: PulumiRun, wanted: list[WantedReport]) -> None:
    """The outcome and the files, behind all that Pulumi has printed."""
    counts = document.counts
    if document.results:
        judged = f"{counted(len(document.by_pair), 'pair')} judged: {counts.outcome} ({counts})"
        print(f"dualwrite: {judged}", file=sys.stderr)
    else:
        print(
            "dualwrite: note: no pair was judged: the stack declares none, or every requirement is"
            " disabled.",
            file=sys.stderr,
        )
    if not run.succeeded and not counts.mandatory:
        others = joined(run.refusing_policies)
        print(f"dualwrite: note: another policy refuses the stack: {others}.", file=sys.stderr)
    files = [printable(one.path) for one in wanted if one.path != STANDARD_OUTPUT]
    if files:
        print(f"dualwrite: written: {', '.join(files)}", file=sys.stderr)
