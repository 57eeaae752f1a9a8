"""Remediation on the real engine: what is changed is what is created, and nothing else is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.azure_sides import beside, program
from support.companions import CORRECT, DELEGATION, WITHOUT_TAGS
from support.engine import Project
from support.pairs import ABSENT

MakeProject = Callable[..., Project]
SUBNETS, ACCESS, TAGS = "network-injection-subnets", "storage-account-access", "pair-tag"
REMEDIATE = dict.fromkeys((SUBNETS, ACCESS, TAGS), "remediate")
GRANT = {
    "pairs": ["fabrikam"],
    "category": "waiver",
    "reason": "Moves next year.",
    "owner": "platform@contoso.example",
    "expiresOn": "2026-12-31",
}
OPEN = {
    "westSubnet": {"delegations": ABSENT},
    "storage": {
        "accountName": "secret: contosoexports",
        "kind": "later: StorageV2",
        "minimumTlsVersion": "TLS1_0",
        "allowBlobPublicAccess": True,
    },
    "container": {"publicAccess": "Blob"},
}
"""What can be mended, beside a secret and a value that is known only after deployment."""
FIXED = {
    "westSubnet": {"delegations": [{"name": "power-platform", "serviceName": DELEGATION}]},
    "storage": {"minimumTlsVersion": "TLS1_2", "allowBlobPublicAccess": False},
    "container": {"publicAccess": "None"},
}
TAGGED = set(CORRECT) - set(WITHOUT_TAGS)


def _remediated(events: list[dict[str, Any]]) -> set[tuple[str, str]]:
    found = [one["policyRemediationEvent"] for one in events if "policyRemediationEvent" in one]
    return {(one["policyName"], one["resourceUrn"].rpartition("::")[2]) for one in found}


def _inputs(state: Path) -> dict[str, dict[str, Any]]:
    """By resource of the pair contoso, its inputs in a state."""
    resources = json.loads(state.read_text(encoding="utf-8"))["deployment"]["resources"]
    named = {one["urn"].rpartition("::")[2]: one.get("inputs", {}) for one in resources}
    return {key: named[f"contoso-{key}"] for key in CORRECT}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("remediation"), program(beside("contoso", OPEN)))


EXPECTED = {
    (SUBNETS, "contoso-westSubnet"),
    (ACCESS, "contoso-storage"),
    (ACCESS, "contoso-container"),
    *((TAGS, f"contoso-{name}") for name in TAGGED),
}


def test_without_remediation_the_same_is_refused_or_advised(made: Project) -> None:
    run = made.preview()
    assert run.exit_code != 0
    assert _remediated(run.events) == set()
    assert run.blocked() == {(SUBNETS, "contoso")}
    assert {(ACCESS, "contoso-storage"), (ACCESS, "contoso-container"), (TAGS, "contoso")} <= (
        run.advised()
    )


def test_a_preview_shows_what_is_changed_and_refuses_nothing(made: Project) -> None:
    run = made.preview(REMEDIATE)
    assert (run.exit_code, run.blocked()) == (0, set())
    assert _remediated(run.events) == EXPECTED


def test_an_update_creates_what_was_changed_and_keeps_all_else(made: Project) -> None:
    assert made.up(REMEDIATE).exit_code == 0
    inputs = _inputs(made.export())
    for name, changed in FIXED.items():
        assert {key: inputs[name][key] for key in changed} == changed
    for name in TAGGED:
        assert inputs[name]["tags"] == {"dualwrite-pair": "contoso"}
    assert all(inputs[name]["tags"] == {} for name in set(CORRECT) - TAGGED)
    assert inputs["northSubnet"]["delegations"] == CORRECT["northSubnet"]["delegations"]
    assert "ciphertext" in inputs["storage"]["accountName"]
    assert inputs["storage"]["kind"] == "StorageV2"
    checked = made.dualwrite("check", str(made.export()), "--format", "json")
    verdicts = {one["id"]: one["verdict"] for one in json.loads(checked.output)["results"]}
    mended = ("DW033", "DW037", "DW038")
    assert {key: verdicts[key] for key in mended} == dict.fromkeys(mended, "pass")


def test_what_cannot_be_changed_blocks_and_what_is_exempt_stays(project: MakeProject) -> None:
    web = {"westSubnet": {"delegations": [{"name": "w", "serviceName": "Microsoft.Web/hostings"}]}}
    made = project(
        program(
            beside("contoso", {**web, "storage": {"minimumTlsVersion": "1.2"}}, tagged=True),
            beside("fabrikam", {"storage": {"minimumTlsVersion": "TLS1_0"}}, tagged=True),
        )
    )
    settings = {**REMEDIATE, ACCESS: {"enforcementLevel": "remediate", "exemptions": [GRANT]}}
    run = made.preview(settings)
    assert run.exit_code != 0
    assert run.blocked() == {(SUBNETS, "contoso"), (ACCESS, "contoso-storage")}
    assert _remediated(run.events) == set()


def test_a_person_sees_what_is_changed(made: Project) -> None:
    shown = made.preview_text(REMEDIATE).output
    lines = [line.strip() for line in shown.splitlines() if "[remediate]" in line]
    assert lines == [
        f"- [remediate]  {SUBNETS}  (1 resource)",
        f"- [remediate]  {TAGS}  ({len(TAGGED)} resources)",
        f"- [remediate]  {ACCESS}  (2 resources)",
    ]
