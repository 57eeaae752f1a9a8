"""Configurations of the policy pack with grants, for Hypothesis and for tests by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from dualwrite.judging.exemptions import CATEGORIES, Grant
from dualwrite.requirements import REQUIREMENTS

from .json_layouts import VALUES, laid_out
from .pairs import TODAY

_LEVELS = st.sampled_from(["advisory", "mandatory", "remediate", "disabled"])
_WORDS = st.text(min_size=1, max_size=20).filter(str.strip)


def grant(**changes: Any) -> Grant:
    """A grant in force on the day of the tests, with keys (camelCase) set."""
    return Grant.model_validate({**raw_grant(), **changes}, by_name=False, by_alias=True)


def raw_grant(**changes: Any) -> dict[str, Any]:
    """The same, as it is written."""
    return {
        "id": "EX-2026-014",
        "pairs": ["contoso-prod"],
        "covers": ["undeclared", "fail"],
        "category": "waiver",
        "reason": "Region move under way",
        "owner": "erp-platform@contoso.com",
        "expiresOn": "2027-01-31",
        **changes,
    }


def raw_grants() -> st.SearchStrategy[dict[str, Any]]:
    """Any grant without an ID, so that a list of them repeats none."""
    return st.fixed_dictionaries(
        {
            "pairs": st.lists(_WORDS, min_size=1, max_size=3),
            "category": st.sampled_from(CATEGORIES),
            "reason": st.text(max_size=60).map(lambda one: f"Not yet moved{one}".strip()),
            "owner": _WORDS.map(str.strip),
            "expiresOn": st.dates(TODAY - timedelta(days=400), date(9999, 12, 31)).map(
                date.isoformat
            ),
        },
        optional={
            "covers": st.sampled_from(["undeclared", "fail", ["fail"], ["undeclared", "fail"]]),
            "ticket": _WORDS.map(str.strip),
            "approvedBy": _WORDS.map(str.strip),
        },
    )


_SETTINGS = st.one_of(
    _LEVELS,
    st.fixed_dictionaries(
        {},
        optional={
            "enforcementLevel": _LEVELS,
            "undeclared": st.sampled_from(["violation", "ignore"]),
            "exemptions": st.lists(raw_grants(), max_size=2),
            "unknown": st.sampled_from(["advise", "block"]),
        },
    ),
)


def _shuffled(mapping: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.permutations(list(mapping.items())).map(dict)


RAW_CONFIGURATIONS = st.fixed_dictionaries(
    {},
    optional={
        "all": _LEVELS,
        "environments": VALUES,  # Pulumi's own: anything may stand there
        "exemptions": st.fixed_dictionaries({"warnDays": st.integers(0, 99)}),
        **{one.name: _SETTINGS for one in REQUIREMENTS[9:12]},
    },
).flatmap(_shuffled)
"""Any configuration, of few policies so that one of them is often met again."""


def configuration_texts() -> st.SearchStrategy[str]:
    """Any configuration in any layout; also none at all."""
    nothing = st.sampled_from(["", "\n", " \r\n", "null", " null\n"])
    return st.one_of(RAW_CONFIGURATIONS.flatmap(laid_out), nothing)
