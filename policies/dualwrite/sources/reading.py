"""Reading a source of any kind: which kind it is, and its pairs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from ..azure.surroundings import NOTHING_AROUND, Surroundings
from ..joining.companions import with_companions
from ..joining.configured import ConfiguredFacts
from ..joining.observing import Observer
from ..joining.pairs import NOTHING_CONFIGURED, join
from ..observation import Observation
from ..pair import Pair
from ..parsing.json_text import JsonError, parse_json
from ..parsing.text_files import UTF_8_MARK, UTF_16_MARKS, TextFileError, read_bytes
from ..secret_marks import unmasked
from ..suggestions import did_you_mean
from ..text import joined, kind_of, printable
from .errors import InputError, NoPairsError
from .lines import (
    Lines,
    PositionOf,
    lines_in_json,
    lines_in_yaml,
    no_lines,
    positions_in_json,
    positions_in_yaml,
)
from .listing import observe_listing, read_listing
from .stack_configuration import (
    CONFIG_KEY,
    PAIRS_KEY,
    is_stack_configuration,
    read_stack_configuration,
)
from .state import is_state, read_state

STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "standard input"
"""What it is called in messages, and as the source of its pairs."""
_ACCEPTED = (
    "Accepted: a pairs manifest (a list, or a mapping with pairs), a stack configuration file with"
    f" {PAIRS_KEY}, or what pulumi stack export writes."
)
_WRITES_A_STATE = "pulumi stack export --file"


Positions = Callable[[], PositionOf] | None


class SourceKind(Enum):
    """The kinds of sources."""

    MANIFEST = "manifest"
    STACK_CONFIGURATION = "stack configuration"
    STATE = "state"


@dataclass(frozen=True)
class ReadSource:
    """A source and the pairs that were found in it.

    ``observations`` makes what the pairs were put together from, for those who can complete it;
    ``facts`` are those of environments, which complete the pairs of this and of other sources.
    ``lines`` looks up where pairs are declared; it takes about as long as reading them.
    """

    name: str
    kind: SourceKind
    pairs: tuple[Pair, ...]
    observations: Callable[[], list[Observation]] = field(default=list, compare=False, repr=False)
    facts: ConfiguredFacts = NOTHING_CONFIGURED
    parents: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    around: Surroundings = field(default=NOTHING_AROUND, compare=False, repr=False)
    lines: Callable[[], Lines] = field(default=no_lines, compare=False, repr=False)


@dataclass(frozen=True)
class _Parsed:
    document: Any
    lines: Callable[[], Lines] = no_lines
    positions: Positions = None


def read_source(name: str, observer: Observer | None = None) -> ReadSource:
    """Read one source: a file, or ``-`` for standard input.

    :param observer: what looks at the resources of a state; by default the readers.
    :raises InputError: where it cannot be read or taken; nothing of it is used then.
    """
    shown = STANDARD_INPUT_NAME if name == STANDARD_INPUT else name or '""'
    content = without_byte_order_mark(read_content(name, shown), shown, _WRITES_A_STATE)
    parsed = _parsed(content, shown)
    found = read_document(parsed.document, shown, observer, parsed.positions)
    declares = found.kind is not SourceKind.STATE and found.pairs
    return replace(found, lines=parsed.lines) if declares else found


def read_document(
    document: object,
    source: str,
    observer: Observer | None = None,
    positions: Positions = None,
) -> ReadSource:
    """Read the pairs of a parsed document, whatever kind of source it is.

    :param positions: makes what finds the lines of problems; None where there are no lines.
    """
    if is_state(document):
        assert isinstance(document, Mapping)
        return _read_state(document, source, observer)
    if not is_stack_configuration(document):
        pairs = unmasked(_manifest_list(document, source))
        return _read_list(pairs, source, SourceKind.MANIFEST, positions)
    assert isinstance(document, Mapping)
    found = read_stack_configuration(document, source)
    if found.pairs is None:
        return ReadSource(source, SourceKind.STACK_CONFIGURATION, (), facts=found.facts)
    read = _read_list(found.pairs, source, SourceKind.STACK_CONFIGURATION, positions)
    return replace(read, facts=found.facts)


def _read_state(document: Mapping[str, Any], source: str, observer: Observer | None) -> ReadSource:
    state = read_state(document, source, observer)
    joined = join(state.observations, None, source, state.parents)
    return ReadSource(
        source,
        SourceKind.STATE,
        tuple(one.pair for one in with_companions(joined, state.around)),
        lambda: state.observations,
        parents=state.parents,
        around=state.around,
    )


def _read_list(raw: Any, source: str, kind: SourceKind, positions: Positions = None) -> ReadSource:
    pairs = tuple(read_listing(raw, source, positions))
    return ReadSource(source, kind, pairs, partial(observe_listing, raw, source))


def _manifest_list(document: object, source: str) -> object:
    if isinstance(document, list):
        return document
    if document is None:
        raise NoPairsError(source, [f"the file is empty. {_ACCEPTED}"])
    if not isinstance(document, Mapping):
        raise InputError(source, [f"the file holds {kind_of(document)}. {_ACCEPTED}"])
    if not document:  # what Pulumi writes where the last setting of a stack is removed
        raise NoPairsError(source, [f"no pairs: it is an empty mapping. {_ACCEPTED}"])
    if "pairs" not in document:
        keys = [printable(str(key)) for key in document]
        hint = did_you_mean(keys[0], ["pairs", CONFIG_KEY]) if len(keys) == 1 else ""
        raise InputError(source, [f"no pairs: its keys are {joined(keys[:5])}.{hint} {_ACCEPTED}"])
    others = [printable(str(key)) for key in document if key != "pairs"]
    if others:
        raise InputError(source, [f"unknown key {joined(others)} beside pairs. {_ACCEPTED}"])
    return document["pairs"]


def read_content(name: str, shown: str) -> bytes:
    """The bytes of a file, or of standard input (``-``).

    :param shown: what it is called in messages.
    :raises InputError: where it cannot be read.
    """
    try:
        if name == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputError(shown, ["it is closed."])
            return sys.stdin.buffer.read()
        if not name:
            raise InputError(shown, ["the name of a file is empty."])
        return read_bytes(Path(name))
    except TextFileError as error:
        raise InputError(shown, [str(error)]) from None
    except OSError as error:  # of standard input
        raise InputError(shown, [f"it cannot be read: {error.strerror or error}."]) from None


def without_byte_order_mark(content: bytes, shown: str, writes_utf_8: str) -> bytes:
    """The content of a file of text, without the mark that some editors put before UTF-8.

    :param writes_utf_8: the command that would have written such a file as UTF-8.
    :raises InputError: where the mark is that of UTF-16.
    """
    if content.startswith(UTF_16_MARKS):
        text = (
            "it is UTF-16 text (Windows PowerShell writes it so with >). Save it as UTF-8;"
            f" {writes_utf_8} does."
        )
        raise InputError(shown, [text])
    return content.removeprefix(UTF_8_MARK)


def _parsed(content: bytes, shown: str) -> _Parsed:
    first = content.lstrip()[:1]
    if first in (b"{", b"["):
        state = _fast_state(content)
        if state is not None:
            return _Parsed(state)
    if b"\0" in content:
        raise InputError(shown, ["it is no text: it holds NUL bytes. Save it as UTF-8."])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(shown, [f"it is no UTF-8 text (at byte {error.start})."]) from None
    try:
        if first in (b"{", b"[") and Path(shown).suffix.lower() not in (".yaml", ".yml"):
            return _Parsed(
                parse_json(text), partial(lines_in_json, text), partial(positions_in_json, text)
            )
        return _Parsed(
            _parsed_yaml(text, shown),
            partial(lines_in_yaml, text),
            partial(positions_in_yaml, text),
        )
    except JsonError as error:
        raise InputError(shown, [str(error)]) from None


def _parsed_yaml(text: str, shown: str) -> Any:
    from ..parsing.yaml_text import (  # a state needs no YAML, and is to be quick
        YamlError,
        parse_yaml,
    )

    try:
        return parse_yaml(text)
    except YamlError as error:
        raise InputError(shown, [str(error)]) from None


def _fast_state(content: bytes) -> Any:
    """Parse a state with the fast parser. People's own JSON goes to the strict one instead."""
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    return document if is_state(document) else None
