"""Expressions as they are written: what is no expression, and what each reads of a resource."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.mappings.expressions import Expression, ExpressionError, compile_expression
from support.properties import examples

NAMES = 'Names with other characters than letters, digits and _ stand in double quotes: tags."a-b".'


def refused(text: str) -> str:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("tags.dualwrite-side", "unknown token '-', at character 15."),
        ("a = 'x'", "unknown token '=', at character 3."),
        ("a.b c", 'unexpected "c", at character 5.'),
        ("a[", "it ends too early, at character 3."),
        ("a ==", "it ends too early, at character 5."),
        ("'a", "unclosed ' delimiter, at character 1."),
        ("a.'b'", 'unexpected "b", at character 3.'),
        ("a\x1b", r"unknown token \x1b, at character 2."),
    ],
)
def test_what_is_no_expression_says_where_it_goes_wrong(text: str, what: str) -> None:
    shown = {"a\x1b": r'"a\u001b"'}.get(text, f'"{text}"')
    assert refused(text) == f"{shown} is no JMESPath expression: {what} {NAMES}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the expression is empty. Leave the key out where nothing is read."),
        (" \n", "the expression is empty. Leave the key out where nothing is read."),
        ("a" * 1_001, "longer than 1000 characters. Write a shorter expression."),
        ("to_string()", "to_string() takes 1 argument, and gets 0."),
        ("contains(a, b, c)", "contains() takes 2 arguments, and gets 3."),
        ("not_null()", "not_null() takes at least 1 argument, and gets 0."),
        ("[a[?b > length()]]", "length() takes 1 argument, and gets 0."),
        (
            "map(&lenght(@), a)",
            '"lenght" is no function. Did you mean "length"? Accepted: abs, avg, ceil, contains,'
            " ends_with, floor, join, keys, length, map, max, max_by, merge, min, min_by, not_null,"
            " reverse, sort, sort_by, starts_with, sum, to_array, to_number, to_string, type or"
            " values.",
        ),
    ],
)
def test_what_could_never_be_evaluated_is_refused(text: str, problem: str) -> None:
    assert refused(text) == problem


def test_an_expression_that_is_nested_too_deeply_is_refused() -> None:
    shown = re.escape('"((((')
    assert re.fullmatch(rf"{shown}.*…\" is nested too deeply\.", refused("(" * 999 + "a"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("host", {"host"}),
        ("a.b.c", {"a"}),
        ('"a-b"[0].c', {"a-b"}),
        ("a[0][1]", {"a"}),
        ("a[*].b", {"a"}),
        ("a[1:].b", {"a"}),
        ("a[].b", {"a"}),
        ("a.*.b", {"a"}),
        ("a[?b == c].d", {"a"}),
        ("a || b.c", {"a", "b"}),
        ("a && !b", {"a", "b"}),
        ("a == b", {"a", "b"}),
        ("a | b", {"a"}),
        ("@.a", {"a"}),
        ("@ | a | b", {"a"}),
        ("[a, b.c]", {"a", "b"}),
        ("{a: b}", {"b"}),
        ("join('', [a, b])", {"a", "b"}),
        ("map(&b, a)", {"a"}),
        ("*.a", set()),
        ("'a'", set()),
        ("@", set()),
        ("pulumi.name", set()),
    ],
)
def test_an_expression_knows_the_properties_that_it_reads(text: str, names: set[str]) -> None:
    assert compile_expression(text).names == names


def test_an_expression_is_shown_as_it_is_written() -> None:
    assert str(compile_expression("tags.\"a-b\" == 'x'")) == "tags.\"a-b\" == 'x'"
    assert str(compile_expression("a ||\n  b")) == r"a ||\n  b"


@examples(500)
@given(
    st.lists(
        st.sampled_from([*"ab.[]?*@(){}:,'`\"|&!=<-1$\\é ", "[?", "||", "`1`", "sort_by"])
    ).map("".join)
)
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        assert isinstance(compile_expression(text), Expression)
    except ExpressionError as error:
        assert str(error)
