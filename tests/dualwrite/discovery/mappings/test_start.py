"""What importing costs: a pack without mappings reads no YAML and no JMESPath of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

POLICIES = Path(__file__).resolve().parents[4] / "policies"
LATE = ("jmespath", "dualwrite.text.yaml_text", "dualwrite.discovery.mappings.reading")
"""PyYAML itself is not among them: Pulumi's SDK imports it."""


def loaded(code: str) -> set[str]:
    """The late modules that are there once the code has run."""
    shown = f"{code}; import sys; print(*({set(LATE)!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", shown], cwd=POLICIES, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["dualwrite.discovery.mappings", "dualwrite.pack.start"])
def test_the_start_loads_nothing_that_only_mappings_need(module: str) -> None:
    assert loaded(f"import {module}") == set()


def test_mappings_load_it() -> None:
    code = (
        "import dualwrite.discovery.mappings as m; m.read_mappings('mappings: []', 'mappings.yaml')"
    )
    assert loaded(code) == {"dualwrite.text.yaml_text", "dualwrite.discovery.mappings.reading"}


def test_an_expression_loads_jmespath_and_json_needs_no_yaml() -> None:
    text = '{"mappings": [{"name": "m", "token": "a:b:C", "facts": {"link.apps": "a"}}]}'
    code = f"import dualwrite.discovery.mappings as m; m.read_mappings({text!r}, 'mappings.json')"
    assert loaded(code) == {"jmespath", "dualwrite.discovery.mappings.reading"}
