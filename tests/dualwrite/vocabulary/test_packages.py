"""The table of packages holds together."""

from __future__ import annotations

from dualwrite.vocabulary.packages import APPS, NEEDED_BY_ALL, PACKAGES, SINGLE_PACKAGE

NAMES = [one.name for one in PACKAGES]


def test_there_is_one_package_for_every_app() -> None:
    assert sorted(one.app for one in PACKAGES if one.app) == sorted(APPS)


def test_each_stands_after_what_it_depends_on() -> None:
    assert len({name.casefold() for name in NAMES}) == len(NAMES)
    for at, one in enumerate(PACKAGES):
        assert set(one.needs) | set(one.follows) <= set(NAMES[:at])
        assert set(one.needs).isdisjoint(one.follows)


def test_the_single_package_has_what_its_solutions_need() -> None:
    """Otherwise a pair that has it could lack something that nobody can install."""
    assert SINGLE_PACKAGE not in NAMES
    inside = {one.name for one in PACKAGES if one.in_single_package}
    for one in PACKAGES:
        if one.in_single_package:
            assert set(one.needs) <= inside


def test_every_pair_needs_the_two_cores() -> None:
    assert NEEDED_BY_ALL == ("DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor")
