"""The coverage of pairs as one document of plain values, for programs. It holds no value of a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..discovery.sources.reading import ReadSource
from .coverage import Covered, CoveredPair, Missing, Standing
from .making import encodable
from .seen import UNSEEN, seen_in

SCHEMA_VERSION = 1


def coverage_document(
    pairs: Sequence[CoveredPair], sources: Iterable[ReadSource], today: date
) -> dict[str, Any]:
    """Build the document; the same input gives the same bytes."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "today": today.isoformat(),
        "counts": counts_of(pairs),
        "pairs": [_pair(one) for one in pairs],
        "seen": [
            {
                "source": encodable(source.name),
                "by": encodable(one.name),
                "kind": one.role.value,
                "resources": len(one.urns),
                "leftAlone": len(one.left_alone),
            }
            for source in sources
            for one in seen_in(source)
        ],
        "unseen": list(UNSEEN),
    }


def counts_of(pairs: Iterable[CoveredPair]) -> dict[str, int]:
    """How many requirements stand how, over all pairs."""
    every = [one.standing for pair in pairs for one in pair.requirements]
    return {standing.value: every.count(standing) for standing in Standing}


def _pair(one: CoveredPair) -> dict[str, Any]:
    pair = one.pair
    return {
        "pair": encodable(pair.name),
        "urn": None if pair.urn is None else encodable(pair.urn),
        "source": None if pair.source is None else encodable(pair.source),
        "oneSideOnly": pair.is_half,
        "requirements": [_requirement(each) for each in one.requirements],
    }


def _requirement(one: Covered) -> dict[str, Any]:
    return {
        "id": one.id,
        "requirement": one.requirement,
        "standing": one.standing.value,
        "verdict": one.verdict.value,
        "missing": [_missing(each) for each in one.missing],
        "message": encodable(one.message),
    }


def _missing(one: Missing) -> dict[str, Any]:
    return {
        "fact": encodable(one.fact),
        "what": encodable(one.what),
        "resource": None if one.resource is None else encodable(one.resource),
        "property": None if one.property is None else encodable(one.property),
    }
