"""`--diff REV`: which files changed since a revision, and what they held then, by git."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from ..text.quoting import quoted
from .errors import UnreadableError

_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_SUFFIXES = (".xml", ".xpo", ".xpp", ".axpp")


@dataclass
class Changes:
    """What changed below one of the paths."""

    changed: set[str] = field(default_factory=set)
    """Files that are there, by their paths from the root."""
    before: dict[str, str] = field(default_factory=dict)
    """Files of the revision, with the path that each has now."""
    revision: str = ""


def changes_since(root: str, revision: str) -> Changes:
    """Compare a folder with where it and a revision have parted.

    :raises UnreadableError: where there is no repository, or no such revision.
    """
    folder = root if os.path.isdir(root) else os.path.dirname(root) or "."
    only = "" if os.path.isdir(root) else os.path.basename(root)
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
        problem=f"{quoted(revision)} is no revision of the repository of {quoted(root)}",
    ).strip()  # fmt: skip
    base = _git(
        folder,
        "merge-base",
        commit,
        "HEAD",
        problem=f"HEAD and {quoted(revision)} have nothing in common",
    ).strip()
    prefix = _git(folder, "rev-parse", "--show-prefix").rstrip("\n")
    found = Changes(revision=base)
    words = _git(
        folder, "diff", "--no-ext-diff", "--no-textconv", "--name-status", "-z", "-M", "--relative",
        base, "--", only or ".",
    ).split("\0")  # fmt: skip
    at = 0
    while at + 1 < len(words):
        status = words[at]
        old = new = words[at + 1]
        at += 2
        if status[:1] in ("R", "C"):
            new = words[at]
            at += 1
        if status[:1] != "D":
            found.changed.add(new)
        if status[:1] not in ("A", "C"):
            found.before[f"{prefix}{old}"] = new
    others = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", only or ".")
    found.changed |= {one for one in others.split("\0") if one}
    return found


@contextmanager
def as_it_was(root: str, found: Changes) -> Iterator[str]:
    """A folder with the changed files as they were, under the paths that they have now."""
    folder = root if os.path.isdir(root) else os.path.dirname(root) or "."
    with tempfile.TemporaryDirectory(prefix="dualwrite-xpp-") as name:
        for old, new in found.before.items():
            if not new.lower().endswith(_SUFFIXES):
                continue
            target = Path(name, new)
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "wb") as stream:
                _run(folder, stream, "cat-file", "blob", f"{found.revision}:{old}")
        yield name


def _git(folder: str, *arguments: str, problem: str | None = None) -> str:
    try:
        done = subprocess.run(
            ["git", *_SETTINGS, "-C", folder, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UnreadableError(f"git cannot be run: {error.strerror or error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if "not a git repository" in " ".join(said):
            raise UnreadableError(f"{quoted(folder)} is in no git repository")
        raise UnreadableError(problem or (said[-1] if said else "git failed"))
    return done.stdout.decode("utf-8", "surrogateescape")


def _run(folder: str, stream: IO[bytes], *arguments: str) -> None:
    done = subprocess.run(
        ["git", *_SETTINGS, "-C", folder, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stream,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise UnreadableError(done.stderr.decode("utf-8", "replace").strip() or "git failed")
