"""``dualwrite exempt``: one grant more in the file, what is said, and what is refused."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from dualwrite.cli.commands.exempt import run_exempt
from dualwrite.cli.exemption_editing import Terms, read_file_to_change
from dualwrite.cli.files import FileError
from dualwrite.judging.exemptions import Grant
from dualwrite.requirements import REQUIREMENTS
from support.command_line import Completed, defective, dualwrite, verdicts
from support.configurations import raw_grant
from support.pairs import ABSENT, declaration
from support.states import write_json

TERMS = ("--until", "2027-01-31", "--reason", "Region move under way", "--owner", "erp@contoso.com")
CONFIRMED = (
    'EX-2026-001: "contoso-prod" is exempt from DW010 same-tenant until 2027-01-31\n'
    "(68 days left). It covers fail.\n"
)
ADDED = CONFIRMED + "Added to config.json.\n"
GRANT = {
    "id": "EX-2026-001",
    "pairs": ["contoso-prod"],
    "covers": "fail",
    "category": "waiver",
    "reason": "Region move under way",
    "owner": "erp@contoso.com",
    "expiresOn": "2027-01-31",
}


def exempt(
    folder: Path,
    *options: str,
    name: str = "same-tenant",
    pair: str = "contoso-prod",
    terms: tuple[str, ...] = TERMS,
    **keywords: Any,
) -> Completed:
    """Run it on ``config.json`` in a folder; a later option replaces one of the terms.

    Somewhere else there is a source that has the pair.
    """
    with TemporaryDirectory() as elsewhere:
        there_is = pair.strip().replace("*", "prod") or "a"
        source = write_json(Path(elsewhere) / "pairs.json", [{"name": there_is, **declaration()}])
        seen = ("--covers", "fail", "--source", str(source))
        arguments = (name, pair, *terms, *seen, *options, "--policy-pack-config", "config.json")
        return dualwrite("exempt", *arguments, folder=folder, **keywords)


def config(folder: Path, content: str | bytes | dict[str, Any]) -> Path:
    file = folder / "config.json"
    if isinstance(content, dict):
        return write_json(file, content)
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return file


def test_a_file_that_is_not_there_is_created(tmp_path: Path) -> None:
    created = CONFIRMED + "config.json was not there; it is created.\n"
    assert exempt(tmp_path) == Completed(0, created, "")
    assert (tmp_path / "config.json").read_text(encoding="utf-8") == (
        "{\n"
        '  "same-tenant": {\n'
        '    "exemptions": [\n'
        "      {\n"
        '        "id": "EX-2026-001",\n'
        '        "pairs": ["contoso-prod"],\n'
        '        "covers": "fail",\n'
        '        "category": "waiver",\n'
        '        "reason": "Region move under way",\n'
        '        "owner": "erp@contoso.com",\n'
        '        "expiresOn": "2027-01-31"\n'
        "      }\n"
        "    ]\n"
        "  }\n"
        "}\n"
    )


def test_the_rest_of_the_file_stays_to_the_byte(tmp_path: Path) -> None:
    file = config(tmp_path, b'\xef\xbb\xbf{\r\n\t"all":"advisory",\r\n\t"same-tenant":"mandatory"}')
    file.chmod(0o640)
    assert exempt(tmp_path) == Completed(0, ADDED, "")
    assert file.read_bytes().decode("utf-8") == (
        '\ufeff{\r\n\t"all":"advisory",\r\n\t"same-tenant":{\r\n\t\t"enforcementLevel":"mandatory",'
        '\r\n\t\t"exemptions":[\r\n\t\t\t{\r\n\t\t\t\t"id":"EX-2026-001",'
        '\r\n\t\t\t\t"pairs":["contoso-prod"],\r\n\t\t\t\t"covers":"fail",'
        '\r\n\t\t\t\t"category":"waiver",'
        '\r\n\t\t\t\t"reason":"Region move under way",\r\n\t\t\t\t"owner":"erp@contoso.com",'
        '\r\n\t\t\t\t"expiresOn":"2027-01-31"\r\n\t\t\t}\r\n\t\t]\r\n\t}}'
    )
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["config.json"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "shared.json"
    target.write_text("{}", encoding="utf-8")
    os.symlink(target, tmp_path / "config.json")
    assert exempt(tmp_path) == Completed(0, ADDED, "")
    assert (tmp_path / "config.json").is_symlink()
    assert json.loads(target.read_text(encoding="utf-8")) == {
        "same-tenant": {"exemptions": [GRANT]}
    }


def test_every_option_is_in_the_grant(tmp_path: Path) -> None:
    options = ("--category", "mitigated", "--approved-by", "cto", "--ticket", "ERP-1", "--id", "X")
    found = exempt(tmp_path, *options, "--today", "2027-01-31", pair="contoso-*")
    assert found == Completed(
        0,
        'X: "contoso-*" is exempt from DW010 same-tenant until 2027-01-31 (0 days left).\n'
        "It covers fail.\n"
        "config.json was not there; it is created.\n",
        'dualwrite: note: exemptions (DW900, advisory) will say: same-tenant: exemption "X" (owner'
        " erp@contoso.com) expires today; then its violations are back.\n",
    )
    raw = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    assert raw["same-tenant"]["exemptions"] == [
        {
            **GRANT,
            "id": "X",
            "pairs": ["contoso-*"],
            "category": "mitigated",
            "approvedBy": "cto",
            "ticket": "ERP-1",
        }
    ]


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda one: one.id)
def test_every_requirement_is_found_by_name_or_id_in_any_case(
    requirement: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    terms = Terms("2027-01-31", "Region move under way", "me", "waiver", None, None)
    for number, name in enumerate((requirement.id.lower(), f" {requirement.name.upper()} "), 1):
        assert run_exempt(name, "a", terms, None, "config.json", "2026-11-24") == 0
        raw = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
        assert [*raw] == [requirement.name]
        assert [one["id"] for one in raw[requirement.name]["exemptions"]][
            -1
        ] == f"EX-2026-00{number}"


@pytest.mark.parametrize(
    ("used", "next_one"),
    [
        ([], "EX-2026-001"),
        (["EX-2026-002"], "EX-2026-003"),
        (["EX-2026-007", None, "EX-2026-003"], "EX-2026-008"),
        (["EX-2025-040", "ex-2026-050", "EX-2026-9", "EX-2026-60-1"], "EX-2026-001"),
        (["EX-2026-\u0661\u0662\u0663"], "EX-2026-001"),
        (["EX-2026-999"], "EX-2026-1000"),
        (["EX-2026-1000"], "EX-2026-1001"),
    ],
)
def test_the_next_free_id_counts_the_whole_file(
    tmp_path: Path, used: list[str | None], next_one: str
) -> None:
    grants = [raw_grant(id=one, pairs=["other"]) for one in used]
    for one in grants:
        if one["id"] is None:
            del one["id"]
    setting = {"enforcementLevel": "disabled", "exemptions": grants}
    file = config(tmp_path, {"one-version": setting})
    assert exempt(tmp_path).output.startswith(f"{next_one}: ")
    added = json.loads(file.read_text(encoding="utf-8"))
    assert added == {
        "one-version": setting,
        "same-tenant": {"exemptions": [{**GRANT, "id": next_one}]},
    }


def test_the_pair_is_exempt_afterwards(tmp_path: Path) -> None:
    other_tenant = {"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"}
    pairs = [{"name": "contoso-prod", **declaration(other_tenant)}]
    write_json(tmp_path / "pairs.json", pairs)
    check = ("check", "pairs.json", "--policy-pack-config", "config.json", "--format", "json")
    exempt(tmp_path)
    found = dualwrite(*check, folder=tmp_path)
    assert (found.code, verdicts(found.output)["contoso-prod", "DW010"]) == (0, "exempt")


TOO_LONG = (
    'same-tenant: exemption "EX-2026-001" (owner erp@contoso.com) has 181 days left, until 2027-05-24;'
    " 180 are the most (maximumDays)."
)
NO_TICKET = (
    'same-tenant: exemption "EX-2026-001" (owner erp@contoso.com) has no ticket, and one is required'
    " (requireTicket)."
)
OVERLAP = (
    'same-tenant: exemption "EX-2026-015" (owner erp@contoso.com) overlaps exemption "EX-2026-014":'
    ' both cover "contoso-prod", and the one that ends last counts. Keep one.'
)


@pytest.mark.parametrize(
    ("settings", "until", "notes"),
    [
        ({}, "2027-05-23", []),
        ({}, "2027-05-24", [f"exemptions (DW900, advisory) will say: {TOO_LONG}"]),
        (
            {"exemptions": {"enforcementLevel": "mandatory", "requireTicket": True}},
            "2027-05-24",
            [
                f"exemptions (DW900, mandatory) will say: {TOO_LONG}",
                f"exemptions (DW900, mandatory) will say: {NO_TICKET}",
            ],
        ),
        ({"exemptions": "disabled"}, "2029-05-24", []),
        (
            {"same-tenant": {"exemptions": [raw_grant()]}},
            "2027-01-31",
            [f"exemptions (DW900, advisory) will say: {OVERLAP}"],
        ),
        ({"same-tenant": {"exemptions": [raw_grant(expiresOn="2026-11-23")]}}, "2027-01-31", []),
        (
            {"same-tenant": "disabled"},
            "2029-05-24",
            [
                "same-tenant is disabled in config.json: until that changes, no pair needs this"
                " exemption."
            ],
        ),
    ],
)
def test_what_somebody_will_have_to_look_at_is_noted(
    tmp_path: Path, settings: dict[str, Any], until: str, notes: list[str]
) -> None:
    config(tmp_path, settings)
    found = exempt(tmp_path, "--until", until)
    assert found.code == 0
    assert found.errors.splitlines() == [f"dualwrite: note: {one}" for one in notes]


@pytest.mark.parametrize(
    ("options", "name", "pair", "problem"),
    [
        (
            ("--until", "2026-11-23"),
            "same-tenant",
            "a",
            "--until: 2026-11-23 is past: today is 2026-11-24.",
        ),
        (
            ("--until", "2026-02-30"),
            "same-tenant",
            "a",
            '--until: "2026-02-30" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.',
        ),
        (
            ("--today", "soon"),
            "same-tenant",
            "a",
            '--today: "soon" is not a date. Accepted: YYYY-MM-DD, such as 2026-11-24.',
        ),
        (
            ("--reason", " too short "),
            "same-tenant",
            "a",
            '--reason: "too short" is too short; accepted: the reason, in 10 characters or more.',
        ),
        (
            ("--owner", " "),
            "same-tenant",
            "a",
            "--owner: it is empty; accepted: who answers for it.",
        ),
        (("--ticket", ""), "same-tenant", "a", "--ticket: it is empty; accepted: a ticket."),
        (
            ("--approved-by", ""),
            "same-tenant",
            "a",
            "--approved-by: it is empty; accepted: who approved it.",
        ),
        (
            ("--id", ""),
            "same-tenant",
            "a",
            "--id: it is empty; accepted: a name for this exemption.",
        ),
        (
            ("--category", "waver"),
            "same-tenant",
            "a",
            '--category: "waver" is no category. Did you mean "waiver"? Accepted: waiver (the risk is'
            " accepted) or mitigated (the requirement is met by other means).",
        ),
        (
            (),
            "same-tenant",
            " ",
            "PAIR: it is empty; accepted: a pair's name or a glob.",
        ),
        (
            (),
            "same-tennant",
            "a",
            '"same-tennant" is no requirement. Did you mean "same-tenant"? dualwrite requirements lists'
            " them.",
        ),
        (
            (),
            "dw900",
            "a",
            "exemptions (DW900) judges no pair, so that none can be exempt from it.",
        ),
        (
            (),
            "Exemptions",
            "a",
            "exemptions (DW900) judges no pair, so that none can be exempt from it.",
        ),
        (
            ("--id", "EX-2026-014"),
            "DW010",
            "a",
            '--id: same-tenant has an exemption "EX-2026-014" already in config.json. Choose another,'
            " or leave --id out.",
        ),
    ],
)
def test_what_cannot_be_granted_is_refused(
    tmp_path: Path, options: tuple[str, ...], name: str, pair: str, problem: str
) -> None:
    file = config(tmp_path, {"same-tenant": {"exemptions": [raw_grant()]}})
    before = file.read_bytes()
    found = exempt(tmp_path, *options, name=name, pair=pair)
    assert found == Completed(2, "", f"dualwrite: {problem}\n")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "problem"), [("", "it is empty"), ("-", "- is standard input")], ids=["empty", "-"]
)
def test_what_is_no_file_to_change_is_refused(tmp_path: Path, path: str, problem: str) -> None:
    arguments = ("exempt", "same-tenant", "a", *TERMS, "--policy-pack-config", path)
    told = f"--policy-pack-config: {problem}; accepted: the file to add exemptions to."
    assert dualwrite(*arguments, folder=tmp_path, given="{}") == Completed(
        2, "", f"dualwrite: {told}\n"
    )
    assert [*tmp_path.iterdir()] == []


def test_white_space_around_what_was_given_is_left_out(tmp_path: Path) -> None:
    terms = ("--until", "2027-01-31", "--reason", " Region move\n", "--owner", "\tme ")
    found = exempt(tmp_path, "--id", " X ", pair=" contoso-prod\n", terms=terms)
    assert (found.code, found.output.splitlines()[0]) == (
        0,
        'X: "contoso-prod" is exempt from DW010 same-tenant until 2027-01-31 (68 days',
    )
    added = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    grant = {**GRANT, "id": "X", "reason": "Region move", "owner": "me"}
    assert added == {"same-tenant": {"exemptions": [grant]}}


def test_text_is_text_in_a_locale_that_knows_ascii_alone(tmp_path: Path) -> None:
    """Python takes the bytes of a terminal for half surrogate pairs there; the file gets the text."""
    options = ("--owner", "Zoë", "--approved-by", "名前", "--ticket", "é-1", "--id", "ÉX")
    reason = ("--reason", "Région déplacée 🙂")
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = exempt(tmp_path, *options, *reason, pair="café", variables=locale)
    assert (found.code, found.errors) == (0, "")
    raw = (tmp_path / "config.json").read_text(encoding="utf-8")
    assert json.loads(raw)["same-tenant"]["exemptions"] == [
        {
            "id": "ÉX",
            "pairs": ["café"],
            "covers": "fail",
            "category": "waiver",
            "reason": "Région déplacée 🙂",
            "owner": "Zoë",
            "approvedBy": "名前",
            "ticket": "é-1",
            "expiresOn": "2027-01-31",
        }
    ]
    assert '"café"' in raw


def test_bytes_that_are_no_text_are_refused_in_such_a_locale(tmp_path: Path) -> None:
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = exempt(tmp_path, "--owner", os.fsdecode(b"caf\xe9"), variables=locale)
    problem = '--owner: "caf\\udce9" is no UTF-8 text.'
    assert found == Completed(2, "", f"dualwrite: {problem}\n")


def test_an_id_may_be_that_of_another_policy(tmp_path: Path) -> None:
    config(tmp_path, {"one-version": {"exemptions": [raw_grant()]}})
    assert exempt(tmp_path, "--id", "EX-2026-014").code == 0


@pytest.mark.parametrize("option", ["--owner", "--reason", "--approved-by", "--ticket", "--id"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, option: str) -> None:
    found = exempt(tmp_path, option, os.fsdecode(b"a long caf\xe9"))
    problem = f'{option}: "a long caf\\udce9" is no UTF-8 text.'
    assert found == Completed(2, "", f"dualwrite: {problem}\n")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff", "it is no UTF-8 text."),
        (
            b"{",
            "line 1, column 2: Expecting property name enclosed in double quotes. Accepted: JSON, as"
            " Pulumi takes it.",
        ),
        (b"[]", "this is a list; accepted is a mapping from policy names (or all) to settings."),
        (
            b'{"same-tenant": {"exemptions": {}}}',
            "same-tenant.exemptions: this is a mapping; accepted: a list of exemptions.",
        ),
    ],
)
def test_a_file_that_is_wrong_already_is_refused(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    file = config(tmp_path, content)
    assert exempt(tmp_path) == Completed(2, "", f"dualwrite: config.json: {problem}\n")
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (".", ".: it is a folder. Name the files in it."),
        ("no/config.json", "no/config.json: there is no folder no. Make it first."),
    ],
)
def test_a_path_that_is_no_file_is_refused(tmp_path: Path, path: str, problem: str) -> None:
    arguments = ("exempt", "same-tenant", "a", *TERMS, "--policy-pack-config", path)
    assert dualwrite(*arguments, folder=tmp_path) == Completed(2, "", f"dualwrite: {problem}\n")


def test_a_defect_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = config(tmp_path, {"all": "advisory"})
    before = file.read_bytes()
    broken = defective(
        "import dualwrite.cli.exemption_editing as module\nmodule._with_grant = lambda text, *_: text + ' '"
    )
    found = exempt(tmp_path, command=broken)
    assert (found.code, found.output) == (3, "")
    assert found.errors.startswith("dualwrite: a defect of this tool (ChangeError)")
    assert file.read_bytes() == before


def test_a_pairs_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    found = exempt(tmp_path, pair=os.fsdecode(b"caf\xe9"))
    assert found == Completed(2, "", 'dualwrite: PAIR: "caf\\udce9" is no UTF-8 text.\n')


def in_tenant(name: str, tenant: object) -> dict[str, Any]:
    return {"name": name, **declaration({"financeAndOperations.tenantId": tenant})}


OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"


@pytest.mark.parametrize(
    ("pairs", "pair", "options", "covers"),
    [
        ([in_tenant("a", ABSENT)], "a", (), "undeclared"),
        ([in_tenant("a", OTHER_TENANT)], "a", (), "fail"),
        ([in_tenant("a", OTHER_TENANT), in_tenant("b", ABSENT)], "?", (), ["undeclared", "fail"]),
        ([in_tenant("a", OTHER_TENANT)], "a", ("--covers", "undeclared"), "undeclared"),
        (
            [in_tenant("a", ABSENT)],
            "a",
            ("--covers", "fail", "--covers", "undeclared"),
            ["undeclared", "fail"],
        ),
    ],
)
def test_it_covers_what_was_seen_unless_it_is_said(
    tmp_path: Path, pairs: list[Any], pair: str, options: tuple[str, ...], covers: object
) -> None:
    write_json(tmp_path / "Pulumi.prod.yaml", {"config": {"dualwrite:pairs": pairs}})
    arguments = (pair, *TERMS, *options, "--policy-pack-config", "config.json")
    found = dualwrite("exempt", "DW010", *arguments, folder=tmp_path)
    assert (found.code, found.errors) == (0, "")
    raw = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    assert raw["same-tenant"]["exemptions"][0]["covers"] == covers


def test_a_pair_that_no_named_source_has_is_refused(tmp_path: Path) -> None:
    write_json(tmp_path / "pairs.json", [{"name": "contoso-prod", **declaration()}])
    options = (*TERMS, "--source", "pairs.json", "--policy-pack-config", "config.json")
    found = dualwrite("exempt", "DW010", "contoso-prdo", *options, folder=tmp_path)
    told = (
        'dualwrite: PAIR: there is no pair "contoso-prdo" in pairs.json. Did you mean'
        ' "contoso-prod"?\n'
    )
    assert found == Completed(2, "", told)
    assert not (tmp_path / "config.json").exists()


def test_a_pair_that_is_nowhere_to_be_seen_is_told(tmp_path: Path) -> None:
    pairs = {"config": {"dualwrite:pairs": [{"name": "contoso-prod", **declaration()}]}}
    write_json(tmp_path / "Pulumi.prod.yaml", pairs)
    options = (*TERMS, "--covers", "fail", "--policy-pack-config", "config.json")
    found = dualwrite("exempt", "DW010", "contoso-prdo", *options, folder=tmp_path)
    told = (
        'dualwrite: note: there is no pair "contoso-prdo" in Pulumi.prod.yaml. Did you mean'
        ' "contoso-prod"? --source FILE names what has it.\n'
    )
    assert (found.code, found.errors) == (0, told)


def test_where_there_is_no_source_that_is_told(tmp_path: Path) -> None:
    options = (*TERMS, "--policy-pack-config", "config.json")
    found = dualwrite("exempt", "DW010", "a", *options, folder=tmp_path)
    told = (
        "dualwrite: note: no stack configuration file here declares pairs, so that nobody has looked"
        ' whether there is a pair "a"; --source FILE names what has it.\n'
        "dualwrite: note: what the pair fails was not seen, so that it covers both verdicts; --covers"
        " undeclared or --covers fail says which is meant.\n"
    )
    assert (found.code, found.errors) == (0, told)


def test_all_of_several_at_once_are_in_the_file(tmp_path: Path) -> None:
    config(tmp_path, {"all": "advisory"})
    options = (*TERMS, "--covers", "fail", "--policy-pack-config", "config.json")
    names = [f"pair-{number}" for number in range(8)]
    with ThreadPoolExecutor(len(names)) as workers:
        found = list(
            workers.map(
                lambda name: dualwrite("exempt", "DW010", name, *options, folder=tmp_path), names
            )
        )
    assert [one.code for one in found] == [0] * len(names)
    raw = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    added = raw["same-tenant"]["exemptions"]
    assert sorted(one["pairs"][0] for one in added) == names
    assert sorted(one["id"] for one in added) == [f"EX-2026-00{one}" for one in range(1, 9)]
    assert [one.name for one in tmp_path.iterdir()] == ["config.json"]


def test_a_file_that_somebody_has_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = config(tmp_path, {})
    read = read_file_to_change(str(file))
    grant = Grant.model_validate(raw_grant())
    file.write_text('{"all": "advisory"}', encoding="utf-8")
    with pytest.raises(FileError, match="somebody has changed it meanwhile"):
        read.add([(REQUIREMENTS[0], grant)])
    assert file.read_text(encoding="utf-8") == '{"all": "advisory"}'


@pytest.mark.parametrize("command", ["exempt", "baseline"])
@pytest.mark.parametrize("path", ["/dev/null", "/dev/stdout", "pipe"])
def test_what_keeps_nothing_is_refused(tmp_path: Path, path: str, command: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    write_json(tmp_path / "pairs.json", [in_tenant("a", ABSENT)])
    given = ("DW010", "a") if command == "exempt" else ("pairs.json",)
    found = dualwrite(command, *given, *TERMS, "--policy-pack-config", path, folder=tmp_path)
    told = f"--policy-pack-config {path}: it is no regular file, and keeps no exemptions."
    assert found == Completed(2, "", f"dualwrite: {told}\n")


@pytest.mark.parametrize("command", ["exempt", "baseline"])
def test_a_file_that_is_read_only_is_refused(tmp_path: Path, command: str) -> None:
    file = config(tmp_path, "{}")
    file.chmod(0o444)
    write_json(tmp_path / "pairs.json", [in_tenant("a", ABSENT)])
    given = ("DW010", "a") if command == "exempt" else ("pairs.json",)
    found = dualwrite(
        command, *given, *TERMS, "--policy-pack-config", "config.json", folder=tmp_path
    )
    told = "--policy-pack-config config.json: it is read-only. Make it writable first (chmod u+w)."
    assert found == Completed(2, "", f"dualwrite: {told}\n")
    assert file.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("covers", "problem"),
    [
        (
            ("fial",),
            '"fial" is no verdict that is covered. Did you mean "fail"? Accepted: undeclared, fail, or'
            " a list of both.",
        ),
        (
            ("fail", "fail"),
            '"fail" is there more than once. Accepted: undeclared, fail, or a list of both.',
        ),
    ],
)
def test_what_is_no_verdict_is_refused(
    tmp_path: Path, covers: tuple[str, ...], problem: str
) -> None:
    given = [text for one in covers for text in ("--covers", one)]
    options = (*TERMS, *given, "--policy-pack-config", "config.json")
    found = dualwrite("exempt", "DW010", "a", *options, folder=tmp_path)
    assert found == Completed(2, "", f"dualwrite: --covers: {problem}\n")
