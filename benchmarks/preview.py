"""What the pack adds to a preview, over an analyzer that answers at once and decodes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measuring import Finding, Ratio, Run, command, in_turns
from benchmarks.places import IDLE_PACK, PACK
from benchmarks.projects import make_foreign_project, make_foundation_project, make_project
from tools.environment import find_pulumi

MakeProject = Callable[[Path, int], dict[str, str]]
"""Writes a project of a size, and returns Pulumi's environment."""


def preview() -> Iterator[Finding]:
    """A preview of 1,000 pairs (3,000 components)."""
    yield _compared("1,000 pairs", make_project, 1000, 1.10)


def foreign_preview() -> Iterator[Finding]:
    """A preview of 5,000 foreign resources, 1,000 of them environments."""
    yield _compared("5,000 foreign resources", make_foreign_project, 5000, 1.15)


def foundation_preview() -> Iterator[Finding]:
    """A preview of 100 pairs with a full AzureFoundation each (2,000 Azure resources).

    It takes 10 minutes: Pulumi's SDK works 60 ms on a resource of the Azure SDK, for its aliases.
    """
    yield _compared("100 pairs with their Azure side", make_foundation_project, 100, 1.10, rounds=2)


def _compared(what: str, make: MakeProject, number: int, bound: float, rounds: int = 3) -> Ratio:
    with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
        folder = Path(name) / "project"
        environment = make(folder, number)

        def with_pack(pack: Path) -> Run:
            arguments = ["preview", "--stack", "bench", "--non-interactive", "--policy-pack"]
            return command([str(find_pulumi()), *arguments, str(pack)], folder, environment)

        medians = in_turns(with_pack(PACK), with_pack(IDLE_PACK), rounds)
    return Ratio(f"preview of {what}, the pack / an idle analyzer", *medians, bound)
