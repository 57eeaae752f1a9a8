"""The provider hands a component all that a program said, and hands its refusal back."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pulumi
import pytest
from pulumi.errors import InputPropertiesError
from pulumi.runtime import rpc

from components.provider import DualwriteProvider, received
from support.pairs import declaration

TYPE = "dualwrite:index:EnvironmentPair"


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own: this one may have a loop already, which a browser test runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@pytest.mark.parametrize(
    ("sent", "had"),
    [
        (12.0, 12),
        (0.5, 0.5),
        (True, True),
        ("12", "12"),
        ({"link": {"liveSyncLegalEntities": 251.0}}, {"link": {"liveSyncLegalEntities": 251}}),
        ([{"after": ["a"]}, 1.0], [{"after": ["a"]}, 1]),
        (None, None),
    ],
)
def test_an_input_is_what_a_program_in_python_would_have_given(sent: Any, had: Any) -> None:
    found = received(sent)
    assert (found, type(found)) == (had, type(had))


def test_whole_numbers_are_int_at_any_depth() -> None:
    found = received({"a": [{"b": 1.0}]})
    assert type(found["a"][0]["b"]) is int


def test_what_the_engine_does_not_know_yet_is_an_output_that_is_not_known() -> None:
    async def known() -> list[bool]:
        found = received({"region": rpc.UNKNOWN, "apps": [rpc.UNKNOWN]})
        outputs = [found["region"], *found["apps"]]
        assert all(isinstance(one, pulumi.Output) for one in outputs)
        return [await one.is_known() for one in outputs]

    assert _run(known()) == [False, False]


def test_an_output_stays_the_output_that_it_is() -> None:
    async def stays() -> bool:
        output = pulumi.Output.secret("westeurope")
        return received({"region": output})["region"] is output

    assert _run(stays())


def test_no_key_is_dropped_so_that_the_component_refuses_a_misspelt_one() -> None:
    inputs = declaration({"financeAndOperations.regoin": "West Europe", "lnik": {}})
    with pytest.raises(InputPropertiesError) as raised:
        DualwriteProvider().construct("contoso", TYPE, inputs)
    assert raised.value.message.splitlines() == [
        "an EnvironmentPair cannot be declared like this:",
        '  - pair "contoso", lnik: unknown key, like "link", which is there as well: take one of'
        " the two away.",
        '  - pair "contoso", financeAndOperations.regoin: unknown key, like "region", which is there'
        " as well: take one of the two away.",
    ]
    assert raised.value.errors == []  # the SDK's server fails at None


def test_no_key_of_a_foundation_is_dropped_either() -> None:
    customer = declaration()["customerEngagement"]
    inputs = {"customerEngagement": customer, "storge": {}, "logs": {"retentionInDays": 7}}
    with pytest.raises(InputPropertiesError) as raised:
        DualwriteProvider().construct("azure", "dualwrite:index:AzureFoundation", inputs)
    keys = "customerEngagement, pair, region, baseName, nameSuffix, tags, network, encryption, logs"
    assert raised.value.message.splitlines() == [
        'the AzureFoundation "azure" cannot be declared like this:',
        "  - opts.parent: missing; accepted: an EnvironmentPair, so that the pair is judged first.",
        f'  - storge: unknown key. Did you mean "storage"? Accepted: {keys} and storage.',
        "  - logs.retentionInDays: 7 is out of range; accepted: 30 to 730 days.",
    ]


def test_a_side_that_is_missing_is_refused_by_the_component() -> None:
    with pytest.raises(InputPropertiesError) as raised:
        DualwriteProvider().construct("contoso", TYPE, {})
    text = str(raised.value)
    assert 'pair "contoso", financeAndOperations: missing.' in text
    assert 'pair "contoso", customerEngagement: missing.' in text


def test_a_component_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(InputPropertiesError) as raised:
        DualwriteProvider().construct("contoso", "dualwrite:index:Pair", {})
    assert raised.value.message == (
        'there is no component "dualwrite:index:Pair"; accepted: dualwrite:index:AzureFoundation or'
        " dualwrite:index:EnvironmentPair."
    )
