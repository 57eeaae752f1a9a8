"""What the pack adds to a preview, over an analyzer that answers at once and decodes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Finding, Ratio, Run, command, in_turns
from benchmarks.places import IDLE_PACK, PACK
from benchmarks.projects import make_project
from tools.environment import find_pulumi

_PAIRS = 1000
_ROUNDS = 3


def preview() -> Iterator[Finding]:
    """A preview of 1,000 pairs (3,000 components), with the pack and with the idle one."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
        folder = Path(name) / "project"
        environment = make_project(folder, _PAIRS)

        def with_pack(pack: Path) -> Run:
            arguments = ["preview", "--stack", "bench", "--non-interactive", "--policy-pack"]
            return command([str(find_pulumi()), *arguments, str(pack)], folder, environment)

        medians = in_turns(with_pack(PACK), with_pack(IDLE_PACK), _ROUNDS)
        yield Ratio("preview of 1,000 pairs, the pack / an idle analyzer", *medians, 1.10)
