"""Programs that are built with Go, each from a small module beside this file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.languages import cache

_HERE = Path(__file__).parent
_FLAGS = ["-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", "-s -w"]
_PURPOSE = "Go 1.25.11 or later is needed to build {}"
YAML_HOST = "pulumi-language-yaml"


def yaml_host(environment: Mapping[str, str], report: Callable[[str], None]) -> Path:
    """Return the folder that has the official language host for YAML, to be put on PATH.

    It is in no package registry as a program, but its Go module can be built.

    :raises SetUpError: without Go, or where the build fails.
    """
    package = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
    return _built(YAML_HOST, "yaml_host", package, environment, report).parent


def sdk_generator(environment: Mapping[str, str], report: Callable[[str], None]) -> Path:
    """Return the program that generates SDKs from a schema.

    :raises SetUpError: as above.
    """
    return _built("sdk-generator", "sdk_generator", ".", environment, report)


def _built(
    program: str,
    module: str,
    package: str,
    environment: Mapping[str, str],
    report: Callable[[str], None],
) -> Path:
    sources = sorted((_HERE / module).iterdir())

    def make(folder: Path) -> None:
        go = find_go(program, environment)
        source = folder / "source"
        source.mkdir()
        for file in sources:
            shutil.copy(file, source)
        command = [go, "build", *_FLAGS, "-o", str(folder / program), package]
        cache.run(command, source, go_environment(environment))
        shutil.rmtree(source)

    return cache.folder(program, sources, make, environment, report) / program


def find_go(purpose: str, environment: Mapping[str, str]) -> str:
    """Return Go; raises SetUpError where there is none."""
    return cache.find("go", _PURPOSE.format(purpose), environment)


def go_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The user's own flags and workspaces are for the user's own modules; no C compiler is needed."""
    own = {"GOFLAGS": "-mod=mod", "GOWORK": "off", "GO111MODULE": "on", "CGO_ENABLED": "0"}
    return {**environment, **own}
