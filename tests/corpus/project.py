"""A Pulumi project in which every provider of the corpus is a stand-in."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.support.engine import Project
from tools import stand_ins

STAND_INS = {
    **dict.fromkeys(
        (
            *("azure-native", "azuread", "azuredevops", "github", "kubernetes", "random"),
            *("aws", "configcat", "confluentcloud", "doppler", "gcp", "harness", "octopusdeploy"),
            *("unleash", "contoso"),
        ),
        stand_ins.ANY,
    ),
    "powerplatform": stand_ins.POWERPLATFORM,
    "power-platform": stand_ins.POWER_PLATFORM,
}
"""The folder of the stand-in of each package. Those of Power Platform know its environments."""


def make_project(folder: Path, program: str) -> Project:
    """Make a project in a new folder in ``folder``."""
    project = Project(folder, program)
    file = project.folder / "Pulumi.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    settings["plugins"] = stand_ins.provider_settings(STAND_INS)
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return project
