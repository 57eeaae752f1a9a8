"""Record the states of the corpus: what ordinary stacks leave behind.

    .venv/bin/python -m tools.recording.corpus [NAME]...

Each program of ``tests/corpus/programs/`` is deployed by the real engine with stand-in providers, and
the exported state is written to ``tests/corpus/states/``, without what differs from run to run or
tells of the machine. The SDKs are installed by pip into a folder that is thrown away; that of Azure
takes 360 MB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from tests.corpus.project import make_project
from tests.corpus.stacks import NAMES, program, sdks, state_file

_NEEDED_BY_SDKS = (
    "parver==1.0.1.post0",
    "arpeggio==2.0.3",
)  # the project's environment has the rest
_KEPT = (
    *("urn", "custom", "id", "type", "inputs", "outputs", "parent", "dependencies", "provider"),
    *("propertyDependencies", "additionalSecretOutputs"),
)
"""What is left out: times, positions in files of this machine, and the stack traces with them."""


class Packages:
    """SDKs, installed when a program asks for them, each once and in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._installed: dict[tuple[str, ...], Path] = {}

    def path(self, pinned: Mapping[str, str]) -> list[str]:
        """What to put on Python's path for SDKs, version by package."""
        needed = [(f"{package}=={version}",) for package, version in pinned.items()]
        return [str(self._install(one)) for one in [*needed, _NEEDED_BY_SDKS]]

    def _install(self, requirements: tuple[str, ...]) -> Path:
        if requirements not in self._installed:
            folder = self._folder / str(len(self._installed))
            options = ("--quiet", "--no-deps", "--no-compile", "--target", str(folder))
            subprocess.run(
                [sys.executable, "-m", "pip", "install", *options, *requirements], check=True
            )
            self._installed[requirements] = folder
        return self._installed[requirements]


def main(names: list[str]) -> None:
    """Record the stacks with these names, or all."""
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise SystemExit(f"no such program: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    with tempfile.TemporaryDirectory() as temporary:
        packages = Packages(Path(temporary))
        for name in names or NAMES:
            exported = record(name, packages)
            text = json.dumps(exported, indent=1)
            state_file(name).write_text(f"{text}\n", encoding="utf-8")
            print(f"{name}: {len(exported['deployment']['resources'])} resources")


def record(name: str, packages: Packages) -> dict[str, Any]:
    """Deploy a stack, and return its state as it is kept."""
    with tempfile.TemporaryDirectory() as temporary:
        project = make_project(Path(temporary), program(name))
        path = [*packages.path(sdks(name)), project.environment["PYTHONPATH"]]
        project.environment["PYTHONPATH"] = os.pathsep.join(path)
        project.up_without_pack()
        exported = json.loads(project.export("--show-secrets").read_text(encoding="utf-8"))
    return as_kept(exported, datetime.now(UTC).date().isoformat())


def as_kept(exported: Mapping[str, Any], day: str) -> dict[str, Any]:
    """An exported state in the form that is always the same for the same program.

    It stays one that the engine can read: resources stand after those that they need.

    :param day: when it was recorded, all that is told of the time.
    """
    deployment = exported["deployment"]
    kept = {
        "manifest": {**deployment["manifest"], "time": f"{day}T00:00:00Z"},
        "secrets_providers": {"type": "passphrase", "state": {"salt": "v1:0:0"}},
        "resources": in_order(map(_kept, deployment["resources"])),
        "metadata": {},
    }
    text = json.dumps({"version": exported["version"], "deployment": kept})
    for one in kept["resources"]:
        if one["type"].startswith("pulumi:providers:"):  # the engine draws their IDs by lot
            text = text.replace(one["id"], str(uuid.uuid5(uuid.NAMESPACE_URL, one["urn"])))
    state: dict[str, Any] = json.loads(text)
    return state


def in_order(resources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Resources after those that they need, and otherwise by their URN."""
    by_urn = {one["urn"]: one for one in resources}
    sorter = TopologicalSorter({urn: _needs(one) & set(by_urn) for urn, one in by_urn.items()})
    sorter.prepare()
    ordered: list[dict[str, Any]] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered += (by_urn[urn] for urn in ready)
        sorter.done(*ready)
    return ordered


def _needs(resource: Mapping[str, Any]) -> set[str]:
    provider = str(resource.get("provider", "")).rpartition("::")[0]  # its ID comes last
    return {resource.get("parent", ""), provider, *resource.get("dependencies", ())}


def _kept(resource: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: resource[key] for key in _KEPT if key in resource}
    if "dependencies" in kept:
        kept["dependencies"] = sorted(kept["dependencies"])
    if "propertyDependencies" in kept:
        by_property = kept["propertyDependencies"]
        kept["propertyDependencies"] = {key: sorted(urns) for key, urns in by_property.items()}
    return kept


if __name__ == "__main__":
    main(sys.argv[1:])
