"""Running ``pulumi preview`` through the Automation API, with its output passed on as it comes."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..clock import TODAY_VARIABLE
from ..pack.mappings_file import MAPPINGS_VARIABLE
from ..pack.record_variable import RECORD_VARIABLE
from .arguments import PulumiArguments
from .errors import PreviewError
from .events import PolicyEvent
from .interrupts import interrupts_kept
from .pack_folder import write_pack

Output = Callable[[str], None]


@dataclass(frozen=True)
class PulumiRun:
    """A finished preview: whether it succeeded, what the pack recorded, and all policy events."""

    succeeded: bool
    record: tuple[dict[str, Any], ...]
    policy_events: tuple[PolicyEvent, ...]

    @property
    def refusing_policies(self) -> list[str]:
        """The policies, of any pack, that reported a mandatory violation."""
        return sorted({one.policy for one in self.policy_events if one.level == "mandatory"})

    @property
    def is_whole(self) -> bool:
        """Whether the pack has seen the whole stack: a program that breaks ends before that."""
        return any("end" in one for one in self.record)


def run_preview(
    arguments: PulumiArguments,
    *,
    stack: str | None,
    policy_pack_config: str | None,
    today: date | None,
    output: Output,
    errors: Output,
    mappings: Path | None = None,
) -> PulumiRun:
    """Run ``pulumi preview`` in the working directory, without asking anything.

    :param arguments: Pulumi's own, passed on; with ``--policy-pack`` among them, that pack is used.
    :param stack: None for the one that the arguments name, or else the selected one.
    :param today: the day for the pack to judge for; None leaves that to the pack.
    :param mappings: the file of mappings for the pack to work with; None leaves that to the pack.
    :param output: gets each line of Pulumi's standard output; ``errors`` those of standard error.
    :raises PreviewError: where there is no Pulumi to run, or no stack.
    :raises KeyboardInterrupt: after Pulumi has ended, where somebody has pressed Ctrl-C.
    """
    from .automation import preview_stack  # takes longer to import than all the rest

    with _work_folder() as folder, interrupts_kept():
        record = folder / "record.jsonl"
        passed_on = list(arguments.passed_on)
        if arguments.policy_pack is None:
            passed_on += ["--policy-pack", str(write_pack(folder / "pack"))]
        if policy_pack_config is not None:
            passed_on += ["--policy-pack-config", policy_pack_config]
        events: list[PolicyEvent] = []
        succeeded = preview_stack(
            passed_on,
            stack if stack is not None else arguments.stack,
            _environment(record, today, mappings),
            output,
            errors,
            events.append,
        )
        return PulumiRun(succeeded, tuple(_lines(record)), tuple(events))


@contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder that only this user can read: what the pack records is as confidential as a state."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-preview-") as name:
        yield Path(name)


def _environment(record: Path, today: date | None, mappings: Path | None) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    found = {RECORD_VARIABLE: str(record)}
    if sys.prefix == sys.base_prefix:  # the pack runs in the first Python on PATH: this one
        found["PATH"] = path
    if today is not None:
        found[TODAY_VARIABLE] = today.isoformat()
    if mappings is not None:
        found[MAPPINGS_VARIABLE] = str(mappings.absolute())  # the pack runs in its own folder
    return found


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of lines; where Pulumi ended early, there may be none."""
    if file.exists():
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield _entry(line)


def _entry(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise PreviewError(
            "what the pack recorded is incomplete: there may be no space left in the folder for"
            " temporary files (TMPDIR). No report was written."
        )
    return found
