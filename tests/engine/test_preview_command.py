"""``dualwrite preview`` on the real engine: Pulumi's own preview, and reports that say the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dualwrite.document.model import Document
from dualwrite.pack.texts import violation_text
from dualwrite.preview.running import run_preview
from dualwrite.requirements import requirements_by_name
from dualwrite.verdicts import Evidence, Kind, Level, Result, Verdict
from support.command_line import ROOT, Completed
from support.engine import COMPONENT_PROGRAM, STACK, Project
from support.grants import grant
from support.pairs import ABSENT, declaration, environment

MakeProject = Callable[..., Project]
SHARED = {"customerEngagement.url": "https://shared.crm4.dynamics.com"}


def preview(made: Project, *arguments: str, **variables: str) -> Completed:
    return made.dualwrite("preview", *arguments, **variables)


def config(**pairs: dict[str, Any]) -> dict[str, Any]:
    return {
        "dualwrite:pairs": [
            {"name": name, **declaration({**environment(name), **changes})}
            for name, changes in pairs.items()
        ]
    }


def document(made: Project, name: str = "results.json") -> Document:
    text = (made.folder / name).read_text(encoding="utf-8")
    return Document.model_validate(json.loads(text))


MIXED = config(
    contoso={},
    fabrikam={
        **SHARED,
        "link.liveSyncLegalEntities": 251,
        "financeAndOperations.bypassesDataEvents": True,
        "link.initialSync": False,
        "link.initialSyncLegalEntities": ABSENT,
    },
    northwind={**SHARED, "customerEngagement.tenantId": ABSENT},
)
EXEMPTING = {
    "live-sync-legal-entities": {"exemptions": [grant(pairs=["fabrikam"])]},
    "no-bypassed-data-events": {"exemptions": [grant(pairs=["nobody"])]},
    "one-version": "disabled",
}


def shown_by_pulumi(row: Any) -> tuple[str, str, str]:
    """The policy, the pair and the message of the policy event that a row of the report stands for."""
    requirement = requirements_by_name()[row.requirement]
    evidence = tuple(Evidence(one.fact, one.value) for one in row.evidence)
    verdict = Verdict(row.verdict, row.message, row.remedy, evidence)
    result = Result(row.id, row.requirement, row.pair, row.urn, Level(row.level), verdict, True)
    heading = f"{requirement.id}: {requirement.title}"
    return row.requirement, row.pair, f"{heading}\n{violation_text(requirement, result)}"


def test_the_report_and_pulumi_say_the_same(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, MIXED)
    run = made.preview(EXEMPTING)
    file = made.folder / "policy-config.json"
    found = preview(
        made, "--stack", STACK, "--policy-pack-config", str(file), "--report", "json=results.json"
    )
    assert found.code == 1
    rows = document(made).results

    violations = sorted(
        (one.policy, one.resource, one.message)
        for one in run.violations
        if one.policy != "exemptions"
    )
    assert sorted(shown_by_pulumi(row) for row in rows if row.is_violation) == violations
    exempt = [(row.pair, row.id) for row in rows if row.verdict is Kind.EXEMPT]
    said = [one for one in run.violations if one.policy == "exemptions"]
    assert exempt == [("fabrikam", "DW008")]
    assert [one.resource for one in said] == ["engine-test-test", "fabrikam"]
    (unused,) = [one for grants in document(made).exemptions for one in grants.notices]
    assert said[0].message.split("\n")[1] == unused.message
    for _, _, message in violations:
        assert all(line.strip() in found.output for line in message.split("\n"))


def test_the_report_is_that_of_check_but_for_where_the_pairs_were_found(
    project: MakeProject,
) -> None:
    made = project(COMPONENT_PROGRAM, MIXED)
    made.pack_arguments(EXEMPTING)  # writes the file
    options = ["--policy-pack-config", "policy-config.json", "--report"]
    preview(made, "--stack", STACK, *options, "json=preview.json", SOURCE_DATE_EPOCH="0")
    made.dualwrite(
        "check", f"Pulumi.{STACK}.yaml", *options, "json=check.json", SOURCE_DATE_EPOCH="0"
    )
    previewed, checked = document(made, "preview.json"), document(made, "check.json")
    urns = {row.urn for row in previewed.results}
    assert urns == {
        f"urn:pulumi:test::engine-test::dualwrite:index:EnvironmentPair::{name}"
        for name in ("contoso", "fabrikam", "northwind")
    }
    assert [row.model_copy(update={"urn": None}) for row in previewed.results] == [
        row.model_copy(update={"source": None}) for row in checked.results
    ]
    assert previewed.exemptions == checked.exemptions
    assert (previewed.generated_at, previewed.today) == (checked.generated_at, checked.today)


def test_a_passing_stack_is_exit_0_with_every_report(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    formats = {"json": "r.json", "sarif": "r.sarif", "junit": "r.xml", "openreports": "r.yaml"}
    formats |= {"markdown": "r.md", "html": "r.html"}
    reports = [part for name, file in formats.items() for part in ("--report", f"{name}={file}")]
    found = preview(made, "--stack", STACK, *reports)
    assert found.code == 0, found.errors
    assert "dualwrite@v0.1.0" in found.output
    assert all((made.folder / file).stat().st_size > 100 for file in formats.values())
    assert {row.verdict for row in document(made, "r.json").results} == {Kind.PASS}


def test_a_report_to_standard_output_is_alone_there(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(made, "--stack", STACK, "--report", "json=-")
    assert (found.code, json.loads(found.output)["schemaVersion"]) == (0, 1)
    assert "Previewing update" in found.errors


def test_the_selected_stack_and_pulumis_own_arguments(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(made, "--report", "json=results.json", "--", "--diff", "--message", "a b")
    assert (found.code, len(document(made).results)) == (0, 16), found.errors


def test_the_users_own_pack_is_used_and_no_other(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={"link.liveSyncLegalEntities": 251}))
    own = ["--", "--policy-pack", str(made.policies)]
    found = preview(made, "--stack", STACK, "--report", "json=results.json", *own)
    assert found.code == 1
    assert f"(local: {made.policies})" in found.output
    assert found.output.count("dualwrite@v") == 1


def test_the_day_can_be_set(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(
        made, "--stack", STACK, "--today", "2030-01-01", "--report", "json=results.json"
    )
    assert found.code == 0  # one-version is advisory
    made_document = document(made)
    assert str(made_document.today) == "2030-01-01"
    assert {row.id for row in made_document.results if row.verdict is Kind.FAIL} == {"DW014"}


@pytest.mark.parametrize(
    ("program", "arguments", "told"),
    [
        ("raise ValueError('out of order')", (), "out of order"),
        (COMPONENT_PROGRAM, ("--stack", "nope"), "no stack named 'nope' found"),
        (COMPONENT_PROGRAM, ("--", "--no-such-flag"), "unknown flag: --no-such-flag"),
    ],
    ids=["program", "stack", "flag"],
)
def test_a_preview_that_fails_for_another_reason_is_exit_2_and_writes_nothing(
    project: MakeProject, program: str, arguments: tuple[str, ...], told: str
) -> None:
    made = project(program, config(contoso={}))
    (made.folder / "r.json").write_text("kept", encoding="utf-8")
    stack = () if "--stack" in arguments else ("--stack", STACK)
    found = preview(made, "--report", "json=r.json", *stack, *arguments)
    assert found.code == 2
    assert told in found.output + found.errors
    assert found.errors.splitlines()[-1] == (
        "dualwrite: pulumi preview failed, and not because of a policy; its own message is above."
        " No report was written."
    )
    assert (made.folder / "r.json").read_text(encoding="utf-8") == "kept"


def test_a_pack_that_is_not_ours_has_nothing_to_report(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    other = str(ROOT / "benchmarks" / "idle_pack")
    found = preview(made, "--stack", STACK, "--", "--policy-pack", other)
    assert found.code == 2
    assert found.errors.splitlines()[-1] == (
        "dualwrite: no dualwrite policy pack has recorded its verdicts, so there is nothing to"
        " report. The pack of --policy-pack is another one, or an older release; leave --policy-pack"
        " out to use the installed one."
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--stack", "a", "--", "--stack", "b"),
            "--stack is given twice, before and after --. Give it once.",
        ),
        (
            ("--policy-pack-config", "x.json", "--", "--policy-pack-config=y.json"),
            "--policy-pack-config is given twice, before and after --. Give it once.",
        ),
        (
            ("--today", "tomorrow"),
            '--today: "tomorrow" is not a date. Accepted: YYYY-MM-DD, such as',
        ),
        (("--policy-pack-config", "nowhere.json"), "nowhere.json: it cannot be read: No such file"),
        (("--report", "xml=x"), 'xml=x: "xml" is no format.'),
    ],
)
def test_wrong_options_are_refused_before_pulumi_runs(
    project: MakeProject, arguments: tuple[str, ...], told: str
) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(made, *arguments)
    assert (found.code, found.output) == (2, "")
    assert told in found.errors


def test_without_a_pulumi_the_reason_is_told(project: MakeProject, tmp_path: Path) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(made, "--stack", STACK, PATH=str(tmp_path))
    assert (found.code, found.output) == (2, "")
    assert found.errors.startswith("dualwrite: there is no pulumi on PATH. Install the Pulumi CLI")


def test_a_stack_without_pairs_is_said(project: MakeProject) -> None:
    made = project("import pulumi\npulumi.export('a', 1)\n", {})
    found = preview(made, "--stack", STACK, "--report", "json=results.json")
    assert found.code == 0
    assert found.errors.splitlines()[-1] == (
        "dualwrite: note: no pair was judged: the stack declares none."
    )
    assert document(made).results == ()


def test_the_selection_of_the_stack_is_left_alone(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    made.run("stack", "init", "other", check=True)  # selects it
    assert preview(made, "--stack", STACK).code == 0
    assert "other*" in made.run("stack", "ls", check=True).output.replace(" ", "")


def test_policy_events_reach_the_caller(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={"link.liveSyncLegalEntities": 251}))
    monkeypatch.chdir(made.folder)
    for name, text in made.environment.items():
        monkeypatch.setenv(name, text)
    run = run_preview(
        [],
        stack=STACK,
        policy_pack_config=None,
        today=None,
        output=lambda _: None,
        errors=lambda _: None,
    )
    assert (run.succeeded, run.refused_by_policy) == (False, True)
    (event,) = run.policy_events
    assert (event.policy, event.level, event.urn.rpartition("::")[2]) == (
        "live-sync-legal-entities",
        "mandatory",
        "contoso",
    )
