"""The component from every language that can run here, refused by the pack for the same reasons."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from dualwrite.model.declaration import read_pair
from support.engine import COMPONENT_PROGRAM, Violation
from support.pairs import declaration, environment
from tests.engine.languages.running import (
    LanguageProject,
    Program,
    errors,
    go,
    node,
    python,
    python_text,
    yaml_program,
)

OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
FINANCE = "msdyn_Dynamics365FinanceExtendedAnchor"
GOOD = declaration()
BAD = declaration(
    {
        **environment("fabrikam"),
        "customerEngagement.tenantId": OTHER_TENANT,
        "customerEngagement.platformVersion": "9.0.0.1",
        "customerEngagement.dualWriteSolutions": [
            "DualWriteCoreAnchor",
            {"name": FINANCE, "after": ["DualWriteCoreAnchor"]},
        ],
        "financeAndOperations.consecutiveUpdatesPaused": 3,
        "link.initialSyncLegalEntities": 41,
    }
)
BROKEN = declaration(
    {
        "financeAndOperations.url": "http://contoso.operations.dynamics.com",
        "financeAndOperations.environmentType": "prod",
        "customerEngagement.platformVersion": "nine",
    }
)
LANGUAGES: dict[str, Callable[[], Program]] = {
    "python": lambda: python("remote.py"),
    "typescript": lambda: node("pairs.js"),
    "go": lambda: go("pairs"),
}
REFUSED = {
    ("customer-engagement-platform-version", "fabrikam"),
    ("initial-sync-legal-entities", "fabrikam"),
    ("same-tenant", "fabrikam"),
}
ADVISED = {
    ("dual-write-solutions", "fabrikam"),
    ("live-sync-legal-entities", "contoso"),
    ("live-sync-legal-entities", "fabrikam"),
    ("one-version", "fabrikam"),
    ("same-datacenter", "contoso"),
    ("same-datacenter", "fabrikam"),
}


@pytest.fixture(scope="module")
def through_the_class(tmp_path_factory: pytest.TempPathFactory) -> list[Violation]:
    """What the pack says of the pairs when a program in Python uses the component's class."""
    made = LanguageProject(
        tmp_path_factory.mktemp("class"),
        python("component.py"),
        {"test:pairs": {"contoso": GOOD, "fabrikam": BAD}},
    )
    return made.preview().violations


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_says_the_same_in_every_language(
    language: str, tmp_path: Path, through_the_class: list[Violation]
) -> None:
    made = LanguageProject(
        tmp_path, LANGUAGES[language](), {"test:pairs": {"contoso": GOOD, "fabrikam": BAD}}
    )
    run = made.preview()
    assert run.exit_code != 0
    assert (run.blocked(), run.advised()) == (REFUSED, ADVISED)
    assert run.violations == through_the_class


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_update_makes_a_good_pair_whose_secrets_stay_secret(
    language: str, tmp_path: Path
) -> None:
    made = LanguageProject(tmp_path, LANGUAGES[language](), {"test:pairs": {"contoso": GOOD}})
    assert made.up().exit_code == 0
    _assert_the_good_pair_with_a_secret_tenant(made)


def test_an_update_refuses_a_bad_pair_before_its_child_exists(tmp_path: Path) -> None:
    made = LanguageProject(tmp_path, LANGUAGES["typescript"](), {"test:pairs": {"fabrikam": BAD}})
    assert made.up().exit_code != 0
    resources = made.project.resources()
    assert resources >= {"echo:index:Echo::fabrikam-count", "echo:index:Echo::fabrikam-region"}
    assert not resources & {
        "dualwrite:index:EnvironmentPair::fabrikam",
        "echo:index:Echo::fabrikam-child",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read_has_the_same_message_in_every_language(
    language: str, tmp_path: Path
) -> None:
    made = LanguageProject(tmp_path, LANGUAGES[language](), {"test:pairs": {"contoso": BROKEN}})
    run = made.preview()
    assert run.exit_code != 0
    assert _refusal(BROKEN) in errors(run)


def test_yaml_is_refused_for_the_same_reasons(tmp_path: Path) -> None:
    pairs = {"contoso": GOOD, "fabrikam": BAD}
    configured = [{"name": name, **pair} for name, pair in pairs.items()]
    in_python = LanguageProject(
        tmp_path / "python", python_text(COMPONENT_PROGRAM), {"dualwrite:pairs": configured}
    )
    run = LanguageProject(tmp_path / "yaml", yaml_program(_template(pairs))).preview()
    assert run.exit_code != 0
    assert run.violations == in_python.preview().violations
    assert {policy for policy, _ in run.blocked()} == {policy for policy, _ in REFUSED}


def test_an_update_from_yaml_makes_a_good_pair_whose_secrets_stay_secret(tmp_path: Path) -> None:
    pair = deepcopy(GOOD)
    tenant = pair["customerEngagement"]["tenantId"]
    pair["customerEngagement"]["tenantId"] = {"fn::secret": tenant}
    made = LanguageProject(tmp_path, yaml_program(_template({"contoso": pair})))
    assert made.up().exit_code == 0
    _assert_the_good_pair_with_a_secret_tenant(made)


def test_what_cannot_be_read_has_the_same_message_in_yaml(tmp_path: Path) -> None:
    run = LanguageProject(tmp_path, yaml_program(_template({"contoso": BROKEN}))).preview()
    assert run.exit_code != 0
    assert _refusal(BROKEN) in errors(run)


def _template(pairs: dict[str, Any]) -> str:
    resources = {
        name: {"type": "dualwrite:EnvironmentPair", "properties": pair}
        for name, pair in pairs.items()
    }
    return yaml.safe_dump({"resources": resources}, sort_keys=False)


def _refusal(pair: dict[str, Any]) -> str:
    _, problems = read_pair(pair, "contoso")
    lines = "".join(f'  - pair "contoso", {problem}\n' for problem in problems)
    assert len(problems) == 3
    return (
        "dualwrite:index:EnvironmentPair resource 'contoso' has a problem: "
        f"an EnvironmentPair cannot be declared like this:\n{lines}"
    )


def _assert_the_good_pair_with_a_secret_tenant(made: LanguageProject) -> None:
    found = _pair_in_state(made, "contoso")
    expected = deepcopy(GOOD)
    del expected["customerEngagement"]["tenantId"]
    for facts in (found["inputs"], found["outputs"]):
        tenant = facts["customerEngagement"].pop("tenantId")
        assert facts == expected
        assert "ciphertext" in tenant


def _pair_in_state(made: LanguageProject, name: str) -> dict[str, Any]:
    state = json.loads(made.project.export().read_text(encoding="utf-8"))
    return next(
        one
        for one in state["deployment"]["resources"]
        if one["urn"].endswith(f"dualwrite:index:EnvironmentPair::{name}")
    )
