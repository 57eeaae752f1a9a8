"""Azure resources in boxes: by geography, and by the pairs that they stand beside."""

from __future__ import annotations

from dataclasses import replace

from dualwrite.model.pair import Pair
from dualwrite.reports.graph.azure_boxes import AzureBox, azure_boxes
from dualwrite.reports.graph.environments import Place
from dualwrite.vocabulary.regions import parse_geography
from support.companions import companions
from support.pairs import pair

EUROPE = parse_geography("europe")


def boxes(*pairs: Pair) -> list[tuple[Place, tuple[int, ...], tuple[str, ...], list[str]]]:
    """The boxes of pairs in Europe, with the names of what is in them."""
    found = azure_boxes(pairs, [EUROPE for _ in pairs])
    return [
        (one.place, one.pairs, one.regions, [each.name for each in one.resources]) for one in found
    ]


def beside(name: str, *resources: str, source: str | None = None) -> Pair:
    changes = {"storage": {"location": "eastus"}}
    read = pair(name=name, source=source)
    return replace(read, companions=companions(*resources, changes=changes) if resources else ())


def test_a_geography_has_one_box_of_all_its_regions() -> None:
    found = boxes(beside("a", "west", "storage", "north", "injection"))
    assert found == [
        (
            Place(False, "Europe"),
            (0,),
            ("North Europe", "West Europe"),
            ["west", "north", "injection"],
        ),
        (Place(False, "United States"), (0,), ("East US",), ["storage"]),
    ]


def test_what_stands_beside_the_same_pairs_is_one_box() -> None:
    found = boxes(beside("a", "vault", "injection"), beside("b", "injection", "key"), beside("c"))
    assert [(at, names) for _, at, _, names in found] == [
        ((0,), ["vault"]),
        ((0, 1), ["injection"]),
        ((1,), ["key"]),
    ]


def test_states_of_one_stack_at_different_times_are_not_mixed_up() -> None:
    moved = companions("vault", changes={"vault": {"location": "eastus"}})
    old = beside("a", "vault", source="old.json")
    new = replace(beside("a", source="new.json"), companions=moved)
    assert [(at, regions) for _, at, regions, _ in boxes(old, new)] == [
        ((0,), ("West Europe",)),
        ((1,), ("East US",)),
    ]


def test_where_a_box_is_in_words() -> None:
    assert AzureBox(Place(False, "Europe"), (0,), ("A", "B"), ()).where == "A, B"
    assert AzureBox(Place(False, "Europe"), (0,), (), ()).where == "Europe"


def test_pairs_without_azure_resources_have_no_box() -> None:
    assert boxes(beside("a"), beside("b")) == []
