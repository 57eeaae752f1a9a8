"""JMESPath over values of which some are unknown yet, and some are secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jmespath
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dualwrite.discovery.mappings.expressions import Evaluation, EvaluationError, compile_expression
from dualwrite.model.facts import ENCRYPTED, SecretValue, UnknownValue
from dualwrite.model.resource import Resource
from support.properties import examples

UNKNOWN = UnknownValue()
UNHURRIED = examples(300)
FAILED = "failed"


def resource(properties: dict[str, Any]) -> Resource:
    return Resource("acme:erp:Environment", "contoso", "urn:contoso", properties)


def evaluated(text: str, properties: dict[str, Any], is_strict: bool = True) -> Any:
    return Evaluation(resource(properties)).result(compile_expression(text), is_strict)


def failure(text: str, properties: dict[str, Any]) -> str:
    with pytest.raises(EvaluationError) as caught:
        evaluated(text, properties)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a.b",
        "a.b.c",
        "a[0]",
        "a[*].b",
        "a[]",
        "a[1:]",
        "a[?b]",
        "a.*",
        "a[*].[`1`]",
        "a.{b: `1`}",
        "a == 'x'",
        "a != 'x'",
        "a > `1`",
        "!a",
        "a && `true`",
        "a || 'x'",
        "`false` || a",
        "to_string(a)",
        "type(a)",
        "length(a)",
        "not_null(a, 'x')",
        "not_null(known.nothing, a)",
        "[a]",
        "{b: a}",
        "{b: a, c: known} | c",
        "a | b",
        "items[0].a",
        "items[*].a",
        "items[:1].a",
        "items[?a].b",
        "items[?a == 'x'].b",
        "items[]",
        "items == items",
        "[items] | [0] == items",
        "contains(items, 'x')",
        "keys(items[0])",
        "length(items[0])",
        "merge(items[0], known)",
        "map(&a, items)",
        "sort_by(items, &a)[*].b",
        "max_by(items, &a).b",
        "list[*].b",
        "list[0]",
        "list[?@ == 'x']",
        "list[?`true`]",
        "list[*].b | length(@)",
        "join(',', list)",
        "sort(list)",
        "map(&b, list)",
        "reverse(list) | [-1]",
        "@",
    ],
)
def test_what_needs_an_unknown_is_unknown(text: str) -> None:
    properties = {
        "a": UNKNOWN,
        "items": [{"a": UNKNOWN, "b": "x"}, {"a": "y", "b": "y"}],
        "list": [UNKNOWN, "y"],
        "known": {},
    }
    assert evaluated(text, properties) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("known", "x"),
        ("nothing", None),
        ("known || a", "x"),
        ("known == 'y' && a", False),
        ("not_null(nothing, known, a)", "x"),
        ("items[0].b", "x"),
        ("items[*].b", ["x", "y"]),
        ("items[?b == 'y'].a | [0]", "y"),
        ("items[1]", {"a": "y", "b": "y"}),
        ("length(items)", 2),
        ("length(list)", 2),
        ("list[1]", "y"),
        ("list[1:] | [0]", "y"),
        ("reverse(list) | [0]", "y"),
        ("map(&b, items)", ["x", "y"]),
        ("sort_by(items, &b)[*].b", ["x", "y"]),
        ("to_array(list) | [1]", "y"),
    ],
)
def test_what_needs_no_unknown_is_known(text: str, result: Any) -> None:
    properties = {
        "a": UNKNOWN,
        "known": "x",
        "items": [{"a": UNKNOWN, "b": "x"}, {"a": "y", "b": "y"}],
        "list": [UNKNOWN, "y"],
    }
    assert evaluated(text, properties) == result


def test_an_unknown_keeps_its_reason() -> None:
    assert evaluated("a.b", {"a": UnknownValue(ENCRYPTED)}) == UnknownValue(ENCRYPTED)


def test_one_evaluation_serves_expressions_one_after_the_other() -> None:
    evaluation = Evaluation(resource({"a": SecretValue("x"), "b": "y"}))
    texts = ("a", "b", "nothing", "a")
    found = [evaluation.result(compile_expression(text)) for text in texts]
    assert found == [SecretValue("x"), "y", None, SecretValue("x")]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a", SecretValue("x")),
        ("a == 'x'", SecretValue(True)),
        ("[a, b] | [1]", SecretValue("y")),
        ("items[?a == 'x'].b", SecretValue(["one"])),
        ("items[?a == 'z'].b | length(@)", SecretValue(0)),
        ("to_string(items)", SecretValue('[{"a":"x","b":"one"},{"a":"y","b":"two"}]')),
        ("hidden.a", SecretValue("x")),
        ("hidden.c[]", SecretValue([1, 2])),
        ("lists[]", SecretValue([1, 2, 3])),
        ("!a && b", SecretValue(False)),
        ("b || a", "y"),
        ("items[*].b", ["one", "two"]),
        ("hidden.nothing", None),
    ],
)
def test_what_needs_a_secret_is_secret(text: str, result: Any) -> None:
    properties = {
        "a": SecretValue("x"),
        "b": "y",
        "items": [
            {"a": SecretValue("x"), "b": "one"},
            {"a": SecretValue("y"), "b": "two"},
        ],
        "hidden": SecretValue({"a": "x", "c": [1, 2]}),
        "lists": [[1], SecretValue([2, 3])],
    }
    assert evaluated(text, properties) == result


def test_an_unknown_in_a_secret_is_unknown() -> None:
    assert evaluated("a.b", {"a": SecretValue({"b": UNKNOWN})}) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("to_string(a)", "40"),
        ("a", 40),
        ("b", 1.5),
        ("to_string([a, b])", "[40,1.5]"),
        ("c", 1e300),
    ],
)
def test_whole_numbers_are_whole_whoever_hands_them_over(text: str, result: Any) -> None:
    found = evaluated(text, {"a": 40.0, "b": 1.5, "c": 1e300})
    assert (found, type(found)) == (result, type(result))


def test_what_pulumi_knows_stands_beside_the_properties() -> None:
    one = Resource("acme:erp:Environment", "contoso", "urn:1", {"pulumi": "a property"}, id="id-1")
    found = Evaluation(one).result(compile_expression("pulumi"))
    assert found == {
        "type": "acme:erp:Environment",
        "name": "contoso",
        "urn": "urn:1",
        "id": "id-1",
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sum(a)", "sum() takes array-number, and gets string"),
        ("join(',', b)", "join() takes array-string, and gets number"),
        ("sort_by(b, &[@])", "sort_by() takes string or number, and gets array"),
        ("a > `1`", "it compares or combines values that do not go together"),
        ("contains(a, `1`)", "it compares or combines values that do not go together"),
        ("b[::0]", "it compares or combines values that do not go together"),
        ("ceil(to_number('inf'))", "it compares or combines values that do not go together"),
        ("c", "it reaches a list that cannot be read here"),
        ("c[0]", "it reaches a list that cannot be read here"),
        (f"a{'|@' * 400}", "it is nested too deeply"),
    ],
)
def test_what_fails_says_why_and_quotes_no_value(text: str, problem: str) -> None:
    assert failure(text, {"a": "x-1", "b": [1, 2], "c": ("a tuple",)}) == problem


# A small language over a small resource, so that expressions often meet what is in it.
_NAMES = ("a", "b", "c")
_LITERALS = ("'x'", "`1`", "`null`", "`true`", "`[]`", '`{"a": 1}`')


def _larger(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names, one, two = st.sampled_from(_NAMES), smaller, st.tuples(smaller, smaller)
    postfix = st.sampled_from(
        ("[0]", "[-1]", "[*]", "[]", "[1:]", ".*", "[*].a", "[].b", ".[a, b]", ".{a: b, b: a}")
    )
    functions = st.sampled_from(
        (
            "length",
            "to_string",
            "type",
            "keys",
            "values",
            "to_array",
            "reverse",
            "sort",
            "sum",
            "max",
        )
    )
    by = st.sampled_from(("sort_by", "max_by", "min_by"))
    comparators = st.sampled_from(("==", "!=", "<", ">="))
    return st.one_of(
        st.builds("{}.{}".format, one, names),
        st.builds("({}){}".format, one, postfix),
        st.builds("({})[?{}]".format, one, smaller),
        st.builds("({})[?{}].{}".format, one, smaller, names),
        st.builds("!({})".format, one),
        st.builds(lambda pair, sign: f"({pair[0]}) {sign} ({pair[1]})", two, comparators),
        st.builds(
            lambda pair, sign: f"({pair[0]}) {sign} ({pair[1]})",
            two,
            st.sampled_from(("&&", "||", "|")),
        ),
        st.builds("{}({})".format, functions, one),
        st.builds("{}({}, &{})".format, by, one, smaller),
        st.builds("map(&{}, {})".format, smaller, one),
        st.builds(lambda pair: f"contains({pair[0]}, {pair[1]})", two),
        st.builds(lambda pair: f"merge({pair[0]}, {pair[1]})", two),
        st.builds(lambda pair: f"not_null({pair[0]}, {pair[1]})", two),
        st.builds(lambda pair: f"[{pair[0]}, {pair[1]}]", two),
        st.builds(lambda pair: f"{{a: {pair[0]}, b: {pair[1]}}}", two),
    )


EXPRESSIONS = st.recursive(
    st.sampled_from((*_NAMES, *_NAMES, *_NAMES, "@", *_LITERALS)), _larger, max_leaves=6
).filter(lambda text: len(text) <= 1_000)
SCALARS = st.sampled_from(("x", "y", "", 0, 1, 2, True, False, None))
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=3)
    ),
    max_leaves=6,
)
SHAPED = st.fixed_dictionaries(
    {
        "a": st.fixed_dictionaries({"a": SCALARS, "b": st.lists(SCALARS, min_size=1, max_size=2)}),
        "b": st.lists(st.fixed_dictionaries({"a": SCALARS, "b": SCALARS}), min_size=1, max_size=2),
        "c": st.lists(st.sampled_from(("x", "y", "z")), min_size=1, max_size=3),
    }
)
"""As resources are: most expressions find something in it."""
PROPERTIES = SHAPED | st.dictionaries(st.sampled_from(_NAMES), VALUES, min_size=1, max_size=3)
CONCRETE = ("x", "y", "", 0, 1, True, False, None, [], {}, ["x"], [1, 2], {"a": "x"}, [{"a": 1}])


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a value, but for the whole."""
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else ()
    entries = enumerate(value) if isinstance(value, list) else entries
    for key, one in entries:
        yield from _places(one, (*path, key))


