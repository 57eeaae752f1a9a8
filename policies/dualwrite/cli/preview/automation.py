"""The one place that uses Pulumi's Automation API."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pulumi.automation import (
    CommandError,
    CommandResult,
    InvalidVersionError,
    LocalWorkspace,
    PulumiCommand,
    Stack,
)
from pulumi.automation.events import EngineEvent

from .events import PolicyEvent, PreviewError

Output = Callable[[str], None]


class _Command(PulumiCommand):
    """The Pulumi CLI; the user's own arguments go to ``pulumi preview``, which takes any of them."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__()
        self._arguments = list(arguments)

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Output | None = None,
        on_error: Output | None = None,
    ) -> CommandResult:
        if args[:1] == ["preview"]:
            args = ["preview", *self._arguments, *args[1:]]
        return super().run(args, cwd, additional_env, on_output, on_error)


class _Workspace(LocalWorkspace):
    """The project in the working directory, as it is."""

    def select_stack(self, stack_name: str) -> None:
        """Leave the selection alone: a preview changes nothing, not even that."""


def preview_stack(
    arguments: Sequence[str],
    stack: str | None,
    environment: Mapping[str, str],
    output: Output,
    errors: Output,
    on_policy: Callable[[PolicyEvent], None],
    on_packs: Callable[[Iterable[str]], None],
) -> bool:
    """Preview a stack and return whether that succeeded.

    :param arguments: passed on to ``pulumi preview``.
    :param stack: its name; None for the one that is selected.
    :param on_policy: gets what policies report, as it comes.
    :param on_packs: gets the names of the packs that Pulumi has run, where it says so.
    :raises PreviewError: where there is no CLI, an old one, or no stack.
    """
    workspace = _workspace(arguments, environment)
    name = stack if stack is not None else _selected_stack(workspace)

    def on_event(event: EngineEvent) -> None:
        if event.policy_event is not None:
            on_policy(_policy_event(event.policy_event))
        if event.summary_event is not None:
            on_packs(_pack_name(one) for one in event.summary_event.policy_packs)

    try:
        Stack.select(name, workspace).preview(on_output=output, on_error=errors, on_event=on_event)
    except CommandError:
        return False
    return True


def _workspace(arguments: Sequence[str], environment: Mapping[str, str]) -> LocalWorkspace:
    try:
        command = _Command(arguments)
    except FileNotFoundError:
        raise PreviewError(
            "there is no pulumi on PATH. Install the Pulumi CLI"
            " (https://www.pulumi.com/docs/iac/download-install/), or judge files without it:"
            " dualwrite check."
        ) from None
    except InvalidVersionError as error:
        raise PreviewError(f"{error}") from None
    return _Workspace(work_dir=os.getcwd(), env_vars=environment, pulumi_command=command)


def _selected_stack(workspace: LocalWorkspace) -> str:
    try:
        selected = workspace.stack()
    except CommandError as error:
        raise PreviewError(f"pulumi stack ls failed: {_standard_error(error)}") from None
    if selected is None:
        raise PreviewError(
            "no stack is selected here. Name one with --stack, or select one: pulumi stack select."
        )
    return selected.name


def _standard_error(error: CommandError) -> str:
    """Pulumi's own message out of the SDK's text about a failed command."""
    return str(error).partition("stderr:")[2].strip() or str(error)


def _pack_name(name: str) -> str:
    """A pack's name. A local one has its folder there, too: ``dualwrite|local|/folder``."""
    return name.partition("|")[0]


def _policy_event(event: Any) -> PolicyEvent:
    return PolicyEvent(
        event.policy_name,
        event.resource_urn or "",
        event.enforcement_level,
        event.message.rstrip("\n"),
    )
