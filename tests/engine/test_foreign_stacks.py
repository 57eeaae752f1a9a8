"""The example stacks without our component: the same verdicts, and what to declare where facts lack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml

from support.engine import COMPONENT_PROGRAM, Project, Run
from support.foreign_stacks import (
    MAPPINGS,
    Pairs,
    bridged,
    example_pairs,
    facts_by_environment,
    facts_by_partner,
    mapped,
    native,
    pair_component,
    program,
)
from support.pack_copies import copied_pack

MakeProject = Callable[..., Project]
Said = set[tuple[str, str, str]]


def _said(run: Run) -> Said:
    return {(one.policy, one.resource, one.level) for one in run.violations}


def _native(pairs: Pairs) -> tuple[list[dict[str, Any]], Mapping[str, Any]]:
    return [native(one) for one in pairs], facts_by_partner(pairs)


def _bridged(pairs: Pairs) -> tuple[list[dict[str, Any]], Mapping[str, Any]]:
    """The bridged provider names no partner before the deployment, so facts go by environment.

    Two pairs that share an environment are one resource; the second is declared by the component.
    """
    hosts = [one["customerEngagement"]["url"].casefold().partition("/main")[0] for one in pairs]
    own = [one for position, one in enumerate(pairs) if hosts[position] not in hosts[:position]]
    others = [one for one in pairs if one not in own]
    resources = [bridged(one) for one in own] + [pair_component(one) for one in others]
    return resources, facts_by_environment(own)


@pytest.fixture
def expected(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Said]:
    """What the component gets for an example stack."""

    def judged(stack: str) -> Said:
        folder = tmp_path_factory.mktemp("component")
        pairs = {"dualwrite:pairs": example_pairs(stack)}
        return _said(Project(folder, COMPONENT_PROGRAM, pairs).preview())

    return judged


@pytest.mark.parametrize("stack", ["contoso", "fabrikam"])
@pytest.mark.parametrize("made", [_native, _bridged], ids=["native", "bridged"])
def test_the_example_stacks_with_a_provider(
    project: MakeProject,
    expected: Callable[[str], Said],
    stack: str,
    made: Callable[[Pairs], tuple[list[dict[str, Any]], Mapping[str, Any]]],
) -> None:
    resources, facts = made(example_pairs(stack))
    run = project(program(resources), {"dualwrite:facts": facts}).preview()
    assert _said(run) == expected(stack)
    assert run.exit_code == (0 if stack == "contoso" else 1)


@pytest.mark.parametrize("stack", ["contoso", "fabrikam"])
def test_the_example_stacks_with_a_mapping(
    project: MakeProject, tmp_path: Any, expected: Callable[[str], Said], stack: str
) -> None:
    pack = copied_pack(tmp_path / "pack")
    (pack / "mappings.yaml").write_text(yaml.safe_dump(MAPPINGS), encoding="utf-8")
    resources = [one for pair in example_pairs(stack) for one in mapped(pair)]
    run = project(program(resources), policies=pack).preview()
    assert _said(run) == {
        (policy, f"{pair}-{side}", level)
        for policy, pair, level in expected(stack)
        for side in _speakers(policy)
    }
    assert run.exit_code == (0 if stack == "contoso" else 1)


_BY_FINANCE = {
    "finance-operations-application-version",
    "finance-operations-platform-update",
    "no-cross-company-data-sharing",
    "no-bypassed-data-events",
    "no-trial-instance",
    "one-version",
    "supported-deployment",
}
_BY_BOTH = {"mandatory-dual-write-update", "supported-geography"}


def _speakers(policy: str) -> tuple[str, ...]:
    """Where it is reported: at the resource that breaks it by itself, so that it is refused."""
    if policy in _BY_BOTH:
        return ("erp", "crm")
    return ("erp",) if policy in _BY_FINANCE else ("crm",)


def test_without_facts_it_says_what_to_declare_and_where(project: MakeProject) -> None:
    pair = example_pairs("contoso")[0]
    run = project(program([native(pair)])).preview()
    assert run.exit_code == 1
    remedies = {one.policy: _remedy(one.message) for one in run.violations}
    url = "https://contoso-emea.crm4.dynamics.com"
    under = f"Declare it in the stack's configuration: dualwrite:facts, under {url}, as"
    both = f"{under} financeAndOperations.platformVersion. {under} dualWriteCoreVersion."
    paused = "financeAndOperations.consecutiveUpdatesPaused"
    assert remedies == {
        "finance-operations-application-version": f"{under} financeAndOperations.applicationVersion.",
        "finance-operations-platform-update": f"{under} financeAndOperations.platformVersion.",
        "no-prospect-to-cash": f"{under} prospectToCash.",
        "no-trial-instance": f"{under} financeAndOperations.environmentType.",
        "initial-sync-legal-entities": f"{under} link.initialSyncLegalEntities.",
        "live-sync-legal-entities": f"{under} link.liveSyncLegalEntities.",
        "no-cross-company-data-sharing": f"{under} financeAndOperations.crossCompanyDataSharing.",
        "same-tenant": f"{under} financeAndOperations.tenantId.",
        "same-datacenter": f"{under} financeAndOperations.region.",
        "one-version": f"{under} financeAndOperations.applicationVersion. {under} {paused}.",
        "mandatory-dual-write-update": both,
        "dual-write-solutions": f"{under} dualWriteSolutions.",
        "environment-type-parity": f"{under} financeAndOperations.environmentType.",
        "supported-deployment": f"{under} financeAndOperations.environmentType.",
        "customer-engagement-platform-version": "",
    }


def _remedy(message: str) -> str:
    lines = [line for line in message.split("\n") if line.startswith("Remedy: ")]
    return lines[0].removeprefix("Remedy: ") if lines else ""


def test_a_check_of_the_deployed_stack_says_the_same(project: MakeProject) -> None:
    pairs = example_pairs("contoso")
    pairs[0]["link"]["liveSyncLegalEntities"] = 251
    pairs[1]["financeAndOperations"]["tenantId"] = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
    made = project(
        program([native(one) for one in pairs]), {"dualwrite:facts": facts_by_partner(pairs)}
    )
    preview = made.preview()
    made.up_without_pack()
    state = made.export()
    configuration = made.folder / "Pulumi.test.yaml"
    done = made.dualwrite("check", str(state), str(configuration), "--format", "json")
    found = {
        (one["requirement"], one["pair"], one["level"])
        for one in json.loads(done.output)["results"]
        if one["violation"]
    }
    assert (done.code, found) == (1, _said(preview))
