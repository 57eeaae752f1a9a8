"""JMESPath over values of which some are unknown yet, and some are secret.

The library takes a mark for an unknown for a value like any other, and finds null below it. Here,
an expression that needs an unknown ends at once, and what is secret is told from what is not. The
library itself does everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jmespath.visitor import TreeInterpreter, _Expression

from ...model.facts import SecretValue, UnknownValue
from ...text.quoting import kind_of

_LARGEST_WHOLE_FLOAT = 2.0**53
_MOST_STEPS = 100_000
"""Far more than any expression needs. Each ``[@, @]`` of a chain doubles what the next one gets."""
_READS = frozenset({"field", "index", "slice", "value_projection", "filter_projection"})
"""Nodes that find something in a resource: what has none of them is a constant."""
_PLAIN = frozenset({str, bool, int, type(None), dict, list, _Expression})
_OUTSIDE_ONLY = frozenset({"length", "reverse", "to_array", "map", "sort_by", "min_by", "max_by"})
"""Functions that take the items of a list as they are, or look at them by an expression of their own."""


class _UnknownTouched(Exception):
    """An expression needs a value that is unknown yet."""

    def __init__(self, value: UnknownValue) -> None:
        super().__init__(value.why)
        self.value = value


class _NothingThere(Exception):
    """An expression reads a property that is not there."""


class TooLargeError(ValueError):
    """An expression makes more of a resource than anybody reads."""


class NotPlainError(ValueError):
    """An expression reaches what no reader of resources has made plain values of."""


class Growing(dict[str, Any]):
    """A mapping to which outputs may add: what is not in it is not known yet, rather than not there."""


def growing(value: Any) -> Any:
    """Take every mapping in a value for one that may grow; lists are what they are."""
    if isinstance(value, Mapping):
        return Growing((key, growing(one)) for key, one in value.items())
    return value


class Interpreter(TreeInterpreter):
    """Evaluates expressions, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._saw_secret = False
        self._is_strict = True
        self._steps = 0

    def search(self, tree: Any, data: Any, is_strict: bool = True) -> Any:
        """The result of an expression.

        :param is_strict: whether an expression that reads what is not there gives nothing, whatever
            it makes of it: ``x == 'yes'`` is no false where nobody says ``x``.
        :returns: a plain value; the ``UnknownValue`` that it needs; a ``SecretValue`` where a secret
            took part, be it only in what a filter left out.
        """
        self._saw_secret, self._is_strict, self._steps = False, is_strict, 0
        try:
            found = self._whole(self.visit(tree, data))
        except _UnknownTouched as touched:
            return touched.value
        except _NothingThere:
            return None
        return SecretValue(found) if self._saw_secret and found is not None else found

    def visit(self, node: Any, value: Any = None, *args: Any, **kwargs: Any) -> Any:
        """The value of a node, out of its marks. Items that a projection goes through come in here."""
        self._count()
        return self._opened(super().visit(node, self._opened(value)))

    def visit_field(self, node: Any, value: Any) -> Any:
        """Look a name up; one that may still come is unknown, and no null."""
        if type(value) is Growing and node["value"] not in value:
            raise _UnknownTouched(UnknownValue())
        return self._there(super().visit_field(node, value))

    def visit_index(self, node: Any, value: Any) -> Any:
        """Take an item of a list; one that is not there is nothing to compare with."""
        return self._there(super().visit_index(node, value))

    def visit_or_expression(self, node: Any, value: Any) -> Any:
        """Try the next property where one is not there. A constant is no property: it is a guess."""
        first, second = node["children"]
        try:
            matched = self.visit(first, value)
        except _NothingThere:
            if not _reads_anything(second):
                raise
            return self.visit(second, value)
        return self.visit(second, value) if _is_false(matched) else matched

    def visit_value_projection(self, node: Any, value: Any) -> Any:
        """Go through all values of a mapping, once all are there."""
        base, rest = node["children"]
        found = self._whole(self.visit(base, value))
        return super().visit_value_projection(_with(node, [_as_node(found), rest]), value)

    def visit_comparator(self, node: Any, value: Any) -> Any:
        """Compare what is known as a whole: a list with an unknown in it is equal to nothing yet."""
        sides = [self._literal(self.visit(one, value)) for one in node["children"]]
        return super().visit_comparator(_with(node, sides), value)

    def visit_flatten(self, node: Any, value: Any) -> Any:
        """Open the items first: behind the mark of a secret, a list would not be seen as one."""
        base = self.visit(node["children"][0], value)
        items = [self._opened(one) for one in base] if isinstance(base, list) else base
        return super().visit_flatten(_with(node, [_as_node(items)]), value)

    def visit_function_expression(self, node: Any, value: Any) -> Any:
        """Call a function with what is known as a whole, or with lists whose items it leaves alone."""
        name = node["value"]
        if name == "not_null":
            return self._first_there(node["children"], value)
        arguments = [self.visit(one, value) for one in node["children"]]
        whole = [
            _as_node(one)
            if name in _OUTSIDE_ONLY and not isinstance(one, dict)
            else self._literal(one)
            for one in arguments
        ]
        return super().visit_function_expression(_with(node, whole), value)

    def _whole(self, value: Any) -> Any:
        """A value out of its marks at every depth."""
        self._count()
        opened = self._opened(value)
        if type(opened) is Growing:
            raise _UnknownTouched(UnknownValue())
        if isinstance(opened, list):
            return [self._whole(one) for one in opened]
        if isinstance(opened, dict):
            return {key: self._whole(one) for key, one in opened.items()}
        return opened

    def _first_there(self, nodes: list[Any], value: Any) -> Any:
        """What ``not_null`` gives. As with ``||``, what stands behind it may be unknown."""
        for one in nodes:
            try:
                found = self.visit(one, value)
            except _NothingThere:
                continue
            if found is not None and (_reads_anything(one) or not self._is_strict):
                return found
        return self._there(None)

    def _there(self, found: Any) -> Any:
        if self._is_strict and self._opened(found) is None:
            raise _NothingThere
        return found

    def _count(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise TooLargeError(f"it makes more than {_MOST_STEPS:,} values of the resource")

    def _literal(self, value: Any) -> Any:
        return _as_node(self._whole(value))

    def _opened(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN or kind is Growing:
            return value
        if kind is UnknownValue:
            raise _UnknownTouched(value)
        if kind is SecretValue:
            self._saw_secret = True
            return self._opened(value.value)
        if kind is float:
            # The engine hands all numbers over as floats: 40 must be "40" as text, as in a state.
            is_whole = value.is_integer() and abs(value) <= _LARGEST_WHOLE_FLOAT
            return int(value) if is_whole else value
        raise NotPlainError(f"it reaches {kind_of(value)} that cannot be read here")


def _is_false(value: Any) -> bool:
    """Whether JMESPath takes a value for false: nothing, false, and what is empty."""
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def _reads_anything(node: Any) -> bool:
    if not isinstance(node, Mapping):
        return False
    return node["type"] in _READS or any(map(_reads_anything, node.get("children", ())))


def _as_node(value: Any) -> dict[str, Any]:
    """A value that has been worked out already, as a part of an expression."""
    return {"type": "literal", "value": value, "children": []}


def _with(node: Any, children: list[Any]) -> Any:
    return {**node, "children": children}
