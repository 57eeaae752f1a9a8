"""The corpus of ordinary stacks: the pack has nothing to say of them. See ``corpus/README.md``."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import proto

from dualwrite.discovery.sources.state import read_state
from dualwrite.judging.exemption_review import REVIEW
from dualwrite.requirements import REQUIREMENTS
from support.analyzer import Context, Diagnostic, configure_request, diagnostics, our_servicer
from support.command_line import Completed, dualwrite
from support.properties import examples
from tests.corpus.project import STAND_INS, make_project
from tests.corpus.requests import analyze_request, stack_request
from tests.corpus.stacks import FOLDER, NAMES, program, resources, sdks, state, state_file

NATIVE = "powerplatform:index:Environment"
BRIDGED = "power-platform:index/environment:Environment"
ENDING = ":index/environment:Environment"
"""Of the bridged provider's type. The package may have any name, so the shape decides."""
INSTALL = (
    "power-platform:index/environmentApplicationPackageInstall:EnvironmentApplicationPackageInstall"
)
TEMPLATE = "D365_FinOps_Finance"
COUNTS = {
    "azure-devops": 17,
    "entra-id": 21,
    "erp-integration": 17,
    "event-processing": 20,
    "github-delivery": 21,
    "hub-and-spoke": 28,
    "kubernetes-platform": 19,
    "look-alikes": 23,
    "observability": 13,
    "other-environments": 31,
    "power-apps-bridged": 23,
    "power-apps-flat": 6,
    "power-apps-native": 18,
    "power-platform-governance": 23,
    "static-website": 18,
    "web-shop": 19,
}
"""Resources of each stack, itself and its providers included."""
READ = {
    "azuredevops:index/environment:Environment": 2,
    "configcat:index/environment:Environment": 2,
    "confluentcloud:index/environment:Environment": 2,
    "contoso:index/environment:Environment": 5,
    "doppler:index/environment:Environment": 2,
    "octopusdeploy:index/environment:Environment": 2,
    "unleash:index/environment:Environment": 2,
    BRIDGED: 5,
    INSTALL: 7,
    NATIVE: 10,
}
"""The types that readers look at, and how many resources of the corpus have them."""


def _strictest() -> dict[str, dict[str, Any]]:
    """Every policy as demanding as it can be: mandatory, and no silence on what is not known."""
    demands = {"undeclared": "violation", "unknown": "block"}
    strictest = {
        one.name: {
            "enforcementLevel": "mandatory",
            **{key: value for key, value in demands.items() if key in one.parameters.model_fields},
        }
        for one in REQUIREMENTS
    }
    return {**strictest, REVIEW.name: {"enforcementLevel": "mandatory"}}


STRICTEST = _strictest()


def _servicer() -> Any:
    levels = dict.fromkeys(STRICTEST, proto.MANDATORY)
    parameters = {
        name: {key: value for key, value in setting.items() if key != "enforcementLevel"}
        for name, setting in STRICTEST.items()
    }
    servicer = our_servicer()
    servicer.Configure(configure_request(levels, parameters), Context())
    return servicer


def _found(everything: list[Any], preview: bool) -> list[Diagnostic]:
    """What the pack reports of a stack: of each resource in turn, and then of all."""
    servicer = _servicer()
    found: list[Diagnostic] = []
    for one in everything:
        response = servicer.Analyze(analyze_request(one, everything, preview), Context())
        # The engine knows which resource it has asked about.
        found += [
            (policy, level, one["urn"], text) for policy, level, _, text in diagnostics(response)
        ]
    return found + diagnostics(servicer.AnalyzeStack(stack_request(everything, preview), Context()))


def _note(*names: str) -> str:
    return "".join(
        f"dualwrite: note: {name}.json: the state has no pair, and no environment for dual-write,"
        " so nothing was judged.\n"
        for name in names
    ) + (
        f"dualwrite: note: no pair was judged: none of {len(names)} sources has any.\n"
        if len(names) > 1
        else ""
    )


# What the corpus is.


def test_every_program_has_its_state_and_every_state_has_resources() -> None:
    assert {file.stem for file in (FOLDER / "states").iterdir()} == set(NAMES)
    assert {name: len(resources(name)) for name in NAMES} == COUNTS


