"""Makes sure that there is a Pulumi CLI, and prints the folders to append to PATH.

    python tools/pulumi_cli/ensure.py --python .venv/bin/python

Standard output is one line: those folders, joined as in PATH (an empty line where PATH needs
nothing). Everything else is on standard error. Exit 1 where no CLI can be had.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

# Run as a script, Python puts this folder on its path, and not the tree that `tools` is in.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.pulumi_cli import go_build, installer, locations
from tools.pulumi_cli.errors import SetUpError

NEXT_STEP = (
    "What to do: install the Pulumi CLI (https://www.pulumi.com/docs/install/) so that `pulumi` is "
    "on PATH,\nor make Go {go} or later and its module proxy reachable, and run this again.\n"
    "Without any Pulumi CLI, `dualwrite check` works."
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--python",
        type=Path,
        default=Path(sys.executable),
        help="the interpreter that has the Pulumi SDK, for the official installer",
    )
    options = parser.parse_args(arguments)
    try:
        pulumi = ensure(options.python, os.environ, _report)
    except (SetUpError, OSError) as error:
        next_step = NEXT_STEP.format(go=".".join(str(part) for part in go_build.OLDEST_GO))
        _report(f"error: {error}\n{next_step}")
        return 1
    except KeyboardInterrupt:
        _report("interrupted; nothing was installed")
        return 130
    print(os.pathsep.join(str(path) for path in locations.folders_for_path(pulumi, os.environ)))
    return 0


def ensure(python: Path, environment: Mapping[str, str], report: Callable[[str], None]) -> Path:
    """The CLI to use: the user's, the cached one, a downloaded one, or one built from Go modules.

    Raises SetUpError where none can be had.
    """
    own = locations.pulumi_on_path(environment)
    if own is not None:
        warning = locations.warning_about(own)
        if warning:
            report(warning)
        return own
    cached = locations.cached_pulumi(environment)
    if cached is not None:
        return cached
    home = locations.cached_home(environment)
    with _lock(home.parent, report):
        # Whoever held the lock may just have finished the same work.
        return locations.cached_pulumi(environment) or _get(python, home, environment, report)


def _get(
    python: Path, home: Path, environment: Mapping[str, str], report: Callable[[str], None]
) -> Path:
    """Works in a folder of its own and renames it at the end, so that `home` is never half done."""
    for leftover in home.parent.glob(".partial-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=home.parent) as folder:
        partial = Path(folder) / "home"
        report(f"no Pulumi CLI on PATH; getting version {locations.PULUMI_VERSION} into {home}")
        reason = installer.install(python.absolute(), partial)
        if reason is not None:
            report(f"the official installer cannot download here ({reason})")
            shutil.rmtree(partial, ignore_errors=True)
            go_build.build(partial, environment, report)
        _require_working(partial / "bin" / "pulumi")
        shutil.rmtree(home, ignore_errors=True)
        partial.rename(home)
    return home / "bin" / "pulumi"


def _require_working(pulumi: Path) -> None:
    try:
        version = locations.version_of(pulumi)
    except (OSError, subprocess.SubprocessError) as error:
        raise SetUpError(f"the new Pulumi CLI does not run: {error}") from None
    if version != locations.PULUMI_VERSION:
        raise SetUpError(
            f"the new Pulumi CLI says version {version}, and not {locations.PULUMI_VERSION}"
        )


@contextlib.contextmanager
def _lock(folder: Path, report: Callable[[str], None]) -> Iterator[None]:
    """One at a time: a second build would take twice as long, and both write the same folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / ".lock").open("a")
    except OSError as error:
        raise SetUpError(f"the cache folder {folder} is not writable: {error.strerror}") from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("another set-up is getting the Pulumi CLI; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
