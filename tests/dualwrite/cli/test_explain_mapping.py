"""``dualwrite check --explain-mapping``: who says which fact, before the table; no secret among it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.command_line import Completed, dualwrite
from support.golden_texts import golden_text
from support.pairs import declaration
from support.recorded_inputs import BRIDGED, NATIVE
from support.recorded_states import recorded_state
from support.states import pair_resource, secret, state, urn_of, write_json

CE, FO = "https://contoso.crm4.dynamics.com", "https://contoso.operations.dynamics.com"
URN = urn_of("contoso")
UNIFIED_URN = urn_of("erp", "acme:erp:Environment")
HIDDEN = "northwind"
MAPPINGS = """
mappings:
  - name: acme
    token: acme:erp:Environment
    side: customerEngagement
    unified: true
    pair: tags.pair
    facts:
      url: {expression: host, convert: url}
      region: zone
      platformVersion: version
      prospectToCash: legacy
      dualWriteSolutions: solutions
      geography: place
"""
ALL_DISABLED = {"all": "disabled"}


def explained(folder: Path, *sources: str, arguments: tuple[str, ...] = ()) -> str:
    """What is printed before the table; the table is a line, as nothing is judged."""
    write_json(folder / "disabled.json", ALL_DISABLED)
    options = ("--policy-pack-config", "disabled.json", "--explain-mapping", *arguments)
    found = dualwrite("check", *sources, *options, folder=folder)
    assert (found.code, found.errors) == (0, "")
    before, separator, after = found.output.rpartition("\n\n")
    assert separator
    assert after.endswith(": nothing was judged, as every requirement is disabled\n")
    return f"{before}\n"


def foreign(type_token: str, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """A component of somebody's own, as a state has it."""
    urn = urn_of(name, type_token)
    return {"urn": urn, "type": type_token, "inputs": properties, "outputs": properties}


def test_the_facts_of_a_manifest_stand_in_it(tmp_path: Path) -> None:
    write_json(tmp_path / "p.json", [{"name": name, **declaration()} for name in ("b", "a")])
    assert explained(tmp_path, "p.json") == (
        "a\n  All of its facts stand in p.json.\n\nb\n  All of its facts stand in p.json.\n"
    )


@pytest.mark.parametrize("name", [NATIVE, BRIDGED])
def test_what_real_programs_say(tmp_path: Path, name: str) -> None:
    recorded_state(tmp_path, name)
    found = explained(tmp_path, f"{name}.json")
    assert found == golden_text(f"explained-{name}.txt", found)


def test_who_says_what_where_several_speak(tmp_path: Path) -> None:
    """A declared pair, a mapping and the configuration; values that conflict, and such as are not there."""
    (tmp_path / "own.yaml").write_text(MAPPINGS, encoding="utf-8")
    environment = foreign(
        "acme:erp:Environment",
        "erp",
        {
            "host": "fabrikam.crm4.dynamics.com",
            "tags": {"pair": "fabrikam"},
            "zone": "westeurope",
            "version": secret("9.2.25091.00212"),
            "legacy": "perhaps",
            "solutions": ["DualWriteCoreAnchor", secret(HIDDEN, shown=True)],
            "place": "nowhere",
        },
    )
    declared = {
        "financeAndOperations": {"url": FO},
        "customerEngagement": {"url": CE, "region": "westeurope", "passphrase": HIDDEN},
        "link": "none",
    }
    pair = pair_resource("contoso", inputs=declared, outputs=declared)
    write_json(tmp_path / "state.json", state(pair, environment))
    facts = {
        CE: {"region": "northeurope", "tenantId": {"secure": "AAABAA=="}},
        "https://fabrikam.crm4.dynamics.com": {"region": "West Europe"},
    }
    content = yaml.safe_dump({"config": {"dualwrite:facts": facts}})
    (tmp_path / "Pulumi.dev.yaml").write_text(content, encoding="utf-8")
    found = explained(
        tmp_path, "state.json", "Pulumi.dev.yaml", arguments=("--mappings", "own.yaml")
    )
    assert (
        found
        == f"""\
contoso
  pair contoso
  {URN}
    financeAndOperations.url: "{FO}"
    customerEngagement.url: "{CE}"
    customerEngagement.region: "westeurope", in conflict with "northeurope"
    customerEngagement.passphrase: no fact of a pair, and not shown
    link: no fact of a pair, and not shown
  dualwrite:facts of {CE}
    customerEngagement.url: "{CE}"
    customerEngagement.tenantId: encrypted here, and readable only in a preview
      of its stack
    customerEngagement.region: "northeurope", in conflict with "westeurope"

fabrikam
  erp (acme:erp:Environment), mapping acme
  {UNIFIED_URN}
    has both apps: what it says of one side holds for the other
    belongs to pair "fabrikam"
    customerEngagement.url: "https://fabrikam.crm4.dynamics.com"
    customerEngagement.region: "westeurope"
    customerEngagement.geography: "nowhere", which cannot be read
    customerEngagement.platformVersion: encrypted here, and readable only in a
      preview of its stack
    customerEngagement.prospectToCash: cannot be read: mapping "acme" of
      own.yaml takes it from legacy: "perhaps" is text; accepted: true or
      false.
    customerEngagement.dualWriteSolutions: [secret]
  dualwrite:facts of https://fabrikam.crm4.dynamics.com
    financeAndOperations.region: "West Europe"
    customerEngagement.url: "https://fabrikam.crm4.dynamics.com"
    customerEngagement.region: "West Europe"
"""
    )


