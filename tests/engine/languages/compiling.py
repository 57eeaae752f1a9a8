"""The SDKs that are generated from the provider's schema, and programs compiled against them.

Everything is made once for the same sources, in the cache outside of the tree. What does not compile is
an error with the compiler's words.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from tools.languages import cache, go_programs, npm
from tools.languages.ensure import report
from tools.languages.schema import FILE as SCHEMA

HERE = Path(__file__).parent
_GO_FLAGS = ["-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", "-s -w"]
_TYPESCRIPT_FLAGS = [
    *("--module", "nodenext", "--moduleResolution", "nodenext", "--target", "es2022"),
    *("--types", "node", "--strict", "--noUnusedLocals", "--skipLibCheck"),
]


def _sources(folder: str, programs: Mapping[str, str]) -> list[Path]:
    generator = sorted((Path(go_programs.__file__).parent / "sdk_generator").iterdir())
    own = [file for file in sorted((HERE / folder).iterdir()) if file.is_file()]
    return [SCHEMA, Path(__file__), *generator, *own]


def _generate_sdks(folder: Path) -> None:
    generator = go_programs.sdk_generator(os.environ, report)
    cache.run([str(generator), str(SCHEMA), str(folder)], folder, os.environ)


def node_programs(programs: Mapping[str, str] | None = None) -> Path:
    """Compile the TypeScript SDK, then the programs of ``node/`` and those given, by file name.

    :returns: the folder with the JavaScript and ``run.js``, where Node finds all that it imports.
    """
    programs = programs or {}

    def make(folder: Path) -> None:
        packages = npm.node_modules(os.environ, report)
        compiler = [cache.find("node", "", os.environ), str(packages / "typescript/bin/tsc")]
        _generate_sdks(folder)
        for name in ("@pulumi/pulumi", "@types"):
            link = folder / "node_modules" / name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(packages / name)
        sdk = folder / "node_modules" / "@pulumi" / "dualwrite"
        (folder / "nodejs").rename(sdk)
        cache.run([*compiler, "--project", "."], sdk, os.environ)
        # The compiled SDK reads its own version from beside it, as its post-install script arranges.
        shutil.copy(sdk / "package.json", sdk / "bin")
        shutil.copytree(HERE / "node", folder, dirs_exist_ok=True)
        for name, text in programs.items():
            (folder / name).write_text(text, encoding="utf-8")
        written = sorted(file.name for file in folder.glob("*.ts"))
        cache.run([*compiler, *_TYPESCRIPT_FLAGS, *written], folder, os.environ)

    packages = npm.node_modules(os.environ, report)
    sources = [*_sources("node", programs), packages.parent / "package-lock.json"]
    return cache.folder("node-programs", sources, make, os.environ, report, programs)


def go_program(programs: Mapping[str, str] | None = None) -> Path:
    """Compile the programs of ``go/`` with the Go SDK, and each of those given, by name.

    :returns: the executable of ``go/``.
    """
    programs = programs or {}

    def make(folder: Path) -> None:
        go = go_programs.find_go("and run the component from Go", os.environ)
        environment = go_programs.go_environment(os.environ)
        (folder / "sdk").mkdir()
        _generate_sdks(folder / "sdk")
        source = folder / "source"
        shutil.copytree(HERE / "go", source)
        # One set of flags, as for the other Go programs: their packages are compiled once then.
        build = [go, "build", *_GO_FLAGS]
        for name, text in programs.items():
            (source / name).mkdir()
            (source / name / "main.go").write_text(text, encoding="utf-8")
            cache.run([*build, "-o", str(folder / name), f"./{name}"], source, environment)
        cache.run([*build, "-o", str(folder / "program"), "."], source, environment)

    folder = cache.folder(
        "go-program", _sources("go", programs), make, os.environ, report, programs
    )
    return folder / "program"
