"""The component itself: whose child it is, what it needs, and what programs in other languages see."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi.provider.experimental.analyzer import Analyzer

import components
from components.azure_foundation import args as arguments
from components.azure_foundation import model
from support.azure_foundation import make

ROOT = Path(__file__).resolve().parents[3]


def refusal(args: dict[str, Any], **options: Any) -> str:
    with pytest.raises(pulumi.RunError) as refused:
        make(args, **options)
    return str(refused.value)


def test_without_the_azure_sdk_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.azure_foundation.component._SDK", "no_such_package")
    assert refusal({}) == (
        "an AzureFoundation needs the package pulumi-azure-native, 3.x. Install it, or this project"
        " with its extra: dualwrite-guardrail[azure]."
    )


@pytest.mark.parametrize(
    ("declared", "read"),
    [
        (arguments.AzureFoundationArgs, model.FoundationModel),
        (arguments.NetworkArgs, model.NetworkModel),
        (arguments.RegionNetworkArgs, model.RegionNetworkModel),
        (arguments.EnvironmentCountsArgs, model.EnvironmentsModel),
        (arguments.EncryptionArgs, model.EncryptionModel),
        (arguments.LogsArgs, model.LogsModel),
        (arguments.StorageArgs, model.StorageModel),
    ],
)
def test_the_declared_arguments_are_those_that_are_read(declared: type, read: Any) -> None:
    keys = {field.alias or name for name, field in read.model_fields.items()}
    assert set(declared.__annotations__) == keys


def test_a_provider_can_describe_it() -> None:
    """Every argument and output has a type that Pulumi's schema has, and a description."""
    described = Analyzer("dualwrite").analyze([components.AzureFoundation])
    component = described["component_definitions"]["AzureFoundation"]
    assert set(component.inputs) == set(arguments.AzureFoundationArgs.__annotations__)
    assert set(component.outputs) == set(components.AzureFoundation.__annotations__)
    types = described["type_definitions"]
    assert {"NetworkArgs", "RegionNetworkArgs", "EncryptionArgs"} <= set(types)
    properties = [*component.inputs.values(), *component.outputs.values()]
    for name in ("NetworkArgs", "RegionNetworkArgs", "EncryptionArgs", "LogsArgs", "StorageArgs"):
        properties += types[name].properties.values()
    assert all(one.description for one in properties)
    required = {key for key, one in component.inputs.items() if not one.optional}
    assert required == {"customerEngagement"}


def loaded_after(program: str) -> set[str]:
    """The modules of the Azure SDK that a program loads. Lazy ones count when they are used."""
    report = (
        "import sys\n"
        "print(*sorted(name.split('.')[1] for name, module in sys.modules.items()"
        " if name.startswith('pulumi_azure_native.') and name.count('.') == 1"
        " and type(module).__name__ != '_LazyModule'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program + "\n" + report],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'policies'}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_the_components_imports_no_azure_sdk() -> None:
    assert importlib.util.find_spec("pulumi_azure_native") is not None
    assert loaded_after("from components import EnvironmentPair, AzureFoundation") == set()


def test_the_provider_starts_without_the_azure_sdk() -> None:
    program = "from components.provider import DualwriteProvider\nDualwriteProvider()"
    assert loaded_after(program) == set()


def test_only_the_modules_that_are_used_are_loaded() -> None:
    program = (
        "from support.azure_foundation import make, POOL\nmake({'network': {'addressSpace': POOL}})"
    )
    own = {"_utilities", "provider"}
    assert loaded_after(program) == {"network", "powerplatform", "resources", *own}


def test_a_pair_alone_does_not_even_import_the_foundation() -> None:
    program = "import sys, components; print('components.azure_foundation' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'policies'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_what_the_package_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'AzureFundation'"):
        _ = components.AzureFundation  # type: ignore[attr-defined]
