"""What tests of several folders share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a process: Playwright runs no second one beside it."""
    from support.browser import running_browser  # most tests need none

    with running_browser() as running:
        yield running
