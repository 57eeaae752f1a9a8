"""The environment in which the demo, the tests and the benchmarks run Pulumi."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tools.pulumi_cli import locations

ROOT = Path(__file__).resolve().parents[1]


class PulumiNotFound(Exception):
    """There is no Pulumi CLI on PATH and none in the cache; the text says how to get one."""


def find_pulumi() -> Path:
    """The Pulumi CLI to run: the user's own, or the one that `make setup` got.

    Raises PulumiNotFound.
    """
    pulumi = locations.find(os.environ)
    if pulumi is None:
        raise PulumiNotFound(
            "there is no `pulumi` on PATH, and none at "
            f"{locations.cached_home(os.environ) / 'bin' / 'pulumi'}; run `make setup`, which gets "
            "one or says what is missing"
        )
    return pulumi


def pulumi_environment(work: Path) -> dict[str, str]:
    """Everything that Pulumi reads, pointed at the folder `work`, which it may fill and forget.

    No setting of the user's own Pulumi has a part in it: not the login, nor the stack, nor the
    configuration. Raises PulumiNotFound.
    """
    pulumi = find_pulumi()
    for name in ("home", "backend"):
        (work / name).mkdir(parents=True, exist_ok=True)
    return {
        **_without_pulumi(os.environ),
        "PATH": os.pathsep.join(
            [
                os.environ.get("PATH", os.defpath),
                *(str(folder) for folder in locations.folders_for_path(pulumi, os.environ)),
            ]
        ),
        "PULUMI_HOME": str(work / "home"),
        "PULUMI_BACKEND_URL": (work / "backend").absolute().as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "throw-away",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        # Else each operation tries to download the plugin of every provider that is installed.
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }


def _without_pulumi(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in environment.items() if not name.startswith("PULUMI_")}
