"""The files of ``docs/ci.md`` are valid, and their jobs do what the document says."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from support.checkout import copy_of_this_project, environment_of_a_user, repository
from support.ci_files import AZURE, FILES, GITHUB, GITLAB, shown_file, shown_files
from support.pairs import TODAY
from support.runners import EARLIER_SUMMARY, RUNNERS


def _transformed(product: str) -> tuple[str, ...]:
    return (f"vendor.{product}", "--data-transform", product, "--regex-variant", "nonunicode")


SCHEMAS = {
    GITHUB: ("vendor.github-workflows",),
    AZURE: _transformed("azure-pipelines"),
    GITLAB: _transformed("gitlab-ci"),
}
"""The schemas that check-jsonschema brings, with the options of its own hooks for them."""
PUBLISHED = {
    GITHUB: {"code scanning": "sarif", "page": "html", "summary": "markdown"},
    AZURE: {"tests": "junit", "page": "html", "summary": "markdown"},
    GITLAB: {"tests": "junit", "page": "html"},
}
"""What each job shows in which place, by format."""
EPOCH = "1795564800"
NO_NETWORK = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}

each_job = pytest.mark.parametrize("name", SCHEMAS)


def test_the_files_are_all_there() -> None:
    assert [name for name, _ in shown_files()] == list(FILES)


def problems(name: str, content: str, folder: Path) -> str:
    """What check-jsonschema says by its own copy of the product's schema; nothing if it is valid."""
    file = folder / Path(name).name
    file.write_text(content, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *SCHEMAS[name], str(file)],
        env={**os.environ, **NO_NETWORK},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == (done.stdout == "ok -- validation done\n"), done
    return "" if done.returncode == 0 else done.stdout + done.stderr


@each_job
def test_a_file_is_valid_by_its_schema(name: str, tmp_path: Path) -> None:
    assert problems(name, shown_file(name), tmp_path) == ""


@pytest.mark.parametrize(
    ("name", "text", "misspelt"),
    [
        (GITHUB, "runs-on:", "run-on:"),
        (AZURE, "PublishTestResults@2", "PublishTestResults@9"),
        (GITLAB, "junit:", "junits:"),
    ],
)
def test_the_schema_sees_what_is_misspelt(
    name: str, text: str, misspelt: str, tmp_path: Path
) -> None:
    content = shown_file(name)
    assert content.count(text) == 1
    assert "Schema validation errors" in problems(name, content.replace(text, misspelt), tmp_path)


@each_job
def test_what_is_installed_is_this_project_at_a_commit(name: str) -> None:
    shown = yaml.safe_load(shown_file(name))
    package = Requirement((shown.get("env") or shown["variables"])["DUALWRITE_PACKAGE"])
    assert package.name == "dualwrite-guardrail"
    assert package.url is not None
    assert package.url.startswith("git+https://git.example.com/")
    assert package.url.endswith("@COMMIT")


def test_jobs_fail_and_publish_as_the_document_says(tmp_path: Path) -> None:
    """Every script of every file, with pairs that pass, that are refused, that cannot be read.

    One test, because the jobs share a virtual environment: the first installs this project as the
    document says, by ``pip`` from a Git repository, with all that it needs (about 15 seconds on two
    cores). All of it takes about 40 seconds.
    """
    environment = installable(tmp_path)
    for name in RUNNERS:
        assert_as_documented(name, shown_file(name), tmp_path / Path(name).stem, environment)


def assert_as_documented(
    name: str, content: str, folder: Path, environment: Mapping[str, str]
) -> None:
    run = RUNNERS[name]
    passing = run(content, repository(folder / "passing", "contoso"), environment)
    assert set(passing.codes) == {0}, passing.output
    assert passing.published == expected(name, passing.folder, environment)
    assert "2 pairs judged: accepted" in passing.output

    refused = run(content, repository(folder / "refused", "contoso", "fabrikam"), environment)
    assert sum(refused.codes) == 1, refused.output
    assert refused.published == expected(name, refused.folder, environment)
    assert "4 pairs judged: refused" in refused.output

    unreadable = repository(folder / "unreadable", "contoso")
    (unreadable / "Pulumi.broken.yaml").write_text("config:\n  dualwrite:pairs: 5\n")
    wrong = run(content, unreadable, environment)
    assert sum(wrong.codes) == 2 and max(wrong.codes) == 2, wrong.output
    assert set(wrong.published.values()) <= {None, EARLIER_SUMMARY}
    assert "dualwrite: Pulumi.broken.yaml: the pairs are" in wrong.output


def installable(folder: Path) -> dict[str, str]:
    """An empty virtual environment first on PATH, and this project in a repository to install."""
    source = folder / "source"
    commit = copy_of_this_project(source)
    python = folder / "venv"
    venv.create(python, with_pip=True)
    return {
        **environment_of_a_user(),
        "PATH": os.pathsep.join([str(python / "bin"), os.environ["PATH"]]),
        "PIP_CACHE_DIR": str(folder / "pip"),
        "DUALWRITE_PACKAGE": f"dualwrite-guardrail @ git+file://localhost{source}@{commit}",
        "DUALWRITE_TODAY": TODAY.isoformat(),
        "SOURCE_DATE_EPOCH": EPOCH,
    }


def expected(name: str, folder: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    """What a job publishes: the reports that the installed command writes for all stacks."""
    found = {}
    for place, report in PUBLISHED[name].items():
        done = subprocess.run(
            [
                *("dualwrite", "check", *sorted(one.name for one in folder.glob("Pulumi.*.yaml"))),
                *("--skip-without-pairs", "--policy-pack-config", "config.json"),
                *("--report", f"{report}=-"),
            ],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.stdout
        left_out = b"dualwrite: note: Pulumi.network.yaml: no pairs: "
        assert all(line.startswith(left_out) for line in done.stderr.splitlines())
        found[place] = done.stdout
    if name == GITHUB:
        found["summary"] = EARLIER_SUMMARY + found["summary"]
    return found
