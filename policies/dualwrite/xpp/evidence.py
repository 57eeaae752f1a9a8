"""The scan as evidence: what decides ``financeAndOperations.bypassesDataEvents``.

Found is true. None, with everything looked at, is false. All else is no value, and says why.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from .. import __version__
from ..text.quoting import counted, printable
from ..text.strict_model import StrictModel
from .judging import Judged, Verdict

FACT = "financeAndOperations.bypassesDataEvents"
_MOST_REASONS = 5
_MOST_ALLOWED = 10
_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"


class EvidenceFact(StrictModel):
    """A value that was read, with its origin and its time."""

    value: bool
    origin: str = Field(min_length=1)
    read_at: str = Field(pattern=_TIME)


class EvidenceEnvironment(StrictModel):
    """What one environment's evidence is."""

    url: str
    facts: dict[str, EvidenceFact]
    unreadable: dict[str, str]


class EvidenceFile(StrictModel):
    """A file of evidence, of schema version 1."""

    schema_version: Literal[1]
    kind: Literal["xpp"]
    tool: str
    taken_at: str = Field(pattern=_TIME)
    environments: list[EvidenceEnvironment] = Field(min_length=1)


def evidence_bytes(judged: Judged, url: str, moment: datetime) -> bytes:
    """Write the evidence of a whole scan, for one environment.

    :param judged: without a baseline, and without what is left out of a comparison: a known write is a
        write.
    """
    taken_at = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    facts: dict[str, EvidenceFact] = {}
    unreadable: dict[str, str] = {}
    reasons = _reasons(judged)
    if reasons:
        shown = "; ".join(reasons[:_MOST_REASONS])
        more = len(reasons) - _MOST_REASONS
        rest = f"; and {counted(more, 'more reason')}" if more > 0 else ""
        unreadable[FACT] = f"{_origin(judged)}: it cannot be told: {shown}{rest}"
    else:
        value = judged.verdict is Verdict.FOUND
        facts[FACT] = EvidenceFact(value=value, origin=_origin(judged), read_at=taken_at)
    made = EvidenceFile(
        schema_version=1,
        kind="xpp",
        tool=f"dualwrite-guardrail {__version__}",
        taken_at=taken_at,
        environments=[EvidenceEnvironment(url=url, facts=facts, unreadable=unreadable)],
    )
    return (made.model_dump_json(by_alias=True, indent=2) + "\n").encode()


def _reasons(judged: Judged) -> list[str]:
    """Why there is no value. What is left out on purpose is part of the environment all the same."""
    if judged.verdict is Verdict.FOUND:
        return []
    left_out = judged.scan.own_left_out
    if not left_out:
        return judged.reasons
    names = ", ".join(map(printable, left_out))
    return [*judged.reasons, f"models that --publisher left out were not looked at: {names}"]


def _origin(judged: Judged) -> str:
    scan, listed = judged.scan, judged.tables.listed
    what = counted(scan.files, "file")
    if scan.models:
        what = f"{counted(len(scan.models), 'model')} ({', '.join(map(printable, scan.models))}), {what}"
    parts = [
        f"X++ scan of {what}, sha256:{scan.sha256}",
        f"tables: {listed.source}, sha256:{listed.sha256}",
    ]
    if scan.compiled_only:
        parts.append(f"compiled, without source: {', '.join(map(printable, scan.compiled_only))}")
    found = [one for one in judged.findings if one.decides]
    if found:
        parts.append(f"{counted(len(found), 'write')} found, the first at {found[0].place}")
    allowed = [one for one in judged.findings if one.suppressed is not None]
    if allowed:
        shown = ", ".join(
            f"{one.hit.rule} at {one.place} ({printable(one.suppressed.reason)})"
            for one in allowed[:_MOST_ALLOWED]
            if one.suppressed is not None
        )
        more = len(allowed) - _MOST_ALLOWED
        parts.append(
            f"{counted(len(allowed), 'finding')} allowed in the code: {shown}"
            + (f" and {more} more" if more > 0 else "")
        )
    return "; ".join(parts)
