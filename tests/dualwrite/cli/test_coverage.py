"""``dualwrite coverage``: what is decided, what is missing and where to declare it, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.seen import UNSEEN
from dualwrite.vocabulary.versions import table_date
from support.command_line import Completed, dualwrite
from support.golden_texts import golden_text
from support.pairs import ABSENT, TENANT, declaration, environment
from support.recorded_inputs import BRIDGED, FLAT_NATIVE, NATIVE
from support.recorded_states import recorded_resources, recorded_state
from support.states import other_resource, pair_resource, secret, state, urn_of, write_json

SECRET = "northwind"
IDS = [one.id for one in REQUIREMENTS]
MISSING: dict[str, Any] = {
    "customerEngagement.platformVersion": {"secure": "AAABAA=="},
    "financeAndOperations.tenantId": ABSENT,
    "financeAndOperations.environmentType": ABSENT,
    "financeAndOperations.platformVersion": "PU63",
    "financeAndOperations.applicationVersion": "10.0.99",
    "link.liveSyncLegalEntities": 251,
}


def configured(folder: Path, **pairs: dict[str, Any]) -> Path:
    """A stack configuration with these pairs, each correct but for its changes."""
    declared = [
        {"name": name, **declaration({**environment(name), **changes})}
        for name, changes in pairs.items()
    ]
    file = folder / "Pulumi.test.yaml"
    file.write_text(yaml.safe_dump({"config": {"dualwrite:pairs": declared}}), encoding="utf-8")
    return file


AZURE: dict[str, tuple[str, dict[str, Any]]] = {
    "policy": (
        "azure-native:powerplatform:EnterprisePolicy",
        {
            "kind": "Encryption",
            "encryption": {"keyVault": {"id": "/subscriptions/0/vault", "key": {"name": "erp"}}},
        },
    ),
    "vault": (
        "azure-native:keyvault:Vault",
        {
            "location": secret("westeurope"),
            "properties": {"tenantId": TENANT, "enablePurgeProtection": True},
        },
    ),
    "key": (
        "azure-native:keyvault:Key",
        {"vaultName": "vault", "keyName": "erp", "properties": {"keySize": 2048}},
    ),
}
"""Azure resources of a state, each with something that is not known of it."""


def azure(name: str) -> dict[str, Any]:
    """One of them, below the pair, with the pair's tag."""
    token, properties = AZURE[name]
    content = {**properties, "tags": {"dualwrite-pair": "contoso"}}
    return {
        "urn": urn_of(name, token),
        "custom": True,
        "type": token,
        "id": f"/subscriptions/0/{name}",
        "inputs": content,
        "outputs": content,
        "parent": urn_of("contoso"),
    }


def exported(folder: Path, *resources: dict[str, Any]) -> Path:
    return write_json(folder / "state.json", state(*resources))


def test_what_is_decided_what_is_missing_and_where_to_declare_it(tmp_path: Path) -> None:
    configured(tmp_path, a=MISSING, b={})
    found = dualwrite("coverage", "Pulumi.test.yaml", folder=tmp_path)
    told = found.output.replace(str(table_date()), "TABLE-DATE")  # it moves with the tables
    assert (found.code, told, found.errors) == (0, golden_text("coverage.txt", told), "")
    assert max(map(len, found.output.splitlines())) <= 80


@pytest.mark.parametrize("name", [NATIVE, FLAT_NATIVE, BRIDGED])
def test_what_was_seen_in_a_state(tmp_path: Path, name: str) -> None:
    recorded_state(tmp_path, name)
    found = dualwrite("coverage", f"{name}.json", folder=tmp_path)
    has_no_pair = name == FLAT_NATIVE
    code = 4 if has_no_pair else 0
    assert (found.code, found.output) == (code, golden_text(f"coverage-{name}.txt", found.output))
    assert found.errors.startswith(f"dualwrite: note: {name}.json: ") is has_no_pair


def test_what_azure_resources_lack_is_named_at_the_resource(tmp_path: Path) -> None:
    """Whatever is not known, the table and the document say of which resource, and of which property."""
    exported(tmp_path, pair_resource("contoso"), *map(azure, ("policy", "vault", "key")))
    found = dualwrite("coverage", "state.json", folder=tmp_path)
    assert (found.code, found.errors) == (0, "")
    assert found.output == golden_text("coverage-azure.txt", found.output)
    document = json.loads(
        dualwrite("coverage", "state.json", "--format", "json", folder=tmp_path).output
    )
    told = {
        one["id"]: (one["standing"], one["missing"])
        for one in document["pairs"][0]["requirements"]
        if one["standing"] != "decided"
    }
    policy, vault, key = (urn_of(name, AZURE[name][0]) for name in ("policy", "vault", "key"))
    assert told == {
        "DW031": (
            "later",
            [
                {
                    "fact": 'location of key vault "vault"',
                    "what": "it is encrypted here, and readable only in a preview of its stack",
                    "resource": vault,
                    "property": "location",
                }
            ],
        ),
        "DW032": (
            "declare",
            [
                {
                    "fact": 'location of enterprise policy "policy"',
                    "what": f"Set it on {policy}.",
                    "resource": policy,
                    "property": "location",
                }
            ],
        ),
        "DW035": (
            "declare",
            [
                {
                    "fact": 'properties.kty of key "key"',
                    "what": f"Set it on {key}.",
                    "resource": key,
                    "property": "properties.kty",
                }
            ],
        ),
    }


