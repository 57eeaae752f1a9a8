"""Lists among raw values are known, secret or neither as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.model.facts import ENCRYPTED, SecretValue, UnknownValue, UnreadableValue
from dualwrite.model.raw_values import settled

UNKNOWN = UnknownValue(ENCRYPTED)
UNREADABLE = UnreadableValue("it is of the wrong kind")


@pytest.mark.parametrize(
    "value", ["a", 5, None, True, {"a": UNKNOWN}, UNKNOWN, UNREADABLE, SecretValue("a"), [], ["a"]]
)
def test_what_is_no_list_and_a_plain_list_stay_as_they_are(value: Any) -> None:
    assert settled(value) is value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["a", UNKNOWN], UNKNOWN),
        ([{"name": "a", "after": ["b", UNKNOWN]}], UNKNOWN),
        ([SecretValue("a"), UNKNOWN], UNKNOWN),
        ([SecretValue(UNKNOWN)], UNKNOWN),
        (SecretValue(["a", UNKNOWN]), UNKNOWN),
        (["a", UNREADABLE, UNKNOWN], UNREADABLE),
        ([UNKNOWN, UNREADABLE], UNREADABLE),
        (["a", SecretValue("b")], SecretValue(["a", "b"])),
        (("a", SecretValue("b")), SecretValue(["a", "b"])),
        ([{"name": SecretValue("a"), "after": []}], SecretValue([{"name": "a", "after": []}])),
        ([SecretValue({"name": SecretValue("a")})], SecretValue([{"name": "a"}])),
        (SecretValue(["a", SecretValue("b")]), SecretValue(["a", "b"])),
    ],
)
def test_a_part_decides_for_the_whole(value: Any, expected: Any) -> None:
    assert settled(value) == expected


def test_what_lies_too_deep_to_be_a_value_is_not_looked_at() -> None:
    deep: Any = [UNKNOWN]
    for _ in range(100_000):
        deep = [deep]
    assert settled(deep) is deep
