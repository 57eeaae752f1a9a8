"""Fingerprints of findings: the same finding has the same one in the next run."""

from __future__ import annotations

import hashlib
from collections import Counter

from ..document.model import Document, ResultRow
from .places import stack_of

_Place = tuple[str, ...]
"""The pair's name, its file, and the stack where there is one."""


class Fingerprints:
    """Fingerprints of the rows of one document.

    They are made of what a finding is about: the requirement, the pair, its file and its stack. The
    file is named from the root of the checkout, as it may be named in many ways to the command line.
    Lines and messages are left out, as they change when the file or the values do. The URN is used
    only where several resources of one stack have one name.
    """

    def __init__(self, document: Document) -> None:
        urns: dict[_Place, set[str | None]] = {}
        for pair in document.by_pair:
            urns.setdefault(_place(pair.rows[0]), set()).add(pair.urn)
        self._shared = {place for place, found in urns.items() if len(found) > 1}
        self._counts: Counter[tuple[str, ...]] = Counter()

    def of_row(self, row: ResultRow) -> str:
        """The fingerprint of a row. Each row is to be asked for once, in the document's order."""
        place = _place(row)
        urn = (row.urn or "",) if place in self._shared else ()
        return self.of(self._counts, row.id, *place, *urn)

    @staticmethod
    def of(counts: Counter[tuple[str, ...]], *identity: str) -> str:
        """A fingerprint in GitHub's form: a hash, and which one of the same identity it is.

        :param counts: how often each identity was asked for; this call is counted.
        """
        counts[identity] += 1
        text = "\0".join(identity).encode("utf-8", "backslashreplace")
        return f"{hashlib.sha256(text).hexdigest()[:16]}:{counts[identity]}"


def _place(row: ResultRow) -> _Place:
    file = row.location.path if row.location is not None else row.source or ""
    stack = stack_of(row.urn)
    return (row.pair, file) if stack is None else (row.pair, file, stack)
