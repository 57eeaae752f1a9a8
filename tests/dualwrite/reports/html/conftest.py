"""Pages of reports in the browser that all tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dualwrite.reports.html import render
from dualwrite.results.document import Document
from support.browser import Opened, opened

Open = Callable[..., Opened]


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Render a document, and open its page; ``how`` is as in ``support.browser.opened``."""
    with ExitStack() as pages:

        def open_one(document: Document, **how: Any) -> Opened:
            file = tmp_path / "report.html"
            file.write_bytes(render(document))
            return pages.enter_context(opened(browser, file, **how))

        yield open_one