def test_a_resource_that_says_nothing(tmp_path: Path) -> None:
    """A mapping reads it, so it is for dual-write; and that is all that is known."""
    (tmp_path / "own.yaml").write_text(MAPPINGS, encoding="utf-8")
    write_json(tmp_path / "state.json", state(foreign("acme:erp:Environment", "erp", {})))
    found = explained(tmp_path, "state.json", arguments=("--mappings", "own.yaml"))
    assert found == "erp\n  No resource says anything of it.\n"


def test_it_stands_before_the_table_and_beside_reports(tmp_path: Path) -> None:
    write_json(tmp_path / "p.json", [{"name": "a", **declaration()}])
    found = dualwrite(
        *("check", "p.json", "--explain-mapping", "--report", "json=r.json"), folder=tmp_path
    )
    plain = dualwrite("check", "p.json", folder=tmp_path)
    expected = f"a\n  All of its facts stand in p.json.\n\n{plain.output}"
    assert found == Completed(0, expected, "")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["results"]


@pytest.mark.parametrize(
    "arguments", [("--format", "json"), ("--report", "sarif=-")], ids=["json", "report"]
)
def test_it_does_not_go_with_what_programs_read(arguments: tuple[str, ...]) -> None:
    told = (
        "dualwrite: --explain-mapping is shown before the table. Leave out --format json, and write"
        " reports to files.\n"
    )
    found = dualwrite("check", "examples/pairs.yaml", "--explain-mapping", *arguments)
    assert found == Completed(2, "", told)


def test_no_secret_is_shown(tmp_path: Path) -> None:
    hidden = {
        "customerEngagement": secret({"url": f"https://{HIDDEN}.crm4.dynamics.com"}, shown=True),
        "financeAndOperations": {
            "url": secret(f"https://{HIDDEN}.operations.dynamics.com", shown=True),
            "region": secret(HIDDEN, shown=True),
        },
        "link": {"apps": ["finance", secret("supplyChain", shown=True)]},
    }
    pair = pair_resource("contoso", inputs=hidden, outputs=hidden)
    write_json(tmp_path / "state.json", state(pair))
    found = explained(tmp_path, "state.json")
    assert (
        found
        == f"""\
contoso
  pair contoso
  {URN}
    financeAndOperations.url: [secret]
    financeAndOperations.region: [secret]
    customerEngagement.url: [secret]
    link.apps: [secret]
"""
    )


def test_what_cannot_be_shown_on_a_terminal_is_written_as_an_escape(tmp_path: Path) -> None:
    facts = declaration({"financeAndOperations.region": "\x1b[31mred"})
    pair = pair_resource("a\x1b]0;b", inputs=facts, outputs=facts)
    write_json(tmp_path / "state.json", state(pair))
    found = explained(tmp_path, "state.json")
    assert "\x1b" not in found
    assert r'financeAndOperations.region: "\u001b[31mred", which cannot be read' in found
