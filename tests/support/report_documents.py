"""Documents that reports must be able to write: in every state, with any text, of any size."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies

from dualwrite.judging.requirement import Scope
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from dualwrite.results.document import Document
from dualwrite.results.making import encodable

from .documents import EXEMPTION, GENERATED_AT, document, hostile, sample

UPDATE_GOLDEN = "UPDATE_GOLDEN"
"""UPDATE_GOLDEN=1 pytest tests/dualwrite/reports writes the golden files anew: look at the diff."""
_GOLDEN = Path(__file__).resolve().parents[1] / "dualwrite" / "reports" / "golden"
_FRAGMENTS = (
    *("|", "`", "``", "\\", "\\|", "](", "[a](b)", "<b>", "</", "]]>", "&amp;", "&#64;", "<!--"),
    *("\n", "\r\n", "\t", " ", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff"),
    *("\ufffe", "\ud800", "🙂", "@user", "#1", "www.a.com", "https://a.com", "javascript:x"),
    *("---", "- ", "# ", "{0}", "%2F", "é", "_", "*", "~", "!", "$x$", ":tada:", "GH-1"),
)


def texts() -> strategies.SearchStrategy[str]:
    """Any text, and with a liking for what breaks formats."""
    parts = strategies.sampled_from(_FRAGMENTS) | strategies.characters()
    return strategies.lists(parts, max_size=12).map("".join)


def row(requirement: str = "same-tenant", **changes: Any) -> dict[str, Any]:
    """One result of the document, a mandatory failure that can be changed by key."""
    return {
        "id": requirements_by_name()[requirement].id,
        "requirement": requirement,
        "pair": "contoso",
        "urn": None,
        "level": "mandatory",
        "verdict": "fail",
        "message": "The tenants differ.",
        "remedy": "Use one tenant.",
        "evidence": [{"fact": "financeAndOperations.tenantId", "value": "a"}],
        "exemption": None,
        "source": "pairs.yaml",
        "location": {"path": "pairs.yaml", "line": 3},
        **changes,
    }


def grant(**changes: Any) -> dict[str, Any]:
    """One configured exemption, in force, used, and with nothing to be said about it."""
    return {
        "requirement": "same-datacenter",
        "requirementId": "DW011",
        "pairs": ["contoso"],
        **{key: value for key, value in EXEMPTION.items() if key != "insteadOf"},
        "covers": ["contoso"],
        "notices": [],
        **changes,
    }


def made_of(rows: list[dict[str, Any]], grants: list[dict[str, Any]] | None = None) -> Document:
    """A document of these results and exemptions."""
    return Document.model_validate(
        {
            "schemaVersion": 1,
            "generatedAt": GENERATED_AT,
            "today": "2026-11-24",
            "results": rows,
            "exemptions": grants or [],
        }
    )


def every_state() -> Document:
    """One pair with a result of every kind that a report tells apart, and grants of every kind."""
    names = [one.name for one in REQUIREMENTS]
    undeclared = {"verdict": "undeclared", "message": "It is not declared."}
    unknown = {"verdict": "unknown", "message": "It is not known yet.", "remedy": ""}
    exempt = {"verdict": "exempt", "violation": False}
    states: list[dict[str, Any]] = [
        {"verdict": "pass", "message": "", "remedy": ""},
        {},
        {"level": "remediate"},
        {"level": "advisory"},
        {**undeclared},
        {**undeclared, "level": "advisory"},
        {**undeclared, "violation": False},
        {**unknown, "violation": False},
        {**unknown, "violation": True},
        {**unknown, "violation": True, "level": "advisory"},
        {"verdict": "notApplicable", "message": "It does not concern the pair.", "remedy": ""},
        {**exempt, "exemption": EXEMPTION},
        {**exempt, "exemption": {**EXEMPTION, "insteadOf": "undeclared", "id": None}},
        {"verdict": "error", "message": "The rule broke."},
        {"verdict": "error", "message": "The rule broke.", "level": "advisory"},
        {"location": None, "source": None, "urn": "urn:pulumi:prod::shop::a:b:C::contoso"},
    ]
    rows = [row(name, **changes) for name, changes in zip(names, states, strict=False)]
    said = {"level": "advisory", "message": "It expires in 3 days."}
    blocking = {"level": "mandatory", "message": "It has no ticket."}
    grants = [
        grant(),
        grant(id=None, pairs=["a-*", "b"], daysLeft=3, notices=[said]),
        grant(id="EX-2", daysLeft=-2, covers=[], ticket=None, notices=[said, blocking]),
        grant(id="EX-2", daysLeft=0, covers=[], notices=[said]),
    ]
    return made_of(rows, grants)


def same_named() -> Document:
    """Pairs of one name: of two files, and of two stacks, without a file."""
    urns = [f"urn:pulumi:{stack}::shop::dualwrite:index:EnvironmentPair::p" for stack in "ab"]
    rows = [
        row(pair="p", source="one.yaml", location={"path": "one.yaml", "line": 1}),
        row(pair="p", source="two.yaml", location={"path": "two.yaml", "line": 1}),
        *(row(pair="p", source=None, urn=urn, location=None) for urn in urns),
    ]
    return made_of(rows)


def of_any_text(text: str) -> Document:
    """A document with the same text wherever other people's text can be."""
    exemption = {
        **EXEMPTION,
        **dict.fromkeys(("id", "reason", "owner", "approvedBy", "ticket"), text),
    }
    shared: dict[str, Any] = {
        "pair": text,
        "urn": text,
        "message": text,
        "remedy": text,
        "source": text,
        "location": {"path": encodable(text) or "a", "line": 1},
        "evidence": [{"fact": text, "value": text}],
    }
    rows = [
        row("same-tenant", **shared),
        row("same-datacenter", **shared, verdict="exempt", violation=False, exemption=exemption),
        row("one-version", **shared, level="advisory"),
    ]
    notices = [{"level": "advisory", "message": text}]
    told = {key: value for key, value in exemption.items() if key != "insteadOf"}
    granted = grant(**told, pairs=[text, text], notices=notices)
    return made_of(rows, [granted, granted])


@cache
def crowd(pairs: int) -> Document:
    """Pairs that each break everything that one pair can break: 17 findings each."""
    broken: dict[str, Any] = {}
    for requirement in REQUIREMENTS:
        if requirement.scope is Scope.PAIR:
            broken.update(requirement.example)
    return document({f"pair-{number:04}": broken for number in range(pairs)})


def empty() -> Document:
    """No pair at all, as of a stack that has none."""
    return made_of([])


DOCUMENTS = {
    "sample": sample,
    "hostile": hostile,
    "every state": every_state,
    "same-named": same_named,
    "empty": empty,
}
"""The documents that every report is validated with."""


def golden(name: str, written: bytes) -> bytes:
    """The bytes that a report is to have, from ``golden/``."""
    file = _GOLDEN / name
    if os.environ.get(UPDATE_GOLDEN):
        file.write_bytes(written)
    return file.read_bytes()
