"""Whatever stands in the input, no line of any command means anything to a runner or to a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dualwrite.cli.streams import relayed
from support.command_line import Completed, dualwrite
from support.configurations import raw_grant
from support.pairs import ABSENT, declaration, environment
from support.states import write_json

HOSTILE = (
    "::stop-commands::x",
    "  ::error file=a::b",
    "##vso[task.setvariable variable=a]b",
    "x ##[error]b",
    "x" * 60 + "::add-mask::b",
    "a b\n::set-output name=a::b\r\n::c::d",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202eright-to-left\u2066",
    "line\u2028end\u2029\x85\x0b\x0c",
    "\ufeff::warning::b",
    "\u00a0\u3000::warning::b",
    "##vso[task.complete result=Succeeded;]" * 3,
    "\x7f\x9b31m\x00",
    "::",
)
MEANINGFUL = re.compile(r"^\s*::|##[A-Za-z]*\[", re.MULTILINE)
TERMS = ("--until", "2027-01-31", "--reason", "Region move under way")


def assert_harmless(found: Completed) -> None:
    """No line is a command, and no character is any but a printable one or the end of a line."""
    assert found.code in (0, 1, 2)
    for text in (found.output, found.errors):
        assert MEANINGFUL.findall(text) == []
        assert [one for one in text if not one.isprintable() and one != "\n"] == []
        assert len(text.splitlines()) == text.count("\n")


def pair(name: str, number: int, changes: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, **declaration({**environment(f"pair-{number}"), **changes})}


def resources_of(hostile: str) -> list[dict[str, Any]]:
    """A pair and an environment of a state, with the text in all that they say."""
    inputs = declaration(BROKEN)
    inputs["link"] |= {hostile: hostile}
    inputs["financeAndOperations"] |= {"tenantId": hostile, hostile: 1}
    environment_inputs = {"displayName": hostile, "location": hostile, "environmentType": hostile}
    outputs = {
        **environment_inputs,
        "linkedAppId": hostile,
        "linkedAppType": "Internal",
        "linkedAppUrl": f"https://{hostile}.operations.dynamics.com",
        "dataverse": {"domainName": hostile, "templates": [hostile], "version": hostile},
    }
    return [
        {
            "urn": f"urn:pulumi:dev::shop::dualwrite:index:EnvironmentPair::{hostile}",
            "type": "dualwrite:index:EnvironmentPair",
            "inputs": inputs,
            "outputs": inputs,
        },
        {
            "urn": f"urn:pulumi:dev::shop::powerplatform:index:Environment::{hostile}",
            "type": "powerplatform:index:Environment",
            "custom": True,
            "id": hostile,
            "inputs": environment_inputs,
            "outputs": outputs,
        },
    ]


def grant_of(hostile: str) -> dict[str, Any]:
    return raw_grant(
        pairs=[f"{hostile}*", hostile],
        reason=f"{hostile} and more words",
        owner=f"{hostile}o",
        ticket=f"{hostile}t",
        approvedBy=f"{hostile}a",
        id=f"{hostile}i",
    )


BROKEN = {"customerEngagement.prospectToCash": ABSENT, "link.liveSyncLegalEntities": 251}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each source, and a configuration, with the texts wherever text can be."""
    made = tmp_path_factory.mktemp("hostile")
    texts = list(enumerate(HOSTILE))
    declared = [
        pair(one if number % 2 else f"{one}{number}", number, BROKEN) for number, one in texts
    ]
    write_json(made / "pairs.json", declared)
    wrong = [pair(one, at, {"financeAndOperations.region": one}) | {one: 1} for at, one in texts]
    write_json(made / "wrong.json", wrong)
    write_json(made / "other.json", {one: [one] for one in HOSTILE})
    (made / "broken.yaml").write_text(f"pairs: [{json.dumps(HOSTILE)}, {{", encoding="utf-8")
    write_json(made / "Pulumi.dev.yaml", {"config": {"dualwrite:pairs": declared}})
    resources = [one for text in HOSTILE for one in resources_of(text)]
    write_json(made / "state.json", {"version": 3, "deployment": {"resources": resources}})
    grants = {"exemptions": [grant_of(one) for one in HOSTILE]}
    policies = ("live-sync-legal-entities", "no-prospect-to-cash")
    write_json(made / "config.json", dict.fromkeys(policies, grants))
    wrong_settings = dict.fromkeys(HOSTILE, 1)
    write_json(made / "wrong-config.json", {**wrong_settings, "same-tenant": wrong_settings})
    return made


