"""Texts about findings and scans, the same in every output."""

from __future__ import annotations

from collections.abc import Iterator

from ..text.quoting import counted, printable, sentences
from .judging import Finding, Judged, Verdict
from .rules import BY_ID

WHAT_NONE_MEANS = (
    "None found means: in these files, of these models, for these tables, there is no write in a form"
    " that the rules know. It says nothing of compiled packages without source, of Microsoft's own code,"
    " of scripts and SQL jobs that run beside it."
)


def message(one: Finding) -> str:
    """What was found, and why it matters."""
    hit, rule = one.hit, BY_ID[one.hit.rule]
    receiver = (
        f" on {printable(hit.receiver)}" if hit.receiver and hit.receiver != one.table else ""
    )
    table = f" (table {printable(one.table)})" if one.table else ""
    doubt = (
        f"It cannot be told whether it counts: {printable(one.undecided)}." if one.undecided else ""
    )
    basis = "" if one.certainty == "documented" else "(Inferred, not documented in these words.)"
    return sentences(f"{hit.construct}{receiver}{table}: {rule.reason}", doubt, basis)


def remedy(one: Finding) -> str:
    """The next step, and how to accept it instead."""
    return f"{BY_ID[one.hit.rule].remedy} Or accept it: // dualwrite: allow {one.hit.rule} -- why."


def verdict_text(judged: Judged) -> str:
    """The verdict in one sentence."""
    found = [one for one in judged.findings if one.decides]
    if judged.verdict is Verdict.FOUND:
        return f"found: {counted(len(found), 'write')} past dual-write."
    if judged.verdict is Verdict.NONE:
        return "none: no write past dual-write was found."
    return "cannotTell: nothing was found, but not everything could be looked at."


def scanned_text(judged: Judged) -> str:
    """What was looked at."""
    scan = judged.scan
    models = f" of {counted(len(scan.models), 'model')}" if scan.models else ""
    return f"{counted(scan.files, 'file')}{models}; tables: {judged.tables.listed.source}"


def suppressed_text(judged: Judged) -> str:
    """How many findings are accepted, and how."""
    kinds = [one.suppressed.kind for one in judged.findings if one.suppressed is not None]
    if not kinds:
        return ""
    shown = ", ".join(f"{kinds.count(one)} by {one}" for one in sorted(set(kinds)))
    return f"{counted(len(kinds), 'finding')} suppressed: {shown}"


def side_notes(judged: Judged) -> Iterator[str]:
    """What else a reader must know of the scan."""
    scan = judged.scan
    if scan.left_out:
        yield f"left out, by their publisher: {', '.join(map(printable, scan.left_out))}"
    if scan.compiled_only:
        yield f"compiled, without source: {', '.join(map(printable, scan.compiled_only))}"
    for path, notice in judged.notices:
        yield f"{printable(path)}:{notice.line}: {printable(notice.text)}"
