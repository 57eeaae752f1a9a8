"""The two example stacks: contoso passes, fabrikam is refused for exactly what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from dualwrite.requirements import REQUIREMENTS
from dualwrite.verdicts import Level
from support.engine import COMPONENT_PROGRAM, ROOT, Project
from support.example_stacks import BROKEN

MakeProject = Callable[..., Project]


def example(name: str) -> dict[str, object]:
    """The configuration of an example stack."""
    text = (ROOT / f"Pulumi.{name}.yaml").read_text(encoding="utf-8")
    config: dict[str, object] = yaml.safe_load(text)["config"]
    return config


def test_contoso_passes_without_a_word(project: MakeProject) -> None:
    run = project(COMPONENT_PROGRAM, example("contoso")).preview()
    assert (run.exit_code, run.violations) == (0, [])


def test_fabrikam_is_refused_for_every_requirement_that_pairs_can_break(
    project: MakeProject,
) -> None:
    run = project(COMPONENT_PROGRAM, example("fabrikam")).preview()
    broken = {(name, pair) for name, pairs in BROKEN.items() for pair in pairs}
    advisory = {one.name for one in REQUIREMENTS if one.level is Level.ADVISORY}
    assert run.blocked() == {one for one in broken if one[0] not in advisory}
    assert run.advised() == {one for one in broken if one[0] in advisory}
    assert run.exit_code != 0


@pytest.mark.parametrize(
    "requirement", [one for one in REQUIREMENTS if one.name in BROKEN], ids=lambda one: one.name
)
def test_fabrikam_is_told_each_reason_in_full(fabrikam_text: str, requirement: object) -> None:
    """What a person reads below each policy: the title with its ID, the remedy, the source."""
    assert f"{requirement.id}: {requirement.title}" in fabrikam_text  # type: ignore[attr-defined]
    assert f"Why: {requirement.reason}" in fabrikam_text  # type: ignore[attr-defined]
    assert f"Remedy: {requirement.remedy}" in fabrikam_text  # type: ignore[attr-defined]
    assert requirement.sources[0].url in fabrikam_text  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def fabrikam_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a preview of fabrikam prints."""
    folder = tmp_path_factory.mktemp("fabrikam")
    run = Project(folder, COMPONENT_PROGRAM, example("fabrikam")).preview_text()
    assert run.exit_code == 1 or run.exit_code == 255, run.output
    return run.output
