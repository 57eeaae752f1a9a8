"""docs/languages.md: the same pair in each language, compiled and run where that can be done here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.engine import ROOT
from support.markdown import code_blocks
from tests.engine.languages.compiling import go_program
from tests.engine.languages.running import LanguageProject, Program, node, python_text, yaml_program

BLOCKS = {
    block.heading: block.content
    for block in code_blocks((ROOT / "docs" / "languages.md").read_text(encoding="utf-8"))
}
FACT = re.compile(
    r'^\s+(\w+)(?::| =)\s+(?:pulumi\.\w+\()?("[^"]*"|\d+|true|false|tenant\w*)\)?,$', re.MULTILINE
)
"""A fact or an argument on a line of its own, in C# or in Go."""
SECTION = re.compile(r"^\s+(\w+)(?:: &?dualwrite\.| = new )\1Args\b", re.MULTILINE)
"""A section that stands where it belongs, in C# or in Go."""
ITEM = re.compile(r'^\s+(?:pulumi\.\w+\()?"([^"]*)"\)?,$', re.MULTILINE)
"""An item of a list on a line of its own."""
SETTINGS = yaml.safe_load(BLOCKS["YAML"])
PAIR, FOUNDATION = "contoso", "contoso-azure"


def _yaml() -> Program:
    """The tests' own projects name the provider in the same way, and are of another name."""
    kept = {
        key: value
        for key, value in SETTINGS.items()
        if key in ("variables", "resources", "outputs")
    }
    return yaml_program(yaml.safe_dump(kept))


PROGRAMS: dict[str, Callable[[], Program]] = {
    # The wheel calls the package `components` by another name.
    "Python": lambda: python_text(BLOCKS["Python"].replace("dualwrite_components", "components")),
    "TypeScript": lambda: node("contoso.js", {"contoso.ts": BLOCKS["TypeScript"]}),
    "YAML": _yaml,
}


def _expected(resource: str) -> dict[str, Any]:
    """The properties of a resource of the example in YAML, with its variables in their places."""
    variables = SETTINGS["variables"]
    text = json.dumps(SETTINGS["resources"][resource]["properties"])
    text = text.replace('"${customerEngagement}"', json.dumps(variables["customerEngagement"]))
    properties: dict[str, Any] = json.loads(text.replace("${tenantId}", variables["tenantId"]))
    return properties


@pytest.mark.parametrize("language", PROGRAMS)
def test_the_example_declares_both_and_is_accepted(language: str, tmp_path: Path) -> None:
    made = LanguageProject(tmp_path, PROGRAMS[language]())
    run = made.up()
    assert run.exit_code == 0
    state = json.loads(made.project.export().read_text(encoding="utf-8"))
    by_type = {one["type"]: one for one in state["deployment"]["resources"]}
    pair = by_type["dualwrite:index:EnvironmentPair"]
    foundation = by_type["dualwrite:index:AzureFoundation"]
    assert pair["inputs"] == _expected(PAIR)
    assert foundation["inputs"] == {**_expected(FOUNDATION), "pair": PAIR}
    assert foundation["parent"] == pair["urn"]
    assert by_type["pulumi:pulumi:Stack"]["outputs"] == {
        "url": pair["inputs"]["financeAndOperations"]["url"],
        "networkPolicy": foundation["outputs"]["networkPolicySystemId"],
    }


def test_the_yaml_example_names_the_provider_as_the_tests_do() -> None:
    assert {key: SETTINGS[key] for key in ("name", "runtime", "plugins")} == {
        "name": "contoso",
        "runtime": "yaml",
        "plugins": {"providers": [{"name": "dualwrite", "path": "path/to/checkout/components"}]},
    }


def test_the_example_in_go_compiles() -> None:
    assert go_program({"contoso": BLOCKS["Go"]}).is_file()


@pytest.mark.parametrize("language", ["Go", "C#"])
def test_an_example_that_is_not_run_names_the_same_facts(language: str) -> None:
    """For C# this is all: there is no compiler for it here."""
    block = BLOCKS[language]
    sections = {**_expected(PAIR), **_expected(FOUNDATION)}
    customer = sections.pop("customerEngagement")
    # The examples declare this side first, for both.
    facts = [fact for section in (customer, *sections.values()) for fact in section.items()]
    shown = [(key[0].lower() + key[1:], _value(text)) for key, text in FACT.findall(block)]
    assert shown == [(key, value) for key, value in facts if not isinstance(value, list)]
    assert ITEM.findall(block) == customer["dualWriteSolutions"]
    assert SECTION.findall(block) == [key[0].upper() + key[1:] for key in sections]
    assert re.findall(r"Apps(?: = |: +\S+)\{ ?(?:pulumi.String\()?\"(\w+)\"", block) == ["finance"]


def _value(text: str) -> Any:
    return SETTINGS["variables"]["tenantId"] if text.startswith("tenant") else json.loads(text)
