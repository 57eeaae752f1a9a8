"""Hits and tables together: what is found, what nobody can tell, and what is fine."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..text.quoting import counted, joined, printable
from .hits import Call, Hit, Notice, Suppressed
from .rules import BY_ID
from .scanning import Scan, ScannedFile
from .tables import KNOWN_MAPS, MappedTables, TableList

_MOST_NAMED = 10


class Verdict(StrEnum):
    """What a scan says."""

    FOUND = "found"
    NONE = "none"
    CANNOT_TELL = "cannotTell"


@dataclass(frozen=True)
class Finding:
    """A hit that counts, or of which nobody can tell whether it does."""

    hit: Hit
    root: str
    path: str
    table: str | None
    resolved_by: str | None
    certainty: str
    undecided: str | None
    """Why it cannot be told, where it cannot."""
    suppressed: Suppressed | None
    fingerprint: str = ""

    @property
    def decides(self) -> bool:
        """Whether it says by itself that data events are bypassed."""
        return self.undecided is None and self.suppressed is None

    @property
    def place(self) -> str:
        """Where it is, for a text."""
        return f"{printable(self.path)}:{self.hit.line}:{self.hit.column}"


@dataclass
class Judged:
    """A scan with its verdict."""

    scan: Scan
    tables: MappedTables
    findings: list[Finding]
    verdict: Verdict
    reasons: list[str]
    notices: list[tuple[str, Notice]] = field(default_factory=list)
    """What is said of files beside findings, by path."""


def judge(scan: Scan, listed: TableList, parents: Mapping[str, str] | None = None) -> Judged:
    """Say which hits count.

    :param parents: what tables inherit from, beside what the tree itself says.
    """
    tables = MappedTables(listed, {**(parents or {}), **scan.parents})
    found: list[Finding] = []
    unlisted: Counter[str] = Counter()
    maps = scan.maps | KNOWN_MAPS
    for file in scan.found:
        for hit in file.found.hits:
            found += _findings(file, hit, scan, tables, maps, unlisted)
    found.sort(key=lambda one: (one.path, one.hit.line, one.hit.column, one.table or ""))
    found = with_fingerprints(found)
    reasons = list(_reasons(scan, tables, unlisted))
    notices = [(one.path, notice) for one in scan.found for notice in one.found.notices]
    return conclude(Judged(scan, tables, found, Verdict.NONE, reasons, sorted(notices)))


def conclude(judged: Judged) -> Judged:
    """Set the verdict: found beats cannot tell."""
    undecided = [
        f"{one.place}: {one.hit.construct}: {one.undecided}"
        for one in judged.findings
        if one.undecided is not None and one.suppressed is None
    ]
    judged.reasons = [*judged.reasons, *dict.fromkeys(undecided)]
    if any(one.decides for one in judged.findings):
        judged.verdict = Verdict.FOUND
    elif judged.reasons:
        judged.verdict = Verdict.CANNOT_TELL
    else:
        judged.verdict = Verdict.NONE
    return judged


def identity(path: str, finding: Finding) -> tuple[str, ...]:
    """What stays the same of a finding when lines move."""
    hit = finding.hit
    return (path, hit.object, hit.method, hit.construct, finding.table or "", hit.receiver)


def with_fingerprints(found: Iterable[Finding]) -> list[Finding]:
    """Give each finding its fingerprint: its identity, and which one of those it is."""
    counts: Counter[tuple[str, ...]] = Counter()
    made: list[Finding] = []
    for one in found:
        key = identity(one.path, one)
        counts[key] += 1
        digest = hashlib.sha256("\0".join(key).encode("utf-8", "backslashreplace")).hexdigest()
        values = {**one.__dict__, "fingerprint": f"{digest[:16]}:{counts[key]}"}
        made.append(Finding(**values))
    return made


def _findings(
    file: ScannedFile,
    hit: Hit,
    scan: Scan,
    tables: MappedTables,
    maps: set[str],
    unlisted: Counter[str],
) -> Iterator[Finding]:
    certainty = "inferred" if hit.inferred else BY_ID[hit.rule].certainty

    def made(table: str | None, by: str | None, undecided: str | None, sure: str) -> Finding:
        return Finding(hit, file.root, file.path, table, by, sure, undecided, hit.suppressed)

    if hit.table is None:
        if hit.awaited is None:
            yield made(None, None, hit.reason or "its table cannot be told", certainty)
            return
        called, unknown, calls = _called_with(hit, scan.calls.get(hit.awaited.method.lower(), ()))
        counting = [one for one in called if _counts(one, scan, tables, maps, unlisted)]
        for table in counting:
            yield made(tables.spelling(table), "callSite", _undecided(hit, table, maps), "inferred")
        if unknown or not calls:
            why = (
                f"the call at {printable(unknown[0])} does not say its table"
                if unknown
                else f"no call of {hit.awaited.method} is in what was scanned"
            )
            yield made(None, None, f"{hit.reason}, and {why}", certainty)
        return
    if _counts(hit.table, scan, tables, maps, unlisted):
        yield made(
            tables.spelling(hit.table), hit.resolved_by, _undecided(hit, hit.table, maps), certainty
        )


def _counts(
    table: str, scan: Scan, tables: MappedTables, maps: set[str], unlisted: Counter[str]
) -> bool:
    name = table.lower()
    if name in scan.temporary or name in scan.classes:
        return False
    if table in tables or name in maps:
        return True
    unlisted[table] += 1
    return False


def _undecided(hit: Hit, table: str, maps: set[str]) -> str | None:
    if hit.reason is not None and hit.awaited is None:
        return hit.reason
    if table.lower() in maps:
        return f"{table} is a map, which stands for several tables"
    if not BY_ID[hit.rule].decides:
        return "whether dual-write is triggered then, no document says"
    return None


def _called_with(hit: Hit, calls: Iterable[Call]) -> tuple[list[str], list[str], int]:
    """The tables that a method is called with, the calls that do not say, and how many there are."""
    awaited = hit.awaited
    assert awaited is not None
    tables: dict[str, str] = {}
    unknown: list[str] = []
    number = 0
    for call in calls:
        if not _is_meant(call, awaited.owners):
            continue
        if awaited.parameter >= len(call.tables):
            continue
        number += 1
        table = call.tables[awaited.parameter]
        if table is None:
            unknown.append(call.place)
        elif table:
            tables.setdefault(table.lower(), table)
    return sorted(tables.values()), sorted(unknown), number


def _is_meant(call: Call, owners: tuple[str, ...]) -> bool:
    if call.qualifier is not None:
        return call.qualifier in owners
    return not call.own or not set(call.own).isdisjoint(owners)


def _reasons(scan: Scan, tables: MappedTables, unlisted: Counter[str]) -> Iterator[str]:
    """Why nobody can say that nothing bypasses data events, apart from single findings."""
    if not scan.files and not scan.unreadable:
        yield "no X++ source was found, so nothing was looked at"
    if not scan.has_wanted_models:
        wanted = joined([printable(one) for one in scan.publishers], "or")
        yield f"no model of the publisher {wanted} was found"
    for path, why in sorted(scan.unreadable.items()):
        yield f"{printable(path)}: {why}"
    yield from tables.listed.reasons
    if unlisted and not tables.listed.is_complete:
        named = sorted(unlisted, key=lambda one: (-unlisted[one], one.lower()))
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        yield (
            f"{counted(sum(unlisted.values()), 'write')} on tables that the list does not have, which"
            f" may be mapped all the same: {', '.join(map(printable, named[:_MOST_NAMED]))}{more}"
        )
