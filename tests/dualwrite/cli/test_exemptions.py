"""``dualwrite exemptions``: all grants, what becomes of each, and what needs somebody first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dualwrite.cli.commands.exemptions import list_exemptions
from dualwrite.cli.inputs import read_inputs
from dualwrite.reports.terminal.exemptions import State
from support.command_line import Completed, defective, dualwrite
from support.configurations import raw_grant
from support.pairs import declaration, environment
from support.states import state, write_json

TOO_MANY = {"link.liveSyncLegalEntities": 251}
OTHER_TENANT = {"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"}
ANOTHER_REGION = {"customerEngagement.region": "northeurope"}
FILES = ("pairs.json", "--policy-pack-config", "config.json")


def files(folder: Path, pairs: dict[str, dict[str, Any]], configuration: dict[str, Any]) -> None:
    """A manifest of pairs with environments of their own, and a configuration."""
    declared = [
        {"name": name, **declaration({**environment(f"pair-{number}"), **changes})}
        for number, (name, changes) in enumerate(pairs.items())
    ]
    write_json(folder / "pairs.json", declared)
    write_json(folder / "config.json", configuration)


def one_of_each(folder: Path) -> None:
    """Grants in every state; the file's order is not that of the policies."""
    grants = [
        raw_grant(id="in-force", pairs=["legacy"], ticket="ERP-1", approvedBy="cto"),
        raw_grant(id="soon", pairs=["moving-*"], expiresOn="2026-12-01", category="mitigated"),
        raw_grant(id="unused", pairs=["legacy", "gone"], expiresOn="2026-12-24"),
    ]
    expired = [
        raw_grant(id="missed", pairs=["legacy", "moving-1"], expiresOn="2026-11-23"),
        raw_grant(id="over", pairs=["clean"], expiresOn="2026-01-01"),
        raw_grant(pairs=["clean"]),
    ]
    del expired[-1]["id"]
    pairs = {
        "clean": {},
        "legacy": {**TOO_MANY, **OTHER_TENANT},
        "moving-1": {**ANOTHER_REGION, **OTHER_TENANT},
    }
    configuration = {
        "same-tenant": {"exemptions": expired},
        "same-datacenter": {"exemptions": grants[1:2]},
        "live-sync-legal-entities": {
            "exemptions": [grants[0], raw_grant(id="none", pairs=["gone"])]
        },
        "no-trial-instance": {"exemptions": grants[2:]},
        "one-version": {"enforcementLevel": "disabled", "exemptions": [raw_grant(id="off")]},
    }
    files(folder, pairs, configuration)


TABLE = """\
expired, missed  DW010 same-tenant  missed
    Pairs: legacy, moving-1
    Until 2026-11-23 (1 day ago), waiver, owner erp-platform@contoso.com
    Reason: Region move under way
    Its violations are back: legacy, moving-1

expires soon  DW011 same-datacenter  soon
    Pairs: moving-*
    Until 2026-12-01 (7 days left), mitigated, owner erp-platform@contoso.com
    Reason: Region move under way
    [advisory] Expires in 7 days, on 2026-12-01; then its violations are back.

unused  DW005 no-trial-instance  unused
    Pairs: legacy, gone
    Until 2026-12-24 (30 days left), waiver, owner erp-platform@contoso.com
    Reason: Region move under way
    [advisory] Expires in 30 days, on 2026-12-24; then its violations are back.
    [advisory] Is not used: "legacy" does not need it. Remove it.

unused  DW008 live-sync-legal-entities  none
    Pairs: gone
    Until 2027-01-31 (68 days left), waiver, owner erp-platform@contoso.com
    Reason: Region move under way
    [advisory] Is not used: there is no pair "gone" here.

unused  DW010 same-tenant  without an id
    Pairs: clean
    Until 2027-01-31 (68 days left), waiver, owner erp-platform@contoso.com
    Reason: Region move under way
    [advisory] Is not used: "clean" does not need it. Remove it.

expired  DW010 same-tenant  over
    Pairs: clean
    Until 2026-01-01 (327 days ago), waiver, owner erp-platform@contoso.com
    Reason: Region move under way
    No pair here misses it. Remove it.

in force  DW008 live-sync-legal-entities  in-force
    Pairs: legacy
    Until 2027-01-31 (68 days left), waiver, owner erp-platform@contoso.com
    Reason: Region move under way

policy disabled  DW014 one-version  off
    Pairs: contoso-prod
    Until 2027-01-31 (68 days left), waiver, owner erp-platform@contoso.com
    Reason: Region move under way

8 exemptions: 1 expired, missed; 1 expires soon; 3 unused; 1 expired; 1 policy
  disabled; 1 in force
"""