def test_the_resources_are_of_many_types() -> None:
    everything = [one for name in NAMES for one in resources(name)]
    types = Counter(one["type"] for one in everything if not one["type"].startswith("pulumi:"))
    packages = {one.split(":")[0] for one in types}
    assert (sum(types.values()), len(types)) == (270, 169)
    assert packages == {*STAND_INS, "dualwrite"}
    assert {
        one: count for one, count in types.items() if one in READ or one.endswith(ENDING)
    } == READ
    assert {
        "azure-native:keyvault:Vault",
        "azure-native:network:VirtualNetwork",
        "azure-native:powerplatform/v20201030preview:EnterprisePolicy",
        "azure-native:powerplatform:EnterprisePolicy",
        "github:index/repositoryEnvironment:RepositoryEnvironment",
        "powerplatform:components:ResEnvironment",
    } <= set(types)


def test_the_tempting_properties_are_there() -> None:
    """On resources that nobody reads, too: else the corpus would prove nothing."""
    found = Counter(
        key
        for name in NAMES
        for one in resources(name)
        if one["type"] not in READ
        for key in _keys(one.get("outputs", {}))
    )
    tempting = {"location", "region", "tenantId", "environmentId", "environmentType", "url"}
    tempting |= {"version", "templates", "dataverse", "linkedAppId", "linkedAppUrl", "uniqueName"}
    assert {key for key in tempting if found[key] > 1} == tempting


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for one in value.values() for key in _keys(one))]
    return [key for one in value for key in _keys(one)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", NAMES)
def test_a_state_is_of_the_sdks_of_its_program(name: str) -> None:
    """A change of a version needs a new recording: ``python -m tools.recording.corpus``."""
    inputs = [one.get("inputs", {}) for one in resources(name) if _is_provider(one)]
    recorded = {one["version"] for one in inputs if "version" in one}
    silent = {"power-apps-flat"}  # that early SDK does not tell its version
    assert recorded == (set() if name in silent else set(sdks(name).values()))


def _is_provider(resource: Mapping[str, Any]) -> bool:
    found: bool = resource["type"].startswith("pulumi:providers:")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_state_tells_nothing_of_the_machine(name: str) -> None:
    text = state_file(name).read_text(encoding="utf-8")
    assert re.findall(r"/(?:home|root|tmp|work|Users)/|sourcePosition|stackTrace", text) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_state_has_resources_after_those_that_they_need(name: str) -> None:
    before: set[str] = {""}
    for one in resources(name):
        provider = one.get("provider", "").rpartition("::")[0]
        assert {one.get("parent", ""), provider, *one.get("dependencies", ())} <= before
        before.add(one["urn"])


def test_the_table_of_the_stacks_is_right() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (\d+) \| (.*?) \|", _readme(), re.MULTILINE)
    assert [(name, int(count), written) for name, count, written in rows] == [
        (name, COUNTS[name], _written_with(name)) for name in NAMES
    ]


def _readme() -> str:
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def _written_with(name: str) -> str:
    return ", ".join(f"{one} {version}" for one, version in sdks(name).items()) or "by hand"


# What the pack says of it.


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_judges_nothing(name: str) -> None:
    file = state_file(name)
    assert dualwrite("check", file.name, folder=file.parent) == Completed(4, "", _note(name))


def test_the_command_line_judges_nothing_whatever_is_mandatory(tmp_path: Path) -> None:
    configuration = tmp_path / "configuration.json"
    configuration.write_text(json.dumps(STRICTEST), encoding="utf-8")
    found = dualwrite(
        *("check", *(f"{name}.json" for name in NAMES), "--format", "json"),
        *("--policy-pack-config", configuration),
        folder=FOLDER / "states",
    )
    assert (found.code, found.errors) == (4, _note(*NAMES))
    assert json.loads(found.output)["results"] == []


def test_the_command_line_judges_nothing_where_secrets_are_encrypted(tmp_path: Path) -> None:
    """As ``pulumi stack export`` writes them, unless it is asked to show them."""
    shown = '"plaintext": "'
    texts = {name: state_file(name).read_text(encoding="utf-8") for name in NAMES}
    with_secrets = [name for name, text in texts.items() if shown in text]
    assert len(with_secrets) > 5
    for name in with_secrets:
        text = texts[name].replace(shown, '"ciphertext": "')
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    found = dualwrite("check", *(f"{name}.json" for name in with_secrets), folder=tmp_path)
    assert found == Completed(4, "", _note(*with_secrets))


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "update"])
@pytest.mark.parametrize("name", NAMES)
def test_the_pack_reports_nothing(name: str, preview: bool) -> None:
    assert _found(resources(name), preview) == []


