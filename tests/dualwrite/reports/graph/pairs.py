"""Pairs to draw, each kind of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dualwrite.model.pair import Pair
from support.pairs import ABSENT, environment, pair

ONE_ID = "7c0e51f2-90a3-4f57-8a42-5d6a3c1b9e10"
NOWHERE: dict[str, Any] = {
    "financeAndOperations.region": ABSENT,
    "customerEngagement.region": ABSENT,
    "customerEngagement.geography": ABSENT,
}


def own(name: str, changes: Mapping[str, Any] | None = None, **found: str | None) -> Pair:
    """A correct pair with environments of its own, but for the changes."""
    return pair({**environment(name), **(changes or {})}, name, **found)


def placed(region: str, geography: str | None = None) -> dict[str, Any]:
    """Changes that put both sides into a region."""
    return {
        "financeAndOperations.region": region,
        "customerEngagement.region": region,
        "customerEngagement.geography": geography or ABSENT,
    }


def half(name: str, changes: Mapping[str, Any] | None = None) -> Pair:
    """Half a pair: a customer engagement environment whose partner nobody declares."""
    return replace(own(name, {"financeAndOperations": ABSENT, **(changes or {})}), is_half=True)


def unified(name: str, changes: Mapping[str, Any] | None = None) -> Pair:
    """A pair in one environment, which has both apps."""
    same = {
        "financeAndOperations.environmentId": ONE_ID,
        "customerEngagement.environmentId": ONE_ID,
    }
    return own(name, {**same, **(changes or {})})
