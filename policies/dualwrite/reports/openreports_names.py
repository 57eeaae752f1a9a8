"""What an OpenReports ``Report`` is about, and the name that Kubernetes accepts for it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from ..document.model import Document, ResultRow
from ..text import printable
from .wording import labelled, shortened

_URN = re.compile(r"urn:pulumi:(?P<stack>.+?)::(?P<project>.+?)::")
_NO_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 36
"""With the prefix, the hash and the number of a part, a name has at most 63 characters."""
_LONGEST_SHOWN = 253


@dataclass(frozen=True)
class Scope:
    """A stack (``project/stack``) or, for pairs without a resource, what they were read from."""

    kind: str
    name: str

    @property
    def shown(self) -> str:
        """The name, printable and bounded."""
        return shortened(printable(self.name), _LONGEST_SHOWN)


def scopes_of(document: Document) -> dict[Scope, list[tuple[str, ResultRow]]]:
    """The rows with their pairs' labels, by what they belong to, in the document's order."""
    found: dict[Scope, list[tuple[str, ResultRow]]] = {}
    for label, row in labelled(document):
        found.setdefault(_scope(row), []).append((label, row))
    return found


def _scope(row: ResultRow) -> Scope:
    urn = _URN.match(row.urn) if row.urn else None
    if urn is not None:
        return Scope("Stack", f"{urn['project']}/{urn['stack']}")
    return Scope("Source", row.source or "unnamed")


def report_name(scope: Scope) -> str:
    """A DNS label (RFC 1123): readable, and unique and stable through a hash of the whole name."""
    whole = f"{scope.kind}\0{scope.name}".encode("utf-8", "backslashreplace")
    digest = hashlib.sha256(whole).hexdigest()[:10]
    slug = _NO_LETTER_OR_DIGIT.sub("-", scope.name.lower())[:_LONGEST_SLUG].strip("-")
    return f"dualwrite-{slug}-{digest}" if slug else f"dualwrite-{digest}"
