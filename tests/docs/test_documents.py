"""What the documents show is real: code is read by the real readers, and commands are run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dualwrite.cli.app import app
from dualwrite.discovery.mappings import read_mappings
from dualwrite.discovery.sources.reading import SourceKind, read_document
from dualwrite.judging.configuration import read_configuration
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.making import make_document, row_of
from dualwrite.text.json_text import parse_json
from dualwrite.text.yaml_text import parse_yaml
from support import ci_files
from support.markdown import CodeBlock, code_blocks, documents
from support.pairs import TODAY, judged

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = documents(ROOT)
GAP = "[...]"
LANGUAGES = {"yaml", "json", "python", "console", "sh", "text"}
"""Each has its test here, but for `sh` and `text`, which show nothing that a reader takes."""
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")

each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=[one.relative_to(ROOT).as_posix() for one in DOCUMENTS]
)


def blocks(path: Path, *languages: str) -> list[CodeBlock]:
    if path == ROOT / "docs" / "languages.md":
        return []  # tests/engine/test_languages_page.py compiles and runs them
    found = code_blocks(path.read_text(encoding="utf-8"))
    return [one for one in found if not languages or one.language in languages]


@each_document
def test_every_block_is_of_a_language_that_is_tested(path: Path) -> None:
    assert {one.language for one in blocks(path)} <= LANGUAGES


@each_document
def test_yaml_is_accepted(path: Path) -> None:
    """But for the files of CI products that docs/ci.md shows, which test_ci.py reads."""
    for block in blocks(path, "yaml"):
        if path == ci_files.DOCUMENT and ci_files.named_file(block) is not None:
            continue
        if block.content.startswith("mappings:"):
            assert read_mappings(block.content, f"{path.name}, {block.heading}")
            continue
        if block.content.startswith("resources:"):
            # The Azure resources of a requirement's page: test_build_docs.py judges them.
            assert (path.parent.name, block.heading) == ("requirements", "What passes")
            continue
        source = read_document(parse_yaml(block.content), f"{path.name}, {block.heading}")
        assert source.kind in (SourceKind.MANIFEST, SourceKind.STACK_CONFIGURATION)
        assert source.pairs or source.facts


@each_document
def test_json_is_accepted(path: Path) -> None:
    for block in blocks(path, "json"):
        document = parse_json(block.content)
        if "schemaVersion" in document:
            assert_like_a_report(document)
        else:
            assert read_configuration(document, REQUIREMENTS).settings


def assert_like_a_report(shown: dict[str, Any]) -> None:
    """Assert the keys and the order of keys of ``dualwrite check --format json``."""
    result = judged(REQUIREMENTS[0])
    real = make_document([row_of(result)], datetime(2026, 11, 24, tzinfo=UTC), TODAY)
    assert list(shown) == list(real)
    assert shown["schemaVersion"] == real["schemaVersion"]
    for row in shown["results"]:
        assert list(row) == list(real["results"][0])
        assert all(list(one) == ["fact", "value"] for one in row["evidence"])


@each_document
def test_python_compiles_and_imports_what_there_is(path: Path) -> None:
    for block in blocks(path, "python"):
        compile(block.content, path.name, "exec")
        for module, names in re.findall(r"^from (\S+) import (.+)$", block.content, re.MULTILINE):
            # The wheel calls the package `components` by another name.
            here = __import__(module.replace("dualwrite_components", "components"), fromlist=["*"])
            assert all(hasattr(here, name.strip()) for name in names.split(","))


@each_document
def test_commands_answer_what_is_shown(path: Path) -> None:
    for block in blocks(path, "console"):
        exit_code: int | None = None
        for command, shown in sessions(block.content):
            if command == "echo $?":
                assert shown == [str(exit_code)]
                continue
            answer = run(command)
            exit_code = answer.returncode
            lines = [line.rstrip() for line in (answer.stdout + answer.stderr).splitlines()]
            assert_shown(shown, lines)


def sessions(content: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, with the lines that are shown below it."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, [line.rstrip() for line in shown]


def run(command: str) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(command)
    assert program == "dualwrite"
    kept = {name: text for name, text in os.environ.items() if name != "COLUMNS"}
    return subprocess.run(
        [sys.executable, "-m", "dualwrite", *arguments],
        cwd=ROOT,
        env={
            **kept,
            "PYTHONPATH": str(ROOT / "policies"),
            "DUALWRITE_TODAY": TODAY.isoformat(),
            "NO_COLOR": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def assert_shown(shown: list[str], lines: list[str]) -> None:
    """Assert that the lines are all that was printed, but for what a gap stands for."""
    stretches: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == GAP:
            stretches.append([])
        else:
            stretches[-1].append(line)
    position = 0
    for number, stretch in enumerate(stretches):
        found = [
            start
            for start in range(position, len(lines) - len(stretch) + 1)
            if lines[start : start + len(stretch)] == stretch
        ]
        assert found, f"not in the output from line {position + 1} on: {stretch}"
        start = found[-1] if number == len(stretches) - 1 and number else found[0]
        assert number or start == 0, f"the output does not begin with {stretch}"
        position = start + len(stretch)
    assert position == len(lines), f"the output goes on: {lines[position:]}"


@each_document
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    relative = [one for one in targets if not one.startswith("https://")]
    assert [one for one in relative if not (path.parent / one).exists()] == []


def commands() -> dict[str, Any]:
    import typer

    command: Any = typer.main.get_command(app)
    return {"": command, **command.commands}


def option_names() -> set[str]:
    every = commands().values()
    return {name for one in every for parameter in one.params for name in parameter.opts}


@each_document
def test_options_of_the_command_line_are_there(path: Path) -> None:
    """Every ``dualwrite ... --option`` in the text is one that the command line has."""
    text = path.read_text(encoding="utf-8")
    names = "|".join(filter(None, commands()))
    named = {
        option
        for command in re.findall(rf"\bdualwrite (?:{names})\b[^`\n|]*", text)
        for option in re.findall(r"--[a-z-]+", command.partition(" -- ")[0])
    }
    assert named <= option_names()


@each_document
def test_make_targets_are_there(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    text = path.read_text(encoding="utf-8")
    commands = re.findall(r"(?:`|^)make ([a-z]+(?: [a-z]+)*) *(?:`|#|$)", text, re.MULTILINE)
    assert {target for command in commands for target in command.split()} <= targets
