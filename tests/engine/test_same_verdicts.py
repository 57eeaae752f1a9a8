"""One pair, four ways to it: preview, an analysed state, a checked state, a checked manifest."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from dualwrite.requirements import requirements_by_name
from support.engine import COMPONENT_PROGRAM, ROOT, Project, Violation
from support.pairs import ABSENT, declaration, environment

MakeProject = Callable[..., Project]
TODAY = "2026-11-24"
_IDS = ("financeAndOperations.environmentId", "customerEngagement.environmentId")
_CHECK = (sys.executable, "-m", "dualwrite", "check")


def _pairs() -> list[dict[str, Any]]:
    fabrikam = yaml.safe_load((ROOT / "Pulumi.fabrikam.yaml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = fabrikam["config"]["dualwrite:pairs"]
    cases: dict[str, dict[str, Any]] = {
        "correct": {},
        "undeclared": {"financeAndOperations.tenantId": ABSENT, "link": ABSENT},
        "newer": {
            "financeAndOperations.applicationVersion": "10.0.60",
            "financeAndOperations.platformVersion": ABSENT,
        },
        "coarse": {
            "financeAndOperations.applicationVersion": "10.0.39",
            "financeAndOperations.platformVersion": "Update63",
        },
        "geography": {
            "customerEngagement.region": ABSENT,
            "customerEngagement.geography": "Europe",
        },
        "contradiction": {"financeAndOperations.platformVersion": "PU32"},
        "one-id": {
            **dict.fromkeys(_IDS, "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"),
            "customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11",
        },
        "crossed": {"financeAndOperations.environmentId": "7a1c0d52-6f5c-4f0a-8a57-0f4f7c1d2e33"},
        "crossed-too": {"customerEngagement.environmentId": "7a1c0d52-6f5c-4f0a-8a57-0f4f7c1d2e33"},
        "web-api": {"customerEngagement.url": "https://correct.api.crm4.dynamics.com"},
        "by-id-alone": {
            "customerEngagement.url": ABSENT,
            "customerEngagement.environmentId": "8b1c0d52-6f5c-4f0a-8a57-0f4f7c1d2e33",
        },
        "moved": {"customerEngagement.url": "https://moved.crm7.dynamics.com"},
        "between-lines": {"financeAndOperations.platformVersion": "7.0.7210.1"},
        "of-no-family": {"customerEngagement.platformVersion": "10.1.0.0"},
        "last-prospect-to-cash": {
            "customerEngagement.prospectToCash": True,
            "customerEngagement.prospectToCashVersion": "15.0.0.2",
        },
        "limits": {"link.initialSyncLegalEntities": 41, "link.liveSyncLegalEntities": 41},
    }
    return found + [
        {"name": name, **declaration({**environment(name), **changes})}
        for name, changes in cases.items()
    ]


def _check(source: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [*_CHECK, str(source), "--format", "json", "--today", TODAY],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)["results"]
    return results


def _as_violations(results: list[dict[str, Any]]) -> list[Violation]:
    """What the pack would report of the results of ``check``, word for word."""
    found = []
    for one in results:
        requirement = requirements_by_name()[one["requirement"]]
        level = one["level"]
        source = requirement.sources[0]
        lines = [f"{one['id']}: {requirement.title}", one["message"]]
        if one["verdict"] == "unknown":
            level = "advisory"
        elif one["verdict"] in ("fail", "undeclared"):
            if one["verdict"] == "fail":
                lines.append(f"Why: {requirement.reason}")
            lines.append(f"Remedy: {one['remedy']}")
            lines.append(f"Source: {source.article} ({source.dated}), {source.url}")
        else:
            continue
        found.append(Violation(one["requirement"], one["pair"], level, "\n".join(lines)))
    return sorted(found, key=lambda one: (one.policy, one.resource, one.message))


def _wherever_found(row: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in row.items() if key not in ("urn", "source", "location")}


def test_the_four_ways_agree(project: MakeProject, tmp_path: Path) -> None:
    pairs = _pairs()
    made = project(COMPONENT_PROGRAM, {"dualwrite:pairs": pairs}, today=TODAY)
    preview = made.preview()
    made.up_without_pack()
    state = made.export()
    manifest = tmp_path / "pairs.yaml"
    manifest.write_text(yaml.safe_dump(pairs), encoding="utf-8")

    of_manifest = _check(manifest)
    of_state = _check(state)
    assert list(map(_wherever_found, of_state)) == list(map(_wherever_found, of_manifest))
    assert {one["verdict"] for one in of_manifest} == {
        "pass",
        "fail",
        "undeclared",
        "unknown",
        "notApplicable",
    }
    # An undeclared fact that is ignored stays in the document and is no violation.
    expected = [
        one
        for one in _as_violations(of_manifest)
        if one.policy not in ("no-bypassed-data-events", "no-distributed-transactions")
        or "is not declared" not in one.message
    ]
    assert preview.violations == expected
    assert made.analyze(state).violations == expected


_SECRETS = """
import pulumi
from components import EnvironmentPair

facts = pulumi.Config().require_object("facts")
for name, path in (
    ("whole-side", ["customerEngagement"]),
    ("number", ["link", "liveSyncLegalEntities"]),
    ("boolean", ["customerEngagement", "prospectToCash"]),
    ("list", ["customerEngagement", "dualWriteSolutions"]),
    ("text", ["financeAndOperations", "tenantId"]),
):
    made = {section: dict(one) for section, one in facts.items()}
    for side in ("financeAndOperations", "customerEngagement"):
        made[side]["url"] = made[side]["url"].replace("contoso", name)
        made[side].pop("environmentId")
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = pulumi.Output.secret(inner[path[-1]])
    EnvironmentPair(name, made)
"""


def test_the_offline_analysis_and_check_agree_on_secrets(project: MakeProject) -> None:
    """The analysis shows ``[secret]`` for each, of whatever type; in the file it is encrypted."""
    made = project(_SECRETS, {"facts": declaration()}, today=TODAY)
    made.up_without_pack()
    state = made.export()
    done = subprocess.run(
        [*_CHECK, str(state), "--format", "json", "--today", TODAY],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    results = json.loads(done.stdout)["results"]
    expected = {(one["requirement"], one["pair"]) for one in results if one["verdict"] == "unknown"}
    assert {pair for _, pair in expected} == {"whole-side", "number", "boolean", "list", "text"}
    made.environment["PULUMI_CONFIG_PASSPHRASE"] = (
        "another one"  # as where only the file is at hand
    )
    analyzed = made.analyze(state)
    assert "analyzing with secret values redacted" in analyzed.output
    assert {(one.policy, one.resource) for one in analyzed.violations} == expected
    assert {one.level for one in analyzed.violations} == {"advisory"}
