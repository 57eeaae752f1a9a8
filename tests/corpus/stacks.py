"""The stacks of the corpus: their programs, and the states that these leave behind."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PROGRAMS = FOLDER / "programs"
STATES = FOLDER / "states"
NAMES = tuple(sorted(file.stem for file in PROGRAMS.glob("*.py")))
_METADATA = re.compile(r"^# /// script$\n(?P<lines>(?:^#.*$\n)+?)^# ///$", re.MULTILINE)
"""The block that says what a script needs (PEP 723)."""

Resource = dict[str, Any]


def program(name: str) -> str:
    """The program of a stack."""
    return (PROGRAMS / f"{name}.py").read_text(encoding="utf-8")


def sdks(name: str) -> dict[str, str]:
    """The SDKs that a program is written with: version by package.

    Its metadata pins each, so that a recording is of one version.
    """
    found = _METADATA.search(program(name))
    if found is None:
        raise ValueError(f"{name}.py: no script metadata (PEP 723) before the docstring")
    lines = "\n".join(line.removeprefix("#").strip() for line in found["lines"].splitlines())
    pinned = (one.split("==") for one in tomllib.loads(lines)["dependencies"])
    return {package: version for package, version in pinned}


def state_file(name: str) -> Path:
    """The exported state of a stack."""
    return STATES / f"{name}.json"


@cache
def state(name: str) -> Any:
    """The content of the exported state. It is shared: copy what is to be changed."""
    return json.loads(state_file(name).read_text(encoding="utf-8"))


def resources(name: str) -> list[Resource]:
    """All resources of a stack, the stack itself and its providers included."""
    found: list[Resource] = state(name)["deployment"]["resources"]
    return found