def test_the_document_says_the_same_to_programs(tmp_path: Path) -> None:
    configured(tmp_path, a={"financeAndOperations.tenantId": ABSENT})
    recorded_state(tmp_path, NATIVE)
    found = dualwrite(
        "coverage", "Pulumi.test.yaml", f"{NATIVE}.json", "--format", "json", folder=tmp_path
    )
    document = json.loads(found.output)
    assert (found.code, found.errors) == (0, "")
    assert list(document) == ["schemaVersion", "today", "counts", "pairs", "seen", "unseen"]
    assert (document["schemaVersion"], document["today"]) == (1, "2026-11-24")
    first = document["pairs"][0]
    rows = {one["id"]: one for one in first.pop("requirements")}
    assert first == {"pair": "a", "urn": None, "source": "Pulumi.test.yaml", "oneSideOnly": False}
    assert list(rows) == IDS
    fact = "financeAndOperations.tenantId"
    assert rows.pop("DW010") == {
        "id": "DW010",
        "requirement": "same-tenant",
        "standing": "declare",
        "verdict": "undeclared",
        "missing": [
            {
                "fact": fact,
                "what": f"Declare {fact} in the pair.",
                "resource": None,
                "property": None,
            }
        ],
        "message": "",
    }
    assert {one["standing"] for one in rows.values()} == {"decided"}
    every = [one["standing"] for pair in document["pairs"] for one in pair.get("requirements", ())]
    every += ["declare", *("decided" for _ in rows)]
    assert document["counts"] == {
        kind: every.count(kind) for kind in ("decided", "later", "declare", "open")
    }
    assert document["seen"] == [
        {
            "source": f"{NATIVE}.json",
            "by": "native",
            "kind": "environment",
            "resources": 6,
            "leftAlone": 2,
        }
    ]
    assert document["unseen"] == list(UNSEEN)


def test_a_state_with_nothing_to_read_is_told(tmp_path: Path) -> None:
    exported(tmp_path, other_resource(1))
    found = dualwrite("coverage", "state.json", folder=tmp_path)
    assert found.code == 4
    assert found.output.splitlines()[:3] == [
        "Seen in state.json",
        "  no resource of a type that is read",
        "  not seen:",
    ]
    assert found.errors.startswith("dualwrite: note: state.json: ")
    assert dualwrite("coverage", "state.json", "--allow-empty", folder=tmp_path).code == 0


def test_pairs_without_a_question_are_counted_where_they_are_many(tmp_path: Path) -> None:
    absent = {"customerEngagement.prospectToCash": ABSENT}
    pairs: dict[str, Any] = {f"p{number:02}": {} for number in range(21)}
    source = configured(tmp_path, **pairs)
    found = dualwrite("coverage", source)
    every = 21 * len(IDS)
    assert found.output == (
        "21 pairs with everything decided now\n\n"
        f"21 pairs, {every} requirements: {every} decided now, 0 not known yet, 0 to declare\n"
    )
    found = dualwrite("coverage", configured(tmp_path, **pairs, z=absent))
    assert found.output.splitlines()[:5] == [
        "pair  decided  later  declare",
        f"z          {len(IDS) - 1}      0        1",
        "21 more pairs with everything decided now",
        "",
        "z",
    ]


def test_disabled_policies_are_left_out(tmp_path: Path) -> None:
    source = configured(tmp_path, a={"financeAndOperations.tenantId": ABSENT})
    settings = write_json(tmp_path / "c.json", {"same-tenant": "disabled"})
    found = dualwrite("coverage", source, "--policy-pack-config", settings)
    left = len(IDS) - 1
    assert found.output.endswith(
        f"1 pair, {left} requirements: {left} decided now, 0 not known yet, 0 to declare\n"
    )
    write_json(settings, {"all": "disabled"})
    found = dualwrite("coverage", source, "--policy-pack-config", settings)
    told = "1 pair: nothing was judged, as every requirement is disabled\n"
    assert found == Completed(0, told, "")


def test_the_exit_code_is_no_verdict(tmp_path: Path) -> None:
    assert dualwrite("check", "Pulumi.fabrikam.yaml").code == 1
    assert dualwrite("coverage", "Pulumi.fabrikam.yaml").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no.json"], "dualwrite: no.json: there is no such file.\n"),
        (
            ["p.json", "--policy-pack-config", "no.json"],
            "dualwrite: no.json: there is no such file.\n",
        ),
        (
            ["p.json", "--mappings", "no.yaml"],
            "dualwrite: no.yaml: there is no such file.\n",
        ),
        (
            ["p.json", "--today", "soon"],
            'dualwrite: --today: "soon" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.\n',
        ),
    ],
    ids=["source", "configuration", "mappings", "day"],
)
def test_wrong_input_is_refused(tmp_path: Path, arguments: list[str], told: str) -> None:
    write_json(tmp_path / "p.json", [{"name": "a", **declaration()}])
    assert dualwrite("coverage", *arguments, folder=tmp_path) == Completed(2, "", told)


@pytest.mark.parametrize("output_format", ["table", "json"])
def test_no_secret_is_shown(tmp_path: Path, output_format: str) -> None:
    """Neither of a pair nor of an environment: not in what is open, nor in where to declare."""
    hidden = {
        "customerEngagement": secret(
            {"url": f"https://{SECRET}.crm4.dynamics.com", "tenantId": SECRET}, shown=True
        ),
        "financeAndOperations": {
            "url": secret(f"https://{SECRET}.operations.dynamics.com", shown=True),
            "applicationVersion": secret("10.0.987", shown=True),
        },
    }
    resource = pair_resource("a", inputs=hidden, outputs=hidden)
    native = recorded_resources(NATIVE)
    for one in native:  # of the recorded secret, the address of the linked app is none
        one.get("outputs", {}).pop("linkedAppUrl", None)
    exported(tmp_path, resource, *native)
    found = dualwrite("coverage", "state.json", "--format", output_format, folder=tmp_path)
    assert found.code == 0
    assert "DW001" in found.output
    assert SECRET not in found.output + found.errors
    assert "987" not in found.output + found.errors
