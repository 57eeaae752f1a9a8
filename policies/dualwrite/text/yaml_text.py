"""Reading YAML that people write: strict, bounded, as Pulumi reads it.

Plain scalars follow the YAML 1.2 core schema (``no`` and ``on`` are text, as in Pulumi's own
files), but that an integer with a leading zero, which is octal to YAML 1.1, is an error. So are
duplicate keys and several documents. Anchors and merge keys work, within a bound on what they
expand to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import Any, ClassVar

import yaml

from .quoting import quoted

_MOST_VALUES = 1_000_000
"""Ten thousand pairs have a third of that. Nested aliases multiply a small file without end."""
_DEEPEST = 50
_MOST_SEPARATORS = 2_000_000
"""Every value of a text but the first follows one. Counted before anything is made of the text:
each value takes a kilobyte."""
_SEPARATORS = (",", "\n", ": ")
_CORE = "tag:yaml.org,2002:"
_MERGE = f"{_CORE}merge"
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """YAML that cannot be taken; the text says where (line and column) and why."""


class _Loader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader with the scalars of YAML 1.2's core schema."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern, _first in (
    (f"{_CORE}bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    (f"{_CORE}null", r"~|null|Null|NULL|", "~nN\0"),
    (f"{_CORE}int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        f"{_CORE}float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+0123456789.",
    ),
    (_MERGE, r"<<", "<"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), list(_first))
_Loader.add_implicit_resolver(f"{_CORE}null", re.compile(r"^$"), [""])


def parse_yaml(text: str) -> Any:
    """Parse one YAML document.

    :returns: plain values; None for an empty document.
    :raises YamlError: for anything that is not one well-formed, finite document without duplicates.
    """
    if sum(map(text.count, _SEPARATORS)) > _MOST_SEPARATORS:
        raise YamlError(
            f"it holds more than {_MOST_VALUES:,} values. Split the file, or write it as JSON."
        )
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _Builder().build(node)
    except yaml.reader.ReaderError as error:
        raise YamlError(_unreadable_character(text, error.character)) from None
    except yaml.YAMLError as error:
        raise YamlError(_described(error)) from None
    except RecursionError:
        raise YamlError("nested too deeply.") from None
    finally:
        loader.dispose()


def compose(text: str) -> Any:
    """The nodes of a document that ``parse_yaml`` has accepted; each knows its line."""
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def entries(node: Any) -> dict[str, tuple[Any, Any]]:
    """The entries of a mapping node, what is merged into it included; of another node, none.

    :returns: the nodes of key and value, by key.
    """
    if not isinstance(node, yaml.MappingNode):
        return {}
    own: dict[str, tuple[Any, Any]] = {}
    merged: dict[str, tuple[Any, Any]] = {}
    for key_node, value_node in node.value:
        if key_node.tag != _MERGE:
            own[key_node.value] = (key_node, value_node)
            continue
        sources = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
        for one in sources:
            merged = {**entries(one), **merged}  # the first of several sources wins
    return {**merged, **own}


def elements(node: Any) -> list[Any] | None:
    """The nodes of a sequence node; None where it is another node."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else None


class _Builder:
    """Builds plain values out of YAML nodes."""

    def __init__(self) -> None:
        self._built = 0

    def build(self, node: Any, depth: int = 0) -> Any:
        self._count(node, depth)
        if isinstance(node, yaml.MappingNode):
            _refuse_tag(node, f"{_CORE}map")
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            _refuse_tag(node, f"{_CORE}seq")
            return [self.build(one, depth + 1) for one in node.value]
        return _scalar(node)

    def _count(self, node: Any, depth: int) -> None:
        """Keep to the bounds. Merged mappings count, too: they can be nested like aliases."""
        self._built += 1
        if self._built > _MOST_VALUES:
            raise YamlError(
                f"{_place(node)}: there are more than {_MOST_VALUES:,} values, with what aliases expand"
                " to. Split the file, or write it as JSON."
            )
        if depth > _DEEPEST:
            raise YamlError(f"{_place(node)}: nested more than {_DEEPEST} levels deep.")

    def _mapping(self, node: Any, depth: int) -> dict[Hashable, Any]:
        own: dict[Hashable, Any] = {}
        merged: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                for inherited in self._merge_sources(value_node, depth):
                    merged = {**inherited, **merged}  # the first of several sources wins
                continue
            key = self.build(key_node, depth + 1)
            if not isinstance(key, str):
                raise YamlError(
                    f"{_place(key_node)}: a key must be text, this one is {quoted(key)}."
                )
            if key in own:
                raise YamlError(f"{_place(key_node)}: the key {quoted(key)} is there twice.")
            own[key] = self.build(value_node, depth + 1)
        return {**merged, **own}

    def _merge_sources(self, node: Any, depth: int) -> list[dict[Hashable, Any]]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not all(isinstance(one, yaml.MappingNode) for one in nodes):
            raise YamlError(f"{_place(node)}: a merge key (<<) takes mappings only.")
        found: list[dict[Hashable, Any]] = []
        for one in nodes:
            self._count(one, depth + 1)
            _refuse_tag(one, f"{_CORE}map")
            found.append(self._mapping(one, depth + 1))
        return found


def _refuse_tag(node: Any, accepted: str) -> None:
    """A tag makes something else of a mapping or a list: a set, an object of some program."""
    if node.tag != accepted:
        raise _tag_refused(node)


def _tag_refused(node: Any) -> YamlError:
    shown = quoted(node.tag.replace(_CORE, "!!"))
    return YamlError(f"{_place(node)}: the tag {shown} is not accepted; write plain values.")


def _scalar(node: Any) -> Any:
    construct = _SCALARS.get(node.tag)
    if construct is None:
        raise _tag_refused(node)
    try:
        return construct(node.value)
    except (KeyError, ValueError):
        leading_zero = construct is _integer and node.value.lstrip("+-").startswith("0")
        hint = " Write the number without leading zeros." if leading_zero else ""
        raise YamlError(f"{_place(node)}: {quoted(node.value)} cannot be read.{hint}") from None


def _integer(text: str) -> int:
    """Read an integer. One that begins with 0 is octal to YAML 1.1, and decimal to YAML 1.2."""
    if text[:2] in ("0o", "0x"):
        return int(text, 0)
    if text.lstrip("+-")[:1] == "0" and int(text) != 0:
        raise ValueError("a leading zero")
    return int(text)


def _float(text: str) -> float:
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


_BOOLEANS = {"true": True, "false": False}
_SCALARS: dict[str, Callable[[str], Any]] = {
    f"{_CORE}str": str,
    f"{_CORE}int": _integer,
    f"{_CORE}float": _float,
    f"{_CORE}bool": lambda text: _BOOLEANS[text.lower()],
    f"{_CORE}null": lambda _: None,
}


def _place(node: Any) -> str:
    return f"line {node.start_mark.line + 1}, column {node.start_mark.column + 1}"


def _unreadable_character(text: str, code: int) -> str:
    before = text.partition(chr(code))[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"line {line}, column {column}: the control character U+{code:04X} is not allowed."


def _described(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
    problem = getattr(error, "problem", None) or str(error)
    if "expected a single document" in str(error):
        problem = "several YAML documents; put everything into one"
    return f"{place}{problem}."