AS_ARGUMENTS = ("::stop-commands::x", "##vso[task.complete]\n::a::b", "\x1b[31m\u202e\u2028")
COMMANDS: list[tuple[str, ...]] = [
    ("check", "pairs.json"),
    ("check", "pairs.json", "--policy-pack-config", "config.json"),
    ("check", "pairs.json", "--format", "json"),
    *(
        ("check", "pairs.json", "--policy-pack-config", "config.json", "--report", f"{one}=-")
        for one in ("json", "sarif", "junit", "openreports", "markdown")
    ),
    ("check", "state.json"),
    ("check", "state.json", "--explain-mapping"),
    ("check", "pairs.json", "Pulumi.dev.yaml", "--explain-mapping"),
    ("check", "wrong.json", "other.json", "broken.yaml"),
    ("check", "pairs.json", "--policy-pack-config", "wrong-config.json"),
    ("coverage", "pairs.json", "state.json"),
    ("coverage", "state.json", "--format", "json"),
    ("graph", "pairs.json", "state.json", "-o", "-", "--format", "mmd"),
    ("exemptions", "pairs.json", "--policy-pack-config", "config.json"),
    ("exemptions", "pairs.json", "--policy-pack-config", "config.json", "--format", "json"),
    ("baseline", "pairs.json", "state.json", *TERMS, "--owner", "me"),
    ("baseline", "pairs.json", *TERMS, "--owner", "me", "--policy-pack-config", "new.json"),
]
WITH_THE_TEXT_AS_ARGUMENT: list[tuple[str, ...]] = [
    ("check", "TEXT"),
    ("TEXT",),
    ("check", "--TEXT"),
    ("check", "pairs.json", "--report", "TEXT"),
    ("check", "pairs.json", "--today", "TEXT"),
    ("check", "pairs.json", "--format", "TEXT"),
    ("explain", "TEXT"),
    ("convert", "TEXT", "--report", "html=x"),
    ("graph", "pairs.json", "-o", "TEXT"),
    ("preview", "--", "TEXT"),
    ("exempt", "DW010", "TEXT", *TERMS, "--owner", "TEXT", "--policy-pack-config", "new.json"),
    ("exempt", "TEXT", "a", *TERMS, "--owner", "TEXT", "--policy-pack-config", "new.json"),
    ("exemptions", "pairs.json", "--policy-pack-config", "TEXT"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_is_harmless(folder: Path, command: tuple[str, ...]) -> None:
    found = dualwrite(*command, folder=folder)
    assert_harmless(found)
    assert (found.output + found.errors).strip()


@pytest.mark.parametrize("hostile", AS_ARGUMENTS)
def test_every_argument_is_harmless(folder: Path, hostile: str) -> None:
    for command in WITH_THE_TEXT_AS_ARGUMENT:
        given = [one.replace("TEXT", hostile) for one in command]
        assert_harmless(dualwrite(*given, folder=folder))


def test_a_converted_document_is_harmless(folder: Path) -> None:
    report = ("--report", "json=results.json", "--policy-pack-config", "config.json")
    dualwrite("check", "pairs.json", *report, folder=folder)
    document = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert {one["pair"] for one in document["results"]} >= set(HOSTILE[1::2])
    for form in ("json", "sarif", "junit", "openreports", "markdown"):
        found = dualwrite("convert", "results.json", "--report", f"{form}=-", folder=folder)
        assert_harmless(found)
        assert found.code == 0
    write_json(folder / "wrong-results.json", {**document, **dict.fromkeys(HOSTILE, 1)})
    found = dualwrite("convert", "wrong-results.json", "--report", "html=x", folder=folder)
    assert_harmless(found)
    assert found.code == 2


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\x1b[32m+ create\x1b[0m\tname", "\x1b[32m+ create\x1b[0m\tname"),
        ("\x1b[32m ::stop-commands::x\x1b[0m", "\x1b[32m \\x3a:stop-commands::x\x1b[0m"),
        ("a ##vso[task.complete]\r\u202e", "a #\\x23vso[task.complete]\\r\\u202e"),
        ("urn:pulumi:dev::shop::type::name", "urn:pulumi:dev::shop::type::name"),
    ],
)
def test_what_is_relayed_keeps_its_colours_alone(line: str, shown: str) -> None:
    assert relayed(line) == shown
