"""How large the HTML report of a large estate is, and how soon it shows what is typed into its filter."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.measuring import Measure
from dualwrite.reports.html import render
from dualwrite.requirements import REQUIREMENTS
from tests.support.browser import opened, running_browser
from tests.support.large_estates import MOST_BYTES, large_estate

_PAIRS = 1000
_ROUNDS = 7
_TYPED = "contoso-05"
_SHOWN = "Showing 100 of 1,000 pairs, with 41 findings."

# From the event to the first task after the frame in which its result is painted.
_MEASURE = """() => {
    const field = document.getElementById("text");
    field.focus();
    window.firstResult = new Promise(done => field.addEventListener("input", event =>
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done(performance.now() - event.timeStamp);
            channel.port2.postMessage(null);
        }), {once: true}));
}"""


def html_filter() -> Iterator[Measure]:
    """The page of 1,000 pairs by all requirements: its size, and the first result of its filter."""
    page = render(large_estate(_PAIRS))
    what = f"HTML report of 1,000 pairs by {len(REQUIREMENTS)} requirements"
    yield Measure(what, len(page), MOST_BYTES, "bytes", 0)
    with (
        tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name,
        running_browser() as running,
    ):
        file = Path(name) / "report.html"
        file.write_bytes(page)
        seconds = statistics.median(_first_result(running, file) for _ in range(_ROUNDS))
    yield Measure("first result of the filter in that page", seconds, 0.1)


def _first_result(browser: Browser, file: Path) -> float:
    """Open the page anew, type, and return the seconds until the result is painted."""
    with opened(browser, file) as report:
        report.page.evaluate(_MEASURE)
        report.page.keyboard.insert_text(_TYPED)
        milliseconds: float = report.page.evaluate("window.firstResult")
        if report.texts("[role=status]") != [_SHOWN]:
            raise RuntimeError(f"the filter shows {report.texts('[role=status]')}")
        return milliseconds / 1000