def test_what_needs_somebody_stands_first(tmp_path: Path) -> None:
    one_of_each(tmp_path)
    assert dualwrite("exemptions", *FILES, folder=tmp_path) == Completed(0, TABLE, "")


def test_a_review_that_is_disabled_is_shown_all_the_same(tmp_path: Path) -> None:
    one_of_each(tmp_path)
    file = tmp_path / "config.json"
    write_json(file, {**json.loads(file.read_text(encoding="utf-8")), "exemptions": "disabled"})
    found = dualwrite("exemptions", *FILES, folder=tmp_path)
    assert found == Completed(0, TABLE.replace("[advisory]", "[disabled]"), "")


@pytest.mark.parametrize("review", ["mandatory", "disabled"])
def test_json_is_what_the_document_of_check_has(tmp_path: Path, review: str) -> None:
    one_of_each(tmp_path)
    file = tmp_path / "config.json"
    write_json(file, {**json.loads(file.read_text(encoding="utf-8")), "exemptions": review})
    found = dualwrite("exemptions", *FILES, "--format", "json", folder=tmp_path)
    document = json.loads(found.output)
    checked = json.loads(dualwrite("check", *FILES, "--format", "json", folder=tmp_path).output)
    assert (found.code, found.errors) == (0, "")
    assert [*document] == ["schemaVersion", "today", "exemptions"]
    assert (document["schemaVersion"], document["today"]) == (1, "2026-11-24")
    *others, disabled = document["exemptions"]
    written = [one.strip() for one in file.read_text(encoding="utf-8").splitlines()]
    line = written.index('"id": "off",')  # it stands under the line that the grant begins on
    assert others == checked["exemptions"]
    assert [one["id"] for one in others] == [
        "unused",
        "in-force",
        "none",
        "missed",
        "over",
        None,
        "soon",
    ]
    assert disabled == {
        "requirement": "one-version",
        "requirementId": "DW014",
        **raw_grant(id="off"),
        "approvedBy": None,
        "ticket": None,
        "daysLeft": 68,
        "covers": [],
        "coversVerdicts": ["undeclared", "fail"],
        "notices": [],
        "location": {"path": "config.json", "line": line},
    }


@pytest.mark.parametrize(
    ("today", "state_then"),
    [
        ("2026-12-31", State.IN_FORCE),
        ("2027-01-01", State.EXPIRES_SOON),
        ("2027-01-31", State.EXPIRES_SOON),
        ("2027-02-01", State.MISSED),
    ],
)
def test_the_day_decides(tmp_path: Path, today: str, state_then: State) -> None:
    grants = {"same-tenant": {"exemptions": [raw_grant()]}}
    files(tmp_path, {"contoso-prod": OTHER_TENANT}, grants)
    assert states(tmp_path, today) == [state_then]


