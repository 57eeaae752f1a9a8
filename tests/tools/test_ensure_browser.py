"""tools/browser/ensure.py, on machines made of a few fake commands."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tools.browser.ensure import ensure
from tools.browser.locations import COMMANDS, NEXT_STEP, BrowserNotFound

ROOT = Path(__file__).resolve().parents[2]
ENSURE = ROOT / "tools" / "browser" / "ensure.py"
INSTALLS = 'if [ "$1" = install ]; then printf "#!/bin/sh\\n" > {made}; chmod 755 {made}; fi\n'


@dataclass
class Machine:
    """A PATH of its own. ``apt-get`` notes what it is called with."""

    folder: Path
    reports: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": str(self.folder / "bin"), "XDG_CACHE_HOME": str(self.folder / "cache")}

    @property
    def calls(self) -> list[str]:
        noted = self.folder / "calls"
        return noted.read_text().splitlines() if noted.exists() else []

    def command(self, name: str, script: str = "") -> Path:
        made = self.folder / "bin" / name
        made.write_text(f"#!/bin/sh\n{script}\n")
        made.chmod(0o755)
        return made

    def apt_get(self, script: str = "") -> None:
        noted = f'echo "$DEBIAN_FRONTEND $*" >> {self.folder / "calls"}\n'
        self.command("apt-get", f"PATH=/usr/bin:/bin\n{noted}{script}")

    def ensure(self, is_root: bool = True) -> Path:
        return ensure(self.environment, is_root, self.reports.append)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "bin").mkdir()
    return Machine(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_browser_on_path_is_used(machine: Machine, name: str) -> None:
    browser = machine.command(name)
    machine.apt_get()

    assert machine.ensure() == browser
    assert (machine.calls, machine.reports) == ([], [])


def test_without_one_the_package_is_installed_once(machine: Machine) -> None:
    made = machine.folder / "bin" / "chromium"
    machine.apt_get(INSTALLS.format(made=made))

    assert (machine.ensure(), machine.ensure()) == (made, made)
    assert machine.calls == [
        "noninteractive update",
        "noninteractive install -y --no-install-recommends chromium",
    ]
    assert machine.reports == ["no browser on PATH; installing the package chromium"]


def test_an_update_that_fails_does_not_matter_where_the_installation_works(
    machine: Machine,
) -> None:
    made = machine.folder / "bin" / "chromium"
    machine.apt_get(f'[ "$1" = update ] && exit 100\n{INSTALLS.format(made=made)}')

    assert machine.ensure() == made


def test_a_failed_installation_says_why(machine: Machine) -> None:
    machine.apt_get('[ "$1" = install ] && echo "E: no such package" && exit 100; exit 0')

    with pytest.raises(BrowserNotFound) as caught:
        machine.ensure()

    assert str(caught.value) == "apt-get cannot install chromium:\nE: no such package\n(exit 100)"


def test_an_installation_that_brings_no_browser_is_an_error(machine: Machine) -> None:
    machine.apt_get()

    with pytest.raises(BrowserNotFound, match="there is still none on PATH"):
        machine.ensure()


def test_only_root_installs(machine: Machine) -> None:
    machine.apt_get()

    with pytest.raises(BrowserNotFound, match="only root may install one"):
        machine.ensure(is_root=False)

    assert machine.calls == []


def test_as_a_script_it_prints_the_path_alone(machine: Machine) -> None:
    browser = machine.command("google-chrome")

    assert _run(machine) == (0, f"{browser}\n", "")


def test_as_a_script_it_says_what_to_do(machine: Machine) -> None:
    reason = "error: there is no browser on PATH, and no apt-get to install one"

    assert _run(machine) == (1, "", f"{reason}\n{NEXT_STEP}\n")


def _run(machine: Machine) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, str(ENSURE)],
        env=machine.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
