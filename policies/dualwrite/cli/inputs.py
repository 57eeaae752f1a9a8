"""What the commands are given: the day, the policy pack's configuration, the sources."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ..discovery.mappings import Mappings
from ..discovery.observer import Observer
from ..discovery.sources.kinds import SourceKind
from ..discovery.sources.reading import (
    STANDARD_INPUT,
    STANDARD_INPUT_NAME,
    ReadSource,
    read_source,
    with_facts,
)
from ..judging.configuration import Configuration, ConfigurationError, read_configuration
from ..model.estate import in_order
from ..model.facts import ENCRYPTED, UnknownValue
from ..model.observation import Role
from ..model.pair import Pair
from ..pack.environment import MAPPINGS_VARIABLE, OWN_FILE
from ..requirements import REQUIREMENTS
from ..requirements.pair_completeness import mappings_file
from ..text.clock import DateError, parse_date, today_in_utc
from ..text.errors import InputError, NoPairsError
from ..text.files import TextFileError, read_text_file
from ..text.json_text import JsonError, parse_json
from ..text.quoting import counted, printable
from . import exits
from .reports import OptionError

_PACK_PROJECT = "PulumiPolicy.yaml"
_LIBRARY = Path(__file__).resolve().parents[2]


def mappings_path(option: str | None, configuration: Configuration) -> Path | None:
    """Where the mappings are: in the file of the option, of the variable, of the configuration, or
    of the pack, as the pack itself looks for them.

    A name in the variable or in the configuration is looked for in the pack's folder; for an
    installed command, which has none, in the folder that it is run in.

    :returns: None where there are none.
    :raises OptionError: where the option names no file.
    """
    if option is not None:
        return _named_by(option)
    folder = pack_folder()
    named = os.environ.get(MAPPINGS_VARIABLE) or mappings_file(configuration)
    if named:
        return (folder or Path()) / named
    own = folder / OWN_FILE if folder is not None else None
    return own if own is not None and own.exists() else None


def pack_folder() -> Path | None:
    """The folder of the pack: the one that the library is part of, or the current one if it is one."""
    folders = (_LIBRARY, Path())
    return next((one for one in folders if (one / _PACK_PROJECT).exists()), None)


def read_mappings(option: str | None, configuration: Configuration) -> Mappings | None:
    """Read the mappings; None where there are none.

    :raises OptionError: where the option names no file.
    :raises InputError: where the file cannot be read, or anything in it is wrong.
    """
    path = mappings_path(option, configuration)
    if path is None:
        return None
    from ..discovery.mappings import load_mappings

    return load_mappings(path)


def _named_by(option: str) -> Path:
    if option in ("", STANDARD_INPUT):
        shown = "- is standard input" if option else "it is empty"
        raise OptionError(f"--mappings: {shown}; accepted: a file of mappings.")
    return Path(option)


_MOST_NOTES = 100


class LeftOut(NamedTuple):
    """A source from which no pair was judged, and why, as a sentence."""

    source: str
    reason: str


@dataclass(frozen=True)
class Inputs:
    """Everything that a judgement is made from."""

    sources: tuple[ReadSource, ...]
    configuration: Configuration
    today: date
    policy_pack_config: str | None = None
    """The file that the configuration was read from."""
    left_out: tuple[LeftOut, ...] = ()
    """The sources that have no pairs, in the order in which they were named."""

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

    :param skip_without_pairs: leave out files that can have no pairs, rather than refuse them.
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
        return read_text_file(Path(path))
    except TextFileError as error:
        raise InputError(path, [str(error)]) from None


def configuration_in(path: str, text: str) -> Configuration:
    """Read the text of a policy pack's configuration.

    :param path: what it stands in, for messages.
    :raises InputError: where anything in it is wrong.
    """
    try:
        return read_configuration(_parsed(path, text), REQUIREMENTS)
    except ConfigurationError as error:
        raise InputError(path, error.problems) from None


def _parsed(path: str, text: str) -> Any:
    try:
        return parse_json(text) if text.strip() else None
    except JsonError as error:
        raise InputError(path, [f"{error} Accepted: JSON, as Pulumi takes it."]) from None


def _read_all(
    names: list[str], skip_without_pairs: bool, observer: Observer
) -> tuple[list[ReadSource], list[LeftOut]]:
    """Read every source; the problems of all of them are shown together."""
    if names.count(STANDARD_INPUT) > 1:
        raise InputError(
            "standard input", ["it is named more than once, and can be read once only."]
        )
    found: list[ReadSource] = []
    left_out: list[LeftOut] = []
    refused: list[InputError] = []
    for name in dict.fromkeys(names):
        try:
            source = read_source(name, observer)
        except NoPairsError as error:
            if skip_without_pairs:
                left_out.append(LeftOut(error.source, error.problems[0]))
            else:
                refused.append(error)
        except InputError as error:
            refused.append(error)
        else:
            found.append(source)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise InputError(
            f"{len(refused)} sources", [problem for one in refused for problem in _problems(one)]
        )
    completes = any(one.pairs or one.kind is SourceKind.STATE for one in found)
    left_out += [
        LeftOut(printable(one.name), one.without_pairs)
        for one in found
        if one.without_pairs and not (one.facts and completes)
    ]
    return found if completes else [], sorted(left_out, key=_order_of(names))


def _order_of(names: list[str]) -> Callable[[LeftOut], int]:
    shown = [STANDARD_INPUT_NAME if one == STANDARD_INPUT else printable(one) for one in names]
    positions = {name: at for at, name in reversed(list(enumerate(shown)))}
    return lambda one: positions.get(one.source, len(positions))


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


def outcome_without_verdict(judged: int, allow_empty: bool) -> int:
    """The exit code of a run that refuses nothing: one that judged nothing is no success.

    :param judged: how many pairs were judged.
    :param allow_empty: whether the caller has said that there may be none.
    """
    return exits.ACCEPTED if judged or allow_empty else exits.NOTHING_JUDGED


def print_notes(inputs: Inputs) -> None:
    """Say on standard error what was not judged, and why."""
    for source in inputs.sources:
        hidden = _encrypted(source)
        if hidden:
            _note(
                f"{printable(source.name)}: whether {counted(hidden, 'environment')} with encrypted"
                f" values {'is' if hidden == 1 else 'are'} for dual-write cannot be told. pulumi stack"
                " export --show-secrets tells."
            )
    for one in inputs.left_out[:_MOST_NOTES]:
        _note(f"{one.source}: {one.reason}")
    more = len(inputs.left_out) - _MOST_NOTES
    if more > 0:
        _note(
            f"{counted(more, 'more source')} without pairs left out; the results in JSON have all."
        )
    if len(inputs.left_out) > 1 and not inputs.pairs:
        _note(f"no pair was judged: none of {len(inputs.left_out)} sources has any.")


def _note(text: str) -> None:
    print(f"dualwrite: note: {text}", file=sys.stderr)
