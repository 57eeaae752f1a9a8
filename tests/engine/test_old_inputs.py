"""What the engine shows before a pair is created, and what the stack shows at the end, can differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.engine import COMPONENT_PROGRAM, STACK, Project
from support.pairs import ABSENT, declaration

MakeProject = Callable[..., Project]
OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
REFUSED = {("same-tenant", "contoso")}
WRONG = {"customerEngagement.tenantId": OTHER_TENANT}


def config(**facts: Any) -> dict[str, Any]:
    return {"dualwrite:pairs": [{"name": "contoso", **declaration(facts)}]}


def program(options: str = "", before: str = "") -> str:
    """One component a pair, with these options of resources."""
    return f"""
import pulumi
from components import EnvironmentPair, declared_pairs
{before}
for name, args in declared_pairs(pulumi.Config("dualwrite")):
    EnvironmentPair(name, args, pulumi.ResourceOptions({options}))
"""


@pytest.mark.parametrize(
    "ignored",
    [
        '"customerEngagement"',
        '"customerEngagement.tenantId"',
        '"*"',
        '"financeAndOperations", "customerEngagement", "link"',
    ],
)
def test_facts_that_ignore_changes_hides_are_judged_at_the_end(
    project: MakeProject, ignored: str
) -> None:
    made = project(program(f"ignore_changes=[{ignored}]"), config())
    assert made.up().exit_code == 0
    made.configure(config(**WRONG))
    previewed = made.preview()
    assert (previewed.exit_code != 0, previewed.blocked()) == (True, REFUSED)
    for run in (made.up(preview=True), made.up()):
        assert run.exit_code != 0
        assert "same-tenant" in run.output
        assert OTHER_TENANT in run.output


def test_a_fact_that_ignore_changes_keeps_and_the_program_no_longer_declares_is_undeclared(
    project: MakeProject,
) -> None:
    made = project(program('ignore_changes=["customerEngagement", "link"]'), config())
    assert made.up().exit_code == 0
    made.configure(
        config(**{"customerEngagement.tenantId": ABSENT, "link.liveSyncLegalEntities": ABSENT})
    )
    assert made.preview().blocked() == {*REFUSED, ("live-sync-legal-entities", "contoso")}


def test_what_is_refused_before_and_at_the_end_in_the_same_words_is_said_once(
    project: MakeProject,
) -> None:
    made = project(program('ignore_changes=["link"]'), config(**WRONG))
    made.up_without_pack()
    made.configure(config(**WRONG, **{"link.initialSyncLegalEntities": 39}))
    assert [one.policy for one in made.preview().violations] == ["same-tenant"]


def test_changes_that_are_ignored_and_right_are_quiet(project: MakeProject) -> None:
    made = project(program('ignore_changes=["link"]'), config())
    assert made.up().exit_code == 0
    made.configure(config(**{"link.liveSyncLegalEntities": 11}))
    assert made.preview().violations == []
    assert made.up().exit_code == 0


TRANSFORMED = """
def mended(args):
    if args.type_ != "dualwrite:index:EnvironmentPair":
        return None
    side = {**args.props["customerEngagement"], "tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"}
    return pulumi.ResourceTransformationResult({**args.props, "customerEngagement": side}, args.opts)

def transformed(args):
    if args.type_ != "dualwrite:index:EnvironmentPair":
        return None
    side = {**args.props["customerEngagement"], "tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"}
    return pulumi.ResourceTransformResult({**args.props, "customerEngagement": side}, args.opts)
"""


@pytest.mark.parametrize("option", ["transformations=[mended]", "transforms=[transformed]"])
def test_facts_that_a_transformation_mends_on_the_way_are_judged_at_the_end(
    project: MakeProject, option: str
) -> None:
    made = project(program(option, TRANSFORMED), config(**WRONG))
    assert made.preview().blocked() == REFUSED
    run = made.up()
    assert run.exit_code != 0
    assert "same-tenant" in run.output


@pytest.mark.parametrize(
    "options",
    [
        'aliases=[pulumi.Alias(name="old-name")]',
        "retain_on_delete=True",
        "protect=True",
        'import_="anything"',
        'replace_on_changes=["customerEngagement"]',
    ],
)
def test_other_options_show_the_same_before_and_at_the_end(
    project: MakeProject, options: str
) -> None:
    made = project(program(options), config())
    assert made.up().exit_code == 0
    assert made.preview().violations == []
    made.configure(config(**WRONG))
    assert made.preview().blocked() == REFUSED
    assert made.up().exit_code != 0


@pytest.mark.parametrize("options", ["", "retain_on_delete=True"])
def test_a_wrong_pair_that_the_program_no_longer_has_is_quiet(
    project: MakeProject, options: str
) -> None:
    """To take it away is what makes the stack right."""
    made = project(program(options), config(**WRONG))
    made.up_without_pack()
    (made.folder / "__main__.py").write_text("import pulumi\n", encoding="utf-8")
    assert made.preview().violations == []
    assert made.up().exit_code == 0


def test_a_pair_that_targets_leave_out_is_judged_as_the_stack_shows_it(
    project: MakeProject,
) -> None:
    pair = "\nclass Other(pulumi.ComponentResource):\n    pass\nOther('my:index:Other', 'other')\n"
    made = project(COMPONENT_PROGRAM + pair, config(**WRONG))
    made.up_without_pack()
    target = "urn:pulumi:test::engine-test::my:index:Other::other"
    for command in (("preview",), ("up", "--yes", "--skip-preview")):
        run = made.run(*command, "--stack", STACK, "--target", target, *made.pack_arguments())
        assert run.exit_code != 0
        assert "same-tenant" in run.output
