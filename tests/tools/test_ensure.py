"""tools/pulumi_cli/ensure.py, run as a process on machines made of a few fake commands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.signals import as_in_a_terminal
from tools.pulumi_cli import installer
from tools.pulumi_cli.locations import LANGUAGE_HOST_FOLDER, PULUMI_VERSION

ROOT = Path(__file__).resolve().parents[2]
ENSURE = ROOT / "tools" / "pulumi_cli" / "ensure.py"
NEXT_STEP = [
    "What to do: install the Pulumi CLI (https://www.pulumi.com/docs/install/) so that `pulumi` is "
    "on PATH,",
    "or make Go 1.25.11 or later and its module proxy reachable, and run this again.",
    "Without any Pulumi CLI, `dualwrite check` works.",
]

# What the real installer and the real `go build` leave: a file that says its version.
MAKES_PULUMI = """
import pathlib, sys
made = pathlib.Path({target})
made.parent.mkdir(parents=True, exist_ok=True)
made.write_text("#!/bin/sh\\necho v{version}\\n")
made.chmod(0o755)
"""
GO_VERSION = 'if [ "$1" = env ]; then echo go1.26.8; exit 0; fi\n'


@dataclass(frozen=True)
class Machine:
    """A PATH of its own, a cache of its own, and a Python for the official installer."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "bin"

    @property
    def cache(self) -> Path:
        return self.folder / "cache" / "dualwrite-guardrail" / "pulumi"

    @property
    def cached(self) -> Path:
        return self.cache / PULUMI_VERSION / "bin" / "pulumi"

    @property
    def installer(self) -> Path:
        return self.folder / "python"

    def command(self, name: str, script: str) -> Path:
        return write(self.path / name, f"#!/bin/sh\n{script}\n")

    def python_that(self, script: str) -> None:
        write(self.installer, f"#!/bin/sh\n{script}\n")

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(ENSURE), "--python", str(self.installer)],
            env={
                "PATH": str(self.path),
                "XDG_CACHE_HOME": str(self.folder / "cache"),
                "GOFLAGS": "-mod=vendor",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=as_in_a_terminal,
        )

    def run(self) -> tuple[int, str, list[str]]:
        process = self.start()
        output, errors = process.communicate(timeout=60)
        return process.returncode, output, errors.splitlines()

    def started(self) -> str:
        return (
            f"no Pulumi CLI on PATH; getting version {PULUMI_VERSION} into {self.cached.parents[1]}"
        )


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def makes_pulumi(target: str, version: str = PULUMI_VERSION) -> str:
    return f"#!{sys.executable}\n" + MAKES_PULUMI.format(target=target, version=version)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.path.mkdir()
    made.python_that("echo 'no way out' >&2; exit 1")
    return made


def test_the_users_own_pulumi_is_used(machine: Machine) -> None:
    machine.command("pulumi", "echo v3.210.0")
    machine.command("pulumi-language-python", "exit 0")

    assert machine.run() == (0, "\n", [])
    assert not machine.cache.exists()


def test_without_an_official_host_beside_it_the_stand_in_is_added(machine: Machine) -> None:
    machine.command("pulumi", "echo v3.210.0")

    assert machine.run() == (0, f"{LANGUAGE_HOST_FOLDER}\n", [])


def test_an_official_host_behind_a_link_is_found(machine: Machine) -> None:
    real = write(machine.folder / "cellar" / "pulumi", "#!/bin/sh\necho v3.210.0\n")
    write(machine.folder / "cellar" / "pulumi-language-python", "#!/bin/sh\n")
    (machine.path / "pulumi").symlink_to(real)

    assert machine.run() == (0, "\n", [])


def test_the_users_own_pulumi_is_not_shadowed_by_the_cached_one(machine: Machine) -> None:
    write(machine.cached, f"#!/bin/sh\necho v{PULUMI_VERSION}\n")
    machine.command("pulumi", "echo v3.210.0")

    assert machine.run() == (0, f"{LANGUAGE_HOST_FOLDER}\n", [])


