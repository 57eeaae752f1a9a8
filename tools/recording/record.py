"""Record what the engine shows a policy pack of programs that use real SDKs.

    .venv/bin/python -m tools.recording.record [NAME]...

Each program of ``tests/support/recorded/programs/`` is previewed and deployed with stand-in
providers; the messages, and the state that is left, are written to ``tests/support/recorded/``. The
SDKs are installed by pip into a folder that is thrown away.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from tests.support.engine import Project
from tools import stand_ins

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ROOT / "tests" / "support" / "recorded"
_STAND_INS = {
    "powerplatform": stand_ins.POWERPLATFORM,
    "power-platform": stand_ins.POWER_PLATFORM,
}
_SDK = "rpothin-powerplatform"
_NEEDED_BY_THE_SDK = ("parver", "arpeggio")  # the environment of the project has the rest
_KEPT_OF_THE_STATE = (
    *("urn", "type", "id", "custom", "inputs", "outputs", "parent", "provider"),
    *("dependencies", "propertyDependencies"),
)


@dataclass(frozen=True)
class Recording:
    """One program to record."""

    name: str
    about: str
    sdk: str | None = None
    """The version of the native provider's SDK."""
    config: Mapping[str, str] = field(default_factory=dict)


TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
RECORDINGS = (
    Recording(
        "native-0.4.9",
        "the native provider's generated SDK",
        "0.4.9",
        {"powerplatform:tenantId": TENANT},
    ),
    Recording("native-0.1.30", "the native provider's SDK when its shape was flat", "0.1.30"),
    Recording(
        "bridged",
        "written by hand: resources as an SDK of the bridged Terraform provider would register them."
        " Such an SDK is generated on the user's machine and is in no package index; tokens and"
        " properties are those of the provider's schema (microsoft/power-platform, 2026-11-24)",
    ),
)


def main(names: list[str]) -> None:
    """Record the programs with these names, or all."""
    for one in RECORDINGS:
        if not names or one.name in names:
            file = RECORDED / f"{one.name}.json"
            text = json.dumps(record(one), indent=1, sort_keys=True)
            file.write_text(f"{text}\n", encoding="utf-8")
            print(f"{file.relative_to(ROOT)}: {one.about}")


def record(one: Recording) -> dict[str, Any]:
    """Run a program with the real engine, and return what there was to see."""
    program = RECORDED / "programs" / f"{one.name}.py"
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        project = _project(one, work, program.read_text(encoding="utf-8"))
        preview = _messages(project, work / "preview", "preview")
        update = _messages(project, work / "update", "up", "--yes", "--skip-preview")
        exported = json.loads(project.export("--show-secrets").read_text(encoding="utf-8"))
        engine = project.run("version", check=True).output.strip()
    resources = exported["deployment"]["resources"]
    return {
        "about": one.about,
        "sdk": None if one.sdk is None else {"package": _SDK, "version": one.sdk},
        "program": f"programs/{program.name}",
        "engine": engine,
        "recorded": datetime.now(UTC).date().isoformat(),
        "preview": preview,
        "update": update,
        "state": _in_order(map(_kept, resources)),
    }


def _project(one: Recording, work: Path, program: str) -> Project:
    project = Project(work, program, one.config, policies=Path(__file__).parent / "analyzer")
    settings_file = project.folder / "Pulumi.yaml"
    settings = yaml.safe_load(settings_file.read_text(encoding="utf-8"))
    settings["plugins"] = stand_ins.provider_settings(_STAND_INS)
    settings_file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    if one.sdk is not None:
        packages = _installed(work / "sdk", f"{_SDK}=={one.sdk}", *_NEEDED_BY_THE_SDK)
        path = project.environment["PYTHONPATH"]
        project.environment["PYTHONPATH"] = os.pathsep.join([str(packages), path])
    return project


def _installed(folder: Path, *requirements: str) -> Path:
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"),
            *("--target", str(folder), *requirements),
        ],
        check=True,
    )
    return folder


def _messages(project: Project, file: Path, *command: str) -> dict[str, Any]:
    """Run a command of the CLI; return the messages by kind."""
    project.run(
        *(*command, "--stack", "test"), *project.pack_arguments(), check=True, RECORDING=str(file)
    )
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    stack = [one["message"] for one in lines if one["kind"] == "stack"]
    return {
        "resources": _in_order(one["message"] for one in lines if one["kind"] == "resource"),
        "stack": _in_order(stack[-1]["resources"]),
    }


def _kept(resource: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a resource in the state: nothing that differs from run to run."""
    kept = {key: resource[key] for key in _KEPT_OF_THE_STATE if key in resource}
    if "provider" in kept:
        kept["provider"] = kept["provider"].rpartition("::")[0]
    if kept["type"].startswith("pulumi:providers:"):
        kept.pop("id", None)
    return kept


def _in_order(resources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Resources, and the dependencies of each, in an order that is always the same."""
    return sorted(
        (
            {**one, "dependencies": sorted(one["dependencies"])} if "dependencies" in one else one
            for one in resources
        ),
        key=lambda one: str(one["urn"]),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
