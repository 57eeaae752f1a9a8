"""What holds for every version: spelling, order, and that no text crashes the readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dualwrite.vocabulary.versions import (
    ApplicationBuild,
    ApplicationRelease,
    ApplicationVersion,
    CustomerEngagementBuild,
    DualWriteCoreVersion,
    Order,
    PlatformBuild,
    PlatformUpdate,
    UnifiedVersion,
    VersionError,
    compare_application,
    compare_customer_engagement,
    compare_dual_write_core,
    compare_platform,
    parse_application_version,
    parse_customer_engagement_version,
    parse_dual_write_core_version,
    parse_platform_version,
    release_of,
    releases,
)
from dualwrite.vocabulary.versions.table import older_releases, platform_updates, unified_versions

PARSERS: list[Callable[[str], object]] = [
    parse_application_version,
    parse_platform_version,
    parse_customer_engagement_version,
    parse_dual_write_core_version,
]

numbers = st.integers(0, 999_999)
small = st.integers(0, 130)


def dotted(*parts: SearchStrategy[Any]) -> SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: ".".join(map(str, found)))


def listed_builds() -> list[str]:
    rows = [row.application_build for row in releases() if row.application_build is not None]
    older = [build for row in older_releases() for build in row.builds]
    unified = [row.application_build for row in unified_versions().values()]
    return sorted({str(build) for build in (*rows, *older, *unified)} - {"10.0.8", "10.0.51"})


def listed_platform_builds() -> list[str]:
    rows = [row.platform_build for row in releases() if row.platform_build is not None]
    named = [row.platform_build for row in platform_updates()]
    unified = [row.platform_build for row in unified_versions().values()]
    return sorted({str(build) for build in (*rows, *named, *unified)})


def read(parse: Callable[[str], object], text: str) -> tuple[object, str]:
    """Return the value, or None and the error (10.0.51.7 fits two lines, and is not read)."""
    try:
        return parse(text), ""
    except VersionError as error:
        return None, str(error)


def readable(parse: Callable[[str], object], texts: SearchStrategy[str]) -> SearchStrategy[Any]:
    """Return the values of those texts that are read."""
    values = texts.map(lambda text: read(parse, text)[0])
    return values.filter(lambda value: value is not None)


application_texts = st.one_of(
    dotted(st.just("10.0"), small),
    dotted(st.just("10.0"), small, small),
    dotted(st.just("10.0"), st.integers(0, 3000)),
    dotted(st.just("10.0"), st.integers(0, 3000), st.integers(0, 30_000)),
    dotted(st.just("10.0.383"), st.integers(20_000, 20_030)),
    st.sampled_from(listed_builds()),
    dotted(st.sampled_from(listed_builds()), small),
    st.sampled_from([str(row.release) for row in releases()]),
    st.sampled_from([str(row.release) for row in older_releases()]),
    st.sampled_from([str(version) for version in unified_versions()]),
    dotted(st.sampled_from(["7.1", "7.2", "7.3", "8.0", "8.1"]), numbers),
)
platform_texts = st.one_of(
    st.integers(1, 999).map("PU{}".format),
    st.integers(1, 80).map("PU{}".format),
    dotted(st.just("7.0"), st.integers(4000, 9000)),
    dotted(st.just("7.0"), st.integers(4000, 9000), small),
    st.sampled_from(listed_platform_builds()),
    dotted(st.sampled_from(listed_platform_builds()), small),
)
customer_engagement_texts = st.one_of(
    dotted(numbers, numbers, numbers, numbers),
    dotted(st.just(9), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)),
)
core_texts = st.one_of(
    dotted(st.sampled_from(["1.0", "10.0"]), numbers),
    dotted(st.sampled_from(["1.0", "10.0"]), numbers, numbers),
    dotted(st.just("1.0"), st.integers(0, 3), st.integers(0, 3)),
)

applications = readable(parse_application_version, application_texts)
platforms = readable(parse_platform_version, platform_texts)
customer_engagements = readable(parse_customer_engagement_version, customer_engagement_texts)
cores = readable(parse_dual_write_core_version, core_texts)

LINES = pytest.mark.parametrize(
    ("parse", "texts"),
    [
        (parse_application_version, application_texts),
        (parse_platform_version, platform_texts),
        (parse_customer_engagement_version, customer_engagement_texts),
        (parse_dual_write_core_version, core_texts),
    ],
    ids=["application", "platform", "customer engagement", "dual-write core"],
)
COMPARISONS = pytest.mark.parametrize(
    ("compare", "values"),
    [
        (compare_application, applications),
        (compare_platform, platforms),
        (compare_customer_engagement, customer_engagements),
        (compare_dual_write_core, cores),
    ],
    ids=["application", "platform", "customer engagement", "dual-write core"],
)


@LINES
@given(data=st.data())
def test_reading_what_is_printed_gives_the_same_value(
    parse: Callable[[str], object], texts: SearchStrategy[str], data: st.DataObject
) -> None:
    value = data.draw(readable(parse, texts))
    assert parse(str(value)) == value


@LINES
@given(data=st.data())
def test_leading_zeros_spaces_and_case_do_not_count(
    parse: Callable[[str], object], texts: SearchStrategy[str], data: st.DataObject
) -> None:
    text = data.draw(texts)
    parts = [
        part.zfill(data.draw(st.integers(0, 6))) if part.isdecimal() else part
        for part in text.split(".")
    ]
    space = data.draw(st.sampled_from(["", " ", "\t", "\n", "  ", "\N{NO-BREAK SPACE}"]))
    respelt = f"{space}.".join(parts).join((space, space))
    if data.draw(st.booleans()):
        respelt = respelt.lower()
    assert read(parse, respelt)[0] == read(parse, text)[0]


@pytest.mark.parametrize("parse", PARSERS)
@given(
    text=st.one_of(
        st.text(),
        st.text(alphabet="0123456789. "),
        st.text(alphabet="0179.\u0661\u00b2 +-_PUpu"),
        st.text(st.characters(categories=["Nd", "No", "Cs", "Zs", "Cc"])),
    )
)
def test_no_text_crashes(parse: Callable[[str], object], text: str) -> None:
    value, error = read(parse, text)
    assert value is not None or (error.isprintable() and "; accepted: " in error)
    assert value is None or parse(str(value)) == value


@COMPARISONS
@given(data=st.data())
def test_every_version_is_at_least_itself_or_too_coarse(
    compare: Callable[[Any, Any], Any], values: SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    assert compare(value, value).order is Order.AT_LEAST


@COMPARISONS
@given(data=st.data())
def test_two_versions_are_never_both_below_each_other(
    compare: Callable[[Any, Any], Any], values: SearchStrategy[Any], data: st.DataObject
) -> None:
    one, other = data.draw(values), data.draw(values)
    orders = {compare(one, other).order, compare(other, one).order}
    assert orders != {Order.BELOW}


@COMPARISONS
@given(data=st.data())
def test_order_is_transitive(
    compare: Callable[[Any, Any], Any], values: SearchStrategy[Any], data: st.DataObject
) -> None:
    for low, middle, high in permutations([data.draw(values) for _ in range(3)]):
        rises = compare(high, middle).order is compare(middle, low).order is Order.AT_LEAST
        assert not rises or compare(high, low).order is not Order.BELOW


@pytest.mark.parametrize(
    ("compare", "values"),
    [
        (
            compare_application,
            st.builds(ApplicationRelease, st.just(10), st.just(0), st.integers(0, 99)),
        ),
        (
            compare_application,
            st.builds(
                ApplicationBuild, st.just(10), st.just(0), st.integers(380, 390), st.integers(0, 5)
            ),
        ),
        (
            compare_application,
            st.builds(
                UnifiedVersion,
                st.builds(ApplicationRelease, st.just(10), st.just(0), st.integers(45, 55)),
                st.integers(0, 5),
            ),
        ),
        (compare_platform, st.builds(PlatformUpdate, st.integers(1, 999))),
        (compare_platform, st.builds(PlatformBuild, st.integers(5550, 5560), st.integers(0, 5))),
        (
            compare_customer_engagement,
            st.builds(
                CustomerEngagementBuild,
                st.integers(8, 9),
                st.integers(0, 2),
                st.integers(0, 2),
                st.integers(0, 2),
            ),
        ),
        (
            compare_dual_write_core,
            st.builds(DualWriteCoreVersion, st.integers(0, 5), st.integers(0, 5)),
        ),
    ],
    ids=["release", "build", "unified", "update", "platform build", "customer engagement", "core"],
)
@given(data=st.data())
def test_inside_one_line_every_two_versions_are_ordered(
    compare: Callable[[Any, Any], Any], values: SearchStrategy[Any], data: st.DataObject
) -> None:
    one, other = data.draw(values), data.draw(values)
    order = compare(one, other).order, compare(other, one).order
    if astuple(one) == astuple(other):
        assert order == (Order.AT_LEAST, Order.AT_LEAST)
    elif astuple(one) > astuple(other):
        assert order == (Order.AT_LEAST, Order.BELOW)
    else:
        assert order == (Order.BELOW, Order.AT_LEAST)


@COMPARISONS
@given(data=st.data())
def test_undecided_says_why_and_nothing_else_does(
    compare: Callable[[Any, Any], Any], values: SearchStrategy[Any], data: st.DataObject
) -> None:
    result = compare(data.draw(values), data.draw(values))
    assert (result.order is Order.UNDECIDED) is (result.reason != "")
    assert not result.needs_build or result.order is Order.UNDECIDED


@given(value=applications, minimum=applications)
def test_order_agrees_with_the_releases(
    value: ApplicationVersion, minimum: ApplicationVersion
) -> None:
    value_release, minimum_release = release_of(value), release_of(minimum)
    if value_release is None or minimum_release is None or value_release == minimum_release:
        return
    expected = compare_application(value_release, minimum_release)
    assert compare_application(value, minimum) == expected
