"""Fingerprints of findings: the same finding has the same one in the next run."""

from __future__ import annotations

import hashlib
from collections import Counter

from ..document.model import Document, ResultRow


class Fingerprints:
    """Fingerprints of the rows of one document.

    They are made of what a finding is about: the requirement, the pair and its source. Lines and
    messages are left out, as they change when the file or the values do. The URN is used only where
    one source has several pairs of one name.
    """

    def __init__(self, document: Document) -> None:
        self._places = Counter((pair.name, pair.source) for pair in document.by_pair)
        self._counts: Counter[tuple[str, ...]] = Counter()

    def of_row(self, row: ResultRow) -> str:
        """The fingerprint of a row. Each row is to be asked for once, in the document's order."""
        several = self._places[row.pair, row.source] > 1
        urn = (row.urn or "",) if several else ()
        return self.of(self._counts, row.id, row.pair, row.source or "", *urn)

    @staticmethod
    def of(counts: Counter[tuple[str, ...]], *identity: str) -> str:
        """A fingerprint in GitHub's form: a hash, and which one of the same identity it is.

        :param counts: how often each identity was asked for; this call is counted.
        """
        counts[identity] += 1
        text = "\0".join(identity).encode("utf-8", "backslashreplace")
        return f"{hashlib.sha256(text).hexdigest()[:16]}:{counts[identity]}"
