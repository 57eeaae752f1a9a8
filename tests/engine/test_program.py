"""The project's own program: stack configuration in, one component a pair out, or one clear error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from support.engine import COMPONENT_PROGRAM, Project
from support.pairs import declaration

MakeProject = Callable[..., Project]


def _pairs(*pairs: dict[str, Any]) -> dict[str, Any]:
    return {"dualwrite:pairs": list(pairs)}


def test_all_errors_in_one_message_before_anything_is_registered(project: MakeProject) -> None:
    made = project(
        COMPONENT_PROGRAM,
        _pairs(
            {"name": "one", **declaration({"financeAndOperations.regoin": "West Europe"})},
            {"name": "two", **declaration({"customerEngagement.region": "West Europa"})},
            {"name": "three", **declaration()},
        ),
    )
    run = made.up(preview=True)
    assert run.exit_code != 0
    assert "stack configuration dualwrite:pairs: 2 problems" in run.output
    assert 'pair "one", financeAndOperations.regoin: unknown key, like' in run.output
    assert 'pair "two", customerEngagement.region: "West Europa" is not' in run.output
    assert "Traceback" not in run.output
    assert "dualwrite:index:EnvironmentPair" not in " ".join(made.resources())


def test_a_stack_without_pairs_says_what_to_do(project: MakeProject) -> None:
    run = project(COMPONENT_PROGRAM, {}).preview_text()
    assert run.exit_code != 0
    assert "dualwrite:pairs is not set. Declare the pairs in Pulumi.<stack>.yaml." in run.output
    assert "Traceback" not in run.output


def test_secrets_are_judged_and_stay_secret_in_the_state(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, _pairs({"name": "contoso", **declaration()}))
    made.run(
        *("config", "set", "--secret", "--path", "dualwrite:pairs[0].customerEngagement.tenantId"),
        *("3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11", "--stack", "test"),
        check=True,
    )
    run = made.preview()
    assert run.blocked() == {("same-tenant", "contoso")}
    made.up_without_pack()
    assert "3f0c8a52" not in made.export().read_text(encoding="utf-8")


def test_the_component_refuses_wrong_plain_values_of_a_program(project: MakeProject) -> None:
    program = """
from components import EnvironmentPair
EnvironmentPair("contoso", {"financeAndOperations": {"url": "http://x.y"}, "link": {"initialSync": "no"}})
"""
    made = project(program)
    run = made.preview_text()
    assert run.exit_code != 0
    assert (
        'pair "contoso", financeAndOperations.url: "http://x.y" is not an https URL.' in run.output
    )
    assert 'pair "contoso", link.initialSync: "no" is text; accepted: true or false.' in run.output
    assert 'pair "contoso", customerEngagement: missing.' in run.output
    assert "Traceback" not in run.output
