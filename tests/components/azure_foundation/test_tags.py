"""Tags: what Azure would refuse about them, before anything is registered."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

from components.azure_foundation.tags import read_tags
from support.azure_foundation import make

SOURCE = "(article tag-resources, 2022-03-15)"


def problems(tags: Any, has_storage: bool = False, pair: str = "contoso") -> list[str]:
    told: list[str] = []
    read_tags(tags, pair, has_storage, told)
    return told


def test_tags_are_those_that_are_given_and_those_of_the_foundation() -> None:
    later = pulumi.Output.from_input("v" * 300)
    told: list[str] = []
    assert read_tags({"env": "", "cost center": "7", "later": later}, "contoso", True, told) == {
        "env": "",
        "cost center": "7",
        "later": later,
        "dualwrite-pair": "contoso",
        "dualwrite-side": "customerEngagement",
    }
    assert told == []


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        ({1: "x"}, ["tags: 1 is a number; accepted: names of tags that are text."]),
        ({None: "x"}, ["tags: this is null; accepted: names of tags that are text."]),
        ({"": "x"}, ["tags.: the name is empty; accepted: a name with at least one character."]),
        (
            {"a<b>/c": "x"},
            [
                "tags.a<b>/c: the name has <, > and / in it; accepted: names without <, >, %, &, \\,"
                f" ? or / {SOURCE}."
            ],
        ),
        (
            {"owner": "v" * 257},
            [
                f'tags.owner: "{"v" * 117}…" has 257 characters, and the value of a tag has 256 at'
                f" most {SOURCE}."
            ],
        ),
        ({"owner": None}, ["tags.owner: this is null; accepted: text."]),
        (
            {"dualwrite-side": "x"},
            ["tags.dualwrite-side: the foundation sets it itself. Leave it out."],
        ),
        (
            {"Dualwrite-Pair": "other"},
            [
                "tags.Dualwrite-Pair: the foundation sets dualwrite-pair itself, and to Azure names of"
                " tags have no case. Leave it out."
            ],
        ),
        (
            {"env": "a", "ENV": "b"},
            [
                'tags.ENV: "env" is there, too, and to Azure names of tags have no case'
                f" {SOURCE}. Leave out one of the two."
            ],
        ),
    ],
)
def test_what_azure_would_refuse_is_refused(tags: dict[Any, Any], told: list[str]) -> None:
    assert problems(tags) == told


@pytest.mark.parametrize("character", "<>%&\\?/")
def test_each_forbidden_character_is_refused(character: str) -> None:
    (told,) = problems({f"a{character}": "x"})
    assert told.startswith(f"tags.a{character}: the name has {character} in it; ")


@pytest.mark.parametrize(
    ("longest", "has_storage", "where"), [(512, False, ""), (128, True, " on a storage account")]
)
def test_the_name_of_a_tag_has_a_limit(longest: int, has_storage: bool, where: str) -> None:
    assert problems({"n" * longest: "x"}, has_storage) == []
    name = "n" * (longest + 1)
    assert problems({name: "x"}, has_storage) == [
        f'tags."{"n" * 117}…": the name has {longest + 1} characters, and the name of a tag has'
        f" {longest} at most{where} {SOURCE}."
    ]


def test_values_up_to_the_limit_are_taken() -> None:
    assert problems({"owner": "v" * 256}, pair="p" * 256) == []


def test_the_tags_of_a_resource_are_counted_with_those_of_the_foundation() -> None:
    assert problems({f"tag{one}": "x" for one in range(48)}) == []
    assert problems({f"tag{one}": "x" for one in range(49)}) == [
        f"tags: 49 tags; accepted: 48 at most. Azure takes 50 on a resource {SOURCE}, and the"
        " foundation sets dualwrite-pair and dualwrite-side itself."
    ]


def test_a_foundation_with_a_storage_account_has_the_shorter_names() -> None:
    tags = {"n" * 129: "x"}
    assert make({"tags": tags}).made["azure-resource-group"].inputs["tags"]["n" * 129] == "x"
    with pytest.raises(pulumi.RunError, match="128 at most on a storage account"):
        make({"tags": tags, "storage": {}})


def test_a_name_that_is_no_text_is_refused_before_anything_is_registered() -> None:
    with pytest.raises(pulumi.RunError) as refused:
        make({"tags": {1: "x"}})
    assert str(refused.value).splitlines()[1:] == [
        "  - tags: 1 is a number; accepted: names of tags that are text."
    ]
