"""At least the minimum, below it, or not decided and why."""

from __future__ import annotations

import pytest

from dualwrite.vocabulary.versions import (
    Comparison,
    Order,
    compare_application,
    compare_customer_engagement,
    compare_dual_write_core,
    compare_platform,
    parse_application_version,
    parse_customer_engagement_version,
    parse_dual_write_core_version,
    parse_platform_version,
)

BELOW = Comparison(Order.BELOW)
AT_LEAST = Comparison(Order.AT_LEAST)


def needs_build(value: str, minimum: str) -> Comparison:
    reason = f"{value} does not say which build it is, and {minimum} lies inside it"
    return Comparison(Order.UNDECIDED, reason, needs_build=True)


def not_in_table(version: str) -> Comparison:
    return Comparison(Order.UNDECIDED, f"the table as of 2026-11-23 gives no build for {version}")


@pytest.mark.parametrize(
    ("value", "minimum", "expected"),
    [
        # Release against release: by number, not by text.
        ("10.0.9", "10.0.10", BELOW),
        ("10.0.10", "10.0.9", AT_LEAST),
        ("10.0.9", "10.0.9", AT_LEAST),
        ("10.0", "10.0.1", BELOW),
        ("8.1.3", "10.0", BELOW),
        ("7.3", "8.0", BELOW),
        ("10.0", "8.1.3", AT_LEAST),
        ("8.1.1", "8.1.2", BELOW),
        ("10.0.52", "10.0.51", AT_LEAST),
        ("10.0.52", "10.0.53", BELOW),
        # The documented minimum, 10.0.9, is the build 10.0.383.20013.
        ("10.0.383.20013", "10.0.9", AT_LEAST),
        ("10.0.383.20012", "10.0.9", BELOW),
        ("10.0.383.100", "10.0.9", BELOW),
        ("10.0.383", "10.0.9", needs_build("10.0.383", "10.0.383.20013")),
        ("10.0.319.20013", "10.0.9", BELOW),
        ("10.0.420.1", "10.0.9", AT_LEAST),
        ("10.0.400.1", "10.0.9", AT_LEAST),  # between two lines, after the one of 10.0.9
        ("10.0.380.1", "10.0.9", BELOW),
        ("10.0.9999.1", "10.0.9", AT_LEAST),
        ("10.0.9.1", "10.0.9", AT_LEAST),
        ("8.1.227.1", "10.0.9", BELOW),
        # A build of 10.0.9 is no release above 10.0.51.
        ("10.0.383", "10.0.51", BELOW),
        # Build against another release.
        ("10.0.2645.66", "10.0.48", AT_LEAST),
        ("10.0.2645", "10.0.48", AT_LEAST),
        ("10.0.2527.500", "10.0.48", BELOW),
        ("10.0.100", "10.0.3", BELOW),
        ("10.0.100", "10.0.2", AT_LEAST),
        ("10.0.80.5", "10.0.3", BELOW),
        ("10.0.2790.5", "10.0.49", AT_LEAST),
        ("10.0.2790.5", "10.0.50", BELOW),
        ("10.0.2700.5", "10.0.50", BELOW),
        ("10.0.2900.5", "10.0.49", AT_LEAST),
        ("10.0.2900.5", "10.0.50", not_in_table("10.0.50")),
        ("10.0.2900.5", "10.0.60", not_in_table("10.0.60")),
        # Build against build.
        ("10.0.383.20012", "10.0.383.20013", BELOW),
        ("10.0.383.20013", "10.0.383.20013", AT_LEAST),
        ("10.0.420", "10.0.383.20013", AT_LEAST),
        ("10.0.383", "10.0.383.20013", needs_build("10.0.383", "10.0.383.20013")),
        ("10.0.383.0", "10.0.383", AT_LEAST),
        ("10.0.383", "10.0.383.0", AT_LEAST),
        # Release against build.
        ("10.0.9", "10.0.383.20013", needs_build("10.0.9", "10.0.383.20013")),
        ("10.0.9", "10.0.383", AT_LEAST),
        ("10.0.10", "10.0.383.20013", AT_LEAST),
        ("10.0.8", "10.0.383.20013", BELOW),
        ("10.0.8", "10.0.350.1", BELOW),
        ("10.0.9", "10.0.350.1", AT_LEAST),
        ("10.0.50", "10.0.2790.9", AT_LEAST),
        ("10.0.50", "10.0.2900.9", not_in_table("10.0.50")),
        ("10.0.60", "10.0.2645.66", AT_LEAST),
        ("10.0.60", "10.0.2900.9", not_in_table("10.0.60")),
        # Unified-environment versions: by their release, or by the build that the table lists.
        ("10.0.47.11", "10.0.47", AT_LEAST),
        ("10.0.47.11", "10.0.48", BELOW),
        ("10.0.47.11", "10.0.47.12", BELOW),
        ("10.0.48.1", "10.0.47.12", AT_LEAST),
        ("10.0.48", "10.0.47.12", AT_LEAST),
        ("10.0.47", "10.0.48.1", BELOW),
        ("10.0.47", "10.0.47.12", needs_build("10.0.47", "10.0.47.12")),
        ("10.0.48.6", "10.0.2645.124", AT_LEAST),
        ("10.0.48.6", "10.0.2645.125", BELOW),
        ("10.0.48.5", "10.0.2645.125", needs_build("10.0.48.5", "10.0.2645.125")),
        ("10.0.48.5", "10.0.2527.125", AT_LEAST),
        ("10.0.2645.124", "10.0.48.6", AT_LEAST),
        ("10.0.2645.123", "10.0.48.6", BELOW),
        ("10.0.2645", "10.0.48.6", needs_build("10.0.2645", "10.0.2645.124")),
        ("10.0.2645.124", "10.0.48.5", not_in_table("10.0.48.5")),
        ("10.0.2790.1", "10.0.48.5", AT_LEAST),
        ("10.0.2527.1", "10.0.48.5", BELOW),
        ("10.0.2600.1", "10.0.48.5", BELOW),
        ("10.0.52.1", "10.0.51", AT_LEAST),
        # Older releases: 7.0 and 7.0.1 share a build line, 8.0 has two.
        ("7.0.1265.3015", "7.0.1", BELOW),
        ("7.0.1265.23014", "7.0.1", AT_LEAST),
        ("7.0.1265", "7.0.1", not_in_table("7.0.1")),
        ("8.0.35", "8.0", AT_LEAST),
        ("8.0", "8.0.35", needs_build("8.0", "8.0.35")),
        ("8.0", "8.0.30", AT_LEAST),
        ("8.1.195.7", "8.1.3", BELOW),
    ],
)
def test_application(value: str, minimum: str, expected: Comparison) -> None:
    result = compare_application(
        parse_application_version(value), parse_application_version(minimum)
    )
    assert result == expected


