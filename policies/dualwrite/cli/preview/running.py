"""Running ``pulumi preview`` through the Automation API, with its output passed on as it comes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ... import __version__
from ...model.verdicts import Level
from ...pack.environment import MAPPINGS_VARIABLE, RECORD_VARIABLE
from ...pack.record_keys import make_keys
from ...text.clock import TODAY_VARIABLE
from .arguments import PulumiArguments
from .events import PolicyEvent, PreviewError
from .reading_record import ReadRecord, read_record


@contextmanager
def interrupts_kept() -> Iterator[None]:
    """Keep interrupts until the end of the block, and raise KeyboardInterrupt then.

    Leaving at once would cut off what Pulumi still has to say, and its own clean-up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread can, and only it is interrupted
        return
    kept: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: kept.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if kept:
        raise KeyboardInterrupt


_MAIN = """\
import gc

gc.disable()  # nothing that is imported is garbage
from dualwrite.pack.start import main

gc.enable()
main({record})
"""


def write_pack(folder: Path, record: Path) -> Path:
    """Write a pack that runs in the Python which runs this, and return its folder.

    Nothing is installed for it: the library and the SDK are there already.

    :param record: the file to record verdicts in. The pack alone is told: the program, which has the
        same environment, is not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    project = {
        "name": "dualwrite",
        "version": __version__,
        "description": "Refuses pairs of Dynamics 365 environments that dual-write cannot support",
        "runtime": {"name": "python", "options": _options()},
    }
    (folder / "PulumiPolicy.yaml").write_text(json.dumps(project), encoding="utf-8")
    (folder / "__main__.py").write_text(_MAIN.format(record=ascii(str(record))), encoding="utf-8")
    return folder


def _options() -> dict[str, str]:
    """Without a virtual environment, Pulumi takes the Python that is first on PATH."""
    in_a_virtual_environment = sys.prefix != sys.base_prefix
    return {"virtualenv": sys.prefix} if in_a_virtual_environment else {}


Output = Callable[[str], None]


@dataclass(frozen=True)
class PulumiRun:
    """A finished preview: whether it succeeded, what the pack recorded, and all policy events."""

    succeeded: bool
    read: ReadRecord
    policy_events: tuple[PolicyEvent, ...]
    packs: frozenset[str] = frozenset()
    """The names of the packs that Pulumi says it has run; none where it says nothing of them."""

    @property
    def record(self) -> tuple[dict[str, Any], ...]:
        """What the pack recorded, as far as it is believed."""
        return self.read.lines

    @property
    def refusing_policies(self) -> list[str]:
        """The policies, of any pack, that reported a mandatory violation."""
        return sorted({one.policy for one in self.policy_events if one.level == "mandatory"})

    @property
    def is_whole(self) -> bool:
        """Whether the pack has seen the whole stack: a program that breaks ends before that."""
        return self.read.is_whole


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
        is_ours = arguments.policy_pack is None
        keys = make_keys(record, 1 if is_ours else arguments.policy_packs)
        if is_ours:
            passed_on += ["--policy-pack", str(write_pack(folder / "pack", record))]
        if policy_pack_config is not None:
            passed_on += ["--policy-pack-config", policy_pack_config]
        events: list[PolicyEvent] = []
        packs: set[str] = set()
        succeeded = preview_stack(
            passed_on,
            stack if stack is not None else arguments.stack,
            _environment(None if is_ours else record, today, mappings),
            output,
            errors,
            events.append,
            packs.update,
        )
        return PulumiRun(succeeded, read_record(record, keys), tuple(events), frozenset(packs))


def show_help(output: Output, errors: Output) -> int:
    """Show what ``pulumi preview --help`` says; nothing is previewed, and there is nothing to report.

    :returns: Pulumi's own exit code, as far as it is 0 or not.
    :raises PreviewError: where there is no Pulumi to run.
    """
    try:
        run = subprocess.run(
            ["pulumi", "preview", "--help"], capture_output=True, text=True, errors="replace"
        )
    except OSError as error:
        raise PreviewError(f"pulumi cannot be run: {error.strerror or error}.") from None
    for line in run.stdout.splitlines():
        output(line)
    for line in run.stderr.splitlines():
        errors(line)
    return 2 if run.returncode else 0


@contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder that only this user can read: what the pack records is as confidential as a state."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-preview-") as name:
        yield Path(name)


def _environment(record: Path | None, today: date | None, mappings: Path | None) -> dict[str, str]:
    """What Pulumi, the packs and the program get beside the environment of this process.

    :param record: the file to record verdicts in, for a pack that can be told in no other way.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    found = {RECORD_VARIABLE: "" if record is None else str(record)}
    if sys.prefix == sys.base_prefix:  # the pack runs in the first Python on PATH: this one
        found["PATH"] = path
    if today is not None:
        found[TODAY_VARIABLE] = today.isoformat()
    if mappings is not None:
        found[MAPPINGS_VARIABLE] = str(mappings.absolute())  # the pack runs in its own folder
    return found


Row = dict[str, Any]
Place = Callable[[Row], Row]
"""Where the pair of a result is declared, as the document has it."""


def pack_of(record: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What the pack says of itself; None where none of ours has run."""
    return next((one["pack"] for one in record if "pack" in one), None)


def results_of(record: Iterable[Mapping[str, Any]], place: Place) -> list[Row]:
    """The results, ordered by pair and then by ID.

    Where two packs have judged the same (one of the organization's, one on the command line), the
    result that stops a deployment counts.
    """
    found: dict[tuple[str, str, str], Row] = {}
    for row in (one["result"] for one in record if "result" in one):
        key = (row["pair"], row["urn"] or "", row["id"])
        if key not in found or _weight(row) > _weight(found[key]):
            found[key] = row
    return [{**found[key], "location": place(found[key])} for key in sorted(found)]


def grants_of(record: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Every grant that the pack was configured with, once where two packs have the same."""
    found: list[Row] = []
    for grants in (one["grants"] for one in record if "grants" in one):
        found += [grant for grant in grants if grant not in found] if found else grants
    return found


def blocks(row: Row) -> bool:
    """Whether a result stops a deployment."""
    return bool(row["violation"]) and Level(row["level"]).blocks


def _weight(row: Row) -> tuple[bool, bool]:
    return blocks(row), bool(row["violation"])
