"""The scripts of ``docs/ci.md`` run as they stand there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from support.checkout import POLICY_PACK_CONFIG, ROOT, git, repository
from support.ci_files import scripts
from support.command_line import dualwrite, surroundings
from support.engine import COMPONENT_PROGRAM, POLICIES
from support.pairs import declaration
from tools.environment import find_pulumi, pulumi_environment

PREVIEWS = "A real preview"
CLUSTER = "Dashboards of a cluster"
AGAIN = "Reports later, and the same reports again"


def test_every_script_has_a_test() -> None:
    counted = {heading: len(found) for heading, found in scripts().items()}
    assert counted == {PREVIEWS: 2, CLUSTER: 2, AGAIN: 2}


def commands(folder: Path, **programs: str) -> dict[str, str]:
    """An environment whose PATH begins with programs: ``dualwrite``, and what a test adds."""
    found = {"dualwrite": f'exec "{sys.executable}" -m dualwrite "$@"', **programs}
    folder.mkdir()
    for name, text in found.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return {"PATH": os.pathsep.join([str(folder), os.environ["PATH"]])}


def run(script: str, folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit code, and all that was printed. The shell is the plainest that there is."""
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_reports_reach_the_cluster_of_refused_pairs_too(tmp_path: Path) -> None:
    """There is no cluster here: a stand-in for ``kubectl`` keeps what it is given."""
    script, _ = scripts()[CLUSTER]
    stand_in = 'echo "kubectl $@"; cp "$3" "$3.applied"'
    environment = surroundings(commands(tmp_path / "bin", kubectl=stand_in))
    for stacks, code in ((["contoso"], 0), (["contoso", "fabrikam"], 1)):
        folder = repository(tmp_path / str(code), *stacks)
        exit_code, output = run(script, folder, environment)
        assert (exit_code, output.splitlines()[-1]) == (code, "kubectl apply -f reports.yaml")
        applied = list(yaml.safe_load_all((folder / "reports.yaml.applied").read_text()))
        assert [(one["kind"], one["scope"]["name"]) for one in applied] == [
            ("Report", f"Pulumi.{stack}.yaml") for stack in stacks
        ]


def test_nothing_is_applied_where_the_input_is_wrong(tmp_path: Path) -> None:
    script, _ = scripts()[CLUSTER]
    environment = surroundings(commands(tmp_path / "bin", kubectl="echo applied"))
    folder = repository(tmp_path / "repository")
    (folder / "Pulumi.broken.yaml").write_text("config:\n  dualwrite:pairs: 5\n")
    exit_code, output = run(script, folder, environment)
    assert exit_code == 2
    assert "applied" not in output
    assert not (folder / "reports.yaml").exists()


def test_old_reports_are_those_with_the_label_and_of_the_kind_that_reports_have(
    tmp_path: Path,
) -> None:
    check, prune = scripts()[CLUSTER]
    environment = surroundings(commands(tmp_path / "bin", kubectl='printf "%s\\n" "$@"'))
    folder = repository(tmp_path / "repository", "contoso")
    assert run(check, folder, environment)[0] == 0
    (report,) = yaml.safe_load_all((folder / "reports.yaml").read_text())
    label = "app.kubernetes.io/managed-by"
    exit_code, output = run(prune, folder, environment)
    assert (exit_code, output.splitlines()) == (
        0,
        [
            *("apply", "--prune", "-l", f"{label}={report['metadata']['labels'][label]}"),
            f"--prune-allowlist={report['apiVersion']}/{report['kind']}",
            *("-f", "reports.yaml"),
        ],
    )


def test_a_report_made_later_is_the_report_of_the_run(tmp_path: Path) -> None:
    later, _ = scripts()[AGAIN]
    folder = repository(tmp_path / "repository", "fabrikam")
    variables = {**commands(tmp_path / "bin"), "SOURCE_DATE_EPOCH": "1795564800"}
    exit_code, output = run(later, folder, surroundings(variables))
    assert exit_code == 0
    assert "2 pairs judged: refused" in output
    sources = ("Pulumi.fabrikam.yaml", "Pulumi.network.yaml", "--skip-without-pairs")
    at_once = dualwrite(
        *("check", *sources, "--report", "html=-"), folder=folder, variables=variables
    )
    assert (folder / "dualwrite.html").read_text(encoding="utf-8") == at_once.output


