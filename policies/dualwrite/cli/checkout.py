"""Paths as a repository has them: code scanning finds a file by its path from the checkout's root."""

from __future__ import annotations

import os
from pathlib import Path

_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")


def path_in_checkout(name: str) -> str:
    """A file's path from the root of the checkout that it is in, with forward slashes.

    Outside of any checkout, from the working directory; outside of that, too, the whole path.
    """
    file = Path(os.path.abspath(name))
    for root in (_root_of(file), Path.cwd()):
        if root is not None and file.is_relative_to(root):
            return file.relative_to(root).as_posix()
    return file.as_posix()


def path_of_project() -> str:
    """The path of the Pulumi project that the working directory is in, or would be."""
    folder = folder_of_project()
    found = next((one for one in _PROJECT_FILES if (folder / one).is_file()), _PROJECT_FILES[0])
    return path_in_checkout(str(folder / found))


def folder_of_project() -> Path:
    """The folder of the Pulumi project; the working directory, where there is none."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if any((folder / name).is_file() for name in _PROJECT_FILES):
            return folder
    return here


def _root_of(file: Path) -> Path | None:
    """The root of the checkout that a file is in. In a worktree ``.git`` is a file."""
    return next((one for one in file.parents if (one / ".git").exists()), None)
