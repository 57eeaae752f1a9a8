"""Running ``dot``: a stand-in for it, which is quick, slow, broken or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualwrite.reports.graph.graphviz import DotError, find_dot, run_dot

from .goldens import stand_in


def test_the_text_goes_in_and_the_picture_comes_out(tmp_path: Path) -> None:
    program = stand_in(tmp_path, 'echo "$*"; cat; echo "a warning" >&2')
    assert run_dot(str(program), "digraph é {}") == "-Tsvg\ndigraph é {}".encode()


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo first >&2; echo 'Error: syntax error' >&2; exit 1", "(exit 1): Error: syntax error"),
        ("exit 3", "(exit 3)"),
        ("printf '\\033[31m' >&2; exit 1", "(exit 1): \\x1b[31m"),
        ("kill -KILL $$", "(exit -9)"),
    ],
)
def test_a_failure_is_told(tmp_path: Path, script: str, why: str) -> None:
    program = stand_in(tmp_path, f"cat >/dev/null; {script}")
    with pytest.raises(DotError) as caught:
        run_dot(str(program), "digraph {}")
    assert str(caught.value) == f"it failed {why}"


def test_it_does_not_wait_for_ever(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "exec sleep 600")
    with pytest.raises(DotError, match=r"^it was not ready within 0\.2 seconds$"):
        run_dot(str(program), "digraph {}", seconds=0.2)


def test_what_reads_nothing_is_no_defect(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "exit 1")
    with pytest.raises(DotError, match=r"^it failed \(exit 1\)$"):
        run_dot(str(program), "x" * 10_000_000)


def test_a_program_that_is_none(tmp_path: Path) -> None:
    program = tmp_path / "dot"
    program.write_text("")
    with pytest.raises(DotError, match=r"^it cannot be run: Permission denied$"):
        run_dot(str(program), "digraph {}")


def test_it_is_found_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path, "")
    monkeypatch.setenv("PATH", str(program.parent))
    assert find_dot() == str(program)
    program.unlink()
    assert find_dot() is None
