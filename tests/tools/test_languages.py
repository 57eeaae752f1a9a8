"""tools/languages: what is missing is said, and a cached folder is whole or not there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.languages import cache, go_programs, npm
from tools.pulumi_cli.errors import SetUpError

ROOT = Path(__file__).resolve().parents[2]


def _machine(folder: Path, **commands: str) -> dict[str, str]:
    """A PATH with these commands only, as shell scripts, and a cache of its own."""
    (folder / "bin").mkdir()
    for name, script in commands.items():
        file = folder / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
    return {"PATH": str(folder / "bin"), "XDG_CACHE_HOME": str(folder / "cache")}


def _ignore(line: str) -> None:
    pass


def _leftovers(folder: Path) -> list[str]:
    made = (folder / "cache" / "dualwrite-guardrail" / "languages").glob("*")
    return sorted(one.name for one in made if not one.name.startswith(".lock"))


@pytest.mark.parametrize(
    ("commands", "missing"), [({}, "node"), ({"node": ""}, "npm")], ids=["node", "npm"]
)
def test_without_node_or_npm_the_reason_is_given(
    commands: dict[str, str], missing: str, tmp_path: Path
) -> None:
    with pytest.raises(SetUpError) as raised:
        npm.node_modules(_machine(tmp_path, **commands), _ignore)
    assert str(raised.value) == (
        f"there is no `{missing}` on PATH; Node.js 20 or later, with npm, is needed to run the "
        "component from TypeScript"
    )
    assert _leftovers(tmp_path) == []


def test_without_go_the_reason_is_given(tmp_path: Path) -> None:
    with pytest.raises(SetUpError) as raised:
        go_programs.yaml_host(_machine(tmp_path), _ignore)
    assert str(raised.value) == (
        "there is no `go` on PATH; Go 1.25.11 or later is needed to build pulumi-language-yaml"
    )
    assert _leftovers(tmp_path) == []


def test_a_command_that_fails_is_named_with_what_it_said_and_leaves_nothing(tmp_path: Path) -> None:
    machine = _machine(tmp_path, node="", npm="echo cannot reach it >&2; exit 3")
    with pytest.raises(SetUpError) as raised:
        npm.node_modules(machine, _ignore)
    command = f"{tmp_path}/bin/npm ci --ignore-scripts --no-audit --no-fund"
    assert str(raised.value) == f"`{command}` failed:\ncannot reach it"
    assert _leftovers(tmp_path) == []


def test_a_folder_is_made_once_for_the_same_sources(tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    source = tmp_path / "source.txt"
    said: list[str] = []

    def make(folder: Path) -> None:
        (folder / "made").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")

    def get(text: str) -> str:
        source.write_text(text, encoding="utf-8")
        folder = cache.folder("thing", [source], make, environment, said.append)
        return (folder / "made").read_text(encoding="utf-8")

    assert [get("one"), get("one"), get("two"), get("one")] == ["one", "one", "two", "one"]
    assert len(said) == 2
    assert len(_leftovers(tmp_path)) == 2


def test_texts_are_sources_too(tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    folders = {
        cache.folder("thing", [], lambda folder: None, environment, _ignore, texts)
        for texts in ({"a": "1"}, {"a": "2"}, {"b": "1"})
    }
    assert len(folders) == 3


def test_ensure_names_everything_that_is_missing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.languages.ensure"],
        cwd=ROOT,
        env={**os.environ, **_machine(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.partition(";")[0] for line in done.stderr.splitlines() if "error" in line] == [
        "error: there is no `node` on PATH",
        "error: there is no `go` on PATH",
        "error: there is no `go` on PATH",
    ]