def test_the_engine_shows_no_policy_event(tmp_path: Path) -> None:
    """All resources in one stack, raw, with the same references, so with the same unknown inputs."""
    replay = "from tests.corpus.replay import declare_everything\n\ndeclare_everything()\n"
    run = make_project(tmp_path, replay).preview(STRICTEST)
    assert (run.exit_code, run.violations) == (0, [])
    declared = [one["resourcePreEvent"]["metadata"] for one in run.events if _is_declared(one)]
    looked_at = {
        one["policyAnalyzeSummaryEvent"]["resourceUrn"]
        for one in run.events
        if "policyAnalyzeSummaryEvent" in one
    }
    assert len(declared) == 270
    assert {one["urn"] for one in declared} <= looked_at
    assert [one for one in run.events if "policyAnalyzeStackSummaryEvent" in one]


def _is_declared(event: Mapping[str, Any]) -> bool:
    metadata = event.get("resourcePreEvent", {}).get("metadata", {"type": "pulumi:"})
    return not metadata["type"].startswith("pulumi:")


# It would speak, if there were something to say.

DATABASES = [
    (name, one["urn"])
    for name in NAMES
    for one in resources(name)
    if one["type"] in (NATIVE, BRIDGED) and "dataverse" in one["inputs"]
]


def _short(name_or_urn: str) -> str:
    return name_or_urn.rpartition("::")[2]


def _unified(name: str, urn: str) -> Any:
    """A state in which one environment was made from a template of finance and operations apps."""
    changed = deepcopy(state(name))
    for one in changed["deployment"]["resources"]:
        if one["urn"] == urn:
            for properties in (one["inputs"], one["outputs"]):
                properties["dataverse"]["templates"] = [TEMPLATE]
    return changed


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "update"])
@pytest.mark.parametrize(("name", "urn"), DATABASES, ids=_short)
def test_an_environment_with_finance_and_operations_apps_is_reported(
    name: str, urn: str, preview: bool
) -> None:
    found = _found(_unified(name, urn)["deployment"]["resources"], preview)
    assert {(level, where) for _, level, where, _ in found} == {("mandatory", urn)}


def test_the_environments_with_a_database_are_some() -> None:
    assert Counter(name for name, _ in DATABASES) == {
        "power-apps-bridged": 4,
        "power-apps-native": 5,
    }


@pytest.mark.parametrize(("name", "urn"), [DATABASES[0], DATABASES[-1]], ids=_short)
def test_the_command_line_judges_one_with_finance_and_operations_apps(
    name: str, urn: str, tmp_path: Path
) -> None:
    (tmp_path / "state.json").write_text(json.dumps(_unified(name, urn)), encoding="utf-8")
    found = dualwrite("check", "state.json", "--format", "json", folder=tmp_path)
    assert (found.code, found.errors) == (1, "")
    assert {one["urn"] for one in json.loads(found.output)["results"]} == {urn}


def test_the_engine_shows_events_of_one_with_finance_and_operations_apps(tmp_path: Path) -> None:
    text = program("power-apps-bridged")
    changed = text.replace(
        '"templates": ["D365_ProjectOperations"]', f'"templates": ["{TEMPLATE}"]'
    )
    assert changed != text
    run = make_project(tmp_path, changed).preview(STRICTEST)
    assert run.exit_code == 1
    assert {resource for _, resource in run.blocked()} == {"projects"}


# Whatever is in such resources.

