"""`python -m benchmarks [NAME...]`: run the benchmarks and print each finding beside its bound."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks.checking import check_growth, check_large_growth, check_state
from benchmarks.foreign import stack_model
from benchmarks.html_filter import html_filter
from benchmarks.measuring import Finding
from benchmarks.preview import foreign_preview, foundation_preview, preview
from benchmarks.reports import six_reports, thousand_grants
from benchmarks.start_up import help_start, pack_start
from benchmarks.xpp import scan_xpp

BENCHMARKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    help_start,
    pack_start,
    check_state,
    check_growth,
    check_large_growth,
    six_reports,
    thousand_grants,
    html_filter,
    preview,
    stack_model,
    foreign_preview,
    foundation_preview,
    scan_xpp,
)


def main(names: list[str]) -> int:
    """Run those that are named, or all. A bound that is not met is printed, and is no failure."""
    known = {one.__name__: one for one in BENCHMARKS}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(
            f"no such benchmark: {', '.join(unknown)}. Known: {', '.join(known)}", file=sys.stderr
        )
        return 2
    for name in names or known:
        for finding in known[name]():
            print(finding, flush=True)
    return 0


sys.exit(main(sys.argv[1:]))
