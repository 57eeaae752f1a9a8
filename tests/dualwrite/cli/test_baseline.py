"""``dualwrite baseline``: an estate that is not clean is accepted, until the day; nothing else is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dualwrite.requirements import REQUIREMENTS
from support.command_line import ROOT, Completed, defective, dualwrite, verdicts
from support.configurations import raw_grant
from support.example_stacks import BROKEN, VIOLATIONS
from support.pairs import ABSENT, declaration, environment
from support.states import pair_resource, state, write_json

FABRIKAM = ROOT / "Pulumi.fabrikam.yaml"
UNTIL = "2027-01-31"
REASON = "Known when the guardrail came"
TERMS = ("--until", UNTIL, "--owner", "erp@contoso.com", "--reason", REASON)
CONFIG = ("--policy-pack-config", "config.json")
SUMMARY = (
    "22 violations of 2 pairs are exempt until 2027-01-31 (68 days left): 20\n"
    "exemptions, EX-2026-001 to EX-2026-020.\n"
)
TOO_MANY = {"link.liveSyncLegalEntities": 251}
NOTHING = "There is nothing to exempt: no violation is left that an exemption can cover.\n"


def baseline(folder: Path, *arguments: str | Path, **keywords: Any) -> Completed:
    return dualwrite("baseline", *arguments, *TERMS, folder=folder, **keywords)


def check(folder: Path, *arguments: str | Path, **keywords: Any) -> Completed:
    options = (*CONFIG, "--format", "json")
    return dualwrite("check", *arguments, *options, folder=folder, **keywords)


def manifest(folder: Path, pairs: dict[str, dict[str, Any]]) -> Path:
    """A manifest of pairs with environments of their own, correct but for the changes."""
    declared = [
        {"name": name, **declaration({**environment(f"pair-{number}"), **changes})}
        for number, (name, changes) in enumerate(pairs.items())
    ]
    return write_json(folder / "pairs.json", declared)


def read(folder: Path) -> Any:
    return json.loads((folder / "config.json").read_text(encoding="utf-8"))


def granted(number: int, *pairs: str, covers: str = "fail") -> dict[str, Any]:
    return {
        "id": f"EX-2026-{number:03}",
        "pairs": list(pairs),
        "covers": covers,
        "category": "waiver",
        "reason": REASON,
        "owner": "erp@contoso.com",
        "expiresOn": UNTIL,
    }


def test_one_grant_a_requirement_covers_all_that_is_a_violation(tmp_path: Path) -> None:
    created = SUMMARY + "config.json was not there; it is created.\n"
    assert baseline(tmp_path, FABRIKAM, *CONFIG) == Completed(0, created, "")
    assert read(tmp_path) == {
        name: {"exemptions": [granted(number, *pairs)]}
        for number, (name, pairs) in enumerate(BROKEN.items(), 1)
    }


def test_the_check_accepts_everything_afterwards(tmp_path: Path) -> None:
    baseline(tmp_path, FABRIKAM, *CONFIG)
    found = check(tmp_path, FABRIKAM, "--today", UNTIL)
    assert (found.code, found.errors) == (0, "")
    exempt = {place for place, kind in verdicts(found.output).items() if kind == "exempt"}
    ids = {one.name: one.id for one in REQUIREMENTS}
    assert exempt == {(pair, ids[name]) for name, pairs in BROKEN.items() for pair in pairs}


def test_a_new_pair_is_refused_all_the_same(tmp_path: Path) -> None:
    baseline(tmp_path, FABRIKAM, *CONFIG)
    new = manifest(tmp_path, {"fabrikam-third": TOO_MANY})
    found = check(tmp_path, FABRIKAM, new)
    assert found.code == 1
    failed = {place for place, kind in verdicts(found.output).items() if kind == "fail"}
    assert failed == {("fabrikam-third", "DW008")}


def test_after_the_day_everything_is_back_and_says_whose_it_was(tmp_path: Path) -> None:
    before = json.loads(check_without_configuration("2027-02-01"))["results"]
    baseline(tmp_path, FABRIKAM, *CONFIG)
    found = check(tmp_path, FABRIKAM, "--today", "2027-02-01")
    assert found.code == 1
    numbers = {name: number for number, name in enumerate(BROKEN, 1)}
    for one in before:
        if one["violation"]:
            one["message"] += (
                f' Exemption "EX-2026-{numbers[one["requirement"]]:03}" expired on 2027-01-31'
                " (1 day ago); its owner is erp@contoso.com."
            )
    assert sum(one["violation"] for one in before) == VIOLATIONS
    assert json.loads(found.output)["results"] == before


def check_without_configuration(today: str) -> str:
    found = dualwrite("check", FABRIKAM, "--format", "json", "--today", today)
    assert found.code == 1
    return found.output


def test_without_a_file_the_configuration_is_printed(tmp_path: Path) -> None:
    found = baseline(tmp_path, FABRIKAM)
    note = f"dualwrite: note: {SUMMARY[:-1].replace(chr(10), ' ')}\n"
    assert (found.code, found.errors) == (0, note)
    assert [*tmp_path.iterdir()] == []
    baseline(tmp_path, FABRIKAM, *CONFIG)
    assert (tmp_path / "config.json").read_text(encoding="utf-8") == found.output


def test_the_files_own_configuration_decides_and_stays(tmp_path: Path) -> None:
    """A disabled policy needs no grant, nor what is ignored; an advisory violation does."""
    source = manifest(
        tmp_path,
        {
            "a": {**TOO_MANY, "financeAndOperations.bypassesDataEvents": True},
            "b": {
                "customerEngagement.prospectToCash": ABSENT,
                "link.distributedTransactions": ABSENT,
            },
        },
    )
    text = '{"live-sync-legal-entities": "disabled"}\n'
    (tmp_path / "config.json").write_text(text, encoding="utf-8")
    summary = (
        "2 violations of 2 pairs are exempt until 2027-01-31 (68 days left): 2\n"
        "exemptions, EX-2026-001 to EX-2026-002.\nAdded to config.json.\n"
    )
    assert baseline(tmp_path, source, *CONFIG) == Completed(0, summary, "")
    added = [
        json.dumps({"exemptions": [granted(number, pair, covers=covers)]})
        for number, pair, covers in ((1, "b", "undeclared"), (2, "a", "fail"))
    ]
    assert (tmp_path / "config.json").read_text(encoding="utf-8") == (
        '{"live-sync-legal-entities": "disabled", "no-prospect-to-cash": '
        f'{added[0]}, "no-bypassed-data-events": {added[1]}}}\n'
    )


def test_what_is_exempt_already_is_left_out_and_what_has_expired_is_not(tmp_path: Path) -> None:
    source = manifest(tmp_path, {"a": TOO_MANY, "b": TOO_MANY, "c": TOO_MANY})
    grants = [raw_grant(pairs=["a*"]), raw_grant(id="old", pairs=["b"], expiresOn="2026-11-23")]
    write_json(tmp_path / "config.json", {"live-sync-legal-entities": {"exemptions": grants}})
    assert baseline(tmp_path, source, *CONFIG).output == (
        "2 violations of 2 pairs are exempt until 2027-01-31 (68 days left): 1\n"
        "exemption, EX-2026-015.\nAdded to config.json.\n"
    )
    after = {"live-sync-legal-entities": {"exemptions": [*grants, granted(15, "b", "c")]}}
    assert read(tmp_path) == after
    stays = Completed(0, NOTHING + "config.json stays as it is.\n", "")
    assert baseline(tmp_path, source, *CONFIG) == stays
    assert read(tmp_path) == after


def test_nothing_to_exempt_creates_no_file(tmp_path: Path) -> None:
    source = manifest(tmp_path, {"a": {}})
    not_created = Completed(0, NOTHING + "config.json is not created.\n", "")
    assert baseline(tmp_path, source, *CONFIG) == not_created
    assert baseline(tmp_path, source) == Completed(0, "{}\n", f"dualwrite: note: {NOTHING}")
    assert [one.name for one in tmp_path.iterdir()] == ["pairs.json"]


NAMES = ["prod[1]", "a*", "?", "line\nbreak", "\u202emark", "\ud800", "名前", "prod1", "ab", "x"]


def test_a_name_with_a_globs_characters_covers_only_itself(tmp_path: Path) -> None:
    source = manifest(tmp_path, dict.fromkeys(NAMES[:-3], TOO_MANY))
    assert baseline(tmp_path, source, *CONFIG).code == 0
    grants = read(tmp_path)["live-sync-legal-entities"]["exemptions"]
    assert grants == [
        granted(1, "[?]", "a[*]", "line\nbreak", "prod[[]1]", "\u202emark", "名前", "\ud800")
    ]
    source = manifest(tmp_path, dict.fromkeys(NAMES, TOO_MANY))
    found = check(tmp_path, source)
    failed = {pair for (pair, _), kind in verdicts(found.output).items() if kind == "fail"}
    assert (found.code, failed) == (1, {"prod1", "ab", "x"})


def test_sources_without_pairs_are_noted(tmp_path: Path) -> None:
    source = manifest(tmp_path, {"a": TOO_MANY})
    without = write_json(tmp_path / "Pulumi.dev.yaml", {"config": {}})
    found = baseline(tmp_path, source, without, *CONFIG)
    note = f"dualwrite: note: {without}: no pairs: the configuration has no dualwrite:pairs.\n"
    assert (found.code, found.errors) == (0, note)
    assert read(tmp_path) == {"live-sync-legal-entities": {"exemptions": [granted(1, "a")]}}


@pytest.mark.parametrize("path", ["", "-"])
def test_what_is_no_file_to_change_is_refused(tmp_path: Path, path: str) -> None:
    source = manifest(tmp_path, {"a": TOO_MANY})
    found = baseline(tmp_path, source, "--policy-pack-config", path, given="{}")
    told = "it is empty" if path == "" else "- is standard input"
    problem = f"--policy-pack-config: {told}; accepted: the file to add exemptions to."
    assert found == Completed(2, "", f"dualwrite: {problem}\n")
    assert [one.name for one in tmp_path.iterdir()] == ["pairs.json"]


def test_pairs_of_one_name_in_several_sources_are_named_once(tmp_path: Path) -> None:
    source = manifest(tmp_path, {"a": TOO_MANY})
    changes = {**environment("other"), **TOO_MANY}
    exported = write_json(tmp_path / "state.json", state(pair_resource("a", changes)))
    assert baseline(tmp_path, source, exported, *CONFIG).output == (
        "2 violations of 1 pair are exempt until 2027-01-31 (68 days left): 1 exemption,\n"
        "EX-2026-001.\nconfig.json was not there; it is created.\n"
    )
    assert read(tmp_path) == {"live-sync-legal-entities": {"exemptions": [granted(1, "a")]}}
    assert check(tmp_path, source, exported).code == 0


def test_what_no_exemption_can_cover_is_counted(tmp_path: Path) -> None:
    source = write_json(
        tmp_path / "Pulumi.dev.yaml",
        {
            "config": {
                "dualwrite:pairs": [
                    {
                        "name": "a",
                        **declaration(
                            {
                                "customerEngagement.tenantId": {"secure": "djE6eA=="},
                                "customerEngagement.region": {"secure": "djE6eA=="},
                                "customerEngagement.geography": ABSENT,
                            }
                        ),
                    }
                ]
            }
        },
    )
    write_json(tmp_path / "config.json", {"same-tenant": {"unknown": "block"}})
    broken = defective(
        "from dualwrite.requirements.no_trial_instance import NoTrialInstance\n"
        "NoTrialInstance.check = lambda *_: 1 / 0"
    )
    found = baseline(tmp_path, source, *CONFIG, command=broken)
    assert found == Completed(
        0,
        NOTHING + "config.json stays as it is.\n",
        "dualwrite: note: 2 violations remain that no exemption can cover: 1 error and 1 unknown.\n"
        "dualwrite: note: 2 results are not known yet; if they become violations, they are not exempt.\n",
    )


def test_a_pair_without_a_name_cannot_be_exempt(tmp_path: Path) -> None:
    resource = {**pair_resource("a", TOO_MANY), "urn": ""}
    exported = write_json(tmp_path / "state.json", state(resource))
    found = baseline(tmp_path, exported, *CONFIG)
    assert found == Completed(
        0,
        NOTHING + "config.json is not created.\n",
        "dualwrite: note: 1 violation remains that no exemption can cover: 1 fail.\n",
    )


def test_the_first_of_many_notes_are_shown(tmp_path: Path) -> None:
    found = baseline(tmp_path, FABRIKAM, *CONFIG, "--today", "2026-11-24", "--until", "2027-01-31")
    assert found.errors == ""
    settings = {"exemptions": {"enforcementLevel": "mandatory", "requireTicket": True}}
    write_json(tmp_path / "config.json", settings)
    found = baseline(tmp_path, FABRIKAM, *CONFIG)
    notes = [
        f'exemptions (DW900, mandatory) will say: {one.name}: exemption "EX-2026-{number:03}" (owner'
        " erp@contoso.com) has no ticket, and one is required (requireTicket)."
        for number, one in enumerate(REQUIREMENTS[:3], 1)
    ]
    notes.append("... and 17 more of these.")
    assert found.errors.splitlines() == [f"dualwrite: note: {one}" for one in notes]


def test_other_terms_are_in_every_grant(tmp_path: Path) -> None:
    options = ("--category", "mitigated", "--approved-by", "cto", "--ticket", "ERP-1")
    assert baseline(tmp_path, manifest(tmp_path, {"a": TOO_MANY}), *options, *CONFIG).code == 0
    wanted = {**granted(1, "a"), "category": "mitigated", "approvedBy": "cto", "ticket": "ERP-1"}
    assert read(tmp_path) == {"live-sync-legal-entities": {"exemptions": [wanted]}}


def test_a_state_without_pairs_is_noted(tmp_path: Path) -> None:
    exported = write_json(tmp_path / "state.json", state())
    found = baseline(tmp_path, exported.name, *CONFIG)
    note = (
        "dualwrite: note: state.json: the state has no pair, and no environment for dual-write, so"
        " nothing was judged.\n"
    )
    assert found == Completed(4, NOTHING + "config.json is not created.\n", note)
    allowed = baseline(tmp_path, exported.name, *CONFIG, "--allow-empty")
    assert allowed == Completed(0, found.output, found.errors)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["no.yaml"], "no.yaml: there is no such file."),
        (
            [str(FABRIKAM), "--reason", "short"],
            '--reason: "short" is too short; accepted: the reason, in 10 characters or more.',
        ),
        (
            [str(FABRIKAM), "--until", "2026-11-23"],
            "--until: 2026-11-23 is past: today is 2026-11-24.",
        ),
        (
            [str(FABRIKAM), "--policy-pack-config", "wrong.json"],
            "wrong.json: it is no UTF-8 text.",
        ),
        (
            [str(FABRIKAM), "--policy-pack-config", "no/config.json"],
            "no/config.json: there is no folder no. Make it first.",
        ),
    ],
)
def test_wrong_input_is_refused(tmp_path: Path, arguments: list[str], problem: str) -> None:
    (tmp_path / "wrong.json").write_bytes(b"\xff")
    found = dualwrite("baseline", *TERMS, *arguments, folder=tmp_path)
    assert found == Completed(2, "", f"dualwrite: {problem}\n")
    assert [one.name for one in tmp_path.iterdir()] == ["wrong.json"]
