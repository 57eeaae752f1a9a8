"""Pulumi projects of any size, in a folder that is thrown away."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.places import ROOT
from dualwrite.model.facts import UnknownValue
from tests.support.large_stacks import foreign_mapping, foreign_resources
from tests.support.states import big_manifest
from tools import stand_ins
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


FOUNDATION_PROGRAM = """
import json, pulumi
from pathlib import Path
from components import AzureFoundation, EnvironmentPair

for declared in json.loads(Path("pairs.json").read_text()):
    name = declared.pop("name")
    parts = {"network": {"addressSpace": "10.20.0.0/16"}, "encryption": {}, "logs": {}, "storage": {}}
    AzureFoundation(
        f"{name}-azure",
        {"customerEngagement": declared["customerEngagement"], **parts},
        pulumi.ResourceOptions(parent=EnvironmentPair(name, declared)),
    )
"""

FOREIGN_PROGRAM = """
import json, pulumi
from pathlib import Path

class Custom(pulumi.CustomResource):
    pass

TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
tenant = pulumi.ProviderResource("powerplatform", "tenant", {"tenantId": TENANT})
for one in json.loads(Path("resources.json").read_text()):
    ours = one["type"].startswith("powerplatform:")
    options = pulumi.ResourceOptions(provider=tenant) if ours else None
    Custom(one["type"], one["name"], one["properties"], options)
"""


def make_project(folder: Path, number: int) -> dict[str, str]:
    """Write a project with so many pairs and twice as many children; return Pulumi's environment."""
    folder.mkdir(parents=True)
    (folder / "pairs.json").write_text(json.dumps(big_manifest(number)["pairs"]))
    return _made(folder, PROGRAM, {})


def make_foundation_project(folder: Path, number: int) -> dict[str, str]:
    """Write a project with so many pairs and the Azure side of each; return the environment."""
    folder.mkdir(parents=True)
    (folder / "pairs.json").write_text(json.dumps(big_manifest(number)["pairs"]))
    plugins = stand_ins.provider_settings({"azure-native": stand_ins.AZURE_NATIVE})
    return _made(folder, FOUNDATION_PROGRAM, {"plugins": plugins})


def make_foreign_project(folder: Path, number: int) -> dict[str, str]:
    """Write a project with so many resources that do not know this one; return the environment."""
    folder.mkdir(parents=True)
    inputs = [{**one, "properties": _known(one["properties"])} for one in foreign_resources(number)]
    (folder / "resources.json").write_text(json.dumps(inputs))
    folders = {"powerplatform": stand_ins.POWERPLATFORM, "azure-native": stand_ins.ECHO}
    plugins = stand_ins.provider_settings(folders)
    environment = _made(folder, FOREIGN_PROGRAM, {"plugins": plugins})
    mappings = folder / "mappings.yaml"
    mappings.write_text(json.dumps(foreign_mapping()), encoding="utf-8")
    return {**environment, "DUALWRITE_MAPPINGS": str(mappings)}


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    """The inputs: what is not an output."""
    return {
        key: _known(value) if isinstance(value, dict) else value
        for key, value in properties.items()
        if not isinstance(value, UnknownValue)
    }


def _made(folder: Path, program: str, more: dict[str, Any]) -> dict[str, str]:
    runtime = {"name": "python", "options": {"virtualenv": str(ROOT / ".venv")}}
    project = {"name": "benchmark", "runtime": runtime, **more}
    (folder / "Pulumi.yaml").write_text(json.dumps(project))
    (folder / "__main__.py").write_text(program)
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
