"""Documents of estates as large as the HTML report must still show quickly."""

from __future__ import annotations

from functools import cache
from typing import Any

from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.document import Document

from .documents import document
from .states import urn_of

MOST_BYTES = 1_572_864 // 16 * len(REQUIREMENTS)
"""What the page of 1,000 pairs may have at most: 1.5 MiB for each 16 of the requirements."""
_BROKEN: tuple[dict[str, Any], ...] = (
    {"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"},
    {
        "customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11",
        "customerEngagement.region": "northeurope",
    },
    {
        "customerEngagement.prospectToCash": True,
        "financeAndOperations.bypassesDataEvents": True,
        "link.liveSyncLegalEntities": 251,
    },
)
_ONE_IN = 5


@cache
def large_estate(pairs: int, with_urn: bool = False) -> Document:
    """Pairs with all facts declared, of which every fifth has one to three findings.

    :param with_urn: as in the document of a preview or a state.
    """
    made = document(
        {
            f"contoso-{number:04}": _BROKEN[number // _ONE_IN % len(_BROKEN)]
            if number % _ONE_IN == 0
            else {}
            for number in range(pairs)
        }
    )
    if not with_urn:
        return made
    rows = [row.model_copy(update={"urn": urn_of(row.pair)}) for row in made.results]
    return made.model_copy(update={"results": tuple(rows)})
