"""Engine tests run the real Pulumi CLI. Without one they fail, with the reason; they are never skipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.engine import Project
from tools.environment import find_pulumi


@pytest.fixture(scope="session", autouse=True)
def _pulumi_is_there() -> None:
    find_pulumi()


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Make a project: ``project(program, config)``."""

    def make(program: str, config: Any = None, **options: Any) -> Project:
        return Project(tmp_path, program, config, **options)

    return make
