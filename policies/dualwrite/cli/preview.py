"""``dualwrite preview``: the user's own preview with the pack, and reports of what the pack found."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..clock import now_in_utc
from ..document.making import make_document
from ..preview.errors import PreviewError
from ..preview.recorded import blocks, grants_block, grants_of, pack_of, results_of
from ..preview.running import Output, PulumiRun, names_a_pack, run_preview
from ..sources.errors import InputError
from ..sources.lines import Lines, line_of
from ..sources.reading import read_source
from . import exits
from .checkout import folder_of_project, path_in_checkout, path_of_project
from .consoles import writing_output
from .inputs import read_configuration_file, read_day
from .reports import OptionError, read_report_options, to_standard_output, write_reports

_STACK_OPTIONS = ("--stack", "-s")
_COLOR_OPTION = "--color"


def run_preview_command(
    stack: str | None,
    policy_pack_config: str | None,
    reports: list[str],
    today: str | None,
    pulumi_arguments: list[str],
) -> int:
    """Preview, write what is wanted, and return the exit code.

    :raises OptionError, InputError, DateError, FileError, PreviewError:
    """
    wanted = read_report_options(reports)
    day = None if today is None else read_day("--today", today)
    _refuse_doubles(stack, policy_pack_config, pulumi_arguments)
    read_configuration_file(policy_pack_config)  # refused here, its errors are shown all at once
    now_in_utc()
    run = run_preview(
        [*pulumi_arguments, *_color(pulumi_arguments, wanted_on_terminal=not wanted)],
        stack=stack,
        policy_pack_config=policy_pack_config,
        today=day,
        output=_printer(to_standard_output(wanted)),
        errors=_printer(True),
    )
    _refuse_failure(run, names_a_pack(pulumi_arguments))
    results = results_of(run.record, _Places().of)
    grants = grants_of(run.record)
    refused = any(map(blocks, results)) or grants_block(grants)
    if refused and run.succeeded:
        raise RuntimeError("Pulumi did not stop for what the pack has refused")
    pack = pack_of(run.record)
    assert pack is not None  # else the run was refused above
    document = make_document(results, now_in_utc(), date.fromisoformat(pack["today"]), grants)
    with writing_output():
        write_reports(wanted, document)
    if not results:
        print("dualwrite: note: no pair was judged: the stack declares none.", file=sys.stderr)
    return exits.ACCEPTED if run.succeeded else exits.REFUSED


def _refuse_doubles(
    stack: str | None, policy_pack_config: str | None, arguments: Sequence[str]
) -> None:
    """Refuse what is said twice, before and after ``--``."""
    named = {one.partition("=")[0] for one in arguments}
    if stack is not None and named.intersection(_STACK_OPTIONS):
        raise OptionError("--stack is given twice, before and after --. Give it once.")
    if policy_pack_config is not None and "--policy-pack-config" in named:
        raise OptionError("--policy-pack-config is given twice, before and after --. Give it once.")


def _color(arguments: Sequence[str], *, wanted_on_terminal: bool) -> list[str]:
    """Pulumi sees a pipe here, and would leave colours out on a terminal, too."""
    named = {one.partition("=")[0] for one in arguments}
    plain = not wanted_on_terminal or not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return [] if plain or _COLOR_OPTION in named else [_COLOR_OPTION, "always"]


def _printer(to_errors: bool) -> Output:
    stream = sys.stderr if to_errors else sys.stdout

    def show(line: str) -> None:
        print(line, file=stream, flush=True)

    return show


def _refuse_failure(run: PulumiRun, own_pack: bool) -> None:
    """Tell a preview that failed for another reason, or that no pack of ours has judged."""
    rows = [one["result"] for one in run.record if "result" in one]
    if not run.succeeded and not run.refused_by_policy:
        raise PreviewError(
            "pulumi preview failed, and not because of a policy; its own message is above. No report"
            " was written."
        )
    if pack_of(run.record) is None and not rows:
        whose = "The pack of --policy-pack is another one, or an older release" if own_pack else ""
        raise PreviewError(
            "no dualwrite policy pack has recorded its verdicts, so there is nothing to report."
            + (f" {whose}; leave --policy-pack out to use the installed one." if whose else "")
        )


class _Places:
    """Where pairs are declared: in their stack's configuration, otherwise somewhere in the project."""

    def __init__(self) -> None:
        self._project = {"path": path_of_project(), "line": 1}
        self._stacks: dict[str, tuple[str, Lines]] = {}

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The file and line for a result."""
        stack = (row["urn"] or "").removeprefix("urn:pulumi:").partition("::")[0]
        if stack not in self._stacks:
            self._stacks[stack] = _declared_in(stack)
        path, lines = self._stacks[stack]
        line = line_of(lines.get(row["pair"], {}), (one["fact"] for one in row["evidence"]))
        return self._project if line is None else {"path": path, "line": line}


def _declared_in(stack: str) -> tuple[str, Lines]:
    """The stack's configuration file, and the lines of the pairs that it declares."""
    for ending in ("yaml", "yml", "json"):
        file = folder_of_project() / f"Pulumi.{stack}.{ending}"
        if file.is_file():
            try:
                return path_in_checkout(str(file)), read_source(str(file)).lines()
            except InputError:
                break  # the program takes its pairs from elsewhere
    return "", {}
