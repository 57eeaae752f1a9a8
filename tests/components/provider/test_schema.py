"""The provider's schema: what typed SDKs in other languages are made from."""

from __future__ import annotations

import json
from typing import Any

from components.provider import COMPONENTS, NAME, DualwriteProvider
from dualwrite.schema import SECTIONS, keys_of
from tools.languages.schema import FILE, text

SCHEMA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
TYPES = {
    "financeAndOperations": "FinanceAndOperations",
    "customerEngagement": "CustomerEngagement",
    "link": "Link",
}


def test_the_checked_in_schema_is_what_the_provider_has() -> None:
    """After a wanted change: ``python -m tools.languages.schema``."""
    assert FILE.read_text(encoding="utf-8") == text()


def test_each_component_has_the_type_that_its_class_registers() -> None:
    assert sorted(SCHEMA["resources"]) == sorted(
        f"{NAME}:index:{one.__name__}" for one in COMPONENTS
    )


def test_the_types_have_the_keys_of_a_pair() -> None:
    for section, name in TYPES.items():
        properties = SCHEMA["types"][f"dualwrite:index:{name}"]["properties"]
        assert tuple(properties) == keys_of(SECTIONS[section])


def test_inputs_and_outputs_of_a_pair_are_its_sections() -> None:
    pair = SCHEMA["resources"]["dualwrite:index:EnvironmentPair"]
    references = {key: f"#/types/dualwrite:index:{name}" for key, name in TYPES.items()}
    for properties in (pair["inputProperties"], pair["properties"]):
        assert {key: one["$ref"] for key, one in properties.items()} == references
    assert pair["requiredInputs"] == ["customerEngagement", "financeAndOperations"]


def test_everything_has_a_description_of_whole_lines() -> None:
    described = [*SCHEMA["resources"].values(), *SCHEMA["types"].values()]
    for one in [*described]:
        described += one["properties"].values()
        described += one.get("inputProperties", {}).values()
    assert len(described) > 30
    for one in described:
        paragraphs = one["description"].split("\n\n")
        assert all(paragraph == " ".join(paragraph.split()) for paragraph in paragraphs), one


def test_a_package_is_its_name_or_a_mapping() -> None:
    solutions = SCHEMA["types"]["dualwrite:index:CustomerEngagement"]["properties"]
    assert solutions["dualWriteSolutions"]["items"] == {
        "oneOf": [{"type": "string"}, {"$ref": "#/types/dualwrite:index:Solution"}]
    }


def test_names_in_the_schema_are_the_names_in_python() -> None:
    """The provider hands inputs over as they arrive, so no name may need translation."""
    provider = DualwriteProvider()
    found = provider.analyzer.analyze(COMPONENTS)
    mappings = [one.inputs_mapping for one in found["component_definitions"].values()]
    mappings += [one.properties_mapping for one in found["type_definitions"].values()]
    assert all(name == python for one in mappings for name, python in one.items())


def test_a_reference_leads_to_a_type_of_the_schema() -> None:
    text_of_types = json.dumps(SCHEMA)
    found = {part.split('"')[0] for part in text_of_types.split('"#/types/')[1:]}
    assert found == set(SCHEMA["types"])
