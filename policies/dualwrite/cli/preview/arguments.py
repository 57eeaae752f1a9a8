"""What the arguments after ``--``, which go to Pulumi, say that this tool must know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_WITH_A_VALUE = {
    "--stack": "stack",
    "-s": "stack",
    "--config-file": "config_file",
    "--policy-pack": "policy_pack",
    "--policy-pack-config": "policy_pack_config",
    "--cwd": "folder",
    "-C": "folder",
    "--color": "color",
}


@dataclass
class PulumiArguments:
    """Pulumi's arguments: those that are passed on as they are, and what others of them say."""

    passed_on: list[str]
    stack: str | None = None
    config_file: str | None = None
    policy_pack: str | None = None
    policy_packs: int = 0
    """How many there are; ``policy_pack`` is the last."""
    policy_pack_config: str | None = None
    folder: str | None = None
    color: str | None = None
    has_several_configurations: bool = False
    """Then it is not known which of them is our pack's."""


def read_pulumi_arguments(arguments: Sequence[str]) -> PulumiArguments:
    """Read the arguments. ``--stack`` is taken out: the Automation API names the stack itself."""
    found = PulumiArguments([])
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name, value = _split(argument)
        meaning = _WITH_A_VALUE.get(name)
        taken = [argument]
        if meaning is not None and value is None and waiting:
            value = waiting.pop(0)
            taken.append(value)
        if meaning is not None and value is not None:
            found.has_several_configurations |= (
                meaning == "policy_pack_config" and found.policy_pack_config is not None
            )
            found.policy_packs += meaning == "policy_pack"
            setattr(found, meaning, value)
        if meaning != "stack":
            found.passed_on += taken
    return found


def _split(argument: str) -> tuple[str, str | None]:
    """The option and its value: ``--stack=dev``, ``-sdev``, or the value that comes next (None)."""
    if argument.startswith("--"):
        name, separator, value = argument.partition("=")
        return name, value if separator else None
    if argument.startswith("-") and len(argument) > 2:
        return argument[:2], argument[2:].removeprefix("=")
    return argument, None
