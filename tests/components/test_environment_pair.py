"""The component's arguments: the keys of the schema, with outputs anywhere in them."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

from components import CustomerEngagementArgs, FinanceAndOperationsArgs, LinkArgs, SolutionArgs
from components.environment_pair import _with_outputs_unknown
from dualwrite.model.facts import UnknownValue
from dualwrite.model.schema import SECTIONS, keys_of

UNKNOWN = UnknownValue()


@pytest.mark.parametrize(
    ("section", "args"),
    [
        ("financeAndOperations", FinanceAndOperationsArgs),
        ("customerEngagement", CustomerEngagementArgs),
        ("link", LinkArgs),
    ],
)
def test_the_arguments_are_the_keys_of_the_schema(section: str, args: type) -> None:
    assert tuple(args.__annotations__) == keys_of(SECTIONS[section])


def test_a_package_is_a_name_and_what_it_is_after() -> None:
    assert tuple(SolutionArgs.__annotations__) == ("name", "after")


def test_a_list_with_an_output_in_it_is_unknown_as_a_whole() -> None:
    output: Any = pulumi.Output.from_input("DualWriteCoreAnchor")
    args = {
        "customerEngagement": {
            "url": output,
            "dualWriteSolutions": ["A", {"name": "B", "after": [output]}],
        },
        "link": {"apps": ["finance"], "initialSync": True},
    }
    assert _with_outputs_unknown(args) == {
        "customerEngagement": {"url": UNKNOWN, "dualWriteSolutions": UNKNOWN},
        "link": {"apps": ["finance"], "initialSync": True},
    }
