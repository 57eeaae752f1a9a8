"""``dualwrite check``: verdicts, exit codes and both outputs of the whole process."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dualwrite.requirements import REQUIREMENTS
from support.command_line import ROOT, Completed, dualwrite, verdicts
from support.example_stacks import BROKEN, VIOLATIONS
from support.pairs import ABSENT, declaration, environment
from support.states import (
    big_manifest,
    big_state,
    other_resource,
    pair_resource,
    secret,
    state,
    urn_of,
    write_json,
)

TWO_CORRECT = (
    "pair              fail  undeclared  unknown  pass  n/a\n"
    "contoso-americas     0           0        0    21   10\n"
    "contoso-emea         0           0        0    22    9\n"
    "\n"
    "2 pairs judged: accepted (0 mandatory, 0 advisories)\n"
)
KEYS = {
    "id",
    "requirement",
    "pair",
    "urn",
    "level",
    "verdict",
    "message",
    "remedy",
    "evidence",
    "exemption",
    "violation",
    "source",
    "location",
}
UNDECLARED_TENANT = (
    "pair  fail  undeclared  unknown  pass  n/a\n"
    "a        0           1        0    21    9\n"
    "\n"
    "a\n"
    "  undeclared  DW010 same-tenant  [mandatory]\n"
    "    financeAndOperations.tenantId is not declared.\n"
    "    Remedy: Declare financeAndOperations.tenantId in the pair.\n"
    "\n"
    "1 pair judged: refused (1 mandatory, 0 advisories)\n"
)


def manifest(folder: Path, changes: dict[str, Any] | None = None, name: str = "a") -> Path:
    """A manifest of one pair, correct but for ``changes``."""
    return write_json(folder / f"{name}.json", [{"name": name, **declaration(changes)}])


def exported(folder: Path, *resources: dict[str, Any]) -> Path:
    return write_json(folder / "state.json", state(*resources))


def configuration(folder: Path, settings: object) -> Path:
    return write_json(folder / "configuration.json", settings)


@pytest.mark.parametrize("source", ["examples/pairs.yaml", "Pulumi.contoso.yaml"])
def test_correct_pairs_are_accepted(source: str) -> None:
    assert dualwrite("check", source) == Completed(0, TWO_CORRECT, "")


def test_standard_input_is_a_source() -> None:
    content = (ROOT / "examples/pairs.yaml").read_bytes()
    assert dualwrite("check", "-", given=content) == Completed(0, TWO_CORRECT, "")


def test_the_stack_that_breaks_what_pairs_can_break_is_refused_for_all_of_it() -> None:
    found = dualwrite("check", "Pulumi.fabrikam.yaml", "--format", "json")
    assert (found.code, found.errors) == (1, "")
    failed = {place for place, verdict in verdicts(found.output).items() if verdict == "fail"}
    ids = {one.name: one.id for one in REQUIREMENTS}
    assert failed == {(pair, ids[name]) for name, pairs in BROKEN.items() for pair in pairs}


def test_an_undeclared_fact_is_refused(tmp_path: Path) -> None:
    source = manifest(tmp_path, {"financeAndOperations.tenantId": ABSENT})
    assert dualwrite("check", source) == Completed(1, UNDECLARED_TENANT, "")


@pytest.mark.parametrize(
    ("setting", "code", "kinds"),
    [
        ("advisory", 0, {"undeclared"}),
        ("mandatory", 1, {"undeclared"}),
        ("remediate", 1, {"undeclared"}),
        ("disabled", 0, set()),
        ({"undeclared": "ignore"}, 0, {"undeclared"}),
        ({"enforcementLevel": "mandatory", "undeclared": "violation"}, 1, {"undeclared"}),
    ],
)
def test_level_and_parameters_decide_the_exit_code(
    tmp_path: Path, setting: object, code: int, kinds: set[str]
) -> None:
    source = manifest(tmp_path, {"financeAndOperations.tenantId": ABSENT})
    settings = configuration(tmp_path, {"same-tenant": setting})
    found = dualwrite("check", source, "--policy-pack-config", settings, "--format", "json")
    assert (found.code, found.errors) == (code, "")
    assert {kind for (_, id_), kind in verdicts(found.output).items() if id_ == "DW010"} == kinds
    assert len(verdicts(found.output)) == len(REQUIREMENTS) - (not kinds)


def test_all_sets_every_level(tmp_path: Path) -> None:
    settings = configuration(tmp_path, {"all": "advisory", "same-tenant": "mandatory"})
    found = dualwrite(
        "check", "Pulumi.fabrikam.yaml", "--policy-pack-config", settings, "--format", "json"
    )
    levels = {one["id"]: one["level"] for one in json.loads(found.output)["results"]}
    assert found.code == 1
    assert levels == {
        one.id: "mandatory" if one.name == "same-tenant" else "advisory" for one in REQUIREMENTS
    }


def test_nothing_is_judged_where_all_is_disabled(tmp_path: Path) -> None:
    settings = configuration(tmp_path, {"all": "disabled"})
    assert dualwrite(
        "check", "Pulumi.fabrikam.yaml", "--policy-pack-config", settings
    ) == Completed(0, "2 pairs: nothing was judged, as every requirement is disabled\n", "")


@pytest.mark.parametrize("content", ["", " \n", "\ufeff", "{}", "null", '{"environments": []}'])
def test_an_empty_configuration_is_accepted(tmp_path: Path, content: str) -> None:
    path = tmp_path / "configuration.json"
    path.write_text(content, encoding="utf-8")
    found = dualwrite("check", "examples/pairs.yaml", "--policy-pack-config", path)
    assert found == Completed(0, TWO_CORRECT, "")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[1", "line 1, column 3: Expecting ',' delimiter. Accepted: JSON, as Pulumi takes it."),
        (b"all: x", "line 1, column 1: Expecting value. Accepted: JSON, as Pulumi takes it."),
        (
            b'{"same-tenant": "advisory", "same-tenant": "mandatory"}',
            'the key "same-tenant" is there twice, in the mapping that begins with "same-tenant":'
            ' "advisory". Accepted: JSON, as Pulumi takes it.',
        ),
        (b"\xff\xfe{\0", "it is UTF-16 text. Save it as UTF-8."),
        (
            b'{"same-tenant": "mandatry"}',
            'same-tenant: "mandatry" is not an enforcement level. Did you mean "mandatory"?'
            " Accepted: advisory, mandatory, remediate or disabled.",
        ),
        (
            b'{"live-sync-legal-entities": {"maxmum": 3}}',
            'live-sync-legal-entities.maxmum: unknown parameter. Did you mean "maximum"?'
            " Accepted: undeclared, unknown, exemptions, maximum, enforcementLevel.",
        ),
        (
            b'{"DW010": "advisory"}',
            'DW010: policies are configured by name; write "same-tenant".',
        ),
    ],
)
def test_a_wrong_configuration_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "c.json").write_bytes(content)
    (tmp_path / "pairs.yaml").write_bytes((ROOT / "examples/pairs.yaml").read_bytes())
    found = dualwrite("check", "pairs.yaml", "--policy-pack-config", "c.json", folder=tmp_path)
    assert found == Completed(2, "", f"dualwrite: c.json: {problem}\n")


def test_everything_wrong_in_a_configuration_is_told_at_once(tmp_path: Path) -> None:
    settings = configuration(
        tmp_path, {"same-tennant": "advisory", "all": {"undeclared": "ignore"}}
    )
    found = dualwrite("check", "examples/pairs.yaml", "--policy-pack-config", settings)
    assert (found.code, found.output) == (2, "")
    first, *problems = found.errors.splitlines()
    assert first == f"dualwrite: {settings}: 2 problems"
    assert problems[0].startswith("  - all: takes enforcementLevel only, not undeclared;")
    assert problems[1].startswith('  - same-tennant: unknown policy. Did you mean "same-tenant"?')


@pytest.mark.parametrize(
    ("name", "reason"),
    [("no.json", "there is no such file"), (".", "it is a folder. Name the files in it")],
)
def test_a_configuration_that_cannot_be_read_is_refused(name: str, reason: str) -> None:
    found = dualwrite("check", "examples/pairs.yaml", "--policy-pack-config", name)
    assert found == Completed(2, "", f"dualwrite: {name}: {reason}.\n")


@pytest.mark.parametrize("text", ["bad", "2026-13-01", "24.11.2026", ""])
def test_a_date_that_is_none_is_refused(text: str) -> None:
    assert dualwrite("check", "examples/pairs.yaml", "--today", text) == Completed(
        2,
        "",
        f'dualwrite: --today: "{text}" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.\n',
    )


def test_the_day_decides_what_is_in_service(tmp_path: Path) -> None:
    found = {}
    for day in ("2026-11-24", "2035-01-01"):
        run = dualwrite("check", manifest(tmp_path), "--today", day, "--format", "json")
        assert run.code == 0  # one-version is advisory
        found[day] = verdicts(run.output)["a", "DW014"]
    assert found == {"2026-11-24": "pass", "2035-01-01": "fail"}


def test_the_document_has_exactly_the_keys_of_the_contract() -> None:
    found = dualwrite("check", "Pulumi.fabrikam.yaml", "Pulumi.contoso.yaml", "--format", "json")
    document = json.loads(found.output)
    assert list(document) == ["schemaVersion", "generatedAt", "today", "results", "exemptions"]
    assert document["schemaVersion"] == 1
    rows = document["results"]
    assert all(set(row) == KEYS for row in rows)
    assert all(set(one) == {"fact", "value"} for row in rows for one in row["evidence"])
    assert all(row["exemption"] is None for row in rows)
    names = ("contoso-americas", "contoso-emea", "fabrikam-legacy", "fabrikam-second")
    assert [(row["pair"], row["id"]) for row in rows] == [
        (name, one.id) for name in names for one in REQUIREMENTS
    ]


def test_the_same_input_gives_the_same_bytes_but_for_the_time() -> None:
    def written(*sources: str) -> str:
        output = dualwrite("check", *sources, "--format", "json").output
        head, time, rest = output.partition("\n  ")[0], *output.split("\n", 3)[2:4]
        assert time.startswith('  "generatedAt": "')
        return head + rest

    first = written("Pulumi.fabrikam.yaml", "Pulumi.contoso.yaml")
    assert first == written("Pulumi.fabrikam.yaml", "Pulumi.contoso.yaml")
    assert first == written("Pulumi.contoso.yaml", "Pulumi.fabrikam.yaml")


def test_a_row_of_the_document(tmp_path: Path) -> None:
    source = exported(tmp_path, pair_resource("a", {"financeAndOperations.tenantId": ABSENT}))
    found = dualwrite("check", source, "--format", "json")
    (row,) = (row for row in json.loads(found.output)["results"] if row["id"] == "DW010")
    assert row == {
        "id": "DW010",
        "requirement": "same-tenant",
        "pair": "a",
        "urn": urn_of("a"),
        "level": "mandatory",
        "verdict": "undeclared",
        "message": "financeAndOperations.tenantId is not declared.",
        "remedy": "Declare financeAndOperations.tenantId in the pair.",
        "evidence": [
            {"fact": "financeAndOperations.tenantId", "value": None},
            {
                "fact": "customerEngagement.tenantId",
                "value": declaration()["customerEngagement"]["tenantId"],
            },
        ],
        "exemption": None,
        "violation": True,
        "source": str(source),
        "location": {"path": "Pulumi.yaml", "line": 1},
    }


def test_several_sources_are_judged_together(tmp_path: Path) -> None:
    shared = {"customerEngagement.url": "https://shared.crm4.dynamics.com"}
    sources = [manifest(tmp_path, {**environment(name), **shared}, name) for name in ("one", "two")]
    found = dualwrite("check", *sources, "--format", "json")
    assert found.code == 1
    failed = [place for place, verdict in verdicts(found.output).items() if verdict == "fail"]
    assert failed == [("one", "DW006"), ("two", "DW006")]


def test_a_manifest_and_the_state_made_from_it_are_no_duplicates(tmp_path: Path) -> None:
    sources = [manifest(tmp_path), exported(tmp_path, pair_resource("a"))]
    assert dualwrite("check", *(one.name for one in sources), folder=tmp_path) == Completed(
        0,
        "pair            fail  undeclared  unknown  pass  n/a\n"
        "a (a.json)         0           0        0    22    9\n"
        "a (state.json)     0           0        0    22    9\n"
        "\n"
        "2 pairs judged: accepted (0 mandatory, 0 advisories)\n",
        "",
    )


def test_two_resources_of_one_name_are_told_apart_by_their_urn(tmp_path: Path) -> None:
    child = "urn:pulumi:dev::estate::my:index:Group$dualwrite:index:EnvironmentPair::a"
    resources = (
        pair_resource("a", environment("one")),
        pair_resource("a", environment("two"), urn=child),
    )
    found = dualwrite("check", exported(tmp_path, *resources), variables={"COLUMNS": "200"})
    assert found.code == 0
    labels = [line.split("  ")[0] for line in found.output.splitlines()[1:3]]
    assert labels == [f"a ({urn_of('a')})", f"a ({child})"]


def test_a_source_that_is_named_twice_is_read_once() -> None:
    found = dualwrite("check", "examples/pairs.yaml", "examples/pairs.yaml")
    assert found == Completed(0, TWO_CORRECT, "")


def test_standard_input_that_is_named_twice_is_refused() -> None:
    assert dualwrite("check", "-", "-") == Completed(
        2,
        "",
        "dualwrite: standard input: it is named more than once, and can be read once only.\n",
    )


def test_one_broken_source_of_several_is_refused_alone() -> None:
    assert dualwrite("check", "examples/pairs.yaml", "no.yaml") == Completed(
        2, "", "dualwrite: no.yaml: there is no such file.\n"
    )


def test_all_broken_sources_are_told_with_all_their_problems(tmp_path: Path) -> None:
    changes = {"link.initialSync": "yes", "financeAndOperations.region": "westeurop"}
    manifest(tmp_path, changes)
    (tmp_path / "empty.yaml").touch()
    found = dualwrite("check", "a.json", "no.yaml", "empty.yaml", folder=tmp_path)
    assert (found.code, found.output) == (2, "")
    first, *problems = found.errors.splitlines()
    assert first == "dualwrite: 3 sources: 4 problems"
    assert [one.partition(" is ")[0] for one in problems] == [
        '  - a.json: line 8: pair "a", financeAndOperations.region: "westeurop"',
        '  - a.json: line 35: pair "a", link.initialSync: "yes"',
        "  - no.yaml: there",
        "  - empty.yaml: the file",
    ]


def test_what_a_newcomer_gets_wrong_is_told_all_at_once(tmp_path: Path) -> None:
    text = """
