"""``dualwrite preview`` on the real engine: Pulumi's own preview, and reports that say the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dualwrite.cli.preview.arguments import PulumiArguments
from dualwrite.cli.preview.running import run_preview
from dualwrite.model.verdicts import Evidence, Kind, Level, Result, Verdict
from dualwrite.pack.messages import violation_text
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from dualwrite.results.document import Document
from support.command_line import ROOT, Completed
from support.engine import COMPONENT_PROGRAM, STACK, Project
from support.grants import grant
from support.pairs import ABSENT, declaration, environment
from support.signals import as_in_a_terminal

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
    assert "251.0" not in (made.folder / "preview.json").read_text(encoding="utf-8")
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
    verdicts = {row.id: row.verdict for row in document(made, "r.json").results}
    assert verdicts == {
        one.id: Kind.NOT_APPLICABLE if one.concerns_companions else Kind.PASS
        for one in REQUIREMENTS
    }


def test_a_report_to_standard_output_is_alone_there(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(made, "--stack", STACK, "--report", "json=-")
    assert (found.code, json.loads(found.output)["schemaVersion"]) == (0, 1)
    assert "Previewing update" in found.errors


def test_the_selected_stack_and_pulumis_own_arguments(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(made, "--report", "json=results.json", "--", "--diff", "--message", "a b")
    assert (found.code, len(document(made).results)) == (0, len(REQUIREMENTS)), found.errors


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
        (("--policy-pack-config", "nowhere.json"), "nowhere.json: there is no such file"),
        (("--report", "xml=x"), 'xml=x: "xml" is no format.'),
        (
            ("--report", "html=nowhere/x.html"),
            "nowhere/x.html: there is no folder nowhere. Make it first.",
        ),
        (("--policy-pack-config", "{config}", "--report", "json={config}"), "it is read, and a"),
        (("--", "--cwd", "elsewhere"), "--cwd elsewhere: run dualwrite preview in that folder"),
        (("test",), '"test" is no option. A stack is named with --stack,'),
    ],
)
def test_wrong_options_are_refused_before_pulumi_runs(
    project: MakeProject, arguments: tuple[str, ...], told: str
) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    made.pack_arguments({})  # writes the file
    found = preview(made, *(one.format(config="policy-config.json") for one in arguments))
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
    assert found.code == 4
    assert preview(made, "--stack", STACK, "--allow-empty").code == 0
    assert found.errors.splitlines()[-2:] == [
        "dualwrite: note: no pair was judged: the stack declares none, or every requirement is"
        " disabled.",
        "dualwrite: written: results.json",
    ]
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
        PulumiArguments([]),
        stack=STACK,
        policy_pack_config=None,
        today=None,
        output=lambda _: None,
        errors=lambda _: None,
    )
    assert (run.succeeded, run.is_whole) == (False, True)
    assert run.refusing_policies == ["live-sync-legal-entities"]
    (event,) = run.policy_events
    assert (event.policy, event.level, event.urn.rpartition("::")[2]) == (
        "live-sync-legal-entities",
        "mandatory",
        "contoso",
    )


@pytest.mark.parametrize(
    "named", [("--stack", "test"), ("--stack=test",), ("-s", "test"), ("-stest",)]
)
def test_a_stack_among_pulumis_arguments_is_the_one(
    project: MakeProject, named: tuple[str, ...]
) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    made.run("stack", "init", "other", check=True)  # selects it
    found = preview(made, "--report", "json=results.json", "--", *named)
    assert found.code == 0, found.errors
    assert {row.urn.split("::")[0] for row in document(made).results if row.urn} == {
        "urn:pulumi:test"
    }


def test_a_program_that_breaks_beside_a_violation_is_exit_2_and_writes_nothing(
    project: MakeProject,
) -> None:
    """What it would have declared afterwards is not known, and neither is what shares environments."""
    made = project(
        COMPONENT_PROGRAM + "\nraise RuntimeError('out of order')\n",
        config(contoso={"link.liveSyncLegalEntities": 251}),
    )
    found = preview(made, "--stack", STACK, "--report", "json=results.json")
    assert found.code == 2
    assert "out of order" in found.output
    assert found.errors.splitlines()[-1].startswith(
        "dualwrite: the preview ended before every pair was judged: beside a violation, the program"
    )
    assert not (made.folder / "results.json").exists()


def test_what_came_of_it_is_said_at_the_end(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, MIXED)
    made.pack_arguments(EXEMPTING)  # writes the file
    options = ["--policy-pack-config", "policy-config.json", "--report", "json=results.json"]
    found = preview(made, "--stack", STACK, *options)
    assert found.errors.splitlines()[-2:] == [
        "dualwrite: 3 pairs judged: refused (3 mandatory, 2 advisories, 1 exempt)",
        "dualwrite: written: results.json",
    ]
    places = {one.location and one.location.path for one in document(made).exemptions}
    assert places == {"policy-config.json"}


def test_a_pack_of_another_release_is_refused(project: MakeProject, tmp_path: Path) -> None:
    other = tmp_path / "other-pack"
    shutil.copytree(made_policies(), other, ignore=shutil.ignore_patterns("venv", "__pycache__"))
    settings = (other / "PulumiPolicy.yaml").read_text(encoding="utf-8")
    (other / "PulumiPolicy.yaml").write_text(
        settings.replace("virtualenv: venv", f"virtualenv: {made_policies() / 'venv'}")
    )
    rule = other / "dualwrite" / "requirements" / "same_tenant.py"
    text = rule.read_text(encoding="utf-8").replace('"same-tenant"', '"one-tenant"')
    rule.write_text(text, encoding="utf-8")
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    found = preview(
        *(made, "--stack", STACK, "--report", "sarif=r.sarif"),
        *("--", "--policy-pack", str(other)),
        PYTHONPATH=str(ROOT),
    )
    assert found.code == 2
    assert found.errors.splitlines()[-1].startswith(
        "dualwrite: the pack of --policy-pack is of release 0.1.0, and its verdicts are not those of"
    )
    assert not (made.folder / "r.sarif").exists()


def made_policies() -> Path:
    return ROOT / "policies"


def test_the_policy_of_another_pack_that_refuses_is_named(
    project: MakeProject, tmp_path: Path
) -> None:
    other = tmp_path / "strict-pack"
    other.mkdir()
    runtime = f"runtime: {{name: python, options: {{virtualenv: {made_policies() / 'venv'}}}}}"
    (other / "PulumiPolicy.yaml").write_text(f"name: strict\nversion: 0.0.1\n{runtime}\n")
    (other / "__main__.py").write_text(
        "from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy\n"
        "refuse = lambda args, report: report('no')\n"
        "policy = ResourceValidationPolicy('never', 'Never.', refuse, EnforcementLevel.MANDATORY)\n"
        "PolicyPack('strict', [policy])\n"
    )
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    packs = ["--policy-pack", str(made.policies), "--policy-pack", str(other)]
    found = preview(made, "--stack", STACK, "--", *packs)
    assert found.code == 1
    assert found.errors.splitlines()[-2:] == [
        "dualwrite: 1 pair judged: accepted (0 mandatory, 0 advisories)",
        "dualwrite: note: another policy refuses the stack: never.",
    ]


def test_a_secret_is_in_no_report(project: MakeProject) -> None:
    secret = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    made.run(
        *("config", "set", "--secret", "--path", "dualwrite:pairs[0].customerEngagement.tenantId"),
        *(secret, "--stack", STACK),
        check=True,
    )
    found = preview(made, "--stack", STACK, "--report", "json=r.json", "--report", "html=r.html")
    assert found.code == 1
    (broken,) = [row for row in document(made, "r.json").results if row.is_violation]
    assert (broken.id, {one.value for one in broken.evidence}) == ("DW010", {"[secret]"})
    for file in ("r.json", "r.html"):
        assert secret not in (made.folder / file).read_text(encoding="utf-8")
    assert secret not in found.output


def test_grants_are_in_the_report_where_exemptions_is_disabled(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(fabrikam={"link.liveSyncLegalEntities": 251}))
    made.pack_arguments({**EXEMPTING, "exemptions": "disabled"})  # writes the file
    options = ["--policy-pack-config", "policy-config.json", "--report", "json=results.json"]
    found = preview(made, "--stack", STACK, *options)
    assert found.code == 0
    assert [(one.covers, one.notices) for one in document(made).exemptions] == [
        (("fabrikam",), ()),
        ((), ()),
    ]


def test_a_configuration_file_of_another_name_has_the_lines(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, config(contoso={}))
    (made.folder / f"Pulumi.{STACK}.yaml").rename(made.folder / "elsewhere.yaml")
    options = ["--stack", STACK, "--report", "json=results.json"]
    found = preview(made, *options, "--", "--config-file", "elsewhere.yaml")
    assert found.code == 0, found.errors
    assert {one.location and one.location.path for one in document(made).results} == {
        "elsewhere.yaml"
    }


def test_ctrl_c_lets_pulumi_end_and_leaves_no_trace(project: MakeProject) -> None:
    made = project("import time\ntime.sleep(60)\n", {})
    with subprocess.Popen(
        [sys.executable, "-m", "dualwrite", "preview", "--stack", STACK],
        cwd=made.folder,
        env=made.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=as_in_a_terminal,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if "Loading policy packs" in line and "done" in line:
                break
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()
        errors = process.stderr.read()
        assert process.wait(timeout=60) == 130
    assert "Traceback" not in errors
    assert "Exception in thread" not in errors
