"""Folders outside of the tree, each made once from what it is made of."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tools.pulumi_cli.errors import SetUpError
from tools.pulumi_cli.locations import cache_root

_SECONDS = 1800
_LAST_LINES = 15
_NO_TEXTS: Mapping[str, str] = {}


def folder(
    name: str,
    sources: Iterable[Path],
    make: Callable[[Path], None],
    environment: Mapping[str, str],
    report: Callable[[str], None],
    texts: Mapping[str, str] = _NO_TEXTS,
) -> Path:
    """Return the cached folder of this name and these sources, made first where it is not there.

    :param texts: sources that are no files, by name.
    :param make: fills an empty folder, which becomes the cached one only when this is done.
    :raises SetUpError: from ``make``, or where the cache cannot be written.
    """
    root = cache_root(environment) / "languages"
    made = root / f"{name}-{_digest(sources, texts)}"
    if made.is_dir():
        return made
    try:
        root.mkdir(parents=True, exist_ok=True)
        with (root / f".lock-{name}").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # Whoever held the lock may just have finished the same work.
            if not made.is_dir():
                _make(made, make, name, report)
    except OSError as error:
        raise SetUpError(f"the cache folder {root} is not writable: {error}") from None
    return made


def _make(
    made: Path, make: Callable[[Path], None], name: str, report: Callable[[str], None]
) -> None:
    report(f"getting {name} into {made}, once")
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=made.parent) as partial:
        content = Path(partial) / "content"
        content.mkdir()
        make(content)
        content.rename(made)


def _digest(sources: Iterable[Path], texts: Mapping[str, str]) -> str:
    contents = [(file.name, file.read_bytes()) for file in sources]
    contents += [(name, text.encode()) for name, text in texts.items()]
    digest = hashlib.sha256()
    for name, content in contents:
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def find(program: str, purpose: str, environment: Mapping[str, str]) -> str:
    """Return the program on PATH.

    :raises SetUpError: where there is none, with what it is needed for.
    """
    found = shutil.which(program, path=environment.get("PATH", ""))
    if found is None:
        raise SetUpError(f"there is no `{program}` on PATH; {purpose}")
    return found


def run(command: list[str], where: Path, environment: Mapping[str, str]) -> None:
    """Run a command to its end.

    :raises SetUpError: where it fails or takes half an hour, with the last that it said.
    """
    try:
        done = subprocess.run(
            command,
            cwd=where,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SetUpError(f"`{' '.join(command)}` does not run: {error}") from None
    if done.returncode:
        said = "\n".join(done.stdout.splitlines()[-_LAST_LINES:])
        raise SetUpError(f"`{' '.join(command)}` failed:\n{said}")
