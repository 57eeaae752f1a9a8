"""How long the pack and the command line take to start."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.measuring import Finding, Ratio, command, in_turns, until_first_line
from benchmarks.places import PACK_PYTHON, ROOT

_ROUNDS = 15


def pack_start() -> Iterator[Finding]:
    """Pack start to port printed, over a bare SDK pack with one policy."""
    start = ["-u", "-m", "pulumi.policy", "127.0.0.1:0", "."]
    ours = until_first_line([str(PACK_PYTHON), *start], ROOT / "policies")
    bare = until_first_line([str(PACK_PYTHON), *start], ROOT / "benchmarks" / "bare_pack")
    yield Ratio("pack start / bare SDK pack", *in_turns(ours, bare, _ROUNDS), 1.5)


def help_start() -> Iterator[Finding]:
    """`dualwrite --help` over importing pydantic."""
    ours = command([sys.executable, "-m", "dualwrite", "--help"])
    bare = command([sys.executable, "-c", "import pydantic"])
    yield Ratio("dualwrite --help / import pydantic", *in_turns(ours, bare, _ROUNDS), 3)
