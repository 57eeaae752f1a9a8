"""How fast `dualwrite check` reads states and manifests, alone and against the engine."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Finding, Measure, Ratio, Run, command, in_turns, median
from benchmarks.places import PACK
from tests.support.states import big_manifest, big_state, write_json
from tools.environment import find_pulumi, pulumi_environment

_RESOURCES, _PAIRS = 10_000, 1000
_PAIRS_OF_TWO_KINDS: dict[str, dict[str, int]] = {
    "correct": {},
    "failing": {"link.liveSyncLegalEntities": 251},
}
_TODAY = ["--today", "2026-11-24"]


def _check(source: Path) -> Run:
    return command([sys.executable, "-m", "dualwrite", "check", str(source), *_TODAY])


def check_state() -> Iterator[Finding]:
    """`check` on a state of 10,000 resources: in seconds, and over `pulumi policy analyze`."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
        source = write_json(Path(name) / "state.json", big_state(_RESOURCES, _PAIRS))
        size = source.stat().st_size / 1e6
        ours = median(_check(source), 7)
        yield Measure(f"check of a state of 10,000 resources ({size:.0f} MB)", ours, 1.0)
        environment = {**pulumi_environment(Path(name)), "DUALWRITE_TODAY": _TODAY[1]}
        arguments = ["policy", "analyze", "--file", str(source), "--policy-pack", str(PACK)]
        analyze = command([str(find_pulumi()), *arguments, "--non-interactive"], None, environment)
        yield Ratio(
            "pulumi policy analyze / check, same state", median(analyze, 3), ours, 40, False
        )


def check_growth() -> Iterator[Finding]:
    """`check` of 10,000 pairs over 1,000 pairs, as manifests in JSON and in YAML."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
        for kind in ("json", "yaml"):
            small, large = Path(name) / f"small.{kind}", Path(name) / f"large.{kind}"
            small.write_text(json.dumps(big_manifest(1000)))
            large.write_text(json.dumps(big_manifest(10_000)))
            medians = in_turns(_check(large), _check(small), 5)
            yield Ratio(f"check of 10,000 pairs / 1,000 pairs ({kind})", *medians, 11)


def check_large_growth() -> Iterator[Finding]:
    """`check` of 100,000 pairs over 10,000 pairs: correct ones, and such that all fail."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
        for what, changes in _PAIRS_OF_TWO_KINDS.items():
            small, large = Path(name) / "small.json", Path(name) / "large.json"
            small.write_text(json.dumps(big_manifest(10_000, changes)))
            large.write_text(json.dumps(big_manifest(100_000, changes)))
            medians = in_turns(_check(large), _check(small), 1)
            yield Ratio(f"check of 100,000 pairs / 10,000 pairs ({what})", *medians, 11)
