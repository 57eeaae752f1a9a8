"""``dualwrite preview`` with mappings: the installed pack works with the file that ``check`` would."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from support.engine import STACK, Project
from support.pack_copies import copied_pack
from support.pairs import declaration

MakeProject = Callable[..., Project]
PROGRAM = """
import json
import pulumi

class Own(pulumi.ComponentResource):
    def __init__(self, name, facts):
        super().__init__("acme:index:Pair", name, facts)
        self.register_outputs(facts)

Own("acme", json.loads({facts!r}))
"""
MAPPINGS = {
    "mappings": [
        {
            "name": "acme",
            "token": "acme:index:Pair",
            "facts": {
                f"{section}.{key}": f"{section}.{key}"
                for section, facts in declaration().items()
                for key in facts
            },
        }
    ]
}


@pytest.fixture
def made(project: MakeProject) -> Project:
    """A project whose pair only a mapping finds: too many legal entities in it."""
    facts = declaration({"link.liveSyncLegalEntities": 251})
    found = project(PROGRAM.format(facts=json.dumps(facts)))
    (found.folder / "own.json").write_text(json.dumps(MAPPINGS), encoding="utf-8")
    return found


def previewed(made: Project, *arguments: str) -> tuple[int, set[str], set[str]]:
    """The exit code, the pairs that were judged, and what of them failed."""
    file = made.folder / "r.json"
    options = ("--stack", STACK, "--report", "json=r.json")
    done = made.dualwrite("preview", *options, *arguments)
    assert file.exists(), done.errors
    results: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["results"]
    file.unlink()
    failed = {one["id"] for one in results if one["verdict"] == "fail"}
    return done.code, {one["pair"] for one in results}, failed


FOUND = (1, {"acme"}, {"DW008"})
NOT_FOUND: tuple[int, set[str], set[str]] = (4, set(), set())
"""No pair is there without the mappings, and a run that judged nothing is no success."""


def test_the_installed_pack_takes_the_file_of_the_option(made: Project) -> None:
    assert previewed(made) == NOT_FOUND
    assert previewed(made, "--mappings", "own.json") == FOUND


def test_the_installed_pack_takes_the_file_that_the_configuration_names(made: Project) -> None:
    named = str(made.folder / "own.json")
    settings = {"pair-completeness": {"mappings": named}}
    (made.folder / "c.json").write_text(json.dumps(settings), encoding="utf-8")
    assert previewed(made, "--policy-pack-config", "c.json") == FOUND
    assert previewed(made, "--", "--policy-pack-config", "c.json") == FOUND


def test_another_pack_has_its_own_file_unless_the_option_names_one(
    made: Project, tmp_path: Any
) -> None:
    pack = copied_pack(tmp_path / "pack")
    (pack / "mappings.yaml").write_text("mappings: []\n", encoding="utf-8")
    with_it = ("--", "--policy-pack", str(pack))
    assert previewed(made, *with_it) == NOT_FOUND
    assert previewed(made, "--mappings", "own.json", *with_it) == FOUND
    (pack / "mappings.yaml").write_text(json.dumps(MAPPINGS), encoding="utf-8")
    assert previewed(made, *with_it) == FOUND
