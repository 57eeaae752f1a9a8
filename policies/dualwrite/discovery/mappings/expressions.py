"""JMESPath expressions: compiled when they are read, and evaluated over one resource at a time.

JMESPath is imported only where there is an expression: most packs have none, and each preview starts
one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...model.resource import Resource
from ...text.quoting import counted, joined, printable, quoted
from ...text.suggestions import did_you_mean

PULUMI_KEY = "pulumi"
"""Where an expression finds what Pulumi knows of the resource, beside its properties."""
_LONGEST = 1_000
_NAMES = (
    'Names with other characters than letters, digits and _ stand in double quotes: tags."a-b".'
)


class ExpressionError(ValueError):
    """Text that is no expression; the error says where and why, in whole sentences."""


class EvaluationError(ValueError):
    """An expression that fails on a resource; the text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. ``names`` are the properties of the resource that it reads."""

    text: str
    names: frozenset[str]
    tree: Mapping[str, Any] = field(compare=False, repr=False)

    def __str__(self) -> str:
        return printable(self.text)


class Evaluation:
    """All expressions over one resource. Not for several threads at once."""

    def __init__(self, resource: Resource) -> None:
        from .interpreter import Growing, Interpreter, growing

        self._interpreter = Interpreter()
        told = _told_by_pulumi(resource)
        self._data: dict[str, Any] = {**resource.properties, PULUMI_KEY: told}
        if not resource.has_outputs:  # what is not among the inputs may be an output
            self._data = Growing({**growing(resource.properties), PULUMI_KEY: told})

    def result(self, expression: Expression, is_strict: bool = True) -> Any:
        """What an expression gives.

        :param is_strict: whether it gives nothing where a property that it reads is not there.
        :returns: a plain value, None where there is nothing, an ``UnknownValue`` where it needs
            something that is unknown yet, a ``SecretValue`` where a secret took part.
        :raises EvaluationError: where it fails.
        """
        try:
            return self._interpreter.search(expression.tree, self._data, is_strict)
        except (ValueError, TypeError, ArithmeticError, AttributeError, RecursionError) as error:
            raise EvaluationError(_why(error)) from None


def _told_by_pulumi(resource: Resource) -> dict[str, str | None]:
    return {
        "type": resource.type,
        "name": resource.name,
        "urn": resource.urn,
        "id": resource.id,
    }


def _why(error: Exception) -> str:
    """Why an expression fails. The library's own texts quote values, which may be secret."""
    from jmespath.exceptions import JMESPathTypeError
    from jmespath.functions import TYPES_MAP

    from .interpreter import NotPlainError, TooLargeError

    if isinstance(error, NotPlainError | TooLargeError):
        return str(error)
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, JMESPathTypeError):
        found = TYPES_MAP.get(error.actual_type, error.actual_type)
        takes = joined(error.expected_types, "or")
        return f"{error.function_name}() takes {takes}, and gets {found}"
    return "it compares or combines values that do not go together"


def compile_expression(text: str) -> Expression:
    """Compile an expression.

    :raises ExpressionError: where it is no JMESPath, or calls a function that there is not.
    """
    from jmespath.exceptions import JMESPathError
    from jmespath.parser import Parser

    if not text.strip():
        raise ExpressionError("the expression is empty. Leave the key out where nothing is read.")
    if len(text) > _LONGEST:
        raise ExpressionError(f"longer than {_LONGEST} characters. Write a shorter expression.")
    try:
        tree: Any = Parser().parse(text).parsed
        calls, names = list(_calls(tree)), frozenset(_names(tree))
    except JMESPathError as error:
        raise ExpressionError(_syntax_problem(text, error)) from None
    except RecursionError:
        raise ExpressionError(f"{quoted(text)} is nested too deeply.") from None
    for call in calls:
        _check_call(call)
    return Expression(text, names - {PULUMI_KEY}, tree)


def _syntax_problem(text: str, error: Exception) -> str:
    from jmespath.exceptions import IncompleteExpressionError, LexerError, ParseError

    what, position = "it cannot be read", 0
    if isinstance(error, LexerError):
        what, position = printable(error.message.strip()), error.lexer_position
    elif isinstance(error, IncompleteExpressionError):
        what, position = "it ends too early", len(text)
    elif isinstance(error, ParseError):
        what, position = f"unexpected {quoted(error.token_value)}", error.lex_position
    what = what[:1].lower() + what[1:]
    return (
        f"{quoted(text)} is no JMESPath expression: {what}, at character {position + 1}. {_NAMES}"
    )


def _check_call(call: Mapping[str, Any]) -> None:
    from jmespath.functions import Functions

    name, given = call["value"], len(call["children"])
    known = Functions.FUNCTION_TABLE
    if name not in known:
        hint = did_you_mean(name, known)
        raise ExpressionError(
            f"{quoted(name)} is no function.{hint} Accepted: {joined(sorted(known), 'or')}."
        )
    signature = known[name]["signature"]
    more = bool(signature) and bool(signature[-1].get("variadic"))
    if given < len(signature) or (given > len(signature) and not more):
        least = "at least " if more else ""
        raise ExpressionError(
            f"{name}() takes {least}{counted(len(signature), 'argument')}, and gets {given}."
        )


def _calls(tree: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(tree, Mapping):  # a slice has plain numbers for children
        return
    if tree["type"] == "function_expression":
        yield tree
    for child in tree.get("children", ()):
        yield from _calls(child)


_STEPS = {"subexpression", "index_expression", "pipe"}
"""Nodes whose first child looks at the resource, and each other one at what is before it."""
_PROJECTIONS = {"projection", "value_projection", "filter_projection"}
"""Nodes whose first child looks at the resource, and the others at the items that it gives."""


def _names(tree: Any) -> Iterator[str]:
    """The names that an expression looks up in the resource itself, not in what it found there."""
    if not isinstance(tree, Mapping):
        return
    kind, children = tree["type"], tree.get("children", ())
    if kind == "field":
        yield tree["value"]
    elif kind in _STEPS:
        yield from _names_along(children)
    elif kind in _PROJECTIONS:
        yield from _names(children[0])
    elif kind != "expref":
        for child in children:
            yield from _names(child)


def _names_along(children: Any) -> Iterator[str]:
    """``@.a`` looks ``a`` up in the resource, as ``a`` does."""
    for child in children:
        yield from _names(child)
        if child["type"] not in ("current", "identity"):
            return
