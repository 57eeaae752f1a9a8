"""The house: one direction of dependencies, and each library behind one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "policies" / "dualwrite"

ROOMS = (
    "text",
    "vocabulary",
    "model",
    "judging",
    "requirements",
    "discovery",
    "results",
    "reports",
    "pack",
    "xpp",
    "cli",
)
"""A room imports from those before it in this list. Ten are the house; ``xpp`` is one beside them."""


def _modules() -> list[Path]:
    return sorted(LIBRARY.rglob("*.py"))


def _imports(file: Path) -> Iterator[str]:
    """The absolute names of everything that a module imports."""
    package = ["dualwrite", *file.relative_to(LIBRARY).with_suffix("").parts][:-1]
    if file.name == "__init__.py":
        package = ["dualwrite", *file.parent.relative_to(LIBRARY).parts]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", _modules(), ids=lambda file: str(file.relative_to(LIBRARY)))
def test_dependencies_point_one_way(file: Path) -> None:
    own = file.relative_to(LIBRARY).with_suffix("").parts[0]
    if own in ("__init__", "__main__"):
        return
    before = ROOMS[: ROOMS.index(own) + 1]
    for name in _imports(file):
        if name.startswith("dualwrite.") and (other := name.split(".")[1]) != "__version__":
            assert other in before, f"{file.name} imports {name}"
            assert other in (own, *before[:-1])


def test_there_is_no_circle() -> None:
    names = {_name(file): file for file in _modules()}
    imported = {
        name: {
            one for one in map(partial(_nearest, names), _imports(file)) if one not in (None, name)
        }
        for name, file in names.items()
    }
    while free := {name for name, others in imported.items() if not others & imported.keys()}:
        imported = {name: others for name, others in imported.items() if name not in free}
    assert sorted(imported) == []


def _name(file: Path) -> str:
    parts = file.relative_to(LIBRARY).with_suffix("").parts
    return ".".join(("dualwrite", *parts)).removesuffix(".__init__")


def _nearest(names: Mapping[str, Path], imported: str) -> str | None:
    """The module that a name is imported from."""
    return next((one for one in (imported, imported.rpartition(".")[0]) if one in names), None)


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("pulumi", {"pack", "cli"}),  # the protocol's messages; the Automation API
        ("pulumi_policy", {"pack"}),
        ("grpc", {"pack"}),
        ("jinja2", {"reports"}),
        ("junitparser", {"reports"}),
        ("typer", {"cli"}),
        ("rich", {"cli", "reports"}),
        ("yaml", {"text"}),
        ("jmespath", {"discovery"}),
    ],
)
def test_libraries_stay_behind_their_doors(library: str, doors: set[str]) -> None:
    found = {
        file.relative_to(LIBRARY).parts[0]
        for file in _modules()
        for name in _imports(file)
        if name.split(".")[0] == library
    }
    assert found <= doors


def test_the_library_knows_nothing_of_the_components() -> None:
    assert not [
        file
        for file in _modules()
        for name in _imports(file)
        if name.split(".")[0] in ("components", "tools", "tests")
    ]


def test_the_pack_needs_only_what_its_own_requirements_name() -> None:
    """The pack is uploaded alone: what it imports must not need the command line's libraries."""
    parts = ("reports", "xpp", "cli")
    for file in _modules():
        place = file.relative_to(LIBRARY).parts
        # Files are sources of the command line alone.
        if place[0] in parts or place[:2] == ("discovery", "sources"):
            continue
        for name in _imports(file):
            top = name.split(".")[0]
            assert top not in ("typer", "rich", "orjson", "jinja2", "junitparser"), (
                f"{file.name} imports {top}"
            )
