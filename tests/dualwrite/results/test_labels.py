"""What pairs are called where several of them may have one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.results.summary import PairIdentity, labels_of
from dualwrite.text.quoting import printable

ONE_FILE = PairIdentity("a", "one.yaml", None)


@pytest.mark.parametrize(
    ("pairs", "labels"),
    [
        ([], []),
        ([ONE_FILE, ("b", "one.yaml", None)], ["a", "b"]),
        ([ONE_FILE, ("a", "two.yaml", None)], ["a (one.yaml)", "a (two.yaml)"]),
        ([("a", "s.json", "urn:1"), ("a", "s.json", "urn:2")], ["a (urn:1)", "a (urn:2)"]),
        ([("a", None, "urn:1"), ("a", None, "urn:2")], ["a (urn:1)", "a (urn:2)"]),
        ([ONE_FILE, ("a", None, "urn:1")], ["a (one.yaml)", "a (urn:1)"]),
        ([("a", None, None), ("a", None, None)], ["a", "a"]),
        (
            [ONE_FILE, ("a", "s.json", "urn:1"), ("a", "s.json", "urn:2")],
            ["a (one.yaml)", "a (urn:1)", "a (urn:2)"],
        ),
        ([("a\n", "b\u202e", None), ("a\n", "c", None)], ["a\\n (b\\u202e)", "a\\n (c)"]),
    ],
)
def test_labels(pairs: list[tuple[str, str | None, str | None]], labels: list[str]) -> None:
    assert labels_of(PairIdentity(*one) for one in pairs) == labels


_PLACE = st.sampled_from([None, "one.yaml", "two.yaml"])
_IDENTITIES = st.builds(PairIdentity, st.sampled_from("abc"), _PLACE, st.text(min_size=1))


@given(st.lists(_IDENTITIES, unique_by=lambda one: one.urn))
def test_every_label_begins_with_the_name_and_a_name_of_its_own_is_all(
    pairs: list[PairIdentity],
) -> None:
    names = [one.name for one in pairs]
    for one, label in zip(pairs, labels_of(pairs), strict=True):
        assert label.startswith(printable(one.name))
        assert (label == one.name) is (names.count(one.name) == 1)
