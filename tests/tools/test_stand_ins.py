"""The stand-ins: the schema of Azure's says nothing that the SDK does not; plugins name their parts.

That they answer the engine is what ``tests/engine/`` shows.
"""

from __future__ import annotations

import importlib
import json
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from google.protobuf import empty_pb2
from pulumi import _types
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from support.companions import CORRECT, TYPES
from tools import stand_ins
from tools.stand_ins.azure_native import AzureStandIn
from tools.stand_ins.azure_schema import API_VERSIONS, INPUTS, schema
from tools.stand_ins.installing import install
from tools.stand_ins.provider import UNKNOWN, Declared

ROOT = Path(__file__).resolve().parents[2]
RESOURCES: dict[str, Any] = schema()["resources"]
ANYTHING = {"$ref": "pulumi.json#/Any"}


def sdk_class(token: str, *suffixes: str) -> Any:
    """The class of the SDK for a type, with the first of the suffixes that there is."""
    module, kind = token.split(":")
    sdk = importlib.import_module(f"pulumi_azure_native.{module}")
    return next(found for one in suffixes if (found := getattr(sdk, f"{kind}{one}", None)))


@pytest.mark.parametrize("token", INPUTS)
def test_inputs_of_the_azure_schema_are_the_sdks(token: str) -> None:
    told = RESOURCES[f"azure-native:{token}"]["inputProperties"]
    known = _types.input_type_types(sdk_class(token, "InitArgs", "Args"))
    assert set(told) - set(known) == set()
    assert all(one == ANYTHING for one in told.values())


@pytest.mark.parametrize("token", schema()["types"])
def test_what_can_be_read_inside_of_outputs_is_the_sdks(token: str) -> None:
    module, kind = token.removeprefix("azure-native:").split(":")
    outputs = importlib.import_module(f"pulumi_azure_native.{module}.outputs")
    known = _types.output_type_types(getattr(outputs, kind))
    assert set(schema()["types"][token]["properties"]) - set(known) == set()


@pytest.mark.parametrize(("token", "like"), API_VERSIONS.items())
def test_types_of_an_api_version_are_like_the_others(token: str, like: str) -> None:
    assert RESOURCES[f"azure-native:{token}"] == RESOURCES[f"azure-native:{like}"]


def test_the_azure_schema_has_what_stands_beside_pairs_in_tests() -> None:
    missing = {
        (name, key)
        for name, properties in CORRECT.items()
        for key in properties
        if key not in RESOURCES.get(TYPES[name], {}).get("inputProperties", ())
    }
    assert missing == set()


def test_what_only_azure_knows_is_unknown_in_a_preview_and_there_after_an_update() -> None:
    declared = Declared(
        "azure-native:powerplatform:EnterprisePolicy",
        "policy",
        {"location": "europe", "identity": {"type": "SystemAssigned"}},
    )
    stand_in = AzureStandIn()
    assert stand_in.outputs(declared, preview=True) == {
        "location": "europe",
        "name": UNKNOWN,
        "systemId": UNKNOWN,
        "identity": {
            "type": "SystemAssigned",
            "systemAssignedIdentityPrincipalId": UNKNOWN,
        },
    }
    made = stand_in.outputs(declared, preview=False)
    assert made == stand_in.outputs(declared, preview=False)
    assert made["name"] == "policy"
    assert made["systemId"].startswith(
        "/regions/europe/providers/Microsoft.PowerPlatform/enterprisePolicies/"
    )


@pytest.mark.parametrize("folder", sorted(stand_ins.PLUGINS.iterdir()), ids=lambda one: one.name)
def test_a_plugin_names_itself_and_the_environment_of_the_project(folder: Path) -> None:
    told = yaml.safe_load((folder / "PulumiPlugin.yaml").read_text(encoding="utf-8"))
    assert told["name"] == folder.name.replace("_", "-")
    assert (folder / told["runtime"]["options"]["virtualenv"]).resolve() == ROOT / ".venv"


def test_an_installed_stand_in_serves_as_the_version_that_the_sdk_asks_for(tmp_path: Path) -> None:
    installed = version("pulumi-azure-native")
    install("azure-native", installed, stand_ins.AZURE_NATIVE, tmp_path)
    folder = tmp_path / "plugins" / f"resource-azure-native-v{installed}"
    process = subprocess.Popen(
        [folder / "pulumi-resource-azure-native", "127.0.0.1:1"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            provider = provider_pb2_grpc.ResourceProviderStub(channel)
            info = provider.GetPluginInfo(empty_pb2.Empty(), timeout=60)
            told = provider.GetSchema(provider_pb2.GetSchemaRequest(), timeout=60)
    finally:
        process.kill()
        process.wait()
    assert info.version == installed
    assert json.loads(told.schema) == schema()