pairs:
  - name: contoso
    financeAndOperations:
      url: contoso.operations.dynamics.com
      tenantID: 8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11
      region: westeurop
      applicationVersion: 10.1
      crossCompanyDataSharing: no
      consecutiveUpdatesPaused: "0"
    customerEngagement:
      url: https://contoso.crm4.dynamics.com
      geography: eruope
      platformVersion: null
    link:
      initialSyncLegalEntities: -1
  - name: contoso
"""
    (tmp_path / "pairs.yaml").write_text(text, encoding="utf-8")
    found = dualwrite("check", "pairs.yaml", folder=tmp_path)
    assert (found.code, found.output) == (2, "")
    first, *problems = found.errors.splitlines()
    assert first == "dualwrite: pairs.yaml: 12 problems"
    finance, customer = "financeAndOperations", "customerEngagement"
    told = [re.sub(r"  - (line \d+: )?", "", one) for one in problems]
    assert [one.split(": ")[0].removeprefix('pair "contoso", ') for one in told] == [
        f"{finance}.url",
        f"{finance}.region",
        f"{finance}.applicationVersion",
        f"{finance}.crossCompanyDataSharing",
        f"{finance}.consecutiveUpdatesPaused",
        f"{finance}.tenantID",
        f"{customer}.geography",
        f"{customer}.platformVersion",
        "link.initialSyncLegalEntities",
        finance,
        customer,
        'pair "contoso"',
    ]
    for suggested in ('"tenantId"', '"westeurope"', '"europe"'):
        assert f"id you mean {suggested}?" in found.errors


def test_a_state_without_pairs_is_no_success(tmp_path: Path) -> None:
    source = write_json(tmp_path / "state.json", big_state(10_000, 0))
    note = (
        "dualwrite: note: state.json: the state has no pair, and no environment for dual-write,"
        " so nothing was judged.\n"
    )
    assert dualwrite("check", source.name, folder=tmp_path) == Completed(4, "", note)
    found = dualwrite("check", source.name, "--format", "json", folder=tmp_path)
    assert (found.code, found.errors) == (4, note)
    document = json.loads(found.output)
    assert document["results"] == []
    reason = note.removeprefix("dualwrite: note: state.json: ").removesuffix("\n")
    assert document["leftOut"] == [{"source": "state.json", "reason": reason}]
    allowed = dualwrite("check", source.name, "--allow-empty", folder=tmp_path)
    assert allowed == Completed(0, "", note)


def test_a_manifest_beside_a_state_without_pairs_is_judged(tmp_path: Path) -> None:
    exported(tmp_path, other_resource(1))
    manifest(tmp_path, {"financeAndOperations.tenantId": ABSENT})
    found = dualwrite("check", "state.json", "a.json", folder=tmp_path)
    assert (found.code, found.output) == (1, UNDECLARED_TENANT)
    assert found.errors.startswith("dualwrite: note: state.json: the state has no pair")


def test_a_state_gives_the_verdicts_of_its_manifest(tmp_path: Path) -> None:
    changes = {"link.initialSyncLegalEntities": 41, "customerEngagement.region": "koreacentral"}
    changes["customerEngagement.geography"] = "korea"
    sources = (manifest(tmp_path, changes), exported(tmp_path, pair_resource("a", changes)))
    from_manifest, from_state = (dualwrite("check", one, "--format", "json") for one in sources)
    assert from_manifest.code == from_state.code == 1
    assert verdicts(from_manifest.output) == verdicts(from_state.output)


def test_secrets_of_a_state_are_unknown_until_they_are_shown(tmp_path: Path) -> None:
    found = {}
    for shown in (False, True):
        hidden = secret("not a tenant's GUID", shown=shown)
        source = exported(tmp_path, pair_resource("a", {"financeAndOperations.tenantId": hidden}))
        run = dualwrite("check", source, "--format", "json")
        found[shown] = (run.code, verdicts(run.output)["a", "DW010"])
    assert found == {False: (0, "unknown"), True: (1, "fail")}


def test_encrypted_values_of_a_stack_configuration_are_unknown(tmp_path: Path) -> None:
    pairs = [{"name": "a", **declaration({"financeAndOperations.tenantId": {"secure": "v1:x"}})}]
    text = yaml.safe_dump({"config": {"dualwrite:pairs": pairs}})
    (tmp_path / "Pulumi.dev.yaml").write_text(text, encoding="utf-8")
    assert dualwrite("check", "Pulumi.dev.yaml", folder=tmp_path) == Completed(
        0,
        "pair  fail  undeclared  unknown  pass  n/a\n"
        "a        0           0        1    21    9\n"
        "\n"
        "a\n"
        "  unknown  DW010 same-tenant  [advisory]\n"
        "    financeAndOperations.tenantId cannot be judged yet: it is encrypted here,\n"
        "      and readable only in a preview of its stack.\n"
        "\n"
        "1 pair judged: accepted (0 mandatory, 0 advisories, 1 not yet known)\n",
        "",
    )


def test_an_unknown_fact_under_block_is_refused(tmp_path: Path) -> None:
    hidden = {"financeAndOperations.tenantId": secret("x")}
    source = exported(tmp_path, pair_resource("a", hidden))
    settings = configuration(tmp_path, {"same-tenant": {"unknown": "block"}})
    assert dualwrite("check", source, "--policy-pack-config", settings).code == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"financeAndOperations.region": "atlantis"},
        {"financeAndOperations.tenantId": 12},
        {"customerEngagement": []},
        {"link.liveSyncLegalEntities": 10**400},
    ],
)
@pytest.mark.parametrize("options", [[], ["--format", "json"]])
def test_a_malformed_value_in_a_state_is_a_violation_and_no_error(
    tmp_path: Path, changes: dict[str, Any], options: list[str]
) -> None:
    found = dualwrite("check", exported(tmp_path, pair_resource("a", changes)), *options)
    assert (found.code, found.errors) == (1, "")
    assert "fail" in found.output


def test_three_hundred_failing_pairs_are_all_told(tmp_path: Path) -> None:
    changes = {"financeAndOperations.tenantId": ABSENT}
    source = write_json(tmp_path / "pairs.json", big_manifest(300, changes))
    found = dualwrite("check", source)
    assert (found.code, found.errors) == (1, "")
    assert found.output.count("  undeclared  DW010 same-tenant  [mandatory]\n") == 300
    assert found.output.endswith("\n300 pairs judged: refused (300 mandatory, 0 advisories)\n")


def test_a_thousand_pairs_among_ten_thousand_resources_are_found(tmp_path: Path) -> None:
    source = write_json(tmp_path / "state.json", big_state(10_000, 1_000))
    assert dualwrite("check", source) == Completed(
        0,
        "1000 pairs without a finding\n\n1000 pairs judged: accepted (0 mandatory, 0 advisories)\n",
        "",
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("two\nlines", "two\\nlines"),
        ("right\u202eleft", "right\\u202eleft"),
        ("half \ud800", "half \\ud800"),
        ("[bold]no markup[/bold]", "[bold]no markup[/bold]"),
    ],
)
def test_a_name_is_shown_and_never_obeyed(tmp_path: Path, name: str, shown: str) -> None:
    changes = {"financeAndOperations.tenantId": ABSENT}
    source = write_json(tmp_path / "pairs.json", [{"name": name, **declaration(changes)}])
    found = dualwrite("check", source)
    assert (found.code, found.errors) == (1, "")
    assert found.output.splitlines()[1].startswith(f"{shown}  ")
    assert found.output.splitlines()[3] == shown
    document = json.loads(dualwrite("check", source, "--format", "json").output)
    expected = name.encode("utf-8", "backslashreplace").decode("utf-8")
    assert {row["pair"] for row in document["results"]} == {expected}


@pytest.mark.parametrize("columns", ["0", "1", "40", "wide", "200"])
def test_any_width_of_a_terminal_is_taken(columns: str) -> None:
    found = dualwrite("check", "Pulumi.fabrikam.yaml", variables={"COLUMNS": columns})
    assert (found.code, found.errors) == (1, "")
    assert found.output.count("  fail  DW") == VIOLATIONS
    if columns == "200":
        assert max(map(len, found.output.splitlines())) > 120


def test_no_colour_reaches_a_pipe() -> None:
    for variables in ({}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}):
        assert "\x1b" not in dualwrite("check", "Pulumi.fabrikam.yaml", variables=variables).output


def test_environments_that_encryption_hides_are_counted(tmp_path: Path) -> None:
    """What marks an environment for dual-write may be what cannot be read."""
    encrypted = {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        "ciphertext": "v1:x",
    }
    token = "powerplatform:index:Environment"
    resource = {
        "urn": f"urn:pulumi:test::project::{token}::crm",
        "type": token,
        "inputs": {
            "displayName": "crm",
            "location": "europe",
            "environmentType": "Production",
            "dataverse": encrypted,
        },
    }
    (tmp_path / "state.json").write_text(
        json.dumps({"version": 3, "deployment": {"resources": [resource]}}), encoding="utf-8"
    )
    assert dualwrite("check", "state.json", folder=tmp_path) == Completed(
        4,
        "",
        "dualwrite: note: state.json: whether 1 environment with encrypted values is for dual-write"
        " cannot be told. pulumi stack export --show-secrets tells.\n"
        "dualwrite: note: state.json: the state has no pair, and no environment for dual-write,"
        " so nothing was judged.\n",
    )
