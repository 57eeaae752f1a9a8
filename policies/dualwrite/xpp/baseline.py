"""`--baseline`: findings that were there before. The file is what ``--format json`` wrote then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..text.quoting import printable
from .errors import UnreadableError
from .hits import Suppressed
from .judging import Finding, identity

_KEYS = ("path", "object", "method", "construct", "table", "receiver")
_ACCEPTED = "Accepted: what an earlier dualwrite scan-xpp --format json wrote."
Known = Counter[tuple[str, ...]]
"""How many findings of each identity are known."""


def read_baseline(path: str) -> Known:
    """Read a baseline.

    :raises UnreadableError: where it is none.
    """
    try:
        found: Any = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError):
        raise UnreadableError(f"it is no JSON. {_ACCEPTED}") from None
    rows = found.get("findings") if isinstance(found, dict) else None
    if not isinstance(rows, list) or found.get("schemaVersion") != 1:
        raise UnreadableError(f"it is no result of a scan of schema version 1. {_ACCEPTED}")
    known: Known = Counter()
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or any(not _is_text(row.get(key)) for key in _KEYS):
            raise UnreadableError(f"finding {number + 1} of it is incomplete. {_ACCEPTED}")
        known[tuple(row[key] or "" for key in _KEYS)] += 1
    return known


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def known_of(findings: Iterable[Finding], renamed: Mapping[str, str] | None = None) -> Known:
    """The identities of findings, as a baseline has them.

    :param renamed: new paths by old ones.
    """
    moved = renamed or {}
    return Counter(identity(moved.get(one.path, one.path), one) for one in findings)


def split(findings: Iterable[Finding], known: Known) -> tuple[list[Finding], list[Finding]]:
    """The findings that are new, and those that are known: of one identity, the first ones."""
    left = known.copy()
    new: list[Finding] = []
    old: list[Finding] = []
    for one in findings:
        key = identity(one.path, one)
        if left[key] > 0:
            left[key] -= 1
            old.append(one)
        else:
            new.append(one)
    return new, old


def with_baseline(findings: Iterable[Finding], known: Known, name: str) -> list[Finding]:
    """Mark the findings that a baseline knows."""
    found = list(findings)
    _, old = split(found, known)
    marked = {id(one) for one in old}
    reason = f"in the baseline {printable(Path(name).name)}"
    return [
        replace(one, suppressed=Suppressed("baseline", reason, None))
        if id(one) in marked and one.suppressed is None
        else one
        for one in found
    ]
