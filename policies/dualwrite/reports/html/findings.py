"""What the page says of one row that a person must read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ...document.model import ExemptionRow, ResultRow
from ...verdicts import Kind
from ..wording import time_left
from .safe_text import link_to, prose, safe
from .words import WORDS, marks_of, shown_level


@dataclass(frozen=True)
class Finding:
    """A row with the number that makes its address on the page."""

    number: int
    row: ResultRow


def finding_item(finding: Finding, id_: str, shown: Mapping[str, Markup]) -> str:
    """An item of a list: verdict, message, evidence and remedy.

    :param id_: the requirement's ID, where the page says what it requires and why.
    :param shown: the facts of the pair by path, as the page shows them.
    """
    return "".join(_parts(finding, id_, shown))


def _parts(finding: Finding, id_: str, shown: Mapping[str, Markup]) -> Iterator[str]:
    row = finding.row
    yield f'<li id=f{finding.number} class="{marks_of(row)}">'
    yield f"<h4><i class=badge>{WORDS[row.verdict].text}</i> "
    yield f"<a href=#{id_}>{id_} {row.requirement}</a> <small>{shown_level(row).value}"
    if row.location:
        yield f", {safe(row.location.path)}:{row.location.line}"
    yield f"</small></h4>\n<p>{prose(row.message)}"
    if row.evidence:
        facts = (f"<dt>{safe(one.fact)}<dd>{shown[one.fact]}" for one in row.evidence)
        yield f"\n<dl>{''.join(facts)}</dl>"
    if row.remedy:
        yield f"\n<p><b>Remedy</b> {prose(row.remedy)}"
    if row.exemption and row.verdict is Kind.EXEMPT:
        yield f"\n<p>{_exemption(row.exemption)}"


def _exemption(granted: ExemptionRow) -> str:
    until = f"until {granted.expires_on.isoformat()} ({time_left(granted.days_left)})"
    details = [safe(granted.id)] if granted.id else []
    details += [Markup(granted.category), Markup(f"owner {prose(granted.owner)}")]
    if granted.approved_by:
        details.append(Markup(f"approved by {prose(granted.approved_by)}"))
    if granted.ticket:
        details.append(Markup(f"ticket {link_to(granted.ticket)}"))
    instead = granted.instead_of.value
    return f"<b>Exempt</b> instead of {instead} {until}: {prose(granted.reason)} ({', '.join(details)})"
