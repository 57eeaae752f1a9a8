"""Makes sure that there is a Chromium or Chrome, and prints its path.

    python tools/browser/ensure.py

Standard output is that path alone; everything else is on standard error. Exit 1 where no browser
can be had.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

# Run as a script, Python puts this folder on its path, and not the tree that `tools` is in.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.browser.locations import NEXT_STEP, BrowserNotFound, find
from tools.pulumi_cli.locations import cache_root

_PACKAGE = "chromium"
_LINES_OF_AN_ERROR = 5


def main() -> int:
    try:
        browser = ensure(os.environ, os.geteuid() == 0, _report)
    except (BrowserNotFound, OSError) as error:
        _report(f"error: {error}\n{NEXT_STEP}")
        return 1
    except KeyboardInterrupt:
        _report("interrupted; run this again to finish the installation")
        return 130
    print(browser)
    return 0


def ensure(environment: Mapping[str, str], is_root: bool, report: Callable[[str], None]) -> Path:
    """The browser on PATH, or Debian's, which is installed where there is none.

    Raises BrowserNotFound where none can be had.
    """
    own = find(environment)
    if own is not None:
        return own
    manager = shutil.which("apt-get", path=environment.get("PATH", os.defpath))
    if manager is None:
        raise BrowserNotFound("there is no browser on PATH, and no apt-get to install one")
    if not is_root:
        raise BrowserNotFound("there is no browser on PATH, and only root may install one")
    with _lock(cache_root(environment) / "browser"):
        # Whoever held the lock may just have installed it.
        return find(environment) or _install(manager, environment, report)


def _install(manager: str, environment: Mapping[str, str], report: Callable[[str], None]) -> Path:
    report(f"no browser on PATH; installing the package {_PACKAGE}")
    # An old list of packages is often good enough: what counts is whether the second one works.
    _run([manager, "update"], environment)
    problem = _run([manager, "install", "-y", "--no-install-recommends", _PACKAGE], environment)
    if problem:
        raise BrowserNotFound(f"apt-get cannot install {_PACKAGE}:\n{problem}")
    found = find(environment)
    if found is None:
        raise BrowserNotFound(f"apt-get installed {_PACKAGE}, and there is still none on PATH")
    return found


def _run(arguments: list[str], environment: Mapping[str, str]) -> str:
    """Run to the end; return the last lines of what it said where it failed, else nothing."""
    done = subprocess.run(
        arguments,
        env={**environment, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return ""
    said = done.stdout.strip().splitlines()[-_LINES_OF_AN_ERROR:]
    return "\n".join([*said, f"(exit {done.returncode})"])


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One at a time: of two installations, apt-get lets one fail."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
