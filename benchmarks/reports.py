"""What reports and exemptions cost beside `dualwrite check` itself."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.measuring import Difference, Finding, Ratio, Run, command, in_turns
from dualwrite.judging.requirement import Scope
from dualwrite.requirements import REQUIREMENTS
from tests.support.grants import grant
from tests.support.states import big_manifest

_TODAY = ["--today", "2026-11-24"]
_FORMATS = ("json", "sarif", "junit", "openreports", "markdown", "html")
_PAIRS = 1000
_BROKEN: dict[str, Any] = {
    "customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11",
    "customerEngagement.prospectToCash": True,
    "financeAndOperations.crossCompanyDataSharing": True,
    "financeAndOperations.bypassesDataEvents": True,
    "link.liveSyncLegalEntities": 251,
}
"""Five findings a pair."""
_BROKEN_THROUGHOUT: dict[str, Any] = {
    path: value
    for one in REQUIREMENTS
    if one.scope is Scope.PAIR
    for path, value in one.example.items()
}
"""Sixteen findings a pair: all that one pair can break."""
_ROUNDS = 7


def _check(source: Path, *options: str) -> Run:
    arguments = [sys.executable, "-m", "dualwrite", "check", str(source), *_TODAY, *options]
    return command(arguments, accepted=(0, 1))


def _manifest(folder: str, pairs: int, changes: Mapping[str, Any]) -> Path:
    file = Path(folder) / "pairs.json"
    file.write_text(json.dumps(big_manifest(pairs, changes), indent=1), encoding="utf-8")
    return file


def six_reports() -> Iterator[Finding]:
    """All six reports of 5,000 findings, over `check` without: in few pairs, and in many."""
    for pairs, changes in ((313, _BROKEN_THROUGHOUT), (1000, _BROKEN)):
        with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
            source = _manifest(name, pairs, changes)
            reports = [part for one in _FORMATS for part in ("--report", f"{one}={name}/r.{one}")]
            medians = in_turns(_check(source, *reports), _check(source), _ROUNDS)
            yield Difference(
                f"all six reports of 5,000 findings in {pairs} pairs"
                f" ({pairs * len(REQUIREMENTS):,} results), over check without",
                *medians,
                1.0,
            )


def thousand_grants() -> Iterator[Finding]:
    """`check` of 1,000 pairs with 1,000 grants, by name and by glob, over the same without."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
        source = _manifest(name, _PAIRS, {"link.liveSyncLegalEntities": 251})
        kinds = (("names", "pair-{:05}"), ("globs", "pair-{:05}*"), ("endings", "*-{:05}"))
        for kind, pattern in kinds:
            grants = [grant(id=f"EX-{at}", pairs=[pattern.format(at)]) for at in range(_PAIRS)]
            config = Path(name) / f"{kind}.json"
            config.write_text(json.dumps({"live-sync-legal-entities": {"exemptions": grants}}))
            with_grants = _check(source, "--policy-pack-config", str(config))
            medians = in_turns(with_grants, _check(source), _ROUNDS)
            yield Ratio(f"check of 1,000 pairs, 1,000 grants ({kind}) / none", *medians, 1.2)