def _with(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(copy[path[0]], path[1:], new)
    return copy


def outcome(text: str, properties: dict[str, Any], is_strict: bool = True) -> Any:
    try:
        return evaluated(text, properties, is_strict)
    except EvaluationError:
        return FAILED


def is_secret(result: Any) -> bool:
    return isinstance(result, SecretValue)


def as_text(result: Any) -> str:
    """A result in a form that tells ``true`` from ``1``."""
    return json.dumps(result, default=lambda _: "an expression")


@UNHURRIED
@given(EXPRESSIONS, PROPERTIES)
def test_an_unknown_gives_an_unknown_or_what_every_value_would_give(
    text: str, properties: dict[str, Any]
) -> None:
    for place in _places(properties):
        found = outcome(text, _with(properties, place, UNKNOWN))
        if found == UNKNOWN:
            continue
        for one in CONCRETE:
            assert as_text(outcome(text, _with(properties, place, one))) == as_text(found), one


@UNHURRIED
@given(EXPRESSIONS, PROPERTIES)
def test_a_secret_changes_no_result_and_shows_in_none(
    text: str, properties: dict[str, Any]
) -> None:
    for place in _places(properties):
        found = [outcome(text, _with(properties, place, SecretValue(one))) for one in CONCRETE]
        plain = [outcome(text, _with(properties, place, one)) for one in CONCRETE]
        revealed = [one.value if isinstance(one, SecretValue) else one for one in found]
        assert as_text(revealed) == as_text(plain)
        shown = [one for one in found if one not in (None, FAILED) and not is_secret(one)]
        # What is not secret tells nothing of the secret: it is the same whatever that is.
        assert not shown or [as_text(one) for one in found] == [as_text(shown[0])] * len(found)


@UNHURRIED
@given(EXPRESSIONS, PROPERTIES)
def test_what_is_known_is_what_the_library_finds(text: str, properties: dict[str, Any]) -> None:
    assume("not_null" not in text)  # the library evaluates what stands behind the first value, too
    with_pulumi = {**properties, "pulumi": evaluated("pulumi", properties)}
    try:
        expected = jmespath.search(text, with_pulumi)
    except (ValueError, TypeError, AttributeError):
        expected = FAILED
    assert as_text(outcome(text, properties, is_strict=False)) == as_text(expected)
    found = outcome(text, properties)
    assert found is None or as_text(found) == as_text(expected)


@pytest.mark.parametrize(
    "text",
    [
        "x == 'yes'",
        "x != 'yes'",
        "!x",
        "!(x == 'yes')",
        "length(x || [])",
        "x || 'no'",
        "not_null(x, 'no')",
        "x && `true`",
        "`true` && x",
        "nested.x == 'yes'",
        "nested.x.y == 'yes'",
        "items[7] == 'yes'",
        "items[?x == 'yes'] | length(@)",
        "contains(x, 'yes')",
        "{a: x}",
        "[x]",
        "type(x)",
        "[x, there] | [1]",
    ],
)
@pytest.mark.parametrize("nothing", [{}, {"x": None}])
def test_what_reads_a_property_that_is_not_there_says_nothing(
    text: str, nothing: dict[str, Any]
) -> None:
    properties = {"there": "yes", "nested": dict(nothing), "items": [{**nothing}], **nothing}
    assert evaluated(text, properties) is None


@pytest.mark.parametrize("text", ["x || there", "not_null(x, there)", "there || x"])
def test_another_property_may_stand_in(text: str) -> None:
    assert evaluated(text, {"there": "yes"}) == "yes"


def _reads(text: str, properties: dict[str, Any], name: str) -> bool:
    """Whether the result can depend on a property: some other value of it makes another one."""
    without = {key: one for key, one in properties.items() if key != name}
    results = {as_text(outcome(text, {**without, name: one})) for one in (True, "x", [1], {"b": 1})}
    return len(results) > 1


@UNHURRIED
@given(EXPRESSIONS, PROPERTIES)
def test_to_take_a_property_away_never_makes_up_a_result(
    text: str, properties: dict[str, Any]
) -> None:
    assume("||" not in text and "not_null" not in text)
    for name in properties:
        without = {key: one for key, one in properties.items() if key != name}
        if outcome(text, properties) is not None and _reads(text, properties, name):
            assert outcome(text, without) in (None, FAILED)


def test_what_grows_with_each_step_is_bounded() -> None:
    grown = "a" + " | [@, @]" * 60
    assert failure(grown, {"a": 1}) == "it makes more than 100,000 values of the resource"
