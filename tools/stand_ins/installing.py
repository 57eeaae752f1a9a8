"""Installs a stand-in as the plugin of a version, where Pulumi itself keeps plugins."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def install(name: str, version: str, folder: Path, home: Path) -> None:
    """Make a plugin that runs a stand-in with this interpreter.

    A project needs no ``plugins`` setting then: its Pulumi.yaml stays as it is for the real provider.
    ``pulumi plugin install --file`` would copy the folder, which finds no virtual environment there.

    :param name: by which programs know the provider (``azure-native``).
    :param version: that of the SDK, which is what programs ask for.
    :param folder: one of ``plugins/``.
    :param home: PULUMI_HOME, a folder that is thrown away.
    """
    place = home / "plugins" / f"resource-{name}-v{version}"
    place.mkdir(parents=True)
    executable = place / f"pulumi-resource-{name}"
    command = shlex.join([sys.executable, str(folder)])
    executable.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    executable.chmod(0o755)
