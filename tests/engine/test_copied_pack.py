"""The pack works alone: its folder, copied anywhere, with its own requirements."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from support.engine import COMPONENT_PROGRAM, POLICIES, Project
from support.pairs import declaration

MakeProject = Callable[..., Project]


def test_a_copied_pack_installs_itself_and_blocks(project: MakeProject, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "dualwrite-pack"
    shutil.copytree(POLICIES, copy, ignore=shutil.ignore_patterns("venv", "__pycache__"))
    config = {
        "dualwrite:pairs": [{"name": "contoso", **declaration({"link.liveSyncLegalEntities": 251})}]
    }
    made = project(COMPONENT_PROGRAM, config, policies=copy)
    made.run("--cwd", str(copy), "install", check=True)
    run = made.preview()
    assert run.blocked() == {("live-sync-legal-entities", "contoso")}
    assert run.exit_code != 0