LOOKED_AT = (
    *("displayName", "location", "azureRegion", "environmentType", "dataverse", "domain"),
    *("domainName", "currencyCode", "languageCode", "url", "version", "templates"),
    *("templateMetadata", "linkedAppId", "linkedAppType", "linkedAppUrl", "tenantId", "id"),
    *("environmentId", "uniqueName", "organizationId", "createdTime", "state"),
    *("financeAndOperations", "customerEngagement", "link", "region", "geography"),
)
"""Names of properties that readers look at, in any type of theirs."""
TEXTS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        (
            *("", "Production", "Trial", "europe", "westeurope", "eastus", TEMPLATE, "D365_Sales"),
            *("https://contoso.operations.dynamics.com", "https://contoso.crm4.dynamics.com/"),
            *("5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60", "9.0.0.1", "Internal", "Canvas", "{"),
            *("DualWriteCoreAnchor", "msdyn_FinanceAndOperationsProvisioningAppAnchor"),
            '{"PostProvisioningPackages": [{"applicationUniqueName": "DualWriteCoreAnchor"}]}',
        )
    ),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(LOOKED_AT) | TEXTS, inner, max_size=4)
    ),
    max_leaves=10,
)
EVERYTHING = [(name, one) for name in NAMES for one in resources(name)]
FOREIGN = [one for one in EVERYTHING if one[1]["type"] not in READ]
OTHERS = [one for one in EVERYTHING if one[1]["type"] in READ]


@st.composite
def changed_resources(draw: st.DrawFn, recorded: list[Any]) -> tuple[list[Any], Any]:
    """A recorded stack, and a resource of it whose properties have other names and values."""
    name, resource = draw(st.sampled_from(recorded))
    changed = deepcopy(resource)
    for key in ("inputs", "outputs"):
        properties = dict(changed.get(key, {}))
        renamed = (
            draw(st.lists(st.sampled_from(sorted(properties)), unique=True)) if properties else []
        )
        for old in renamed:
            properties[draw(st.sampled_from(LOOKED_AT))] = properties.pop(old)
        changed[key] = properties | draw(
            st.dictionaries(st.sampled_from(LOOKED_AT), JSON, max_size=6)
        )
    everything = [changed if one is resource else one for one in resources(name)]
    return everything, changed


def _as_state(everything: list[Any]) -> dict[str, Any]:
    return {"version": 3, "deployment": {"resources": everything}}


@examples(200)
@given(changed_resources(FOREIGN), st.booleans())
def test_a_resource_of_another_type_is_never_read(
    one: tuple[list[Any], Any], preview: bool
) -> None:
    everything, changed = one
    assert read_state(_as_state([changed]), "state.json").observations == []
    servicer = _servicer()
    request = analyze_request(changed, everything, preview)
    assert servicer.Analyze(request, Context()) == proto.AnalyzeResponse()
    response = servicer.AnalyzeStack(stack_request(everything, preview), Context())
    assert response == proto.AnalyzeResponse()


@examples(200)
@given(changed_resources(OTHERS), st.booleans())
def test_whatever_is_in_an_environment_breaks_nothing(
    one: tuple[list[Any], Any], preview: bool
) -> None:
    """It may be judged then, but by every rule, and nothing else of its stack is."""
    everything, changed = one
    observed = read_state(_as_state([changed]), "state.json").observations
    assert {said.origin.urn for said in observed} <= {changed["urn"]}
    for policy, _, urn, message in _found(everything, preview):
        assert "it says nothing about this pair" not in message, policy
        assert urn in (changed["urn"], *changed.get("dependencies", ()))


SHAPE = ("displayName", "environmentType", "location")


@examples(200)
@given(
    st.sampled_from([one for _, one in OTHERS if one["type"].endswith(ENDING)]),
    st.dictionaries(st.sampled_from(LOOKED_AT), JSON),
    st.sampled_from(SHAPE),
)
def test_what_only_has_the_ending_of_the_type_is_not_read(
    resource: Any, properties: dict[str, Any], lacking: str
) -> None:
    """Environments of other products have this type, too; what they lack of its shape tells."""
    there = {key: value for key, value in properties.items() if key != lacking}
    changed = {**resource, "inputs": there, "outputs": {}}
    assert read_state(_as_state([changed]), "state.json").observations == []
