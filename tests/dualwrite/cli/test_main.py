"""How a run ends: in a closed pipe, on a full disk, by Ctrl-C, with a defect."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

from support.command_line import COMMAND, ROOT, Completed, defective, dualwrite, surroundings
from support.pairs import declaration
from support.signals import as_in_a_terminal
from support.states import big_manifest, write_json

BROKEN_RULE = """
from dualwrite.requirements.same_tenant import SameTenant
def broken(*_):
    raise ZeroDivisionError("a secret")
SameTenant.check = broken
"""
BROKEN_TOOL = """
import dualwrite.judging.judge
def broken(*_):
    raise ZeroDivisionError("a secret")
dualwrite.judging.judge.judge_each = broken
"""
WITH_LEGAL_ENTITIES = {"link.initialSyncLegalEntities": 41}


@pytest.fixture
def many_failures(tmp_path: Path) -> Path:
    return write_json(tmp_path / "pairs.json", big_manifest(300, WITH_LEGAL_ENTITIES))


def piped_into_one_line(*arguments: str | Path) -> tuple[int, str, str]:
    """Run with a reader that takes one line and goes away."""
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=surroundings(),
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        return process.wait(60), line, errors


@pytest.mark.parametrize(
    ("options", "line"),
    [([], "pair        fail  undeclared  unknown  pass  n/a\n"), (["--format", "json"], "{\n")],
)
def test_a_reader_that_goes_away_changes_no_verdict(
    many_failures: Path, options: list[str], line: str
) -> None:
    assert piped_into_one_line("check", many_failures, *options) == (1, line, "")


@pytest.mark.parametrize("command", [["requirements"], ["explain", "DW001"]])
def test_a_reader_that_never_came_is_no_error(command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [*COMMAND, *command],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=surroundings(),
        check=False,
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "examples/pairs.yaml"],
        ["check", "examples/pairs.yaml", "--format", "json"],
        ["requirements"],
        ["explain", "DW001"],
        ["--help"],
        ["check", "--help"],
        ["--version"],
    ],
)
def test_a_full_disk_is_told_and_is_no_verdict(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        run = subprocess.run(
            [*COMMAND, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=surroundings(),
            check=False,
        )
    assert (run.returncode, run.stderr) == (
        2,
        b"dualwrite: standard output cannot be written to: No space left on device.\n",
    )


def test_a_full_disk_is_told_where_all_is_still_in_the_buffer() -> None:
    with open("/dev/full", "wb") as full:
        run = subprocess.run(
            [*COMMAND, "check", "-", "--format", "json"],
            input=b'{"deployment": {}}',
            stdout=full,
            stderr=subprocess.PIPE,
            env=surroundings(),
            check=False,
        )
    assert (run.returncode, run.stderr.splitlines()[1:]) == (
        2,
        [b"dualwrite: standard output cannot be written to: No space left on device."],
    )


@pytest.mark.parametrize("options", [[], ["--format", "json"]])
@pytest.mark.parametrize(
    ("source", "code"), [("examples/pairs.yaml", 0), ("Pulumi.fabrikam.yaml", 1)]
)
def test_a_closed_output_still_has_an_exit_code(source: str, code: int, options: list[str]) -> None:
    shell = ("/bin/sh", "-c", 'exec "$0" "$@" >&-', *COMMAND)
    found = dualwrite("check", source, *options, command=shell)
    assert found == Completed(code, "", "")


@pytest.mark.parametrize(
    "command",
    [
        "--help > /dev/full",
        "check --help > /dev/full",
        "--version > /dev/full",
        "check nofile.yaml 2> /dev/full",
        "check nofile.yaml 2>&-",
        "check pairs.yaml --report html=/dev/full",
        "check ../gone.yaml",
        "graph pairs.yaml -o - --format mmd > /dev/full",
        "coverage pairs.yaml --format json > /dev/full",
        "check /dev/zero",
        "check - < /dev/zero",
    ],
)
@pytest.mark.parametrize("removed", [False, True], ids=["", "in a removed folder"])
def test_what_the_machine_refuses_is_no_defect_and_no_verdict(
    tmp_path: Path, command: str, removed: bool
) -> None:
    """Exit code 1 means a refused pair, 3 a defect: it is neither."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "pairs.yaml").write_bytes((ROOT / "examples/pairs.yaml").read_bytes())
    before = 'rm -r "$PWD" &&' if removed else ""
    shell = ("sh", "-c", f"{before} {shlex.join(COMMAND)} {command}")
    found = dualwrite(command=shell, folder=folder)
    assert found.code == 2
    assert "a defect of this tool" not in found.errors


def test_a_closed_input_is_told() -> None:
    shell = ("/bin/sh", "-c", 'exec "$0" "$@" <&-', *COMMAND)
    assert dualwrite("check", "-", command=shell) == Completed(
        2, "", "dualwrite: standard input: it is closed.\n"
    )


def test_ctrl_c_ends_it_without_a_word() -> None:
    with subprocess.Popen(
        [*COMMAND, "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(),
        preexec_fn=as_in_a_terminal,
    ) as process:
        time.sleep(1.5)  # it waits for standard input by now; earlier would end the same
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stdout is not None and process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_a_rule_that_breaks_is_an_error_verdict_of_its_own() -> None:
    found = dualwrite("check", "examples/pairs.yaml", command=defective(BROKEN_RULE))
    assert (found.code, found.errors) == (1, "")
    assert found.output.startswith(
        "pair              fail  undeclared  unknown  pass  n/a\n"
        "contoso-americas     1           0        0    20   10\n"
        "contoso-emea         1           0        0    21    9\n"
    )
    assert found.output.count("  error  DW010 same-tenant  [mandatory]\n") == 2
    assert "a secret" not in found.output


@pytest.mark.parametrize("options", [[], ["--format", "json"]])
def test_a_defect_is_told_shortly(options: list[str]) -> None:
    command = defective(BROKEN_TOOL)
    assert dualwrite("check", "examples/pairs.yaml", *options, command=command) == Completed(
        3,
        "",
        "dualwrite: a defect of this tool (ZeroDivisionError): there is no verdict. Run it again"
        " with DUALWRITE_DEBUG=1 and report what it prints.\n",
    )


def test_a_defect_is_told_whole_to_those_who_ask() -> None:
    found = dualwrite(
        "check",
        "examples/pairs.yaml",
        command=defective(BROKEN_TOOL),
        variables={"DUALWRITE_DEBUG": "1"},
    )
    assert (found.code, found.output) == (3, "")
    assert found.errors.startswith("Traceback (most recent call last):\n")
    assert "ZeroDivisionError: a secret\ndualwrite: a defect of this tool" in found.errors


def test_a_name_that_the_output_cannot_show_is_escaped(tmp_path: Path) -> None:
    source = write_json(tmp_path / "pairs.json", [{"name": "日本", **declaration()}])
    found = dualwrite("check", source, variables={"PYTHONIOENCODING": "ascii"})
    assert (found.code, found.errors) == (0, "")
    assert found.output.splitlines()[1].startswith("\\u65e5\\u672c ")
