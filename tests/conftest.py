"""What tests of several folders share, and how Hypothesis draws.

``make test`` and CI must say the same of the same tree on every machine, however busy: examples are
derived from each test, and none has a deadline. ``make fuzz`` draws at random, and more of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes to draw depends on the machine, not on the test.
_SLOW_MACHINES = [HealthCheck.too_slow]
settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=_SLOW_MACHINES,
)
settings.register_profile(
    "fuzz",
    derandomize=False,
    deadline=None,
    max_examples=2000,
    print_blob=True,
    suppress_health_check=_SLOW_MACHINES,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a process: Playwright runs no second one beside it."""
    from support.browser import running_browser  # most tests need none

    with running_browser() as running:
        yield running
