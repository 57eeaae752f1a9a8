"""Copies of the pack, to put files into that are not the project's."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from .engine import POLICIES


def copied_pack(folder: Path) -> Path:
    """Copy the pack to a folder. It runs in the project's own virtual environment of the pack."""
    shutil.copytree(POLICIES, folder, ignore=shutil.ignore_patterns("venv", "__pycache__"))
    project = folder / "PulumiPolicy.yaml"
    content = yaml.safe_load(project.read_text(encoding="utf-8"))
    content["runtime"]["options"]["virtualenv"] = str(POLICIES / "venv")
    project.write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder
