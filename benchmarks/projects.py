"""Pulumi projects of any size, in a folder that is thrown away."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from benchmarks.places import ROOT
from tests.support.states import big_manifest
from tools.environment import find_pulumi, pulumi_environment

PROGRAM = """
import json, pulumi
from pathlib import Path
from components import EnvironmentPair

class Part(pulumi.ComponentResource):
    def __init__(self, name, parent):
        super().__init__("benchmark:index:Part", name, {"of": name}, pulumi.ResourceOptions(parent=parent))
        self.register_outputs({"of": name})

for declared in json.loads(Path("pairs.json").read_text()):
    name = declared.pop("name")
    pair = EnvironmentPair(name, declared)
    Part(f"{name}-one", pair)
    Part(f"{name}-two", pair)
"""


def make_project(folder: Path, number: int) -> dict[str, str]:
    """Write a project with so many pairs and twice as many children; return Pulumi's environment."""
    folder.mkdir(parents=True)
    runtime = {"name": "python", "options": {"virtualenv": str(ROOT / ".venv")}}
    (folder / "Pulumi.yaml").write_text(json.dumps({"name": "benchmark", "runtime": runtime}))
    (folder / "__main__.py").write_text(PROGRAM)
    (folder / "pairs.json").write_text(json.dumps(big_manifest(number)["pairs"]))
    environment = {
        **pulumi_environment(folder),
        "DUALWRITE_TODAY": "2026-11-24",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [str(find_pulumi()), "stack", "init", "bench", "--non-interactive"],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    return environment
