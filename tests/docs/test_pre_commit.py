"""The hook of ``.pre-commit-hooks.yaml``, run by pre-commit itself as the document shows it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from support.checkout import (
    ROOT,
    commit_all,
    copy_of_this_project,
    environment_of_a_user,
    git,
    repository,
)
from support.ci_files import PRE_COMMIT, shown_file
from support.pairs import TODAY

MANIFEST = ROOT / ".pre-commit-hooks.yaml"


class Ran(NamedTuple):
    """How one run of pre-commit ended."""

    code: int
    output: str


def pre_commit(folder: Path, *arguments: str | Path, **variables: str) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *map(str, arguments)],
        cwd=folder,
        env={**environment_of_a_user(), "DUALWRITE_TODAY": TODAY.isoformat(), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout)


def hook() -> dict[str, Any]:
    (found,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return dict(found)


def test_the_definition_is_valid(tmp_path: Path) -> None:
    assert pre_commit(tmp_path, "validate-manifest", MANIFEST) == (0, "")
    broken = tmp_path / ".pre-commit-hooks.yaml"
    broken.write_text(MANIFEST.read_text(encoding="utf-8").replace("language: python", ""))
    assert pre_commit(tmp_path, "validate-manifest", broken).code == 1


def test_the_example_is_valid(tmp_path: Path) -> None:
    config = tmp_path / PRE_COMMIT
    config.write_text(shown_file(PRE_COMMIT).replace("COMMIT", "1a2b3c4d" * 5), encoding="utf-8")
    assert pre_commit(tmp_path, "validate-config", config) == (0, "")


@pytest.mark.parametrize(
    ("path", "judged"),
    [
        ("Pulumi.contoso.yaml", True),
        ("Pulumi.contoso.yml", True),
        ("infrastructure/erp/Pulumi.eu.prod-2.yaml", True),
        ("pairs.yaml", True),
        ("examples/pairs.yml", True),
        ("pairs.json", True),
        ("erp/contoso.pairs.yaml", True),
        ("Pulumi.yaml", False),
        ("infrastructure/Pulumi.yml", False),
        ("policies/PulumiPolicy.yaml", False),
        ("Pulumi.contoso.yaml.orig", False),
        ("MyPulumi.contoso.yaml", False),
        ("Pulumi.contoso/values.yaml", False),
        ("docs/pairs.md", False),
        ("repairs.yaml", False),
    ],
)
def test_the_files_that_it_judges(path: str, judged: bool) -> None:
    """Pre-commit searches for the pattern in the path from the root of the repository."""
    assert bool(re.search(hook()["files"], path)) is judged


def test_it_refuses_what_the_check_refuses(tmp_path: Path) -> None:
    """One test, because pre-commit installs this project once for it (about 20 seconds)."""
    source = tmp_path / "source"
    commit = copy_of_this_project(source)
    folder = repository(tmp_path / "repository", "contoso")
    shown = yaml.safe_load(shown_file(PRE_COMMIT))
    shown["repos"][0].update(repo=source.as_uri(), rev=commit)
    (folder / PRE_COMMIT).write_text(yaml.safe_dump(shown), encoding="utf-8")
    (folder / "Pulumi.yaml").write_text("name: example\nruntime: python\n", encoding="utf-8")
    for number in range(20):  # so many that pre-commit would share them out among processes
        (folder / f"Pulumi.network-{number}.yaml").write_text("config: {}\n", encoding="utf-8")
    commit_all(folder)

    def run(*arguments: str) -> Ran:
        return pre_commit(folder, "run", *arguments, PRE_COMMIT_HOME=str(tmp_path / "home"))

    name = hook()["name"]
    passed = run("--all-files")
    assert passed.code == 0, passed.output
    assert re.search(rf"^{name}\.+Passed$", passed.output, re.MULTILINE), passed.output
    assert ending(run()) == f"{name}...(no files to check)Skipped"
    assert ending(run("--files", "Pulumi.network.yaml")) == f"{name}...Passed"

    (folder / "second.pairs.yaml").write_text(paired_again(folder), encoding="utf-8")
    git(folder, "add", "second.pairs.yaml")
    assert ending(run()) == f"{name}...Passed", "alone, this pair is correct"
    together = run("--all-files")
    assert together.code == 1
    assert "3 pairs judged: refused (2 mandatory, 0 advisories)" in together.output
    assert "single-instance" in together.output

    git(folder, "rm", "--quiet", "--cached", "second.pairs.yaml")
    (folder / "Pulumi.broken.yaml").write_text("config:\n  dualwrite:pairs: 5\n")
    git(folder, "add", "Pulumi.broken.yaml")
    broken = run()
    assert broken.code == 1
    assert "- exit code: 2" in broken.output
    assert "dualwrite: Pulumi.broken.yaml: the pairs are" in broken.output


def paired_again(folder: Path) -> str:
    """A manifest that pairs an environment of the example stack with a second one."""
    stack = yaml.safe_load((folder / "Pulumi.contoso.yaml").read_text(encoding="utf-8"))
    pair, _ = stack["config"]["dualwrite:pairs"]
    pair["name"] = "second"
    pair["customerEngagement"]["url"] = "https://second.crm4.dynamics.com"
    del pair["customerEngagement"]["environmentId"]
    return yaml.safe_dump([pair])


def ending(ran: Ran) -> str:
    """The last line of a run that ended well, its dots made few."""
    assert ran.code == 0, ran.output
    return re.sub(r"\.{2,}", "...", ran.output.splitlines()[-1])
