"""The states that recorded programs left behind, as ``pulumi stack export`` writes them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from .recorded_inputs import recording
from .states import state, write_json


def recorded_resources(name: str) -> list[dict[str, Any]]:
    """The resources of one recording, to be changed at will.

    The ID of a provider, which ends what a resource names it by, differs from run to run and is not
    recorded.
    """
    found: list[dict[str, Any]] = deepcopy(recording(name)["state"])
    for one in found:
        if one.get("provider"):
            one["provider"] += "::a7d2c1f0-6b0e-4f2b-9c63-0e6d5f1b2a34"
    return found


def recorded_state(folder: Path, name: str, *others: dict[str, Any]) -> Path:
    """Write the state of one recording, with other resources in it, and return the file."""
    return write_json(folder / f"{name}.json", state(*recorded_resources(name), *others))
