"""Pulumi projects of any size, in a folder that is thrown away."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.places import ROOT
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


def pairs(number: int) -> list[dict[str, Any]]:
    """So many correct pairs, each with environments of its own."""
    tenant = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
    return [
        {
            "name": f"pair-{index:05}",
            "financeAndOperations": {
                "url": f"https://pair-{index:05}.operations.dynamics.com",
                "tenantId": tenant,
                "region": "West Europe",
                "environmentType": "production",
                "applicationVersion": "10.0.49",
                "platformVersion": "PU73",
                "crossCompanyDataSharing": False,
                "bypassesDataEvents": False,
                "consecutiveUpdatesPaused": 0,
            },
            "customerEngagement": {
                "url": f"https://pair-{index:05}.crm4.dynamics.com",
                "tenantId": tenant,
                "region": "westeurope",
                "geography": "europe",
                "environmentType": "production",
                "platformVersion": "9.2.25091.00212",
                "prospectToCash": False,
                "dualWriteCoreVersion": "1.0.25031.2",
                "dynamics365AppsEnabled": True,
            },
            "link": {
                "initialSync": True,
                "initialSyncLegalEntities": 12,
                "liveSyncLegalEntities": 12,
                "distributedTransactions": False,
            },
        }
        for index in range(number)
    ]


def make_project(folder: Path, number: int) -> dict[str, str]:
    """Write a project with so many pairs and twice as many children; return Pulumi's environment."""
    folder.mkdir(parents=True)
    runtime = {"name": "python", "options": {"virtualenv": str(ROOT / ".venv")}}
    (folder / "Pulumi.yaml").write_text(json.dumps({"name": "benchmark", "runtime": runtime}))
    (folder / "__main__.py").write_text(PROGRAM)
    (folder / "pairs.json").write_text(json.dumps(pairs(number)))
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