def test_two_runs_on_one_commit_give_the_same_bytes(tmp_path: Path) -> None:
    """The commit is late in the evening west of Greenwich, where the day is another one in UTC."""
    _, again = scripts()[AGAIN]
    folder = repository(tmp_path / "repository", "contoso")
    date = "2026-11-24T23:30:00-08:00"
    environment = surroundings(commands(tmp_path / "bin"))
    git(folder, "commit", "--quiet", "--amend", "--no-edit", GIT_COMMITTER_DATE=date)
    assert git(folder, "log", "-1", "--format=%cI").strip() == date
    report = folder / "dualwrite.html"
    written = []
    for _ in range(2):
        exit_code, output = run(again, folder, environment)
        assert exit_code == 0, output
        written.append(report.read_bytes())
        report.unlink()
    assert written[0] == written[1]
    assert b"datetime=2026-11-25T07:30:00Z" in written[0]
    assert b"datetime=2026-11-25>" in written[0]


def previewed(folder: Path, script: str, legal_entities: int) -> tuple[int, str]:
    """Run a script in a project with a stack ``prod`` of one pair, on the real engine."""
    project = folder / "project"
    project.mkdir(parents=True)
    pair = {"name": "contoso", **declaration({"link.liveSyncLegalEntities": legal_entities})}
    settings = {"config": {"dualwrite:pairs": [pair]}}
    runtime = {"name": "python", "options": {"virtualenv": str(ROOT / ".venv")}}
    for name, content in {
        "Pulumi.yaml": yaml.safe_dump({"name": "example", "runtime": runtime}),
        "Pulumi.prod.yaml": yaml.safe_dump(settings, sort_keys=False),
        "__main__.py": COMPONENT_PROGRAM,
        "config.json": json.dumps(POLICY_PACK_CONFIG),
    }.items():
        (project / name).write_text(content, encoding="utf-8")
    (project / "policies").symlink_to(POLICIES, target_is_directory=True)
    pulumi = pulumi_environment(folder)
    path = commands(folder / "bin", pulumi=f'exec "{find_pulumi()}" "$@"')["PATH"]
    found = {**surroundings(pulumi), "PATH": os.pathsep.join([path, pulumi["PATH"]])}
    environment = {**found, "PYTHONPATH": os.pathsep.join([str(ROOT), str(POLICIES)])}
    assert run("pulumi stack init prod --non-interactive", project, environment)[0] == 0
    return run(script, project, environment)


def test_pulumi_preview_with_the_pack(tmp_path: Path) -> None:
    preview, _ = scripts()[PREVIEWS]
    exit_code, output = previewed(tmp_path / "passing", preview, 250)
    assert exit_code == 0, output
    exit_code, output = previewed(tmp_path / "refused", preview, 251)
    assert exit_code != 0
    assert "live-sync-legal-entities" in output
    assert "251" in output


def test_dualwrite_preview_writes_the_reports(tmp_path: Path) -> None:
    _, preview = scripts()[PREVIEWS]
    for legal_entities, code, refused in ((250, 0, set()), (251, 1, {"DW008"})):
        folder = tmp_path / str(legal_entities)
        exit_code, output = previewed(folder, preview, legal_entities)
        assert exit_code == code, output
        reports = folder / "project" / "reports"
        assert sorted(one.name for one in reports.iterdir()) == [
            "dualwrite.html",
            "dualwrite.sarif",
        ]
        (sarif_run,) = json.loads((reports / "dualwrite.sarif").read_text())["runs"]
        assert {one["ruleId"] for one in sarif_run["results"]} == refused
        assert b"::contoso" in (reports / "dualwrite.html").read_bytes()