def test_a_pulumi_that_is_too_old_is_used_with_a_warning(machine: Machine) -> None:
    own = machine.command("pulumi", "echo v3.199.9")

    assert machine.run() == (
        0,
        f"{LANGUAGE_HOST_FOLDER}\n",
        [
            f"warning: {own} is version 3.199.9; this project needs 3.200 or later. "
            "Update it, or take it off PATH to let the set-up get one."
        ],
    )


def test_a_pulumi_that_does_not_run_is_used_with_a_warning(machine: Machine) -> None:
    own = machine.command("pulumi", "exit 3")

    code, output, errors = machine.run()

    assert (code, output, len(errors)) == (0, f"{LANGUAGE_HOST_FOLDER}\n", 1)
    assert errors[0].startswith(f"warning: {own} is on PATH, but `pulumi version` fails: ")


def test_the_cached_pulumi_is_used(machine: Machine) -> None:
    write(machine.cached, f"#!/bin/sh\necho v{PULUMI_VERSION}\n")

    folders = os.pathsep.join([str(machine.cached.parent), str(LANGUAGE_HOST_FOLDER)])
    assert machine.run() == (0, f"{folders}\n", [])


def test_the_official_installer_comes_first(machine: Machine) -> None:
    write(machine.installer, makes_pulumi("sys.argv[3]) / pathlib.Path('bin/pulumi'"))

    folders = os.pathsep.join([str(machine.cached.parent), str(LANGUAGE_HOST_FOLDER)])
    assert machine.run() == (0, f"{folders}\n", [machine.started()])
    assert [entry.name for entry in sorted(machine.cache.iterdir())] == [".lock", PULUMI_VERSION]


def test_where_the_installer_fails_the_cli_is_built(machine: Machine) -> None:
    builder = write(machine.folder / "builder", makes_pulumi("'bin/pulumi'"))
    machine.command("go", f'{GO_VERSION}[ -z "$GOFLAGS" ] || exit 9\nexec {builder} "$@"')

    code, output, errors = machine.run()

    assert (code, errors[:3]) == (
        0,
        [
            machine.started(),
            "the official installer cannot download here (no way out)",
            f"building the Pulumi CLI {PULUMI_VERSION} from its Go modules (about 5 minutes and "
            "3 GB of Go caches the first time, then never again)",
        ],
    )
    assert output.startswith(f"{machine.cached.parent}{os.pathsep}")
    assert subprocess.check_output([machine.cached, "version"], text=True) == f"v{PULUMI_VERSION}\n"


def test_no_go(machine: Machine) -> None:
    assert machine.run() == (
        1,
        "",
        [
            machine.started(),
            "the official installer cannot download here (no way out)",
            "error: there is no Pulumi CLI, the official installer cannot download one, and there "
            "is no Go to build it with (`go` is not on PATH; 1.25.11 or later is needed)",
            *NEXT_STEP,
        ],
    )


@pytest.mark.parametrize(
    ("said", "understood"), [("go1.25.10", "1.25.10"), ("go1.19", "1.19.0"), ("go1.9.7", "1.9.7")]
)
def test_go_too_old(machine: Machine, said: str, understood: str) -> None:
    go = machine.command("go", f"echo {said}")

    code, output, errors = machine.run()

    assert (code, output) == (1, "")
    assert errors[2:] == [
        "error: there is no Pulumi CLI, the official installer cannot download one, and Go "
        f"{understood} ({go}) is too old to build it: 1.25.11 or later is needed",
        *NEXT_STEP,
    ]


