"""How many examples a property test draws: its own number, and as many more as the profile wants."""

from __future__ import annotations

import os

from hypothesis import settings

_TIMES = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 1


def examples(number: int) -> settings:
    """Settings for a test that needs another number of examples than others: ``@examples(300)``."""
    return settings(max_examples=number * _TIMES)
