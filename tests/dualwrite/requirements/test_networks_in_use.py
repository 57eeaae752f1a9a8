"""Who uses the networks of an estate, found once for all its pairs."""

from __future__ import annotations

from dataclasses import replace

from dualwrite.model.azure.index import Around
from dualwrite.model.azure.injection import injection
from dualwrite.model.estate import Estate
from dualwrite.model.pair import Pair
from dualwrite.requirements.shared.subnets import others_on, served_by
from support.companions import companion, companions, with_companions
from support.pairs import environment

NAMES = ("west", "north", "westSubnet", "northSubnet", "injection")


def _pair(name: str, policy: str = "injection") -> Pair:
    own = companions(*NAMES)
    renamed = tuple(
        replace(one, urn=f"urn:{policy}", name=policy) if one.name == "injection" else one
        for one in own
    )
    return with_companions(renamed, environment(name), name)


def test_a_policy_serves_the_pairs_that_it_is_tied_to() -> None:
    first, second, third = _pair("a"), _pair("b"), _pair("c", "other")
    estate = Estate([first, second, third])
    assert served_by(first.companions[-1], estate) == (first, second)
    assert served_by(third.companions[-1], estate) == (third,)
    assert served_by(companion("injection", {"kind": "Encryption"}), estate) == ()


def test_the_other_policies_on_a_subnet() -> None:
    first, second = _pair("a"), _pair("b", "other")
    estate = Estate([first, second])
    policy = first.companions[-1]
    (subnet, _) = injection(policy, Around(first.companions)).subnets
    assert [one.name for one in others_on(subnet, policy, estate)] == ["other"]
    assert others_on(subnet, policy, Estate([first, _pair("b")])) == []
    assert others_on(replace(subnet, name="elsewhere"), policy, estate) == []


def test_an_estate_makes_an_index_once() -> None:
    made: list[tuple[Pair, ...]] = []

    def count(pairs: tuple[Pair, ...]) -> int:
        made.append(pairs)
        return len(pairs)

    first, second = _pair("a"), _pair("b")
    estate = Estate([first, second])
    assert [estate.derived(count), estate.derived(count)] == [2, 2]
    assert made == [(first, second)]
