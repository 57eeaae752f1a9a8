"""Running the real Pulumi engine on small projects, and reading what it said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tools import stand_ins
from tools.environment import find_pulumi, pulumi_environment

from .command_line import Completed

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "policies"
STACK = "test"
_SECONDS = 240
STAND_INS = {
    "echo": stand_ins.ECHO,
    "powerplatform": stand_ins.POWERPLATFORM,
    "power-platform": stand_ins.POWER_PLATFORM,
    "contoso-pp": stand_ins.POWER_PLATFORM,
    "azure-native": stand_ins.AZURE_NATIVE,
    "azure": stand_ins.ANY,
    "azapi": stand_ins.ANY,
}
"""Providers that create nothing, by the name that a program uses, and their folders."""

COMPONENT_PROGRAM = (ROOT / "__main__.py").read_text(encoding="utf-8")
"""The project's own program: one component a pair of the stack's configuration."""


@dataclass(frozen=True)
class Violation:
    """One policy event: which policy said what of which resource, at which level."""

    policy: str
    resource: str
    level: str
    message: str


@dataclass(frozen=True)
class Run:
    """One run of the CLI."""

    exit_code: int
    output: str
    events: list[dict[str, Any]] = field(default_factory=list, repr=False)

    @property
    def violations(self) -> list[Violation]:
        """What the policies reported, in a fixed order."""
        found = [one["policyEvent"] for one in self.events if "policyEvent" in one]
        return sorted(
            (
                Violation(
                    one["policyName"],
                    one.get("resourceUrn", "").rpartition("::")[2],
                    one["enforcementLevel"],
                    one["message"].rstrip("\n"),
                )
                for one in found
            ),
            key=lambda one: (one.policy, one.resource, one.message),
        )

    def blocked(self) -> set[tuple[str, str]]:
        """The mandatory violations, as policy and resource."""
        return {(one.policy, one.resource) for one in self.violations if one.level == "mandatory"}

    def advised(self) -> set[tuple[str, str]]:
        """The advisories, as policy and resource."""
        return {(one.policy, one.resource) for one in self.violations if one.level == "advisory"}


class Project:
    """A Pulumi project in a folder of its own, with a local backend of its own."""

    def __init__(
        self,
        folder: Path,
        program: str,
        config: Mapping[str, Any] | None = None,
        policies: Path = POLICIES,
        today: str = "2026-11-24",
        name: str = "engine-test",
    ) -> None:
        self.folder = folder / "project"
        self.policies = policies
        self.folder.mkdir(parents=True)
        settings: dict[str, Any] = {
            "name": name,
            "runtime": {"name": "python", "options": {"virtualenv": str(ROOT / ".venv")}},
            "plugins": stand_ins.provider_settings(STAND_INS),
        }
        (self.folder / "Pulumi.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        (self.folder / "__main__.py").write_text(program, encoding="utf-8")
        self.environment = {
            **pulumi_environment(folder),
            "DUALWRITE_TODAY": today,
            "NO_COLOR": "1",
            # What is installed may be of another checkout than these tests.
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(POLICIES)]),
        }
        self.run("stack", "init", STACK, check=True)
        if config is not None:
            self.configure(config)

    def configure(self, config: Mapping[str, Any]) -> None:
        """Set the stack's configuration, keeping what the stack has of its own (the salt)."""
        file = self.folder / f"Pulumi.{STACK}.yaml"
        settings = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
        settings["config"] = dict(config)
        file.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")

    def run(self, *arguments: str, check: bool = False, **environment: str) -> Run:
        """Run the CLI to its end."""
        done = subprocess.run(
            [str(find_pulumi()), *arguments, "--non-interactive"],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        output = done.stdout + done.stderr
        if check and done.returncode:
            raise AssertionError(f"pulumi {' '.join(arguments)} failed:\n{output}")
        events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"seq')]
        return Run(done.returncode, output, events)

    def preview(self, policy_config: Mapping[str, Any] | None = None) -> Run:
        """Preview with the pack, with the engine's events."""
        return self.run(
            *("preview", "--json", "--stack", STACK),
            *self.pack_arguments(policy_config),
            PULUMI_ENABLE_STREAMING_JSON_PREVIEW="1",
        )

    def preview_text(self, policy_config: Mapping[str, Any] | None = None) -> Run:
        """Preview with the pack, as a person sees it."""
        return self.run("preview", "--stack", STACK, *self.pack_arguments(policy_config))

    def dualwrite(self, *arguments: str, **environment: str) -> Completed:
        """Run ``dualwrite`` in the project's folder, as a user does who has Pulumi on PATH."""
        done = subprocess.run(
            [sys.executable, "-m", "dualwrite", *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        return Completed(done.returncode, done.stdout, done.stderr)

    def up(self, policy_config: Mapping[str, Any] | None = None, preview: bool = False) -> Run:
        """Deploy with the pack; without the preview where a test is about the update itself."""
        skip = () if preview else ("--skip-preview",)
        arguments = self.pack_arguments(policy_config)
        return self.run("up", "--yes", *skip, "--stack", STACK, *arguments)

    def up_without_pack(self) -> Run:
        """Deploy what no pack has judged."""
        return self.run("up", "--yes", "--skip-preview", "--stack", STACK, check=True)

    def export(self, *options: str) -> Path:
        """Export the state to a file."""
        file = self.folder / "state.json"
        self.run("stack", "export", "--stack", STACK, "--file", str(file), *options, check=True)
        return file

    def analyze(self, state: Path, policy_config: Mapping[str, Any] | None = None) -> Run:
        """Judge an exported state through the engine."""
        return self.run(
            *("policy", "analyze", "--file", str(state), "--json"),
            *self.pack_arguments(policy_config),
        )

    def resources(self) -> set[str]:
        """The resources of the state, as type and name."""
        exported = json.loads(self.export().read_text(encoding="utf-8"))
        found = exported["deployment"].get("resources") or []
        return {f"{one['type']}::{one['urn'].rpartition('::')[2]}" for one in found}

    def pack_arguments(self, policy_config: Mapping[str, Any] | None = None) -> list[str]:
        """The options that name the pack and its configuration."""
        arguments = ["--policy-pack", str(self.policies)]
        if policy_config is not None:
            file = self.folder / "policy-config.json"
            file.write_text(json.dumps(policy_config), encoding="utf-8")
            arguments += ["--policy-pack-config", str(file)]
        return arguments
