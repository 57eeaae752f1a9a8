"""The coverage of pairs for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from ...discovery.sources.reading import ReadSource, SourceKind
from ...model.verdicts import Kind
from ...results.coverage import Covered, CoveredPair, Standing
from ...results.coverage_document import counts_of
from ...results.seen import UNSEEN, seen_in
from ...text.quoting import counted, joined, printable
from .layout import Line, plain, wrapped

_HEADINGS = {
    Standing.DECIDED: "decided",
    Standing.LATER: "later",
    Standing.DECLARE: "declare",
    Standing.OPEN: "open",
}
_TOLD = {
    Standing.DECIDED: "decided now",
    Standing.LATER: "not known yet",
    Standing.DECLARE: "to declare",
    Standing.OPEN: "open",
}
_MOST_DECIDED_PAIRS = 20
"""More pairs of which everything is decided than this are counted in one line, not listed."""
_DEEP = " " * 4
_DEEPER = " " * 6


def coverage_lines(
    labelled: Sequence[tuple[str, CoveredPair]], sources: Sequence[ReadSource], width: int
) -> Iterator[Line]:
    """All that is to be said, pair by pair, then of what was seen; an empty line between the parts.

    :param labelled: each pair with what to call it.
    """
    for position, part in enumerate(_parts(labelled, sources, width)):
        if position:
            yield plain()
        yield from part


def _parts(
    labelled: Sequence[tuple[str, CoveredPair]], sources: Sequence[ReadSource], width: int
) -> Iterator[Iterator[Line]]:
    pairs = [one for _, one in labelled]
    any_judged = any(one.requirements for one in pairs)
    if any_judged:
        yield _rows(labelled)
        for label, one in labelled:
            if not _is_decided(one):
                yield _details(label, one, width)
    for source in sources:
        if source.kind is SourceKind.STATE:
            yield _seen(source, width)
    if pairs:
        yield map(
            plain, wrapped(_summary(pairs) if any_judged else _nothing(pairs), width, "", "  ")
        )


def _nothing(pairs: Sequence[CoveredPair]) -> str:
    return f"{counted(len(pairs), 'pair')}: nothing was judged, as every requirement is disabled"


def _is_decided(one: CoveredPair) -> bool:
    return len(one.at(Standing.DECIDED)) == len(one.requirements)


def _rows(labelled: Sequence[tuple[str, CoveredPair]]) -> Iterator[Line]:
    """One row a pair with its counts. Where most are decided, only those that are not."""
    waiting = [one for one in labelled if not _is_decided(one[1])]
    decided = len(labelled) - len(waiting)
    listed = waiting if decided > _MOST_DECIDED_PAIRS else labelled
    any_open = any(one.at(Standing.OPEN) for _, one in labelled)
    shown = [one for one in Standing if any_open or one is not Standing.OPEN]
    if listed:
        longest = max(len("pair"), *(cell_len(label) for label, _ in listed))
        headings = "".join(f"  {_HEADINGS[one]}" for one in shown)
        yield (("pair".ljust(longest) + headings, "bold"),)
        for label, one in listed:
            counts = (f"  {len(one.at(each)):>{len(_HEADINGS[each])}}" for each in shown)
            yield plain(label + " " * (longest - cell_len(label)) + "".join(counts))
    if decided > _MOST_DECIDED_PAIRS:
        some = "more pair" if waiting else "pair"
        yield plain(f"{counted(decided, some)} with everything decided now")


def _details(label: str, one: CoveredPair, width: int) -> Iterator[Line]:
    yield ((label, "bold"),)
    if one.pair.is_half:
        text = "Only one side is known, so that what is asked of the other is missing, too."
        yield from map(plain, wrapped(text, width, "  ", "  "))
    decided = one.at(Standing.DECIDED)
    if decided:
        text = f"{_TOLD[Standing.DECIDED]}: {', '.join(map(_with_verdict, decided))}"
        yield from map(plain, wrapped(text, width, "  ", _DEEP))
    for standing in (Standing.LATER, Standing.DECLARE, Standing.OPEN):
        found = one.at(standing)
        if found:
            yield plain(f"  {_TOLD[standing]}:")
        for each in found:
            yield from map(plain, wrapped(_without(each), width, _DEEP, _DEEPER))
    yield from _places(one, width)


def _with_verdict(one: Covered) -> str:
    told = "" if one.verdict is Kind.PASS else f" ({one.verdict.value})"
    return f"{one.id} {one.requirement}{told}"


def _without(one: Covered) -> str:
    facts = [missing.fact for missing in one.missing]
    told = joined(facts) if facts else printable(one.message)
    return f"{one.id} {one.requirement}: {told}"


def _places(one: CoveredPair, width: int) -> Iterator[Line]:
    """Each missing fact once, though several requirements need it: why, or where to declare it."""
    for standing, heading in (
        (Standing.LATER, "why it is not known"),
        (Standing.DECLARE, "where to declare it"),
    ):
        told = {missing.fact: missing.what for each in one.at(standing) for missing in each.missing}
        if told:
            yield plain(f"  {heading}:")
        for text in _grouped(told):
            yield from map(plain, wrapped(printable(text), width, _DEEP, _DEEPER))


def _grouped(told: Mapping[str, str]) -> Iterator[str]:
    """What is to be said of each fact; one sentence for all of which the same is, but for the name."""
    groups: dict[tuple[str, str], list[str]] = {}
    for fact, what in told.items():
        before, name, after = _around_the_name(fact, what)
        groups.setdefault((before, after), []).append(name)
    for (before, after), names in groups.items():
        start = before.replace("Declare it ", "Declare them ", 1) if len(names) > 1 else before
        yield f"{start}{joined(names)}{after}"


def _around_the_name(fact: str, what: str) -> tuple[str, str, str]:
    """The sentence about a fact, parted where it names it; a sentence that does not is for it alone."""
    key = fact.partition(".")[2]
    for before, name, after in (
        ("Declare ", fact, " in the pair."),
        ("Declare ", fact, " with its build."),
        *((", as ", one, ".") for one in (fact, key)),
    ):
        if what.endswith(f"{before}{name}{after}"):
            return what.removesuffix(f"{name}{after}"), name, after
    return "", fact, f": {what}"


def _seen(source: ReadSource, width: int) -> Iterator[Line]:
    yield ((f"Seen in {printable(source.name)}", "bold"),)
    kinds = seen_in(source)
    if not kinds:
        yield plain("  no resource of a type that is read")
    for one in kinds:
        alone = len(one.left_alone)
        left = f", {alone} of them not for dual-write and left alone" if alone else ""
        text = f"{printable(one.name)}: {one.shown}{left}"
        yield from map(plain, wrapped(text, width, "  ", _DEEP))
    yield plain("  not seen:")
    for text in UNSEEN:
        yield from map(plain, wrapped(f"- {text}", width, _DEEP, _DEEPER))


def _summary(pairs: Sequence[CoveredPair]) -> str:
    counts = counts_of(pairs)
    parts = [
        f"{counts[one.value]} {_TOLD[one]}"
        for one in Standing
        if counts[one.value] or one is not Standing.OPEN
    ]
    requirements = counted(sum(counts.values()), "requirement")
    return f"{counted(len(pairs), 'pair')}, {requirements}: {', '.join(parts)}"
