"""The lines on which a source declares its pairs and their facts.

Looked for only when a report needs them, and apart from reading: who only wants verdicts does not
pay for it. The text must be one that was read without a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...text.json_text import LineNumbers, Span, items, keys, members, whole
from .kinds import CONFIG_KEY, NAME_KEY
from .stack_configuration import PAIRS_KEY

Lines = Mapping[str, Mapping[str, int]]
"""By pair and by fact (``financeAndOperations.tenantId``), or section; ``""`` is the pair itself."""
PositionOf = Callable[[int, str], int | None]
"""The line of a fact, by the number of its pair in the list, from 1 on, and by its path."""
_MANIFEST_KEY = "pairs"


def no_lines() -> Lines:
    """For a source in which pairs have no lines of their own."""
    return {}


def lines_in_json(text: str) -> Lines:
    """The lines of the pairs in a manifest or stack configuration in JSON."""
    numbers = LineNumbers(text)
    found: dict[str, dict[str, int]] = {}
    for pair in items(text, _list_in_json(text)):
        parts = members(text, pair)
        name = _decoded(text, parts[NAME_KEY])
        found[name] = {"": numbers.of(pair.start)}
        for section, span in parts.items():
            found[name][section] = numbers.of(span.named_at)
            for key, position in keys(text, span):
                found[name][f"{section}.{key}"] = numbers.of(position)
    return found


def _list_in_json(text: str) -> Span:
    span = whole(text)
    parts = members(text, span)
    if _MANIFEST_KEY in parts:
        return parts[_MANIFEST_KEY]
    return members(text, parts[CONFIG_KEY])[PAIRS_KEY] if CONFIG_KEY in parts else span


def _decoded(text: str, span: Span) -> str:
    import json

    name: str = json.loads(text[span.start : span.end])
    return name


def lines_in_yaml(text: str) -> Lines:
    """The lines of the pairs in a manifest or stack configuration in YAML."""
    from ...text.yaml_text import compose, elements, entries

    found_list = _list_in_yaml(compose(text), entries)
    pairs = elements(found_list)
    if pairs is None:  # JSON as text: one line for all that is in it
        return _all_on(found_list.start_mark.line + 1, found_list.value)
    found: dict[str, dict[str, int]] = {}
    for pair in pairs:
        parts = entries(pair)
        name = parts[NAME_KEY][1].value
        found[name] = {"": pair.start_mark.line + 1}
        for section, (key_node, value_node) in parts.items():
            found[name][section] = key_node.start_mark.line + 1
            for key, (leaf, _) in entries(value_node).items():
                found[name][f"{section}.{key}"] = leaf.start_mark.line + 1
    return found


def _list_in_yaml(root: Any, entries: Callable[[Any], dict[str, tuple[Any, Any]]]) -> Any:
    parts = entries(root)
    if _MANIFEST_KEY in parts:
        return parts[_MANIFEST_KEY][1]
    return entries(parts[CONFIG_KEY][1])[PAIRS_KEY][1] if CONFIG_KEY in parts else root


def _all_on(line: int, text: str) -> Lines:
    import json

    return {one[NAME_KEY]: {"": line} for one in json.loads(text)}


def positions_in_json(text: str) -> PositionOf:
    """Where the pairs and facts of a list stand that could not be taken."""
    numbers = LineNumbers(text)
    listed = _list_in_json(text)
    pairs = items(text, listed) if text[listed.start] == "[" else []  # a list as text has no lines

    def line(position: int, path: str) -> int | None:
        if position > len(pairs):
            return None
        span, found = pairs[position - 1], numbers.of(pairs[position - 1].start)
        for key in path.split("."):
            if text[span.start] != "{":
                break
            parts = members(text, span)
            if key not in parts:
                break
            span = parts[key]
            found = numbers.of(span.named_at)
        return found

    return line


def positions_in_yaml(text: str) -> PositionOf:
    """The same in YAML."""
    from ...text.yaml_text import compose, elements, entries

    pairs = elements(_list_in_yaml(compose(text), entries)) or []

    def line(position: int, path: str) -> int | None:
        if position > len(pairs):
            return None
        node = pairs[position - 1]
        found: int = node.start_mark.line + 1
        for key in path.split("."):
            parts = entries(node)
            if key not in parts:
                break
            key_node, node = parts[key]
            found = key_node.start_mark.line + 1
        return found

    return line


def line_of(pair: Mapping[str, int], facts: Iterable[str]) -> int | None:
    """The line of the first of some facts that has one, or of its section, or of the pair."""
    wanted = list(facts)
    for name in wanted:
        if name in pair:
            return pair[name]
    for name in (*(one.partition(".")[0] for one in wanted), ""):
        if name in pair:
            return pair[name]
    return None
