"""``--mappings``: which file of mappings a command works with, and what is said where it cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dualwrite.cli import inputs as mappings
from dualwrite.cli.inputs import mappings_path, read_mappings
from dualwrite.cli.reports import OptionError
from dualwrite.judging.configuration import Configuration, read_configuration
from dualwrite.requirements import REQUIREMENTS
from dualwrite.text.errors import InputError
from support.command_line import Completed, dualwrite
from support.pairs import declaration
from support.states import state, urn_of, write_json

TOKEN = "acme:index:Pair"
MAPPINGS = {
    "mappings": [
        {
            "name": "acme",
            "token": TOKEN,
            "facts": {
                f"{section}.{key}": f"{section}.{key}"
                for section, facts in declaration().items()
                for key in facts
            },
        }
    ]
}
VARIABLE = "DUALWRITE_MAPPINGS"
TERMS = ("--until", "2027-03-31", "--reason", "Known on adoption", "--owner", "erp@contoso.com")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A state with a pair that only a mapping finds, and breaks one requirement; and the mapping."""
    facts = declaration({"link.liveSyncLegalEntities": 251})
    own = {"urn": urn_of("acme", TOKEN), "type": TOKEN, "inputs": facts, "outputs": facts}
    write_json(tmp_path / "state.json", state(own))
    write_json(tmp_path / "own.json", MAPPINGS)
    write_json(tmp_path / "none.json", {"mappings": []})
    return tmp_path


def settings(folder: Path, name: str = "c.json", **more: Any) -> Path:
    """A configuration that names the mappings, by an absolute path."""
    named = {"pair-completeness": {"mappings": str(folder / "own.json")}}
    return write_json(folder / name, {**named, **more})


def pairs_in(output: str) -> set[str]:
    return {one["pair"] for one in json.loads(output)["results"]}


@pytest.mark.parametrize("command", ["check", "coverage"])
def test_pairs_are_found_by_the_mappings_that_are_named(folder: Path, command: str) -> None:
    arguments = (command, "state.json", "--format", "json")
    key = "results" if command == "check" else "pairs"

    def found(*options: str) -> set[str]:
        done = dualwrite(*arguments, *options, folder=folder)
        return {one["pair"] for one in json.loads(done.output)[key]}

    assert found("--mappings", "own.json") == {"acme"}
    assert found("--mappings", "none.json") == set()
    assert found() == set()


def test_exemptions_are_reviewed_on_the_pairs_of_mappings(folder: Path) -> None:
    write_json(folder / "c.json", {})
    done = dualwrite(
        *("baseline", "state.json", *TERMS, "--policy-pack-config", "c.json"),
        *("--mappings", "own.json"),
        folder=folder,
    )
    assert done.code == 0
    assert done.output.startswith("1 violation of 1 pair is exempt until 2027-03-31")
    listing = ("exemptions", "state.json", "--policy-pack-config", "c.json", "--format", "json")
    covers = [
        json.loads(dualwrite(*listing, "--mappings", name, folder=folder).output)["exemptions"][0]
        for name in ("own.json", "none.json")
    ]
    assert [one["covers"] for one in covers] == [["acme"], []]


def test_a_baseline_works_with_the_mappings_that_its_file_names(folder: Path) -> None:
    settings(folder)
    arguments = ("baseline", "state.json", *TERMS, "--policy-pack-config", "c.json")
    done = dualwrite(*arguments, folder=folder)
    assert done.output.startswith("1 violation of 1 pair is exempt until 2027-03-31")


def test_the_option_goes_before_the_variable_and_that_before_the_configuration(
    folder: Path,
) -> None:
    arguments = ("check", "state.json", "--format", "json")
    config = ("--policy-pack-config", str(settings(folder)))
    none = {VARIABLE: str(folder / "none.json")}
    assert pairs_in(dualwrite(*arguments, *config, folder=folder).output) == {"acme"}
    assert pairs_in(dualwrite(*arguments, *config, folder=folder, variables=none).output) == set()
    done = dualwrite(
        *(*arguments, *config, "--mappings", "own.json"), folder=folder, variables=none
    )
    assert pairs_in(done.output) == {"acme"}


