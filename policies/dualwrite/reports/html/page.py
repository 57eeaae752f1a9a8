"""All that the template of the page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from ...document.model import Document
from ...exemptions.rule import REVIEW
from ..places import stack_of
from .grants import grants_of
from .matrix import matrix_rows
from .overview import overview_of
from .pair_sections import sections_of
from .requirement_sections import requirements_of
from .safe_text import link_to, prose, safe
from .words import WORDS


def context_of(document: Document) -> dict[str, Any]:
    """The names that the template uses."""
    pairs = document.by_pair
    requirements = requirements_of(document)
    ids = {one.rule.name: one.rule.id for one in requirements}
    sections = sections_of(pairs, ids)
    columns = [one for one in requirements if one.is_judged]
    return {
        "generated_at": document.generated_at,
        "today": document.today,
        "overview": overview_of(document, pairs),
        "sources": _in_order(pair.source or stack_of(pair.urn) for pair in pairs),
        "columns": columns,
        "rows": list(matrix_rows(sections, [one.rule.name for one in columns])),
        "sections": sections,
        "left_out": document.left_out,
        "grants": grants_of(document.exemptions),
        "requirements": requirements,
        "ids": ids,
        "review": REVIEW,
        "words": WORDS,
        "link_to": link_to,
        "prose": prose,
    }


def shown(value: object) -> object:
    """What Jinja writes of a value: markup as it is, and text so that it may stand in markup."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return safe(value)
    return value


def _in_order(sources: Iterable[str | None]) -> list[str]:
    """What the pairs were read from; those of a preview are of a stack."""
    return list(dict.fromkeys(source for source in sources if source))
