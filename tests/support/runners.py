"""Running the jobs of CI files: every script of them, in order, as each product does.

What a product does itself (checking out, setting Python up, uploading) is not run: what it would
upload is noted, with the content that the file has then.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .ci_files import AZURE, GITHUB, GITLAB

EARLIER_SUMMARY = b"From an earlier step\n"
_ONLY_WITH_A_FILE = re.compile(r"always\(\) && hashFiles\('([^']+)'\) != ''")
_SUMMARY_COMMAND = re.compile(r"^##vso\[task\.uploadsummary\](.+)$", re.MULTILINE)


@dataclass
class Job:
    """A job in a folder: the exit codes of its scripts, and what it has published until now."""

    folder: Path
    environment: Mapping[str, str]
    codes: list[int] = field(default_factory=list)
    output: str = ""
    published: dict[str, bytes | None] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a script failed, and so the job."""
        return any(self.codes)

    def script(self, text: str, *shell: str) -> str:
        """Run a script in a shell, and return what it printed."""
        done = subprocess.run(
            [*shell, "-c", text],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.codes.append(done.returncode)
        self.output += done.stdout
        return done.stdout

    def publish(self, place: str, path: str) -> None:
        """Note what a file would publish; None for a file that is not there."""
        assert place not in self.published
        file = self.folder / path
        self.published[place] = file.read_bytes() if file.is_file() else None


def run_github(content: str, folder: Path, environment: Mapping[str, str]) -> Job:
    """GitHub runs each step in a shell of its own, which stops at the first error."""
    shown = yaml.safe_load(content)
    summary = folder.parent / f"{folder.name}-summary"
    summary.write_bytes(EARLIER_SUMMARY)
    runner = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    job = Job(folder, {**shown["env"], **runner, **environment})
    (steps,) = [one["steps"] for one in shown["jobs"].values()]
    for step in steps:
        if not _github_runs(step.get("if"), job):
            continue
        if "run" in step:
            job.script(step["run"], "bash", "-e")
        else:
            _github_action(step, job)
    job.publish("summary", str(summary))
    return job


def _github_runs(condition: str | None, job: Job) -> bool:
    if condition is None:
        return not job.failed
    found = _ONLY_WITH_A_FILE.fullmatch(condition)
    assert found, f"a condition that this runner does not know: {condition}"
    return (job.folder / found[1]).is_file()


def _github_action(step: Mapping[str, Any], job: Job) -> None:
    action, _, _ = step["uses"].partition("@")
    if action == "github/codeql-action/upload-sarif":
        job.publish("code scanning", step["with"]["sarif_file"])
    elif action == "actions/upload-artifact":
        job.publish("page", step["with"]["path"])
    else:
        assert action in ("actions/checkout", "actions/setup-python")


def run_azure(content: str, folder: Path, environment: Mapping[str, str]) -> Job:
    """Azure runs each script to its end: what fails a step is the code of its last command."""
    shown = yaml.safe_load(content)
    job = Job(folder, {**shown["variables"], "TF_BUILD": "True", **environment})
    for step in shown["steps"]:
        condition = step.get("condition", "succeeded()")
        assert condition in ("succeeded()", "succeededOrFailed()")
        if job.failed and condition == "succeeded()":
            continue
        if "script" in step:
            output = job.script(step["script"], "bash", "--noprofile", "--norc")
            for path in _SUMMARY_COMMAND.findall(output):
                assert Path(path).is_absolute()
                job.publish("summary", path)
        elif "publish" in step:
            job.publish("page", step["publish"])
        elif step["task"] == "PublishTestResults@2":
            job.publish("tests", step["inputs"]["testResultsFiles"])
        else:
            assert step["task"] == "UsePythonVersion@0"
    return job


def run_gitlab(content: str, folder: Path, environment: Mapping[str, str]) -> Job:
    """GitLab runs all lines in one shell, which stops at the first error, and then uploads."""
    shown = yaml.safe_load(content)
    (one,) = [one for one in shown.values() if "script" in one]
    job = Job(folder, {**shown["variables"], "GITLAB_CI": "true", **environment})
    job.script("\n".join([*one["before_script"], *one["script"]]), "bash", "-eo", "pipefail")
    artifacts = one["artifacts"]
    if artifacts["when"] == "always" or not job.failed:
        (page,) = artifacts["paths"]
        job.publish("page", page)
    job.publish("tests", artifacts["reports"]["junit"])
    return job


RUNNERS: Mapping[str, Callable[[str, Path, Mapping[str, str]], Job]] = {
    GITHUB: run_github,
    AZURE: run_azure,
    GITLAB: run_gitlab,
}
