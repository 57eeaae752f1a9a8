"""Facts of environments that one source declares, put into the pairs of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..joining.companions import with_companions
from ..joining.configured import ConfiguredFacts, Entry
from ..joining.pairs import halves_of, join_with_unused
from ..sources.errors import InputError
from ..sources.reading import ReadSource


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
