from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.reports.wording import file_of, stack_of
from support.report_documents import made_of, row


@pytest.mark.parametrize(
    ("urn", "stack"),
    [
        (None, None),
        ("", None),
        ("urn:pulumi:prod", None),
        ("arn:pulumi:prod::shop::t::n", None),
        ("urn:pulumi:prod::shop::t::n", "shop/prod"),
        ("urn:pulumi:org/prod::shop::a$b::n::with::more", "shop/org/prod"),
    ],
)
def test_stack(urn: str | None, stack: str | None) -> None:
    assert stack_of(urn) == stack


NO_COLON = st.text(min_size=1).filter(lambda text: ":" not in text and text.isprintable())


@given(NO_COLON, NO_COLON, st.text())
def test_the_stack_is_what_stands_first_whatever_follows(
    stack: str, project: str, rest: str
) -> None:
    assert stack_of(f"urn:pulumi:{stack}::{project}::{rest}") == f"{project}/{stack}"


def at(path: str) -> dict[str, Any]:
    return {"path": path, "line": 1}


@pytest.mark.parametrize(
    ("source", "location", "file"),
    [
        ("./F.yaml", at("infra/F.yaml"), "infra/F.yaml"),
        ("/abs/infra/F.yaml", at("infra/F.yaml"), "infra/F.yaml"),
        ("F.yaml", None, "F.yaml"),
        ("/tmp/state.json", at("Pulumi.yaml"), "/tmp/state.json"),
        ("/tmp/state.json", at("infra/Pulumi.yml"), "/tmp/state.json"),
        ("Pulumi.prod.yaml", at("infra/Pulumi.prod.yaml"), "infra/Pulumi.prod.yaml"),
        (None, at("infra/F.yaml"), None),
        (None, None, None),
    ],
)
def test_file(source: str | None, location: dict[str, Any] | None, file: str | None) -> None:
    (found,) = made_of([row(source=source, location=location)]).results
    assert file_of(found) == file
