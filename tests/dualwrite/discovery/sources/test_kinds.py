"""Kinds of documents: each is recognised, or refused by its name; none is judged by one key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualwrite.discovery.sources.reading import SourceKind, read_document, read_source
from dualwrite.text.errors import InputError, NoPairsError
from support.pairs import declaration
from support.states import pair_resource, state

PAIRS: list[dict[str, Any]] = [{"name": "a", **declaration()}]
RESOURCES = [pair_resource("a")]
CONFIGURATION = {"dualwrite:pairs": PAIRS}


def refused(document: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        read_document(document, "x")
    return caught.value


@pytest.mark.parametrize(
    "document",
    [
        state(*RESOURCES),
        {"deployment": {"resources": RESOURCES}},
        {"version": 4, "features": ["taint"], "deployment": {"resources": RESOURCES}},
        {"version": 3, "checkpoint": {"stack": "dev", "latest": {"resources": RESOURCES}}},
        {"version": 0, "checkpoint": {"latest": {"resources": RESOURCES}}},
        {"stack": "dev", "latest": {"resources": RESOURCES}},
    ],
    ids=["export", "no version", "features", "checkpoint", "version 0", "before versions"],
)
def test_a_stored_state_is_one_like_an_exported_one(document: dict[str, Any]) -> None:
    found = read_document(document, "x")
    assert (found.kind, [one.name for one in found.pairs]) == (SourceKind.STATE, ["a"])


@pytest.mark.parametrize(
    "document",
    [
        {"version": 3, "checkpoint": {"stack": "dev"}},
        {"version": 3, "checkpoint": {"stack": "dev", "latest": None}},
        {"version": 3, "deployment": {}},
    ],
)
def test_a_stack_with_nothing_in_it_is_a_state(document: dict[str, Any]) -> None:
    found = read_document(document, "x")
    assert (found.kind, found.pairs, bool(found.without_pairs)) == (SourceKind.STATE, (), True)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"version": 1, "deployment": {}}, "it is a state of version 1, which Pulumi wrote"),
        ({"version": 2, "checkpoint": {"latest": {}}}, "it is a state of version 2, which Pulumi"),
        ({"version": 5, "deployment": {}}, "it is a state of version 5, which this release does"),
        ({"version": -1, "deployment": {}}, "it is a state of version -1, which this release"),
        ({"version": "3", "deployment": {}}, "version is text; accepted is a number"),
        ({"version": True, "deployment": {}}, "version is a boolean; accepted is a number"),
        ({"version": 4, "features": ["x"], "deployment": {}}, 'features: "x", which this release'),
        ({"version": 4, "features": {}, "deployment": {}}, "features: a mapping, which this"),
        ({"version": 3, "checkpoint": []}, "checkpoint is a list; accepted: what pulumi stack"),
        ({"checkpoint": {"latest": "x"}}, "checkpoint.latest is text; accepted: what pulumi"),
        ({"checkpoint": {"latest": {"a": 1}}}, "checkpoint.latest has the keys a, and none that"),
        ({"deployment": {"a": 1, "b": 1}}, "deployment has the keys a and b, and none that Pulumi"),
        ({"deployment": {}, "environment": []}, "unknown key environment beside deployment."),
        ({"deployment": {}, "checkpoint": {}}, "unknown key checkpoint beside deployment."),
        ({"pairs": PAIRS, "deployment": {"resources": []}}, "unknown key deployment beside pairs."),
        ({"pairs": PAIRS, "checkpoint": {}}, "unknown key checkpoint beside pairs."),
        (
            {"config": CONFIGURATION, "steps": [], "duration": 1},
            "no pairs: it is the output of pul",
        ),
        ({"duration": 1, "changeSummary": {}}, "no pairs: it is the output of pulumi preview"),
        ({"sequence": 1, "preludeEvent": {}}, "no pairs: it is the output of pulumi preview"),
        ({"manifest": {}, "resourcePlans": {}}, "no pairs: it is an update plan"),
        (
            {"kind": "update", "startTime": 1, "endTime": 2, "config": {}},
            "no pairs: it is an entry of a stack's history.",
        ),
        (
            {"dualwrite:pairs": {"objectValue": PAIRS, "value": "[]", "secret": False}},
            "no pairs: it is the output of pulumi config --json.",
        ),
        (
            {"name": "a", "runtime": "python", "config": {"dualwrite:pairs": {"value": PAIRS}}},
            "no pairs: it is a project file (Pulumi.yaml), whose configuration for all stacks",
        ),
        ({"values": {"pulumiConfig": {}}}, "no pairs: it is an environment of Pulumi ESC"),
        ({"imports": ["a"], "values": {}}, "no pairs: it is an environment of Pulumi ESC"),
        ({"pulumiConfig": {"dualwrite:pairs": []}}, "no pairs: it is an environment of Pulumi ESC"),
        ({"schemaVersion": 1, "results": []}, "no pairs: it is a document of results."),
        ({"schemaVersion": 1, "pairs": []}, "no pairs: it is what dualwrite coverage --format"),
        (
            {"schemaVersion": 1, "kind": "live", "environments": []},
            "no pairs: it is a file of evidence.",
        ),
        ({"schemaVersion": 1, "claims": []}, "no pairs: it is an index of claims."),
        ({"mappings": []}, "no pairs: it is a file of mappings."),
        ({"all": "advisory"}, "no pairs: it is the configuration of a policy pack."),
        (
            {"same-tenant": {"undeclared": "ignore"}},
            "no pairs: it is the configuration of a policy pack.",
        ),
        (
            {"of-another-pack": {"enforcementLevel": "mandatory"}},
            "no pairs: it is the configuration of a policy pack.",
        ),
        ({"version": 4, "terraform_version": "1.9"}, "no pairs: it is a state of Terraform."),
        ({"$schema": "x", "contentVersion": "1", "resources": []}, "no pairs: it is a template of"),
        ({"apiVersion": "v1", "kind": "Pod"}, "no pairs: it is a manifest of Kubernetes."),
        ({"dualwrite:pairs": PAIRS}, "no pairs: dualwrite:pairs is a key of a stack's config"),
        (
            {"encryptionsalt": "x", "confg": CONFIGURATION},
            "unknown key confg beside encryptionsalt.",
        ),
    ],
)
def test_every_other_kind_is_refused_by_its_name(document: Any, told: str) -> None:
    error = refused(document)
    assert not isinstance(error, NoPairsError)  # nobody can leave it out as a file without pairs
    assert len(error.problems) == 1
    assert error.problems[0].startswith(told)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (None, "the file is empty."),
        ({}, "no pairs: it is an empty mapping."),
        ({"name": "a", "runtime": "python"}, "no pairs: it is a project file (Pulumi.yaml)."),
        ({"settings": {"sourceContext": {}}}, "no pairs: it is the settings of deployments"),
        ({"operationContext": {}}, "no pairs: it is the settings of deployments"),
    ],
)
def test_what_can_have_no_pairs_may_be_left_out(document: Any, told: str) -> None:
    error = refused(document)
    assert isinstance(error, NoPairsError)
    assert error.problems[0].startswith(told)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("dualwrite:pair", 'Did you mean "dualwrite:pairs"?'),
        ("dualwrite:fact", 'Did you mean "dualwrite:facts"?'),
        ("dualwrite:Pairs", 'Did you mean "dualwrite:pairs"?'),
        ("Dualwrite:pairs", 'Did you mean "dualwrite:pairs"?'),
        ("dual-write:pairs", 'Did you mean "dualwrite:pairs"?'),
        ("dualwirte:facts", 'Did you mean "dualwrite:facts"?'),
        ("dualwrite:config:pairs", 'Did you mean "dualwrite:pairs"?'),
        ("dualwrite:", ""),
        ("dualwrite:exemptions", ""),
        ("pairs", 'Did you mean "dualwrite:pairs"?'),
    ],
)
@pytest.mark.parametrize("beside", [{}, CONFIGURATION], ids=["alone", "beside pairs"])
def test_a_key_that_was_meant_as_ours_is_an_error(
    key: str, told: str, beside: dict[str, Any]
) -> None:
    (problem,) = refused({"config": {key: [], **beside}}).problems
    assert problem.startswith(f"config.{key}: unknown key.")
    assert told in problem


@pytest.mark.parametrize("key", ["contoso:pairs", "contoso:erp"])
def test_pairs_under_a_key_of_another_namespace_are_an_error(key: str) -> None:
    (problem,) = refused({"config": {key: PAIRS}}).problems
    assert problem.startswith(
        f"config.{key}: this looks like pairs, which are read under dualwrite:"
    )


@pytest.mark.parametrize(
    "config", [{}, {"dualstack:pairs": []}, {"aws:region": "x"}, {"contoso:pairs": ["a"]}]
)
def test_other_keys_are_left_alone(config: dict[str, Any]) -> None:
    found = read_document({"config": config}, "x")
    assert found.without_pairs == "no pairs: the configuration has no dualwrite:pairs."


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        (["contoso/prod"], "contoso/prod"),
        ({"imports": ["a", "b"]}, "a and b"),
        (["a", "b", "c", "d"], "a, b, c and 1 more"),
        ({"values": {"pulumiConfig": {}}}, "defined in the file itself"),
    ],
)
def test_a_stack_with_an_environment_may_have_its_pairs_there(environment: Any, named: str) -> None:
    found = read_document({"environment": environment, "config": {}}, "x")
    assert found.without_pairs == (
        "no pairs: the configuration has no dualwrite:pairs. Its pairs may be in Pulumi ESC"
        f" (environment: {named}), which no file shows. Judge the stack with dualwrite preview, or its"
        " state: pulumi stack export."
    )


def test_what_people_keep_for_their_anchors_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    path.write_text(json.dumps({"x-tenant": "y", "config": CONFIGURATION}), encoding="utf-8")
    found = read_source(str(path))
    assert (found.kind, len(found.pairs)) == (SourceKind.STACK_CONFIGURATION, 1)
    assert found.lines()["a"][""] == 1


@pytest.mark.parametrize(
    "document", [{"name": "a", "runtime": "python"}, {"settings": {}}, {"operationContext": {}}]
)
def test_what_has_pairs_beside_it_is_never_left_out(document: dict[str, Any]) -> None:
    for beside in ({"pairs": PAIRS}, {"config": CONFIGURATION}, {"dualwrite:pairs": PAIRS}):
        assert not isinstance(refused({**document, **beside}), NoPairsError)


_WORDS = (
    "pairs config environment encryptionsalt deployment checkpoint latest stack version features steps"
    " resources manifest resourcePlans values imports settings name runtime mappings all schemaVersion"
    " results dualwrite:pairs dualwrite:pair dualwrite:facts x-a"
)
KEYS = st.sampled_from(_WORDS.split())
LEAVES = st.none() | st.booleans() | st.integers(-1, 6) | st.text(max_size=5) | st.just(PAIRS)
ANYTHING = st.recursive(
    LEAVES,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(KEYS, children, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING)
def test_any_document_has_pairs_or_says_why_it_has_none(document: Any) -> None:
    try:
        found = read_document(document, "x")
    except InputError as error:
        assert all(error.problems)
        return
    assert bool(found.pairs) != bool(found.without_pairs)
