"""A Pulumi project in which every provider of the corpus is a stand-in."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.corpus.stacks import FOLDER
from tests.support.engine import Project

_POWER_PLATFORM = Path(__file__).parents[1] / "engine" / "providers"
STAND_INS = {
    **dict.fromkeys(
        (
            *("azure-native", "azuread", "azuredevops", "github", "kubernetes", "random"),
            *("aws", "configcat", "confluentcloud", "doppler", "gcp", "harness", "octopusdeploy"),
            *("unleash", "contoso"),
        ),
        FOLDER / "provider",
    ),
    "powerplatform": _POWER_PLATFORM / "powerplatform",
    "power-platform": _POWER_PLATFORM / "power-platform",
}
"""The folder of the stand-in of each package. Those of Power Platform know its environments."""


def make_project(folder: Path, program: str) -> Project:
    """Make a project in a new folder in ``folder``."""
    project = Project(folder, program)
    file = project.folder / "Pulumi.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    settings["plugins"] = {
        "providers": [{"name": name, "path": str(path)} for name, path in STAND_INS.items()]
    }
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return project