def states(folder: Path, today: str = "2026-11-24") -> list[State]:
    sources, configuration = [str(folder / "pairs.json")], str(folder / "config.json")
    return [one.state for one in list_exemptions(read_inputs(sources, configuration, today))]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"warnDays": 0}, State.IN_FORCE),
        ({"warnDays": 68}, State.EXPIRES_SOON),
        ({"warnDays": 67}, State.IN_FORCE),
    ],
)
def test_the_files_own_days_of_warning_count(
    tmp_path: Path, settings: dict[str, Any], expected: State
) -> None:
    grants = {"same-tenant": {"exemptions": [raw_grant()]}, "exemptions": settings}
    files(tmp_path, {"contoso-prod": OTHER_TENANT}, grants)
    assert states(tmp_path) == [expected]


def test_a_pair_that_another_grant_covers_does_not_miss_an_expired_one(tmp_path: Path) -> None:
    grants = [raw_grant(id="old", expiresOn="2026-11-23"), raw_grant(id="new")]
    files(tmp_path, {"contoso-prod": OTHER_TENANT}, {"same-tenant": {"exemptions": grants}})
    assert states(tmp_path) == [State.EXPIRED, State.IN_FORCE]


def test_what_is_ignored_misses_nothing(tmp_path: Path) -> None:
    """An undeclared fact that is no violation needs no grant."""
    setting = {
        "undeclared": "ignore",
        "exemptions": [raw_grant(expiresOn="2026-11-23"), raw_grant(id="b")],
    }
    declared = declaration()
    del declared["customerEngagement"]["tenantId"]
    write_json(tmp_path / "pairs.json", [{"name": "contoso-prod", **declared}])
    write_json(tmp_path / "config.json", {"same-tenant": setting})
    assert states(tmp_path) == [State.EXPIRED, State.UNUSED]


@pytest.mark.parametrize("unknown", ["advise", "block"])
def test_a_pair_that_may_yet_need_it_uses_it(tmp_path: Path, unknown: str) -> None:
    declared = declaration({"customerEngagement.tenantId": {"secure": "djE6eA=="}})
    pairs = [{"name": "contoso-prod", **declared}]
    write_json(tmp_path / "Pulumi.dev.yaml", {"config": {"dualwrite:pairs": pairs}})
    grants = [raw_grant(), raw_grant(id="old", expiresOn="2026-11-23")]
    write_json(
        tmp_path / "config.json", {"same-tenant": {"unknown": unknown, "exemptions": grants}}
    )
    inputs = read_inputs(
        [str(tmp_path / "Pulumi.dev.yaml")], str(tmp_path / "config.json"), "2026-11-24"
    )
    found = [(one.state, one.reviewed.notices) for one in list_exemptions(inputs)]
    assert found == [(State.IN_FORCE, ()), (State.EXPIRED, ())]


def test_a_rule_that_broke_leaves_its_grants_in_force(tmp_path: Path) -> None:
    files(tmp_path, {"contoso-prod": {}}, {"same-tenant": {"exemptions": [raw_grant()]}})
    broken = defective(
        "from dualwrite.requirements.same_tenant import SameTenant\nSameTenant.check = lambda *_: 1 / 0"
    )
    found = dualwrite("exemptions", *FILES, folder=tmp_path, command=broken)
    assert found.output.startswith("in force  DW010 same-tenant  EX-2026-014\n")


@pytest.mark.parametrize(
    ("changes", "pairs"),
    [
        (OTHER_TENANT, ["a"]),
        ({}, ["a"]),
        ({}, ["b"]),
        (OTHER_TENANT, ["b", "?"]),
        (OTHER_TENANT, ["b"]),
    ],
)
def test_unused_is_what_the_review_calls_unused(
    tmp_path: Path, changes: dict[str, Any], pairs: list[str]
) -> None:
    files(tmp_path, {"a": changes}, {"same-tenant": {"exemptions": [raw_grant(pairs=pairs)]}})
    sources, configuration = [str(tmp_path / "pairs.json")], str(tmp_path / "config.json")
    (found,) = list_exemptions(read_inputs(sources, configuration, "2026-11-24"))
    told = (*found.reviewed.notices, *found.reviewed.hints)
    said = any(" is not used: " in one for one in told)
    assert (found.state is State.UNUSED) is said


