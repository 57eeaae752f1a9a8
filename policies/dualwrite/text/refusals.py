"""What a model refuses, in this project's words: what was found, and what is accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .quoting import as_found, joined, quoted
from .suggestions import did_you_mean

_OWN_WORDS = ("value_error", "contradiction")
"""The kinds of errors whose text this project writes."""
_WORD = re.compile(r"'([^']*)'")
_ACCEPTED = {
    "string_type": "text",
    "string_sub_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "none_required": "null",
    "date_type": "a day, such as 2026-11-24",
    "list_type": 'a list, such as ["a", "b"]',
    "tuple_type": 'a list, such as ["a", "b"]',
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_LIMITS = {
    "greater_than_equal": ("ge", "or more"),
    "less_than_equal": ("le", "or less"),
}


def refusal(detail: Mapping[str, Any]) -> str:
    """Say what is wrong with a value, as a sentence.

    :param detail: one of the errors of a ``ValidationError``, with its context.
    """
    kind, found = detail["type"], detail.get("input")
    context = detail.get("ctx", {})
    if kind in _OWN_WORDS:
        text: str = detail["msg"].removeprefix("Value error, ")
        return text if text.endswith(".") else f"{text} (found: {quoted(found)})."
    if kind == "too_short":
        return "there are too few; accepted: one or more."
    if kind == "missing":
        return "missing."
    if kind == "extra_forbidden":
        return "unknown key."
    if kind in ("literal_error", "enum"):
        words = _WORD.findall(str(context.get("expected", "")))
        hint = did_you_mean(found, words) if isinstance(found, str) else ""
        return f"{_shown(found)} is not accepted.{hint} Accepted: {joined(words, 'or')}."
    if kind in _ACCEPTED:
        return f"{as_found(found)}; accepted: {_ACCEPTED[kind]}."
    if kind in _LIMITS:
        key, words_after = _LIMITS[kind]
        return f"{_shown(found)} is out of bounds; accepted: {context.get(key)} {words_after}."
    if kind == "string_pattern_mismatch":
        return f"{_shown(found)} has another form; accepted: {context.get('pattern')}."
    if kind.startswith("string_too_"):
        return f"{_shown(found)} is too {kind.removeprefix('string_too_')}."
    return f"{_shown(found)} cannot be taken."


def _shown(found: object) -> str:
    return quoted(found) if isinstance(found, str | int | float) else as_found(found)
