"""Documents of results for tests of the reports: real verdicts, hostile names, grants in every state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_all
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.document import Document
from dualwrite.results.making import row_of

from .pairs import ABSENT, TODAY, UNKNOWN, environment, pair

GENERATED_AT = "2026-11-24T12:30:15Z"
HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    "]]>&amp;",
    "a|b`c`*d*_e_[f](g)",
    "line\nbreak\r\nand\ttab",
    "right-to-left \u202e\u2066mark",
    "nul-ish \x1b[31m\x07",
    "quote\"'s",
    "名前 ñ 🙂",
    "-" * 300,
)
"""Names that break a format which does not escape what it shows."""

CONTRACT: dict[str, Any] = {
    "schemaVersion": 1,
    "generatedAt": "2026-11-24T00:00:00Z",
    "results": [
        {
            "id": "DW010",
            "requirement": "same-tenant",
            "pair": "contoso-prod",
            "urn": None,
            "level": "mandatory",
            "verdict": "fail",
            "message": "...",
            "remedy": "...",
            "evidence": [{"fact": "financeAndOperations.tenantId", "value": "..."}],
            "exemption": None,
        }
    ],
}
"""The document as the contract shows it, with nothing that may be left out."""

EXEMPTION: dict[str, Any] = {
    "id": "EX-2026-014",
    "category": "waiver",
    "reason": "Region move under way, ends with the cut-over",
    "owner": "erp-platform@contoso.com",
    "approvedBy": "cto@contoso.com",
    "ticket": "https://tickets.contoso.com/ERP-14",
    "expiresOn": "2027-01-31",
    "daysLeft": 68,
    "insteadOf": "fail",
}


def document(
    pairs: Mapping[str, Mapping[str, Any]],
    configuration: Configuration | None = None,
    **keys: Any,
) -> Document:
    """Judge correct pairs with changes, by name, each with environments of its own.

    :param keys: other keys of the document (``exemptions=[...]``).
    """
    found = [
        pair({**environment(f"pair-{number}"), **changes}, name, source="pairs.yaml")
        for number, (name, changes) in enumerate(pairs.items())
    ]
    rows = [
        row_of(one, "pairs.yaml")
        for one in judge_all(found, configuration or Configuration(), TODAY, REQUIREMENTS)
    ]
    for row in rows:
        row["location"] = {"path": "pairs.yaml", "line": 1 + list(pairs).index(row["pair"]) * 30}
    return Document.model_validate(
        {
            "schemaVersion": 1,
            "generatedAt": GENERATED_AT,
            "today": TODAY.isoformat(),
            "results": rows,
            **keys,
        }
    )


def exempted(made: Document, pair_name: str, requirement: str, **changes: Any) -> Document:
    """The document with the violation of one requirement by one pair exempt."""
    raw = made.model_dump(mode="json", by_alias=True)
    row = next(
        one
        for one in raw["results"]
        if one["pair"] == pair_name and one["requirement"] == requirement
    )
    row["exemption"] = {**EXEMPTION, "insteadOf": row["verdict"], **changes}
    row["verdict"], row["violation"] = "exempt", False
    raw["exemptions"].append(
        {
            "requirement": requirement,
            "requirementId": row["id"],
            "pairs": [pair_name],
            **{key: value for key, value in row["exemption"].items() if key != "insteadOf"},
            "covers": [pair_name],
            "notices": [
                {
                    "level": "advisory",
                    "message": f"The exemption EX-2026-014 of {requirement} expires in 68 days.",
                }
            ],
        }
    )
    return Document.model_validate(raw)


def sample() -> Document:
    """Every verdict that the requirements give, an exempt one, and grants with notices."""
    made = document(
        {
            "contoso": {},
            "fabrikam": {
                "customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11",
                "customerEngagement.region": "northeurope",
                "financeAndOperations.bypassesDataEvents": True,
                "link.initialSync": False,
            },
            "northwind": {
                "customerEngagement.prospectToCash": ABSENT,
                "financeAndOperations.region": UNKNOWN,
                "link.liveSyncLegalEntities": 251,
            },
            "tailspin": {"link.distributedTransactions": ABSENT},
        }
    )
    return exempted(made, "fabrikam", "same-datacenter")


def hostile() -> Document:
    """Pairs with hostile names that each fail a requirement; one of them is exempt."""
    made = document({name: {"link.liveSyncLegalEntities": 251} for name in HOSTILE_NAMES})
    return exempted(
        made,
        HOSTILE_NAMES[0],
        "live-sync-legal-entities",
        id="<b>|]]>",
        reason="Because <script> | ]]> \u202e and\na line",
        owner="<owner>|",
        ticket="javascript:alert(1)",
    )