def test_no_exemptions_at_all(tmp_path: Path) -> None:
    files(tmp_path, {"a": TOO_MANY}, {"same-tenant": "disabled"})
    found = dualwrite("exemptions", *FILES, folder=tmp_path)
    assert found == Completed(0, "config.json has no exemptions.\n", "")
    empty = '{\n  "schemaVersion": 1,\n  "today": "2026-11-24",\n  "exemptions": []\n}\n'
    found = dualwrite("exemptions", *FILES, "--format", "json", folder=tmp_path)
    assert found == Completed(0, empty, "")


def test_where_no_pair_was_judged_the_day_alone_decides(tmp_path: Path) -> None:
    days = ("2026-11-23", "2026-12-24", "2026-12-25")
    grants = [raw_grant(id=day, expiresOn=day) for day in days]
    files(tmp_path, {}, {"same-tenant": {"exemptions": grants}})
    write_json(tmp_path / "pairs.json", state())
    assert states(tmp_path) == [State.EXPIRED, State.EXPIRES_SOON, State.IN_FORCE]


def test_sources_without_pairs_are_noted(tmp_path: Path) -> None:
    files(tmp_path, {"contoso-prod": OTHER_TENANT}, {"same-tenant": {"exemptions": [raw_grant()]}})
    write_json(tmp_path / "Pulumi.dev.yaml", {"config": {}})
    arguments = ("exemptions", "Pulumi.dev.yaml", *FILES)
    left_out = dualwrite(*arguments, folder=tmp_path)
    note = "dualwrite: note: Pulumi.dev.yaml: no pairs: the configuration has no dualwrite:pairs.\n"
    assert left_out == dualwrite("exemptions", *FILES, folder=tmp_path)._replace(errors=note)
    assert left_out.output.startswith("in force  DW010 same-tenant  EX-2026-014\n")


def test_a_state_without_pairs_is_noted(tmp_path: Path) -> None:
    files(tmp_path, {}, {"same-tenant": {"exemptions": [raw_grant()]}})
    write_json(tmp_path / "pairs.json", state())
    found = dualwrite("exemptions", *FILES, folder=tmp_path)
    assert found == Completed(
        0,
        "in force  DW010 same-tenant  EX-2026-014\n"
        "    Pairs: contoso-prod\n"
        "    Until 2027-01-31 (68 days left), waiver, owner erp-platform@contoso.com\n"
        "    Reason: Region move under way\n"
        "\n"
        "1 exemption: 1 in force\n",
        "dualwrite: note: pairs.json: the state has no pair, and no environment for dual-write, so"
        " nothing was judged.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("no.json", "--policy-pack-config", "fine.json"), "no.json: there is no such file."),
        (
            ("pairs.json", "--policy-pack-config", "no.json"),
            "no.json: there is no such file.",
        ),
        (
            (*FILES, "--today", "tomorrow"),
            '--today: "tomorrow" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.',
        ),
        (
            FILES,
            'config.json: same-tenant, exemption "EX-2026-014", owner: missing. A grant needs pairs,'
            " category, reason, owner and expiresOn.",
        ),
    ],
)
def test_wrong_input_is_refused(tmp_path: Path, arguments: tuple[str, ...], problem: str) -> None:
    wrong = raw_grant()
    del wrong["owner"]
    files(tmp_path, {"a": {}}, {"same-tenant": {"exemptions": [wrong]}})
    write_json(tmp_path / "fine.json", {})
    found = dualwrite("exemptions", *arguments, folder=tmp_path)
    assert found == Completed(2, "", f"dualwrite: {problem}\n")


def test_a_configuration_must_be_named(tmp_path: Path) -> None:
    files(tmp_path, {"a": {}}, {})
    found = dualwrite("exemptions", "pairs.json", folder=tmp_path)
    assert (found.code, found.output) == (2, "")
    assert "Missing option '--policy-pack-config'" in found.errors