@pytest.mark.parametrize(
    ("value", "minimum", "expected"),
    [
        ("PU33", "PU33", AT_LEAST),
        ("PU9", "PU33", BELOW),
        ("PU76", "PU75", AT_LEAST),
        ("7.0.5559.1", "PU33", AT_LEAST),
        ("7.0.5559", "PU33", AT_LEAST),
        ("7.0.5558.9", "PU33", BELOW),
        ("7.0.5500.1", "PU33", BELOW),  # between two lines
        ("7.0.5570.1", "PU33", AT_LEAST),
        ("7.0.5570.1", "PU34", BELOW),
        ("7.0.1.1", "PU1", BELOW),
        # PU13 has no build in the table, PU12 and PU15 have.
        ("7.0.4709.5", "PU13", BELOW),
        ("7.0.4750.5", "PU13", not_in_table("PU13")),
        ("7.0.4841.5", "PU13", AT_LEAST),
        ("PU13", "7.0.4709.5", AT_LEAST),
        ("PU13", "7.0.4750.5", not_in_table("PU13")),
        ("PU13", "7.0.4841.5", BELOW),
        # Nor have PU74 and later.
        ("7.0.7996.999", "PU73", BELOW),
        ("7.0.8100.1", "PU72", AT_LEAST),
        ("7.0.8100.1", "PU73", BELOW),
        ("7.0.8200.1", "PU74", not_in_table("PU74")),
        ("7.0.8200.1", "PU80", not_in_table("PU80")),
        ("PU73", "7.0.7996.40", AT_LEAST),
        ("PU73", "7.0.8100.1", AT_LEAST),
        ("PU74", "7.0.8200.1", not_in_table("PU74")),
        ("PU76", "7.0.5559", AT_LEAST),
        # The floors of the mandatory update of 2024-11-30.
        ("7.0.7198.187", "7.0.7198.188", BELOW),
        ("7.0.7198.188", "7.0.7198.188", AT_LEAST),
        ("7.0.7279.120", "7.0.7279.121", BELOW),
        ("7.0.7198", "7.0.7198.188", needs_build("7.0.7198", "7.0.7198.188")),
        ("PU63", "7.0.7198.188", needs_build("PU63", "7.0.7198.188")),
        ("PU62", "7.0.7198.188", BELOW),
        ("PU64", "7.0.7198.188", AT_LEAST),
        ("PU33", "7.0.5559", AT_LEAST),
        ("PU33", "7.0.5559.0", AT_LEAST),
    ],
)
def test_platform(value: str, minimum: str, expected: Comparison) -> None:
    result = compare_platform(parse_platform_version(value), parse_platform_version(minimum))
    assert result == expected


@pytest.mark.parametrize(
    ("value", "minimum", "expected"),
    [
        ("9.2.25091.00212", "9.1.0000.11732", AT_LEAST),
        ("9.1.0000.11732", "9.1.0.11732", AT_LEAST),
        ("9.1.0000.11731", "9.1.0000.11732", BELOW),
        ("9.0.99999.99999", "9.1.0000.11732", BELOW),
        ("9.2.25091.99", "9.2.25091.00212", BELOW),
        ("11.0.0.0", "9.1.0000.11732", AT_LEAST),
    ],
)
def test_customer_engagement(value: str, minimum: str, expected: Comparison) -> None:
    result = compare_customer_engagement(
        parse_customer_engagement_version(value), parse_customer_engagement_version(minimum)
    )
    assert result == expected


@pytest.mark.parametrize(
    ("value", "minimum", "expected"),
    [
        ("1.0.25031.2", "1.0.24073.3", AT_LEAST),
        ("1.0.24073.3", "1.0.24073.3", AT_LEAST),
        ("1.0.24073.2", "1.0.24073.3", BELOW),
        ("10.0.36.0", "1.0.24073.3", BELOW),
        ("10.0.36.0", "1.0.36.0", AT_LEAST),
        ("1.0.24073", "1.0.24073.3", needs_build("1.0.24073", "1.0.24073.3")),
        ("1.0.24074", "1.0.24073.3", AT_LEAST),
        ("1.0.24073", "1.0.24073.0", AT_LEAST),
    ],
)
def test_dual_write_core(value: str, minimum: str, expected: Comparison) -> None:
    result = compare_dual_write_core(
        parse_dual_write_core_version(value), parse_dual_write_core_version(minimum)
    )
    assert result == expected
