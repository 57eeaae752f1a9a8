"""Where the exemptions of a policy pack's configuration stand in its file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..document.making import encodable
from ..sources.json_spans import LineNumbers, items, members, whole
from .checkout import path_in_checkout, path_of_project
from .inputs import read_configuration_text

_EXEMPTIONS = "exemptions"


def with_places(grants: Iterable[dict[str, Any]], path: str | None) -> list[dict[str, Any]]:
    """Add to each grant of the document the file and the line that it stands on.

    :param grants: all grants of each policy, in the order of the file.
    :param path: the file that they were read from; None where that is not known: then it is the
        project that they are for.
    """
    if path is None:
        location = {"path": encodable(path_of_project()), "line": 1}
        return [{**one, "location": location} for one in grants]
    lines = _lines(read_configuration_text(path))
    shown = encodable(path_in_checkout(path))
    seen: dict[str, int] = {}
    placed = []
    for one in grants:
        policy = one["requirement"]
        position = seen.get(policy, 0)
        seen[policy] = position + 1
        line = lines.get((policy, position), 1)
        placed.append({**one, "location": {"path": shown, "line": line}})
    return placed


def _lines(text: str) -> dict[tuple[str, int], int]:
    """The line of each grant, by its policy and its place in the list."""
    if not text.strip():
        return {}
    numbers = LineNumbers(text)
    found = {}
    for policy, setting in members(text, whole(text)).items():
        grants = members(text, setting).get(_EXEMPTIONS)
        for position, grant in enumerate(items(text, grants) if grants else ()):
            found[policy, position] = numbers.of(grant.start)
    return found
