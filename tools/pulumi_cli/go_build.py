"""The way for a machine that reaches only package registries: the CLI from its Go modules.

`go install module@version` refuses these modules (they have replace directives), so `go.mod` and
`go.sum` beside this file make a small module of our own that requires them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.pulumi_cli.errors import SetUpError
from tools.pulumi_cli.locations import PULUMI_VERSION

OLDEST_GO = (1, 25, 11)
"""The `go` line of go.mod: what github.com/pulumi/pulumi/pkg/v3 v3.259.0 asks for."""

PROGRESS_SECONDS = 15
MAIN_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"

_NETWORK_SIGNS = re.compile(
    r"dial tcp|no such host|i/o timeout|connection (refused|reset)|proxyconnect|TLS handshake"
    r"|network is unreachable|\b(403|404|407|5\d\d) [A-Z]|module lookup disabled|GOPROXY"
)


def build(home: Path, environment: Mapping[str, str], report: Callable[[str], None]) -> None:
    """Builds `bin/pulumi` in `home`, with a line of progress every quarter of a minute.

    Raises SetUpError that names what is missing: Go, a newer Go, the network, space on the disk.
    """
    go = _find_go(environment)
    home.mkdir(parents=True, exist_ok=True)
    for name in ("go.mod", "go.sum"):
        shutil.copy(Path(__file__).parent / name, home / name)
    go_environment = _go_environment(environment)
    _require_version(go, home, go_environment)
    report(
        f"building the Pulumi CLI {PULUMI_VERSION} from its Go modules "
        "(about 5 minutes and 3 GB of Go caches the first time, then never again)"
    )
    _run(_command(go), home, go_environment, report)
    for name in ("go.mod", "go.sum"):
        (home / name).unlink()


def _command(go: str) -> list[str]:
    # Without the version flag the Automation API refuses the CLI.
    linker = f"-s -w -X {VERSION_VARIABLE}=v{PULUMI_VERSION}"
    flags = ["-mod=mod", "-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", linker]
    return [go, "build", "-v", *flags, "-o", "bin/pulumi", MAIN_PACKAGE]


def _go_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The user's own flags and workspaces are for the user's own modules; without cgo no C
    compiler is needed."""
    own = {"GOFLAGS": "", "GOWORK": "off", "GO111MODULE": "on", "CGO_ENABLED": "0"}
    cross = ("GOOS", "GOARCH")
    return {name: text for name, text in environment.items() if name not in cross} | own


def _find_go(environment: Mapping[str, str]) -> str:
    go = shutil.which("go", path=environment.get("PATH", ""))
    if go is None:
        raise SetUpError(
            "there is no Pulumi CLI, the official installer cannot download one, and there is no "
            f"Go to build it with (`go` is not on PATH; {_dotted(OLDEST_GO)} or later is needed)"
        )
    return go


def _require_version(go: str, folder: Path, environment: Mapping[str, str]) -> None:
    """Asked inside the module, so that a Go that fetches a newer toolchain by itself may do so."""
    answer = _ask_version(go, folder, environment)
    found = re.search(r"go(\d+)\.(\d+)(?:\.(\d+))?", answer)
    if found is None:
        answer = _ask_version(go, folder.parent, {**environment, "GOTOOLCHAIN": "local"})
        found = re.search(r"go(\d+)\.(\d+)(?:\.(\d+))?", answer)
    if found is None:
        raise SetUpError(f"{go} does not say its version; `go env GOVERSION` printed: {answer!r}")
    version = tuple(int(part or 0) for part in found.groups())
    if version < OLDEST_GO:
        raise SetUpError(
            "there is no Pulumi CLI, the official installer cannot download one, and Go "
            f"{_dotted(version)} ({go}) is too old to build it: {_dotted(OLDEST_GO)} or later is "
            "needed"
        )


def _ask_version(go: str, folder: Path, environment: Mapping[str, str]) -> str:
    try:
        answer = subprocess.run(
            [go, "env", "GOVERSION"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SetUpError(f"{go} does not run: {error}") from None
    return answer.stdout.strip() if answer.returncode == 0 else ""


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)


def _run(
    command: list[str],
    folder: Path,
    environment: Mapping[str, str],
    report: Callable[[str], None],
) -> None:
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    progress = _Progress(report)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            progress.take(line.rstrip())
        code = process.wait()
    finally:
        progress.stop()
        if process.poll() is None:
            process.terminate()
            process.wait()
    if code != 0:
        raise SetUpError(_explain(progress.last_lines()))
    report(f"the build took {_clock(progress.seconds())}")


class _Progress:
    """Counts what `go build -v` prints and reports it now and then, also while go is silent."""

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._started = time.monotonic()
        self._downloads = 0
        self._packages = 0
        self._lines: deque[str] = deque(maxlen=200)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._speak, daemon=True)
        self._thread.start()

    def take(self, line: str) -> None:
        if line.startswith("go: downloading "):
            self._downloads += 1
        elif re.fullmatch(r"[\w.~/-]+", line):
            self._packages += 1
        else:
            self._lines.append(line)

    def _speak(self) -> None:
        while not self._stopped.wait(PROGRESS_SECONDS):
            self._report(
                f"  {_clock(self.seconds())}: {self._downloads} modules downloaded, "
                f"{self._packages} packages compiled"
            )

    def seconds(self) -> int:
        return round(time.monotonic() - self._started)

    def last_lines(self) -> list[str]:
        return list(self._lines)

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()


def _clock(seconds: int) -> str:
    return f"{seconds // 60} min {seconds % 60:02d} s"


def _explain(lines: list[str]) -> str:
    message = "\n".join(f"    {line}" for line in lines[-8:]) or "    (go printed nothing)"
    text = "\n".join(lines)
    if "no space left on device" in text:
        return f"the build needs about 3 GB of free space for Go's caches; go says:\n{message}"
    if _NETWORK_SIGNS.search(text):
        return (
            "there is no Pulumi CLI, and no network to get one: the official installer cannot "
            f"download, and neither can Go its modules; go says:\n{message}"
        )
    return f"the Pulumi CLI does not build from its Go modules; go says:\n{message}"
