"""DW900: what is said about exemptions, as a policy of its own."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ..parameters import WholeNumber
from ..requirement import Source
from ..strict_model import StrictModel
from ..verdicts import Level, Severity


class ExemptionReviewParameters(StrictModel):
    """What a grant must satisfy so that nothing is said about it."""

    maximum_days: WholeNumber = Field(
        180, description="The most days that a grant may still have before it; more is too long."
    )
    warn_days: WholeNumber = Field(
        30, description="How many days before a grant expires that is said; 0 turns it off."
    )
    require_ticket: bool = Field(False, description="Whether every grant must name a ticket.")


class ExemptionReview:
    """Reports every exempt verdict, and every grant that somebody should look at.

    It has what people read of a requirement, and judges no pair.
    """

    id: ClassVar[str] = "DW900"
    name: ClassVar[str] = "exemptions"
    title: ClassVar[str] = (
        "Exemptions are visible, used, short, and looked at again before they expire."
    )
    level: ClassVar[Level] = Level.ADVISORY
    severity: ClassVar[Severity] = Severity.LOW
    reason: ClassVar[str] = (
        "An exemption that nobody sees or ends is a requirement switched off: a pair that dual-write"
        " cannot support is deployed, and nobody knows why."
    )
    remedy: ClassVar[str] = (
        "Mend the pair and remove the exemption, or have its owner grant it again, for a time."
    )
    sources: ClassVar[tuple[Source, ...]] = ()
    facts: ClassVar[tuple[str, ...]] = ()
    remediation: ClassVar[str] = ""
    parameters: ClassVar[type[ExemptionReviewParameters]] = ExemptionReviewParameters


REVIEW = ExemptionReview()
