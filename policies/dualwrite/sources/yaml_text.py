"""Reading YAML that people write: strict, bounded, as Pulumi reads it.

Plain scalars follow the YAML 1.2 core schema (``no`` and ``on`` are text, as in Pulumi's own files).
Duplicate keys and several documents are errors. Anchors and merge keys work, within a bound on what
they expand to.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, ClassVar

import yaml

from ..text import quoted

_MOST_VALUES = 1_000_000
"""Ten thousand pairs have a quarter of that. Nested aliases can multiply a small file without end."""
_DEEPEST = 50
_MERGE = "tag:yaml.org,2002:merge"
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """YAML that cannot be taken; the text says where (line and column) and why."""


class _Loader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader with the scalars of YAML 1.2's core schema."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN\0"),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+0123456789.",
    ),
    (_MERGE, r"<<", "<"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), list(_first))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])


def parse_yaml(text: str) -> Any:
    """Parse one YAML document.

    :returns: plain values; None for an empty document.
    :raises YamlError: for anything that is not one well-formed, finite document without duplicates.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _Builder(loader).build(node)
    except yaml.YAMLError as error:
        raise YamlError(_described(error)) from None
    except RecursionError:
        raise YamlError("nested too deeply.") from None
    finally:
        loader.dispose()


class _Builder:
    """Builds plain values out of YAML nodes."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        self._built = 0

    def build(self, node: Any, depth: int = 0) -> Any:
        self._built += 1
        if self._built > _MOST_VALUES:
            raise YamlError(
                f"{_place(node)}: aliases expand to more than {_MOST_VALUES:,} values. Write the"
                " values out, or split the file."
            )
        if depth > _DEEPEST:
            raise YamlError(f"{_place(node)}: nested more than {_DEEPEST} levels deep.")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(one, depth + 1) for one in node.value]
        return self._scalar(node)

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
                raise YamlError(f"{_place(key_node)}: a key must be text, this one is {quoted(key)}.")
            if key in own:
                raise YamlError(f"{_place(key_node)}: the key {quoted(key)} is there twice.")
            own[key] = self.build(value_node, depth + 1)
        return {**merged, **own}

    def _merge_sources(self, node: Any, depth: int) -> list[dict[Hashable, Any]]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not all(isinstance(one, yaml.MappingNode) for one in nodes):
            raise YamlError(f"{_place(node)}: a merge key (<<) takes mappings only.")
        return [self._mapping(one, depth + 1) for one in nodes]

    def _scalar(self, node: Any) -> Any:
        try:
            if node.tag == "tag:yaml.org,2002:int":
                return _integer(node.value)
            return self._loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            raise YamlError(f"{_place(node)}: {quoted(node.value)} cannot be read.") from None


def _integer(text: str) -> int:
    if text[:2].lower() in ("0o", "0x"):
        return int(text, 0)
    return int(text)


def _place(node: Any) -> str:
    return f"line {node.start_mark.line + 1}, column {node.start_mark.column + 1}"


def _described(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if "expected a single document" in str(error):
        problem = "several YAML documents; put all pairs into one"
    return f"{place}{problem}."
