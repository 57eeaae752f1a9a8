"""One program in each language, run on the real engine with the provider and the policy pack."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from support.engine import POLICIES, ROOT, STACK, Project, Run
from tools.environment import find_pulumi
from tools.languages import go_programs
from tools.languages.ensure import report

from .compiling import HERE, go_program, node_programs

_SECONDS = 240
_NODE = Path("run.js")


@dataclass(frozen=True)
class Program:
    """A program in a language: how its project says so, and the command that runs it."""

    runtime: Any
    command: Callable[[str], list[str]]
    """The command for an operation, ``preview`` or ``up``, which prints the engine's events."""
    files: Mapping[str, str]
    """What stands in the project's folder, by name."""
    path: Path | None = None
    """A folder that has to be on PATH."""


def through_cli(operation: str) -> list[str]:
    """The command for programs whose language has a host here; ``up`` prints no events."""
    options = ["--json"] if operation == "preview" else ["--yes", "--skip-preview"]
    pack = ["--policy-pack", str(POLICIES)]
    return [str(find_pulumi()), operation, "--stack", STACK, "--non-interactive", *options, *pack]


def python(name: str) -> Program:
    """A program of ``python/``."""
    return python_text((HERE / "python" / name).read_text(encoding="utf-8"))


def python_text(text: str) -> Program:
    """A program in Python."""
    runtime = {"name": "python", "options": {"virtualenv": str(ROOT / ".venv")}}
    return Program(runtime, through_cli, {"__main__.py": text})


def node(name: str, programs: Mapping[str, str] | None = None) -> Program:
    """A compiled program, run inline by the Automation API, which needs no language host."""
    folder = node_programs(programs)
    return Program(
        "nodejs",
        lambda operation: ["node", str(folder / _NODE), name, operation, str(POLICIES)],
        {},
    )


def go(name: str) -> Program:
    """A program of ``go/``, run inline by the Automation API, which needs no language host."""
    executable = go_program()
    return Program("go", lambda operation: [str(executable), name, operation, str(POLICIES)], {})


def yaml_program(text: str) -> Program:
    """A program in YAML, run by its own language host."""
    host = go_programs.yaml_host(os.environ, report)
    return Program("yaml", through_cli, {"Main.yaml": text}, host)


def errors(run: Run) -> list[str]:
    """What the engine showed as errors."""
    found = [one["diagnosticEvent"] for one in run.events if "diagnosticEvent" in one]
    return [one["message"] for one in found if one["severity"] == "error"]


class LanguageProject:
    """A project with the provider, for a program in any language."""

    def __init__(
        self, folder: Path, program: Program, config: Mapping[str, Any] | None = None
    ) -> None:
        self._program = program
        self.project = Project(folder, "")
        place = self.project.folder
        settings = yaml.safe_load((place / "Pulumi.yaml").read_text(encoding="utf-8"))
        settings["runtime"] = program.runtime
        provider = {"name": "dualwrite", "path": str(ROOT / "components")}
        settings["plugins"]["providers"].append(provider)
        (place / "Pulumi.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        (place / "__main__.py").unlink()
        for name, text in program.files.items():
            (place / name).write_text(text, encoding="utf-8")
        if config is not None:
            self.project.configure({key: json.dumps(value) for key, value in config.items()})

    def preview(self) -> Run:
        """Preview with the pack, with the engine's events."""
        return self._run("preview")

    def up(self) -> Run:
        """Deploy with the pack."""
        return self._run("up")

    def _run(self, operation: str) -> Run:
        environment = {
            **self.project.environment,
            "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "1",
        }
        if self._program.path is not None:
            folders = [environment["PATH"], str(self._program.path)]
            environment["PATH"] = os.pathsep.join(folders)
        done = subprocess.run(
            self._program.command(operation),
            cwd=self.project.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"seq')]
        return Run(done.returncode, done.stdout + done.stderr, events)
