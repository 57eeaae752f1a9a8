"""docs/mappings.md shows what there is: its example, its forms of facts, its conversions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dualwrite.discovery.mappings import Mappings, read_mappings
from dualwrite.discovery.mappings.computed import CONVERSIONS
from dualwrite.discovery.mappings.model import MappingModel
from dualwrite.discovery.pairing.pairs import join
from dualwrite.model.resource import Resource
from support.markdown import code_blocks

TEXT = (Path(__file__).resolve().parents[4] / "docs" / "mappings.md").read_text(encoding="utf-8")
TOKEN = "acme:erp:Environment"
ROWS = re.findall(r"^\| `([^`]+)` \|", TEXT, re.MULTILINE)


def example() -> Mappings:
    [block] = [one for one in code_blocks(TEXT) if one.language == "yaml"]
    return read_mappings(block.content, "mappings.yaml")


def test_the_example_makes_one_pair_of_two_resources() -> None:
    tags = {"dualwrite-pair": "contoso"}
    finance = Resource(
        TOKEN,
        "contoso-fo",
        "urn:pulumi:prod::erp::acme:erp:Environment::contoso-fo",
        {
            "tags": {**tags, "dualwrite-side": "fo"},
            "host": "contoso.operations.dynamics.com",
            "sku": "P",
            "location": "West Europe",
            "sharing": "No",
        },
    )
    customer = Resource(
        TOKEN,
        "contoso-ce",
        "urn:pulumi:prod::erp::acme:erp:Environment::contoso-ce",
        {
            "tags": {**tags, "dualwrite-side": "ce"},
            "host": "contoso.crm4.dynamics.com",
            "tenant": {"id": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"},
            "location": "westeurope",
        },
    )
    observed = [
        found
        for one in (finance, customer)
        for mapping in example().of(one.type)
        if (found := mapping.observe(one)) is not None
    ]
    [joined] = join(observed)
    spellings = {
        fact.path: fact.spelling for fact in joined.pair.facts() if fact.spelling is not None
    }
    assert joined.pair.name == "contoso"
    assert spellings == {
        "financeAndOperations.url": "https://contoso.operations.dynamics.com",
        "financeAndOperations.tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11",
        "financeAndOperations.region": "West Europe",
        "financeAndOperations.environmentType": "production",
        "financeAndOperations.crossCompanyDataSharing": False,
        "customerEngagement.url": "https://contoso.crm4.dynamics.com",
        "customerEngagement.tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11",
        "customerEngagement.region": "westeurope",
        "link.initialSync": True,
    }


@pytest.mark.parametrize("row", [one for one in ROWS if ": " in one])
def test_each_form_of_a_fact_is_accepted(row: str) -> None:
    text = (
        "mappings: [{name: m, token: 'a:b:C', side: financeAndOperations, pair: a,"
        f" facts: {{{row}}}}}]"
    )
    [mapping] = read_mappings(text, "mappings.yaml").all
    assert list(mapping.facts) == [f"financeAndOperations.{row.partition(':')[0]}"]


def test_each_key_and_each_conversion_has_its_row() -> None:
    words = [one for one in ROWS if ": " not in one]
    assert sorted(words) == sorted([*MappingModel.model_fields, *CONVERSIONS])
