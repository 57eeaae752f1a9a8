"""The provider's schema: what typed SDKs in other languages are made from."""

from __future__ import annotations

import json
from typing import Any

from components import AzureFoundation, AzureFoundationArgs
from components.provider import COMPONENTS, NAME, DualwriteProvider
from dualwrite.model.schema import SECTIONS, keys_of
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


def test_inputs_and_outputs_of_a_foundation_are_those_of_its_class() -> None:
    foundation = SCHEMA["resources"]["dualwrite:index:AzureFoundation"]
    assert set(foundation["inputProperties"]) == set(AzureFoundationArgs.__annotations__)
    assert foundation["requiredInputs"] == ["customerEngagement"]
    text_by_region = {"type": "object", "additionalProperties": {"type": "string"}}
    by_region = {"subnetIds": text_by_region, "egressAddresses": text_by_region}
    assert {
        key: {name: one for name, one in output.items() if name != "description"}
        for key, output in foundation["properties"].items()
    } == {key: by_region.get(key, {"type": "string"}) for key in AzureFoundation.__annotations__}
    # Others are not there where their part is not made.
    assert foundation["required"] == ["egressAddresses", "resourceGroupName", "subnetIds"]


def test_what_decides_which_resources_there_are_is_plain() -> None:
    """An SDK then takes no output for it. The facts of the environment are those that a pair takes."""
    inputs = SCHEMA["resources"]["dualwrite:index:AzureFoundation"]["inputProperties"]
    assert {key for key, one in inputs.items() if not one.get("plain")} == {"customerEngagement"}
    assert "plain" not in inputs["tags"]["additionalProperties"]
    pair = SCHEMA["resources"]["dualwrite:index:EnvironmentPair"]["inputProperties"]
    assert inputs["customerEngagement"]["$ref"] == pair["customerEngagement"]["$ref"]
    for name in ("Network", "RegionNetwork", "EnvironmentCounts", "Encryption", "Logs", "Storage"):
        properties = SCHEMA["types"][f"dualwrite:index:{name}"]["properties"]
        assert all(one["plain"] for one in properties.values())


def test_nothing_in_the_schema_can_be_anything() -> None:
    assert "pulumi.json#/" not in json.dumps(SCHEMA)


def test_everything_has_a_description_of_whole_lines() -> None:
    described = [*SCHEMA["resources"].values(), *SCHEMA["types"].values()]
    for one in [*described]:
        described += one["properties"].values()
        described += one.get("inputProperties", {}).values()
    assert len(described) > 60
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
