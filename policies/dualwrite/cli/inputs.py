"""What the commands are given: the day, the policy pack's configuration, the sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..clock import DateError, parse_date, today_in_utc
from ..configuration import Configuration, ConfigurationError, read_configuration
from ..estate import in_order
from ..facts import ENCRYPTED, UnknownValue
from ..joining.observing import Observer
from ..observation import FACTS_KEY, Role
from ..pair import Pair
from ..parsing.json_text import JsonError, parse_json
from ..sources.errors import InputError, NoPairsError
from ..sources.reading import STANDARD_INPUT, ReadSource, SourceKind, read_source
from ..text import counted, printable
from .completion import with_facts
from .mappings import read_mappings

_ONLY_FACTS = (
    f"no pairs: it declares facts of environments ({FACTS_KEY}), but no pairs. Name the stack's state"
    " as well, which has the environments: pulumi stack export --file state.json."
)


@dataclass(frozen=True)
class Inputs:
    """Everything that a judgement is made from."""

    sources: tuple[ReadSource, ...]
    configuration: Configuration
    today: date
    policy_pack_config: str | None = None
    """The file that the configuration was read from."""
    left_out: tuple[str, ...] = ()
    """The sources that declare no pairs, where they are left out."""

    @property
    def pairs(self) -> list[Pair]:
        """The pairs of all sources, in the order of every report."""
        return in_order(pair for source in self.sources for pair in source.pairs)


def read_inputs(
    sources: list[str],
    policy_pack_config: str | None,
    today: str | None,
    *,
    skip_without_pairs: bool = False,
    mappings: str | None = None,
) -> Inputs:
    """Read what a command is given.

    :param skip_without_pairs: leave out files that declare no pairs, rather than refuse them.
    :param mappings: the file of mappings; otherwise the one that the configuration names, or
        ``mappings.yaml`` of the pack.
    :raises InputError, DateError: for whatever cannot be read or taken.
    """
    day = read_day("--today", today)
    configuration = read_configuration_file(policy_pack_config)
    observer = Observer(read_mappings(mappings, configuration))
    found, left_out = _read_all(sources, skip_without_pairs, observer)
    return Inputs(tuple(with_facts(found)), configuration, day, policy_pack_config, tuple(left_out))


def read_day(option: str, text: str | None) -> date:
    """The day that an option names; today, where it is not given.

    :raises DateError: where it is no date.
    """
    if text is None:
        return today_in_utc()
    try:
        return parse_date(text)
    except DateError as error:
        raise DateError(f"{option}: {error}") from None


def read_configuration_file(path: str | None) -> Configuration:
    """Read the file of ``pulumi preview --policy-pack-config``; an empty one is accepted.

    :raises InputError: where it cannot be read, or anything in it is wrong.
    """
    if path is None:
        return Configuration()
    return configuration_in(path, read_configuration_text(path))


def read_configuration_text(path: str) -> str:
    """The text of a policy pack's configuration file.

    :raises InputError: where it cannot be read.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(path, ["it is no UTF-8 text."]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(path, [f"it cannot be read: {reason}."]) from None


def configuration_in(path: str, text: str) -> Configuration:
    """Read the text of a policy pack's configuration.

    :param path: what it stands in, for messages.
    :raises InputError: where anything in it is wrong.
    """
    try:
        return read_configuration(_parsed(path, text))
    except ConfigurationError as error:
        raise InputError(path, error.problems) from None


def _parsed(path: str, text: str) -> Any:
    try:
        return parse_json(text) if text.strip() else None
    except JsonError as error:
        raise InputError(path, [f"{error} Accepted: JSON, as Pulumi takes it."]) from None


def _read_all(
    names: list[str], skip_without_pairs: bool, observer: Observer
) -> tuple[list[ReadSource], list[str]]:
    """Read every source; the problems of all of them are shown together."""
    if names.count(STANDARD_INPUT) > 1:
        raise InputError(
            "standard input", ["it is named more than once, and can be read once only."]
        )
    found: list[ReadSource] = []
    left_out: list[str] = []
    refused: list[InputError] = []
    for name in dict.fromkeys(names):
        try:
            found.append(read_source(name, observer))
        except NoPairsError as error:
            if skip_without_pairs:
                left_out.append(name)
            else:
                refused.append(error)
        except InputError as error:
            refused.append(error)
    for source in _without_environments(found):
        if skip_without_pairs:
            left_out.append(source.name)
            found.remove(source)
        else:
            refused.append(NoPairsError(source.name, [_ONLY_FACTS]))
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise InputError(
            f"{len(refused)} sources", [problem for one in refused for problem in _problems(one)]
        )
    return found, left_out


def _without_environments(sources: list[ReadSource]) -> list[ReadSource]:
    """The sources that only complete others, where there are no others."""
    if any(one.pairs or one.kind is SourceKind.STATE for one in sources):
        return []
    return list(sources)


def _problems(error: InputError) -> Iterator[str]:
    for problem in error.problems:
        yield f"{error.source}: {problem}"


def _encrypted(source: ReadSource) -> int:
    """How many environments of a state have values that cannot be read, and are left alone."""
    if source.kind is not SourceKind.STATE:
        return 0
    return sum(
        one.role is Role.ENVIRONMENT and not one.marked and _has_encrypted(one.facts)
        for one in source.observations()
    )


def _has_encrypted(facts: Mapping[str, Any]) -> bool:
    return any(isinstance(one, UnknownValue) and one.why == ENCRYPTED for one in facts.values())


def print_notes(inputs: Inputs) -> None:
    """Say on standard error where there was nothing to judge."""
    if inputs.left_out and not inputs.sources:
        print(
            f"dualwrite: note: no pair was judged: {counted(len(inputs.left_out), 'source')} without"
            " pairs left out.",
            file=sys.stderr,
        )
    for source in inputs.sources:
        hidden = _encrypted(source)
        if hidden:
            print(
                f"dualwrite: note: {printable(source.name)}: whether"
                f" {counted(hidden, 'environment')} with encrypted values"
                f" {'is' if hidden == 1 else 'are'} for dual-write cannot be told. pulumi stack export"
                " --show-secrets tells.",
                file=sys.stderr,
            )
        if source.kind is SourceKind.STATE and not source.pairs:
            print(
                f"dualwrite: note: {printable(source.name)}: the state has no pair, and no"
                " environment for dual-write, so nothing was judged.",
                file=sys.stderr,
            )
