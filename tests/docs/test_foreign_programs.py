"""The programs of docs/foreign-programs.md run, on stand-in providers, and their output is shown there.

The SDKs that they import are stood in for, too: each registers what the real one would, under the
same type and with the same names of properties.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dualwrite.text.yaml_text import parse_yaml
from support.engine import Project
from support.markdown import CodeBlock, code_blocks

from .test_documents import ROOT, assert_shown

DOCUMENT = ROOT / "docs" / "foreign-programs.md"
NATIVE, BRIDGED = "With the native provider", "With the bridged provider"
_SDK = """
import pulumi

def _camel(name):
    first, *rest = name.split("_")
    return first + "".join(one.capitalize() for one in rest)

def _sent(value):
    if isinstance(value, dict):
        return {{_camel(key): _sent(one) for key, one in value.items()}}
    return value

class _Resource(pulumi.CustomResource):
    def __init__(self, name, opts=None, **inputs):
        super().__init__(self.token, name, _sent(inputs), opts)

class Environment(_Resource):
    token = "{environment}"

class EnvironmentApplicationPackageInstall(_Resource):
    token = "{package}"
"""
_BRIDGED = "power-platform:index/environment"
SDKS = {
    "rpothin_powerplatform": _SDK.format(environment="powerplatform:index:Environment", package=""),
    "pulumi_power_platform": _SDK.format(
        environment=f"{_BRIDGED}:Environment",
        package=f"{_BRIDGED}ApplicationPackageInstall:EnvironmentApplicationPackageInstall",
    ),
}


def _blocks(language: str, heading: str) -> list[CodeBlock]:
    found = code_blocks(DOCUMENT.read_text(encoding="utf-8"))
    return [one for one in found if (one.language, one.heading) == (language, heading)]


def _facts() -> dict[str, Any]:
    (block,) = _blocks("yaml", "Facts of environments")
    config: dict[str, Any] = parse_yaml(block.content)["config"]
    return config


@pytest.fixture
def deployed(tmp_path: Path, request: pytest.FixtureRequest) -> Project:
    """The project of one program, deployed, with its state in ``state.json``."""
    (program,) = _blocks("python", request.param)
    made = Project(tmp_path, program.content, _facts())
    for name, content in SDKS.items():
        (made.folder / f"{name}.py").write_text(content, encoding="utf-8")
    (made.folder / "Pulumi.dev.yaml").write_text(
        yaml.safe_dump({"config": _facts()}), encoding="utf-8"
    )
    made.up_without_pack()
    made.export()
    return made


COVERAGE = ("coverage", "state.json", "Pulumi.dev.yaml")
MAPPING = ("check", "state.json", "Pulumi.dev.yaml", "--explain-mapping")


@pytest.mark.parametrize(
    ("deployed", "commands"),
    [(NATIVE, [COVERAGE, MAPPING]), (BRIDGED, [MAPPING])],
    indirect=["deployed"],
    ids=["native", "bridged"],
)
def test_what_is_shown_of_a_program_is_what_is_printed(
    deployed: Project, request: pytest.FixtureRequest, commands: list[tuple[str, ...]]
) -> None:
    heading = request.node.callspec.params["deployed"]
    for block, command in zip(_blocks("text", heading), commands, strict=True):
        done = deployed.dualwrite(*command)
        assert (done.code, done.errors) == (0, "")
        lines = [line.rstrip() for line in done.output.splitlines()]
        assert_shown([line.rstrip() for line in block.content.splitlines()], lines)
