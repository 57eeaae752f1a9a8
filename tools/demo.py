"""The main job, on the real engine: contoso passes, fabrikam is refused for what is wrong with it.

Previews the two example stacks with the policy pack, in a backend that is thrown away, and exits 0
only if exactly that happened.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "policies")]

from dualwrite.requirements import REQUIREMENTS  # noqa: E402
from dualwrite.text import counted  # noqa: E402
from tools.environment import PulumiNotFound, find_pulumi, pulumi_environment  # noqa: E402

TODAY = "2026-11-24"
"""Releases go out of service; on this day, those of the examples are in it."""
_NOT_OF_LEGACY = ("supported-deployment", "pair-completeness", "conflicting-facts")
"""A trial is not cloud-hosted; and a declared pair is whole, and contradicts nobody."""
_OF_SECOND = ("single-instance", "environment-type-parity", "supported-deployment")
EXPECTED: dict[str, frozenset[tuple[str, str]]] = {
    "contoso": frozenset(),
    "fabrikam": frozenset(
        {
            (one.name, "fabrikam-legacy")
            for one in REQUIREMENTS
            if one.name not in _NOT_OF_LEGACY and not one.concerns_companions
        }
        | {(name, "fabrikam-second") for name in _OF_SECOND}
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What a preview came to: whether it was refused, and which policy spoke of which pair."""

    refused: bool
    findings: frozenset[tuple[str, str]]


def main() -> int:
    """Run the demo; return the exit code."""
    try:
        pulumi = find_pulumi()
    except PulumiNotFound as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="dualwrite-demo-") as folder:
        environment = {**pulumi_environment(Path(folder)), "DUALWRITE_TODAY": TODAY}
        outcomes = {stack: _preview(pulumi, stack, environment) for stack in EXPECTED}
    return _summarize(outcomes)


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
        events = _run(pulumi, [*arguments, "--json"], streaming)
    finally:
        configuration.write_bytes(before)  # a new stack adds the salt of its secrets to the file
    return Outcome(shown.returncode != 0, frozenset(_findings(events)))


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


def _findings(events: str) -> Iterator[tuple[str, str]]:
    for line in events.splitlines():
        event: dict[str, Any] = json.loads(line) if line.startswith("{") else {}
        if "policyEvent" in event:
            found = event["policyEvent"]
            yield found["policyName"], found.get("resourceUrn", "").rpartition("::")[2]


def _summarize(outcomes: dict[str, Outcome]) -> int:
    right = True
    print("\n=== Summary")
    for stack, outcome in outcomes.items():
        expected = EXPECTED[stack]
        requirements = len({policy for policy, _ in outcome.findings})
        result = "refused" if outcome.refused else "passed"
        print(f"  {stack}: {result}, {counted(requirements, 'requirement')} broken")
        for what, findings in (
            ("expected, but not found", expected - outcome.findings),
            ("found, but not expected", outcome.findings - expected),
        ):
            for policy, pair in sorted(findings):
                print(f"    {what}: {policy} of {pair}")
        right = right and outcome.findings == expected and outcome.refused == bool(expected)
    print(
        "\n"
        "  The pack in a stack of your own:\n"
        f"    (cd {ROOT / 'policies'} && pulumi install)\n"
        f"    pulumi preview --policy-pack {ROOT / 'policies'}\n"
        "  Without Pulumi:\n"
        "    .venv/bin/dualwrite check examples/pairs.yaml\n"
    )
    print("The demo did what it should." if right else "The demo did NOT do what it should.")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
