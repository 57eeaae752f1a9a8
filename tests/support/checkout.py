"""Repositories for tests: this project as others install it, and one that uses it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SETTINGS = ("user.name=Tests", "user.email=tests@example.com", "commit.gpgSign=false")
POLICY_PACK_CONFIG = {"one-version": {"warnDays": 30}}


def environment_of_a_user() -> dict[str, str]:
    """The environment without what would lead git to another repository, or Python to this tree."""
    own = ("GIT_", "PYTHON")
    return {name: text for name, text in os.environ.items() if not name.startswith(own)}


def git(folder: Path, *arguments: str, **variables: str) -> str:
    """Run git in a folder, and return what it printed."""
    settings = [text for setting in _SETTINGS for text in ("-c", setting)]
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        env={**environment_of_a_user(), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit_all(folder: Path) -> str:
    """Commit everything in a folder, which becomes a repository, and return the commit."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--allow-empty", "--message=All")
    return git(folder, "rev-parse", "HEAD").strip()


def copy_of_this_project(folder: Path) -> str:
    """Copy the tree as it is now, uncommitted changes too, and return the copy's commit."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file():  # not what was deleted and not committed yet
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return commit_all(folder)


def repository(folder: Path, *stacks: str) -> Path:
    """Make a repository with some of the example stacks, and one more that declares no pairs."""
    folder.mkdir(parents=True)
    for stack in stacks:
        shutil.copy(ROOT / f"Pulumi.{stack}.yaml", folder)
    (folder / "Pulumi.network.yaml").write_text("config:\n  azure-native:location: westeurope\n")
    (folder / "config.json").write_text(json.dumps(POLICY_PACK_CONFIG))
    commit_all(folder)
    return folder
