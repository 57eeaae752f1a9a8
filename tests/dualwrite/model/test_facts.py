"""Facts: three states that a rule cannot mix up."""

from __future__ import annotations

import pytest

from dualwrite.model.facts import (
    ENCRYPTED,
    KNOWN_AFTER_DEPLOYMENT,
    Fact,
    NotDeclared,
    State,
    UnknownValue,
)

PATH = "link.initialSync"
DECLARED: Fact[bool] = Fact.declared(PATH, False)
UNKNOWN: Fact[bool] = Fact.unknown(PATH)
UNDECLARED: Fact[bool] = Fact.undeclared(PATH)
MALFORMED: Fact[bool] = Fact.malformed(PATH, "link.initialSync: null is not a value.")
ALL = [DECLARED, UNKNOWN, UNDECLARED, MALFORMED]


def test_a_declared_fact_gives_its_value_and_spelling() -> None:
    region: Fact[str] = Fact.declared("customerEngagement.region", "westeurope", "West Europe")
    assert region.read() == "westeurope"
    assert region.spelling == "West Europe"
    assert DECLARED.read() is False
    assert DECLARED.spelling is False


@pytest.mark.parametrize("fact", [UNKNOWN, UNDECLARED, MALFORMED])
def test_every_other_fact_gives_nothing_and_names_itself(fact: Fact[bool]) -> None:
    with pytest.raises(NotDeclared, match=f"^{PATH}$") as caught:
        fact.read()
    assert caught.value.fact is fact


@pytest.mark.parametrize("fact", ALL)
def test_no_fact_is_true_or_false(fact: Fact[bool]) -> None:
    with pytest.raises(TypeError, match=r"^link\.initialSync is a fact, not a value: read it$"):
        bool(fact)
    with pytest.raises(TypeError):
        assert not fact


@pytest.mark.parametrize("fact", ALL)
def test_the_representation_does_not_hold_the_parsed_value(fact: Fact[bool]) -> None:
    assert "_value" not in repr(fact)


def test_equality_holds_state_path_spelling_detail_and_value() -> None:
    assert Fact.declared("a", 1) == Fact.declared("a", 1)
    assert Fact.declared("a", 1) != Fact.declared("a", 2)
    assert Fact.declared("a", 1, "x") != Fact.declared("a", 2, "x")
    assert Fact.declared("a", 1, "one") != Fact.declared("a", 1, "eins")
    assert Fact.declared("a", 1) != Fact.declared("b", 1)
    assert Fact.unknown("a") == Fact.unknown("a", KNOWN_AFTER_DEPLOYMENT)
    assert Fact.unknown("a") != Fact.unknown("a", ENCRYPTED)
    assert Fact.undeclared("a") == Fact.undeclared("a")
    different = [UNKNOWN, UNDECLARED, MALFORMED, DECLARED]
    assert [[one == other for other in different] for one in different] == [
        [True, False, False, False],
        [False, True, False, False],
        [False, False, True, False],
        [False, False, False, True],
    ]


def test_a_fact_never_equals_its_value() -> None:
    assert Fact.declared("a", "trial") != "trial"


def test_the_constructors_keep_what_they_are_told() -> None:
    assert (UNKNOWN.state, UNKNOWN.detail) == (State.UNKNOWN, KNOWN_AFTER_DEPLOYMENT)
    assert (UNDECLARED.state, UNDECLARED.detail) == (State.UNDECLARED, "")
    assert Fact.undeclared("a", "a hint").detail == "a hint"
    bad: Fact[int] = Fact.malformed("a", "a: 1.5 is out of range.", 1.5)
    assert (bad.state, bad.detail, bad.spelling) == (
        State.MALFORMED,
        "a: 1.5 is out of range.",
        1.5,
    )
    assert UnknownValue() == UnknownValue(KNOWN_AFTER_DEPLOYMENT)
    assert UnknownValue() != UnknownValue(ENCRYPTED)
