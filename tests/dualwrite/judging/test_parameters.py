"""What every policy can be configured with, and how a policy declares parameters of its own."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field, ValidationError

from dualwrite.judging.parameters import Parameters, WholeNumber, spelling_of
from dualwrite.requirements import REQUIREMENTS
from dualwrite.vocabulary.identifiers import parse_tenant_id


class Own(Parameters):
    """Parameters of one policy, one of each kind."""

    most_named: WholeNumber = Field(5)
    tenant: spelling_of(parse_tenant_id) = Field(  # type: ignore[valid-type]
        "72f988bf-86f1-41af-91ab-2d7cd011db47"
    )


def read(raw: dict[str, Any]) -> Own:
    return Own.model_validate(raw, by_name=False, by_alias=True)


def test_the_defaults() -> None:
    assert Parameters().model_dump(by_alias=True) == {
        "undeclared": "violation",
        "unknown": "advise",
        "exemptions": (),
    }
    assert read({}).model_dump(by_alias=True) == {
        "undeclared": "violation",
        "unknown": "advise",
        "exemptions": (),
        "mostNamed": 5,
        "tenant": "72f988bf-86f1-41af-91ab-2d7cd011db47",
    }


def test_every_requirement_takes_the_common_ones_and_its_own() -> None:
    own = {
        one.id: set(one.parameters().model_dump(by_alias=True))
        - {"undeclared", "unknown", "exemptions"}
        for one in REQUIREMENTS
    }
    assert {id_: names for id_, names in own.items() if names} == {
        "DW001": {"minimum"},
        "DW002": {"minimum"},
        "DW003": {"minimum"},
        "DW007": {"maximum"},
        "DW008": {"maximum"},
        "DW011": {"scope"},
        "DW014": {"maximumPaused", "warnDays"},
        "DW016": {"geographies"},
        "DW033": {"delegate"},
        "DW021": {"mappings"},
    }
    ignoring = [one.id for one in REQUIREMENTS if one.parameters().undeclared == "ignore"]
    assert ignoring == ["DW012", "DW013"]
    assert {one.parameters().unknown for one in REQUIREMENTS} == {"advise"}


def test_values_are_read() -> None:
    read_in = read(
        {
            "undeclared": "ignore",
            "unknown": "block",
            "mostNamed": 40.0,
            "tenant": "{72F988BF-86F1-41AF-91AB-2D7CD011DB47}",
        }
    )
    assert read_in == Own(
        undeclared="ignore",
        unknown="block",
        most_named=40,
        tenant="{72F988BF-86F1-41AF-91AB-2D7CD011DB47}",  # the text itself is kept
    )
    assert type(read_in.most_named) is int


@pytest.mark.parametrize(
    "raw",
    [
        {"undeclared": "Ignore"},
        {"undeclared": True},
        {"undeclared": None},
        {"unknown": "ignore"},
        {"mostNamed": "5"},
        {"mostNamed": True},
        {"mostNamed": -1},
        {"mostNamed": 0.5},
        {"mostNamed": float("inf")},
        {"mostNamed": float("nan")},
        {"mostNamed": 10**400},
        {"mostNamed": None},
        {"tenant": "contoso"},
        {"tenant": 72},
        {"most_named": 5},
        {"exemptoins": []},
    ],
)
def test_anything_else_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        read(raw)
    assert [error["loc"] for error in caught.value.errors()] == [tuple(raw)]


def test_parameters_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Parameters().undeclared = "ignore"  # type: ignore[misc]