def test_a_toolchain_that_cannot_be_fetched_is_go_too_old(machine: Machine) -> None:
    go = machine.command(
        "go",
        'if [ "$GOTOOLCHAIN" = local ]; then echo go1.22.2; exit 0; fi\n'
        "echo 'go: download go1.25.11: toolchain not available' >&2; exit 1",
    )

    assert machine.run()[2][2] == (
        "error: there is no Pulumi CLI, the official installer cannot download one, and Go "
        f"1.22.2 ({go}) is too old to build it: 1.25.11 or later is needed"
    )


@pytest.mark.parametrize(
    ("go_says", "explained"),
    [
        (
            "go: example.org/module@v1.0.0: dial tcp: lookup proxy.example.org: no such host",
            "there is no Pulumi CLI, and no network to get one: the official installer cannot "
            "download, and neither can Go its modules; go says:",
        ),
        (
            "compile: writing output: no space left on device",
            "the build needs about 3 GB of free space for Go's caches; go says:",
        ),
        (
            "main.go:7:2: undefined: nothing",
            "the Pulumi CLI does not build from its Go modules; go says:",
        ),
    ],
)
def test_a_build_that_fails(machine: Machine, go_says: str, explained: str) -> None:
    machine.command("go", f"{GO_VERSION}echo example.org/package\necho '{go_says}' >&2\nexit 1")

    code, output, errors = machine.run()

    assert (code, output) == (1, "")
    assert errors[3:] == [f"error: {explained}", f"    {go_says}", *NEXT_STEP]
    assert [entry.name for entry in machine.cache.iterdir()] == [".lock"]


def test_a_build_of_another_version_does_not_become_the_cached_cli(machine: Machine) -> None:
    builder = write(machine.folder / "builder", makes_pulumi("'bin/pulumi'", version="3.1.0"))
    machine.command("go", f"{GO_VERSION}exec {builder}")

    code, output, errors = machine.run()

    assert (code, output) == (1, "")
    assert f"error: the new Pulumi CLI says version 3.1.0, and not {PULUMI_VERSION}" in errors
    assert [entry.name for entry in machine.cache.iterdir()] == [".lock"]


def test_a_cache_that_is_not_a_folder(machine: Machine) -> None:
    (machine.folder / "cache").write_text("")

    code, output, errors = machine.run()

    assert (code, output) == (1, "")
    assert errors == [
        f"error: the cache folder {machine.cache} is not writable: Not a directory",
        *NEXT_STEP,
    ]


def test_of_two_at_once_one_works_and_one_waits(machine: Machine) -> None:
    log = machine.folder / "installations"
    write(
        machine.installer,
        makes_pulumi("sys.argv[3]) / pathlib.Path('bin/pulumi'")
        + f"import time\ntime.sleep(1)\nopen({str(log)!r}, 'a').write('one')\n",
    )

    first, second = machine.start(), machine.start()
    answers = [process.communicate(timeout=60) for process in (first, second)]

    assert [first.returncode, second.returncode] == [0, 0]
    assert answers[0][0] == answers[1][0]
    assert sorted(errors.splitlines() for _, errors in answers) == [
        ["another set-up is getting the Pulumi CLI; waiting for it"],
        [machine.started()],
    ]
    assert log.read_text() == "one"


def test_an_interrupted_build_leaves_nothing(machine: Machine) -> None:
    waiting = machine.folder / "waiting"
    machine.command("go", f"{GO_VERSION}: > {waiting}\nexec /bin/sleep 60")

    process = machine.start()
    while not waiting.exists():
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=30)

    assert (process.returncode, output) == (130, "")
    assert errors.splitlines()[3:] == ["interrupted; nothing was installed"]
    assert [entry.name for entry in machine.cache.iterdir()] == [".lock"]


def test_an_installer_that_hangs_has_a_time_limit(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "TIME_LIMIT_SECONDS", 0.5)
    machine.python_that("/bin/sleep 60")
    before = time.monotonic()

    reason = installer.install(machine.installer, machine.folder / "home")

    assert reason == "nothing came within 0.5 seconds"
    assert time.monotonic() - before < 30
