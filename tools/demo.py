"""The main job, on the real engine: contoso passes, fabrikam and northwind are refused for what is
wrong with them.

Previews the example stacks with the policy pack, in a backend that is thrown away and with a stand-in
for the Azure provider, and exits 0 only if exactly what is expected happened.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "policies")]

from dualwrite.requirements import REQUIREMENTS  # noqa: E402
from tools import stand_ins  # noqa: E402
from tools.environment import PulumiNotFound, find_pulumi, pulumi_environment  # noqa: E402
from tools.pulumi_cli import locations  # noqa: E402
from tools.stand_ins.installing import install  # noqa: E402

TODAY = "2026-11-24"
"""Releases go out of service; on this day, those of the examples are in it."""
NO_LANGUAGE_HOST = """\
Pulumi warns of a pulumi-language-python on PATH: that is this project's own, for
machines without the official one. It is no fault of the stacks.
"""
NO_AZURE = """\
A stand-in plays the Azure provider: nothing is asked of Azure, and nothing is
created there. How to run this against a real subscription is in docs/azure.md.
"""
Findings = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Outcome:
    """What a preview came to."""

    refused: bool
    pairs: int
    azure: int
    """How many Azure resources."""
    findings: Findings
    """Which policy spoke of which resource, by name."""


_NOT_OF_LEGACY = ("supported-deployment", "pair-completeness", "conflicting-facts")
"""A trial is not cloud-hosted; and a declared pair is whole, and contradicts nobody."""
_OF_SECOND = ("single-instance", "environment-type-parity", "supported-deployment")
_OF_NORTHWIND = {
    "azure-resource-geography": (
        *("resource-group", "key-vault", "network-eastus", "network-westus"),
        *("nat-gateway-eastus", "nat-gateway-westus"),
        *("address-eastus", "address-westus"),
    ),
    "azure-resource-tenant": ("key-vault",),
    "enterprise-policy-location": ("encryption-policy", "network-policy"),
}
"""By policy, the resources of the Azure side that break it."""
EXPECTED = {
    "contoso": Outcome(False, pairs=2, azure=30, findings=frozenset()),
    "fabrikam": Outcome(
        True,
        pairs=2,
        azure=0,
        findings=frozenset(
            {
                (one.name, "fabrikam-legacy")
                for one in REQUIREMENTS
                if one.name not in _NOT_OF_LEGACY and not one.concerns_companions
            }
            | {(name, "fabrikam-second") for name in _OF_SECOND}
        ),
    ),
    "northwind": Outcome(
        True,
        pairs=1,
        azure=14,
        findings=frozenset(
            {
                (name, f"northwind-azure-{one}")
                for name, resources in _OF_NORTHWIND.items()
                for one in resources
            }
            | {("network-injection-subnets", "northwind")}
        ),
    ),
}


def main() -> int:
    """Run the demo; return the exit code."""
    try:
        pulumi, sdk = find_pulumi(), version("pulumi-azure-native")
    except PulumiNotFound as error:
        return _failed(str(error))
    except PackageNotFoundError as error:
        return _failed(f"the package {error.name} is not installed; run `make setup`")
    print(f"\n{NO_AZURE}", end="")
    print(f"The versions are judged for {TODAY}, a day on which they are in service.")
    if not locations.has_language_host(pulumi, os.environ):
        print(NO_LANGUAGE_HOST, end="")
    with tempfile.TemporaryDirectory(prefix="dualwrite-demo-") as folder:
        environment = {**pulumi_environment(Path(folder)), "DUALWRITE_TODAY": TODAY}
        home = Path(environment["PULUMI_HOME"])
        install("azure-native", sdk, stand_ins.AZURE_NATIVE, home)
        outcomes = {stack: _preview(pulumi, stack, environment) for stack in EXPECTED}
    return summarize(outcomes)


def _failed(error: str) -> int:
    print(f"error: {error}", file=sys.stderr)
    return 1


def _preview(pulumi: Path, stack: str, environment: dict[str, str]) -> Outcome:
    """Preview a stack as a person sees it, then once more for the events that it is judged by."""
    print(f"\n=== {stack}: pulumi preview --stack {stack} --policy-pack policies\n", flush=True)
    configuration = ROOT / f"Pulumi.{stack}.yaml"
    before = configuration.read_bytes()
    try:
        _run(pulumi, ["stack", "init", stack], environment)
        arguments = ["preview", "--stack", stack, "--policy-pack", "policies"]
        shown = subprocess.run(
            [str(pulumi), *arguments, "--non-interactive"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        streaming = {**environment, "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "1"}
        lines = _run(pulumi, [*arguments, "--json"], streaming).splitlines()
    finally:
        configuration.write_bytes(before)  # a new stack adds the salt of its secrets to the file
    events = [json.loads(line) for line in lines if line.startswith("{")]
    types = list(_types(events))
    return Outcome(
        shown.returncode != 0,
        types.count("dualwrite:index:EnvironmentPair"),
        sum(one.startswith("azure-native:") for one in types),
        frozenset(_findings(events)),
    )


def _run(pulumi: Path, arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [str(pulumi), *arguments, "--non-interactive"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def _types(events: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The type of each resource that would be created."""
    for event in events:
        if "resourcePreEvent" in event:
            yield event["resourcePreEvent"]["metadata"]["type"]


def _findings(events: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for event in events:
        if "policyEvent" in event:
            found = event["policyEvent"]
            yield found["policyName"], found.get("resourceUrn", "").rpartition("::")[2]


def summarize(outcomes: dict[str, Outcome]) -> int:
    """Print what the previews came to, and what was expected of them; return the exit code."""
    print("\n=== Summary")
    print("  stack      result   pairs  Azure resources  requirements broken")
    for stack, outcome in outcomes.items():
        broken = len({policy for policy, _ in outcome.findings})
        result = "refused" if outcome.refused else "passed"
        print(f"  {stack:9}  {result:7}  {outcome.pairs:5}  {outcome.azure:15}  {broken:19}")
        for line in _differences(EXPECTED[stack], outcome):
            print(f"    {line}")
    print(
        f"\n{NO_AZURE}\n"
        "  The pack in a stack of your own:\n"
        f"{_path_line()}"
        f"    (cd {ROOT / 'policies'} && pulumi install)\n"
        f"    pulumi preview --policy-pack {ROOT / 'policies'}\n"
        "  Without Pulumi:\n"
        "    .venv/bin/dualwrite check examples/pairs.yaml\n"
    )
    right = outcomes == EXPECTED
    print("The demo did what it should." if right else "The demo did NOT do what it should.")
    return 0 if right else 1


def _path_line() -> str:
    """How the CLI that ran here gets on PATH; nothing where it is there already."""
    pulumi = find_pulumi()
    folders = [str(one) for one in locations.folders_for_path(pulumi, os.environ)]
    if locations.pulumi_on_path(os.environ):
        return ""
    return f'    export PATH="$PATH:{os.pathsep.join(folders)}"\n'


def _differences(expected: Outcome, found: Outcome) -> Iterator[str]:
    if found.refused != expected.refused:
        yield f"expected: {'refused' if expected.refused else 'passed'}"
    for what, one, other in (
        ("pairs", expected.pairs, found.pairs),
        ("Azure resources", expected.azure, found.azure),
    ):
        if one != other:
            yield f"expected: {one} {what}"
    for what, findings in (
        ("expected, but not found", expected.findings - found.findings),
        ("found, but not expected", found.findings - expected.findings),
    ):
        for policy, resource in sorted(findings):
            yield f"{what}: {policy} of {resource}"


if __name__ == "__main__":
    sys.exit(main())
