"""Whether the pair that somebody exempts is there, and which verdicts it needs the exemption for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ..judging.configuration import Configuration
from ..judging.exemptions import COVERABLE, EXEMPTABLE
from ..judging.requirement import Requirement
from ..model.verdicts import Result
from ..text.errors import InputError
from ..text.quoting import joined, printable, quoted
from ..text.suggestions import did_you_mean
from .inputs import Inputs, mappings_path, read_inputs
from .judging import judge_inputs
from .reports import OptionError

_STACK_CONFIGURATIONS = ("Pulumi.*.yaml", "Pulumi.*.yml")
_MOST_FILES = 100
"""More stack configurations than these in one folder are not read in passing."""
_MOST_NAMED = 3


@dataclass(frozen=True)
class Standing:
    """What was found: the verdicts that an exemption would cover, and what is to be said."""

    verdicts: tuple[str, ...] = ()
    note: str = ""


def look_up(
    name: str,
    requirement: Requirement[Any],
    sources: Sequence[str] | None,
    configuration: Configuration,
    today: str | None,
) -> Standing:
    """Look for pairs of a name or a glob, and judge them.

    :param sources: None for the stack configuration files of the working directory.
    :raises OptionError: where the sources that were named have no such pair.
    :raises InputError: where one of them cannot be read.
    """
    found = _read(sources, configuration, today)
    names = {one.name for each in found for one in each.pairs}
    fitting = {one for one in names if one == name or fnmatchcase(one, name)}
    if fitting:
        return Standing(_verdicts(found, requirement, fitting))
    if sources:
        shown = joined([printable(one) for one in sources], "or")
        raise OptionError(f"PAIR: there is no pair {quoted(name)} in {shown}.{_hint(name, names)}")
    if not names:
        return Standing(
            note=f"no stack configuration file here declares pairs, so that nobody has looked whether"
            f" there is a pair {quoted(name)}; --source FILE names what has it."
        )
    shown = joined([printable(one.sources[0].name) for one in found[:_MOST_NAMED]], "or")
    return Standing(
        note=f"there is no pair {quoted(name)} in {shown}.{_hint(name, names)} --source FILE names"
        " what has it."
    )


def _hint(name: str, names: set[str]) -> str:
    return did_you_mean(name, sorted(names))


def _read(
    sources: Sequence[str] | None, configuration: Configuration, today: str | None
) -> list[Inputs]:
    """What was named, together; of what is only there, each file that can be read."""
    if sources:
        return [_inputs(list(sources), configuration, today)]
    found = []
    files = sorted(one for each in _STACK_CONFIGURATIONS for one in Path().glob(each))
    for file in files[:_MOST_FILES]:
        try:
            inputs = _inputs([str(file)], configuration, today)
        except InputError:
            continue  # nobody has asked for it; ``check`` says what is wrong with it
        if inputs.pairs:
            found.append(inputs)
    return found


def _inputs(sources: list[str], configuration: Configuration, today: str | None) -> Inputs:
    path = mappings_path(None, configuration)
    read = read_inputs(sources, None, today, mappings=None if path is None else str(path))
    return replace(read, configuration=configuration)


def _verdicts(
    found: Sequence[Inputs], requirement: Requirement[Any], names: set[str]
) -> tuple[str, ...]:
    """The verdicts on the pairs that an exemption would cover, whether or not another covers them."""
    kinds = {
        _without_exemption(one)
        for each in found
        for one in judge_inputs(each).results
        if one.requirement == requirement.name and one.pair in names
    }
    return tuple(one for one in COVERABLE if one in kinds)


def _without_exemption(result: Result) -> str:
    exemption = result.verdict.exemption
    if exemption is not None:
        return exemption.instead_of.value
    kind = result.verdict.kind
    return kind.value if result.violation and kind in EXEMPTABLE else ""
