"""Pairs in a stack configuration file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dualwrite.discovery.sources.reading import read_document
from dualwrite.model.facts import ENCRYPTED, UnknownValue
from dualwrite.model.pair import Pair
from dualwrite.text.errors import InputError
from support.pairs import declaration, pair

SECRET = {"secure": "v1:Mk9aXw==:c2VjcmV0"}
ENCRYPTED_VALUE = UnknownValue(ENCRYPTED)


def configuration(pairs: object) -> dict[str, Any]:
    return {"encryptionsalt": "v1:x", "config": {"aws:region": "x", "dualwrite:pairs": pairs}}


def pairs_in(document: dict[str, Any], source: str) -> list[Pair]:
    """The pairs that a configuration declares."""
    return list(read_document(document, source).pairs)


def problems(document: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        read_document(document, "Pulumi.dev.yaml")
    return caught.value.problems


@pytest.mark.parametrize("as_text", [False, True], ids=["structured", "as pulumi config set"])
def test_pairs_are_read(as_text: bool) -> None:
    pairs = [{"name": "a", **declaration()}]
    document = configuration(json.dumps(pairs) if as_text else pairs)
    assert pairs_in(document, "Pulumi.dev.yaml") == [pair(name="a", source="Pulumi.dev.yaml")]


def test_an_encrypted_value_is_unknown() -> None:
    changes: dict[str, Any] = {"financeAndOperations.tenantId": SECRET, "link.initialSync": SECRET}
    expected: dict[str, Any] = dict.fromkeys(changes, ENCRYPTED_VALUE)
    document = configuration([{"name": "a", **declaration(changes)}])
    assert pairs_in(document, "x") == [pair(expected, name="a", source="x")]


def test_an_encrypted_side_is_unknown_whole() -> None:
    document = configuration([{"name": "a", **declaration({"customerEngagement": SECRET})}])
    assert pairs_in(document, "x") == [
        pair({"customerEngagement": ENCRYPTED_VALUE}, name="a", source="x")
    ]


@pytest.mark.parametrize("secret", [{"secure": 1}, {"secure": "x", "more": 1}, {"Secure": "x"}])
def test_only_pulumis_own_mark_is_a_secret(secret: dict[str, Any]) -> None:
    document = configuration([{"name": "a", **declaration({"link.initialSync": secret})}])
    assert problems(document) == (
        'pair "a", link.initialSync: this is a mapping; accepted: true or false.',
    )


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({"config": []}, "config is a list; accepted is a mapping."),
        (
            configuration(SECRET),
            "dualwrite:pairs is encrypted as a whole, and readable only in a preview of the stack."
            " Encrypt single values (pulumi config set --secret --path) instead.",
        ),
        (
            configuration([SECRET]),
            "pair 1: it is encrypted or unknown as a whole. A pair's name must be readable:"
            " encrypt single values of it instead.",
        ),
        (
            configuration("[{bad"),
            "dualwrite:pairs is text that is no JSON (line 1, column 3: Expecting property name"
            " enclosed in double quotes.) Accepted is a list of pairs.",
        ),
        (
            configuration("12"),
            "the pairs are a number; accepted is a list of mappings with name,"
            " financeAndOperations and customerEngagement.",
        ),
    ],
)
def test_a_configuration_that_cannot_be_taken_is_refused(
    document: dict[str, Any], problem: str
) -> None:
    assert problems(document) == (problem,)


def test_facts_of_environments_are_read_beside_pairs_and_alone() -> None:
    facts = {"https://contoso.crm4.dynamics.com": {"prospectToCash": False}}
    config = {"dualwrite:facts": facts, "dualwrite:pairs": [{"name": "a", **declaration()}]}
    both = read_document({"config": config}, "x")
    assert [one.name for one in both.pairs] == ["a"]
    alone = read_document({"config": {"dualwrite:facts": json.dumps(facts)}}, "x")
    assert (alone.pairs, alone.facts) == ((), both.facts)
    assert list(both.facts.entries) == ["contoso.crm4.dynamics.com"]


def test_facts_that_cannot_be_taken_are_refused_all_at_once() -> None:
    facts = {"contoso": {}, "https://contoso.crm4.dynamics.com": {"regoin": "x"}}
    found = problems({"config": {"dualwrite:facts": facts}})
    assert [one.partition(":")[0] for one in found] == ["dualwrite", "dualwrite"]
    assert len(found) == 2