def test_a_relative_name_is_one_in_the_packs_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = folder / "pack"
    pack.mkdir()
    (pack / "PulumiPolicy.yaml").touch()
    named = read_configuration({"pair-completeness": {"mappings": "own.json"}}, REQUIREMENTS)
    monkeypatch.chdir(folder)
    monkeypatch.delenv(VARIABLE, raising=False)

    monkeypatch.setattr(mappings, "_LIBRARY", pack)
    assert mappings_path(None, named) == pack / "own.json"
    assert mappings_path("own.json", named) == Path("own.json")
    assert mappings_path(None, Configuration()) is None
    (pack / "mappings.yaml").touch()
    assert mappings_path(None, Configuration()) == pack / "mappings.yaml"
    assert mappings_path(None, named) == pack / "own.json"

    monkeypatch.setattr(mappings, "_LIBRARY", folder / "site-packages")  # it is installed
    assert mappings_path(None, named) == Path("own.json")
    assert mappings_path(None, Configuration()) is None
    monkeypatch.setenv(VARIABLE, "other.json")
    assert mappings_path(None, named) == Path("other.json")

    monkeypatch.chdir(pack)  # the current folder is a pack
    monkeypatch.delenv(VARIABLE)
    assert mappings_path(None, Configuration()) == Path("mappings.yaml")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("", "--mappings: it is empty; accepted: a file of mappings."),
        ("-", "--mappings: - is standard input; accepted: a file of mappings."),
    ],
)
def test_an_option_that_names_no_file(option: str, told: str) -> None:
    with pytest.raises(OptionError) as raised:
        read_mappings(option, Configuration())
    assert str(raised.value) == told


def test_a_file_that_the_configuration_names_has_to_be_there(folder: Path) -> None:
    named = read_configuration(
        {"pair-completeness": {"mappings": str(folder / "no.yaml")}}, REQUIREMENTS
    )
    with pytest.raises(InputError) as raised:
        read_mappings(None, named)
    assert str(raised.value) == f"{folder / 'no.yaml'}: there is no such file."


@pytest.mark.parametrize(
    "command",
    [
        ("check", "state.json"),
        ("coverage", "state.json"),
        ("exemptions", "state.json", "--policy-pack-config", "c.json"),
        ("baseline", "state.json", *TERMS),
        ("preview",),
        ("preview", "--", "--policy-pack", "some/pack"),
    ],
    ids=["check", "coverage", "exemptions", "baseline", "preview", "preview with another pack"],
)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("no.yaml", "dualwrite: no.yaml: there is no such file.\n"),
        ("-", "dualwrite: --mappings: - is standard input; accepted: a file of mappings.\n"),
        (
            "wrong.json",
            "dualwrite: wrong.json: 2 problems\n"
            '  - mapping "acme", token: missing. Needed: name, token and facts.\n'
            '  - mapping "acme", facts: missing. Needed: name, token and facts.\n',
        ),
    ],
)
def test_what_cannot_be_taken_is_told_before_anything_runs(
    folder: Path, command: tuple[str, ...], name: str, told: str
) -> None:
    """For a preview there is no Pulumi on PATH here, which would be told otherwise."""
    write_json(folder / "wrong.json", {"mappings": [{"name": "acme"}]})
    write_json(folder / "c.json", {})
    place = command.index("--") if "--" in command else len(command)
    arguments = (*command[:place], "--mappings", name, *command[place:])
    found = dualwrite(*arguments, folder=folder, variables={"PATH": "/nowhere"})
    assert found == Completed(2, "", told)


def test_a_report_does_not_overwrite_the_mappings(folder: Path) -> None:
    arguments = ("check", "state.json", "--mappings", "own.json", "--report", "json=own.json")
    before = (folder / "own.json").read_bytes()
    found = dualwrite(*arguments, folder=folder)
    assert (found.code, found.output) == (2, "")
    assert (folder / "own.json").read_bytes() == before


def test_a_preview_with_another_pack_reads_no_mappings_of_its_own(folder: Path) -> None:
    """The configuration beside it may be of that pack; there is no Pulumi on PATH here."""
    write_json(folder / "theirs.json", {"no-public-buckets": "mandatory"})
    options = ("--policy-pack", "some/pack", "--policy-pack-config", "theirs.json")
    found = dualwrite("preview", "--", *options, folder=folder, variables={"PATH": "/nowhere"})
    assert found == Completed(
        2,
        "",
        "dualwrite: there is no pulumi on PATH. Install the Pulumi CLI"
        " (https://www.pulumi.com/docs/iac/download-install/), or judge files without it: dualwrite"
        " check.\n",
    )
