"""Did-you-mean: what is suggested for a word that is not accepted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.text.suggestions import did_you_mean, nearest, question

KEYS = ("url", "environmentId", "tenantId", "region", "environmentType", "applicationVersion")
TYPES = ("production", "sandbox", "developer", "cloudHosted", "demo", "trial")


@pytest.mark.parametrize(
    ("found", "accepted", "expected"),
    [
        ("regoin", KEYS, ["region"]),
        ("tenant_id", KEYS, ["tenantId"]),
        ("TENANTID", KEYS, ["tenantId"]),
        ("Application Version", KEYS, ["applicationVersion"]),
        ("appVersion", KEYS, ["applicationVersion"]),
        ("environment", KEYS, ["environmentId", "environmentType"]),
        ("prod", TYPES, ["production"]),
        ("dev", TYPES, ["developer"]),
        ("cloud-hosted", TYPES, ["cloudHosted"]),
        ("Europe West", ("West Europe", "North Europe"), ["West Europe"]),
        ("banana", TYPES, []),
        ("", TYPES, []),
        ("---", TYPES, []),
        ("prod", (), []),
        ("prod", ("", "--"), []),
    ],
)
def test_nearest(found: str, accepted: tuple[str, ...], expected: list[str]) -> None:
    assert nearest(found, accepted) == expected


def test_the_likest_comes_first_and_the_limit_holds() -> None:
    accepted = ["westus3", "westus2", "westus"]
    assert nearest("westus4", accepted) == ["westus", "westus2", "westus3"]
    assert nearest("westus4", accepted, limit=2) == ["westus", "westus2"]
    assert nearest("westus4", accepted, limit=0) == []


def test_words_much_farther_than_the_likest_are_left_out() -> None:
    assert nearest("westeurop", ["westus", "westeurope"]) == ["westeurope"]
    assert nearest("westeurop", ["westus"]) == ["westus"]


def test_a_text_that_is_no_mistyped_word_gets_no_suggestion() -> None:
    assert nearest("p" * 101, ["p" * 101]) == []


def test_a_word_that_is_accepted_twice_is_suggested_once() -> None:
    assert nearest("prod", ["production", "production"]) == ["production"]


def test_did_you_mean() -> None:
    assert did_you_mean("westeurop", ["northeurope", "westeurope"]) == (
        ' Did you mean "westeurope"?'
    )
    assert did_you_mean("banana", ["northeurope", "westeurope"]) == ""


def test_question() -> None:
    assert question([]) == ""
    assert question(["a"]) == ' Did you mean "a"?'
    assert question(["a", "b", "c"]) == ' Did you mean "a", "b" or "c"?'


@given(st.text(), st.lists(st.text(max_size=12)), st.randoms())
def test_the_answer_depends_on_neither_order_nor_case(
    found: str, accepted: list[str], chance: random.Random
) -> None:
    expected = nearest(found, accepted)
    shuffled = list(accepted)
    chance.shuffle(shuffled)
    assert nearest(found, shuffled) == expected
    assert nearest(found.casefold(), accepted) == expected
    assert set(expected) <= set(accepted)
    assert len(expected) == len(set(expected)) <= 3


@given(st.sampled_from(KEYS + TYPES), st.data())
def test_one_missing_letter_is_found(word: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(word) - 1))
    assert nearest(word[:index] + word[index + 1 :], KEYS + TYPES)[0] == word


@pytest.mark.parametrize("accepted", [KEYS, TYPES])
@given(data=st.data())
def test_the_opposite_of_a_word_is_no_misspelling_of_it(
    accepted: tuple[str, ...], data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(accepted))
    before = data.draw(st.sampled_from(["non", "Non", "not", "no", "pre", "Pre"]))
    between = data.draw(st.sampled_from(["", "-", " ", "_"]))
    assert word not in nearest(f"{before}{between}{word}", accepted)


def test_a_word_of_practice_is_what_it_means_or_gets_no_hint() -> None:
    practice = {"training": "", "uat": "sandbox"}
    assert did_you_mean("U-A-T", TYPES, practice) == ' Did you mean "sandbox"?'
    assert did_you_mean("Training", [*TYPES, "trainings"], practice) == ""
