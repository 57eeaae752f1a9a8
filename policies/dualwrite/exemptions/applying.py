"""What a requirement's grants make of a violation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..grant import Grant, Grants
from ..text import counted, joined
from ..verdicts import Exemption, Kind, Verdict

EXEMPTABLE = (Kind.FAIL, Kind.UNDECLARED)
"""The verdicts that a grant can cover, where they are violations."""


def with_grants(verdict: Verdict, grants: Grants, pair: str, today: date) -> Verdict:
    """Return what a violation is under the grants of its requirement.

    A grant in force that names the pair and covers the verdict makes ``fail`` or ``undeclared``
    exempt, and nothing else: one that was given for what nobody declared hides no failure. Of several,
    the one that ends last counts. One that has expired covers nothing; the message then says so.
    """
    if verdict.kind not in EXEMPTABLE or not grants.all:
        return verdict
    every = grants.naming(pair)
    naming = [one for one in every if verdict.kind.value in one.covered]
    if not naming:
        others = [one for one in every if one.in_force(today)]
        return _not_covered(verdict, others[0]) if others else verdict
    latest = max(naming, key=lambda one: one.expires_on)  # the first of those that end together
    if latest.in_force(today):
        return replace(verdict, kind=Kind.EXEMPT, exemption=_exemption(latest, verdict.kind, today))
    return replace(verdict, message=f"{verdict.message} {_expired(latest, today)}")


def is_exempt(grants: Grants, pair: str, today: date) -> bool:
    """Whether a grant in force names a pair and covers what is to be mended."""
    return any(
        one.in_force(today) and Kind.FAIL.value in one.covered for one in grants.naming(pair)
    )


def _not_covered(verdict: Verdict, grant: Grant) -> Verdict:
    label = grant.label[0].upper() + grant.label[1:]
    text = f"{label} does not cover it: it is for {joined(grant.covered)} alone."
    return replace(verdict, message=f"{verdict.message} {text}")


def _exemption(grant: Grant, instead_of: Kind, today: date) -> Exemption:
    return Exemption(
        id=grant.id,
        category=grant.category,
        reason=grant.reason,
        owner=grant.owner,
        approved_by=grant.approved_by,
        ticket=grant.ticket,
        expires_on=grant.expires_on,
        days_left=grant.days_left(today),
        instead_of=instead_of,
    )


def _expired(grant: Grant, today: date) -> str:
    ago = counted(-grant.days_left(today), "day")
    label = grant.label[0].upper() + grant.label[1:]
    return f"{label} expired on {grant.expires_on} ({ago} ago); its owner is {grant.owner}."
