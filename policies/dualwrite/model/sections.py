"""Facts by path, as observations have them, and the nested mapping that a pair is read from.

Nothing gets lost on the way there and back, whatever a program put into a pair: a section that is
no mapping, or not known as a whole, and keys that nobody knows. ``read_pair`` then says of the one
what it would have said of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .observation import SIDES

SECTIONS = (*SIDES, "link")
"""The sections of a pair. The schema has them, too, but takes time to load."""


def flattened(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Give each leaf of the sections its path: ``{"customerEngagement.region": "westeurope"}``.

    A section that is no mapping, or an empty one, stays whole under its own name. A key that is no
    section stays whole, too; a dot goes before it where it could be taken for the path of a leaf.
    """
    facts: dict[str, Any] = {}
    for key, content in raw.items():
        if key in SECTIONS and isinstance(content, Mapping) and content:
            facts.update((f"{key}.{one}", value) for one, value in content.items())
        else:
            facts[f".{key}" if "." in key else key] = content
    return facts


def nested(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Undo ``flattened``. Where a section is there whole and by leaves, what is whole stays."""
    raw: dict[str, Any] = {}
    for path, value in facts.items():
        section, dot, key = path.partition(".")
        if not dot:
            raw[path] = value
        elif not section:
            raw[key] = value
        elif isinstance(raw.setdefault(section, {}), dict):
            raw[section][key] = value
    return raw
