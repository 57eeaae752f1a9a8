"""The house: one direction of dependencies, and each library behind one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "policies" / "dualwrite"

LAYERS = [
    {"text", "clock", "suggestions", "refusals", "whole_numbers", "strict_model"},
    {
        "versions",
        "regions",
        "hosts",
        "identifiers",
        "facts",
        "verdicts",
        "provenance",
        "problem",
        "addresses",
        "resource",
        "parsing",
        "raw_lists",
        "solutions",
        "network",
    },
    {"pair", "schema", "grant", "secret_marks", "secret_texts", "observation", "azure"},
    {"parameters"},
    {"declaration", "estate"},
    {"mappings", "readers"},
    {"joining"},
    {"requirement"},
    {"requirements", "parameter_docs"},
    {"exemptions"},
    {"configuration", "rules"},
    {"judgement"},
    {"document"},
    {"sources", "reports", "graph", "pack", "editing", "coverage"},
    {"preview", "xpp"},
    {"cli"},
]
"""A module imports from its own layer and from those above it in this list."""


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


def _layer(name: str) -> int | None:
    return next((at for at, names in enumerate(LAYERS) if name in names), None)


@pytest.mark.parametrize("file", _modules(), ids=lambda file: str(file.relative_to(LIBRARY)))
def test_dependencies_point_one_way(file: Path) -> None:
    own = file.relative_to(LIBRARY).with_suffix("").parts[0]
    if own in ("__init__", "__main__"):
        return
    own_layer = _layer(own)
    assert own_layer is not None, f"{own} has no place in LAYERS"
    for name in _imports(file):
        if name.startswith("dualwrite.") and (other := name.split(".")[1]) != "__version__":
            layer = _layer(other)
            assert layer is not None and layer <= own_layer, f"{file.name} imports {name}"


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("pulumi", {"pack", "preview"}),  # the protocol's messages; the Automation API
        ("pulumi_policy", {"pack"}),
        ("grpc", {"pack"}),
        ("jinja2", {"reports"}),
        ("junitparser", {"reports"}),
        ("typer", {"cli"}),
        ("rich", {"cli", "reports"}),
        ("yaml", {"parsing"}),
        ("jmespath", {"mappings"}),
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
    parts = ("sources", "editing", "reports", "preview", "xpp", "cli")
    for file in _modules():
        if file.relative_to(LIBRARY).parts[0] in parts:
            continue
        for name in _imports(file):
            top = name.split(".")[0]
            assert top not in ("typer", "rich", "orjson", "jinja2", "junitparser"), (
                f"{file.name} imports {top}"
            )
