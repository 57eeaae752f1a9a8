"""Reading a source of any kind: which kind it is, and its pairs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from ...model.azure.surroundings import NOTHING_AROUND, Surroundings
from ...model.observation import Observation
from ...model.pair import Pair
from ...model.raw_values import unmasked
from ...text.errors import InputError
from ...text.files import UTF_8_MARK, UTF_16_MARKS, TextFileError, read_bytes, read_stream
from ...text.json_text import JsonError, parse_json
from ..observer import Observer
from ..pairing.azure_resources import with_companions
from ..pairing.configured_facts import ConfiguredFacts, Entry
from ..pairing.pairs import NOTHING_CONFIGURED, halves_of, join, join_with_unused
from .kinds import PAIRS, kind_of_document, looks_like_a_state
from .kinds import SourceKind as SourceKind
from .lines import (
    Lines,
    PositionOf,
    lines_in_json,
    lines_in_yaml,
    no_lines,
    positions_in_json,
    positions_in_yaml,
)
from .manifest import observe_listing, read_listing
from .stack_configuration import read_stack_configuration
from .state import read_state

_BEGINNINGS_OF_TEXT = (b"{", b"[", b" ", b"\n", b"\r", b"\t", b"")
STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "standard input"
"""What it is called in messages, and as the source of its pairs."""
_STATE_WITHOUT_PAIRS = (
    "the state has no pair, and no environment for dual-write, so nothing was judged."
)
_WRITES_A_STATE = "pulumi stack export --file"


Positions = Callable[[], PositionOf] | None


@dataclass(frozen=True)
class ReadSource:
    """A source and the pairs that were found in it.

    ``observations`` makes what the pairs were put together from, for those who can complete it;
    ``facts`` are those of environments, which complete the pairs of this and of other sources.
    ``lines`` looks up where pairs are declared; it takes about as long as reading them.
    ``without_pairs`` says why it declares none, as a sentence, where it does not.
    """

    name: str
    kind: SourceKind
    pairs: tuple[Pair, ...]
    observations: Callable[[], list[Observation]] = field(default=list, compare=False, repr=False)
    facts: ConfiguredFacts = NOTHING_CONFIGURED
    parents: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    around: Surroundings = field(default=NOTHING_AROUND, compare=False, repr=False)
    lines: Callable[[], Lines] = field(default=no_lines, compare=False, repr=False)
    without_pairs: str = ""


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
    kind = kind_of_document(document, source)
    if kind is SourceKind.MANIFEST:
        pairs = document[PAIRS] if isinstance(document, Mapping) else document
        return _read_list(unmasked(pairs), source, kind, positions)
    assert isinstance(document, Mapping)
    if kind is SourceKind.STATE:
        return _read_state(document, source, observer)
    found = read_stack_configuration(document, source)
    if found.pairs is None:
        return ReadSource(source, kind, (), facts=found.facts, without_pairs=found.without_pairs)
    read = _read_list(found.pairs, source, kind, positions)
    return replace(read, facts=found.facts)


def _read_state(document: Mapping[str, Any], source: str, observer: Observer | None) -> ReadSource:
    state = read_state(document, source, observer)
    joined = join(state.observations, None, source, state.parents)
    pairs = tuple(one.pair for one in with_companions(joined, state.around))
    return ReadSource(
        source,
        SourceKind.STATE,
        pairs,
        lambda: state.observations,
        parents=state.parents,
        around=state.around,
        without_pairs="" if pairs else _STATE_WITHOUT_PAIRS,
    )


def _read_list(raw: Any, source: str, kind: SourceKind, positions: Positions = None) -> ReadSource:
    pairs = tuple(read_listing(raw, source, positions))
    return ReadSource(source, kind, pairs, partial(observe_listing, raw, source))


def read_content(name: str, shown: str) -> bytes:
    """The bytes of a file, or of standard input (``-``); what is compressed is inflated.

    :param shown: what it is called in messages.
    :raises InputError: where it cannot be read.
    """
    try:
        if name == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputError(shown, ["it is closed."])
            return _inflated(read_stream(sys.stdin.buffer))
        if not name:
            raise InputError(shown, ["the name of a file is empty."])
        return _inflated(read_bytes(Path(name)))
    except TextFileError as error:
        raise InputError(shown, [str(error)]) from None
    except OSError as error:  # of standard input
        raise InputError(shown, [f"it cannot be read: {error.strerror or error}."]) from None


def _inflated(content: bytes) -> bytes:
    if content[:1] in _BEGINNINGS_OF_TEXT:
        return content
    from ...text.compressed import inflated

    return inflated(content)


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
        if first in (b"{", b"[") and _suffix(shown) not in (".yaml", ".yml"):
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


def _suffix(name: str) -> str:
    """The ending of a name; of a compressed file, that of what was compressed."""
    path = Path(name)
    return (path.with_suffix("") if path.suffix.lower() in (".gz", ".zst") else path).suffix.lower()


def _parsed_yaml(text: str, shown: str) -> Any:
    from ...text.yaml_text import YamlError, parse_yaml

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
    return document if looks_like_a_state(document) else None


def with_facts(sources: Iterable[ReadSource]) -> list[ReadSource]:
    """Complete the pairs of all sources by the facts that stack configurations declare.

    What is declared of an environment that no source has becomes half a pair of its configuration.

    :raises InputError: where two sources declare facts of one environment.
    """
    given = list(sources)
    facts = _all_facts(given)
    if not facts:
        return given
    completed: list[ReadSource] = []
    used: set[str] = set()
    for source in given:
        joined, unused = join_with_unused(source.observations(), facts, source.name, source.parents)
        used |= set(facts.entries) - {one.host for one in unused}
        tied = with_companions(joined, source.around)
        completed.append(replace(source, pairs=tuple(one.pair for one in tied)))
    return [_with_halves(one, used) for one in completed]


def _all_facts(sources: Iterable[ReadSource]) -> ConfiguredFacts:
    entries: dict[str, Entry] = {}
    for source in sources:
        for host, entry in source.facts.entries.items():
            if host in entries:
                text = f"another source declares facts of {entry.url}, too. Name one of the two."
                raise InputError(source.name, [text])
            entries[host] = entry
    return ConfiguredFacts(entries)


def _with_halves(source: ReadSource, used: set[str]) -> ReadSource:
    left = [entry for host, entry in source.facts.entries.items() if host not in used]
    halves = [one.pair for one in halves_of(left, source.name)]
    return replace(source, pairs=(*source.pairs, *halves)) if halves else source
