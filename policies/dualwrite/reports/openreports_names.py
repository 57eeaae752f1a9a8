"""What an OpenReports ``Report`` is about, and the name that Kubernetes accepts for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass

from ..document.model import Document, ResultRow
from ..text import printable
from .places import file_of, stack_of
from .wording import shortened

_NO_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 36
"""With the prefix, the hash and the number of a part, a name has at most 63 characters."""
_LONGEST_SHOWN = 253


@dataclass(frozen=True)
class Scope:
    """A stack (``project/stack``) or, for pairs without a resource, what they were read from.

    Where neither is meant, it is the policy pack.
    """

    kind: str
    name: str

    @property
    def shown(self) -> str:
        """The name, printable and bounded."""
        return shortened(printable(self.name), _LONGEST_SHOWN)


def scopes_of(document: Document) -> dict[Scope, list[tuple[str, ResultRow]]]:
    """The rows with their pairs' labels, by what they belong to, in the document's order."""
    found: dict[Scope, list[tuple[str, ResultRow]]] = {}
    for pair in document.by_pair:
        rows = found.setdefault(_scope(pair.rows[0]), [])
        rows.extend((pair.label, row) for row in pair.rows)
    return found


def _scope(row: ResultRow) -> Scope:
    stack = stack_of(row.urn)
    if stack is not None:
        return Scope("Stack", stack)
    return Scope("Source", file_of(row) or "unnamed")


def scope_of_notices(scopes: Collection[Scope]) -> Scope:
    """What the notices about exemptions belong to.

    A single stack or source takes them. Several have a scope of their own for them, named after all
    of them in any order, so that the pipelines of other ones do not replace it.
    """
    if len(scopes) == 1:
        return next(iter(scopes))
    names = ", ".join(sorted(one.name for one in scopes))
    return Scope("PolicyPack", f"exemptions of {names}" if names else "exemptions")


def report_name(scope: Scope) -> str:
    """A DNS label (RFC 1123): readable, and unique and stable through a hash of the whole name."""
    whole = f"{scope.kind}\0{scope.name}".encode("utf-8", "backslashreplace")
    digest = hashlib.sha256(whole).hexdigest()[:10]
    slug = _NO_LETTER_OR_DIGIT.sub("-", scope.name.lower())[:_LONGEST_SLUG].strip("-")
    return f"dualwrite-{slug}-{digest}" if slug else f"dualwrite-{digest}"
