"""Findings as SARIF 2.1.0, as GitHub code scanning and other viewers of static analysis read it.

The properties that GitHub requires are those of its page "SARIF support for code scanning".
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..judging.exemption_review import REVIEW
from ..model.verdicts import Level
from ..requirements.registry import ALL_RULES, Rule, rules_by_name
from ..results.document import Document, LocationRow, ResultRow
from ..text.quoting import printable, sentences
from .wording import exemption_text, flowed, grant_name, labelled, rank, shortened, stack_of


def level_word(level: Level) -> str:
    """What blocks is an error in SARIF's terms; everything else is a warning."""
    return "error" if level.blocks else "warning"


def described_rule(rule: Rule) -> dict[str, Any]:
    """A ``reportingDescriptor``. It says the same in every run, whatever was found."""
    level = level_word(rule.level)
    described: dict[str, Any] = {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.reason},
        "help": {"text": _help_text(rule), "markdown": _help_markdown(rule)},
        "defaultConfiguration": {"level": level},
    }
    if rule.sources:
        described["helpUri"] = rule.sources[0].url
    # No security-severity: GitHub would file these under security vulnerabilities, and a pair that
    # dual-write does not support is a defect of the set-up.
    described["properties"] = {
        "tags": ["dual-write", "dynamics-365", f"severity-{rule.severity.value}"],
        "precision": "very-high",
        "problem.severity": level,
    }
    return described


def _help_text(rule: Rule) -> str:
    cited = [f"{one.article} ({one.dated}), {one.url}" for one in rule.sources]
    lines = [rule.title, f"Why: {rule.reason}", f"Remedy: {rule.remedy}"]
    return "\n".join([*lines, *(f"Source: {one}" for one in cited)])


def _help_markdown(rule: Rule) -> str:
    parts = [rule.title, f"**Why:** {rule.reason}", f"**Remedy:** {rule.remedy}"]
    cited = [f"- [{one.article}]({one.url}) ({one.dated})" for one in rule.sources]
    if cited:
        parts.append("\n".join(["**Sources:**", "", *cited]))
    return "\n\n".join(parts)


_Place = tuple[str, ...]
"""The pair's name, its file, and the stack where there is one."""


class Fingerprints:
    """Fingerprints of the rows of one document.

    They are made of what a finding is about: the requirement, the pair, its file and its stack. The
    file is named from the root of the checkout, as it may be named in many ways to the command line.
    Lines and messages are left out, as they change when the file or the values do. The URN is used
    only where several resources of one stack have one name.
    """

    def __init__(self, document: Document) -> None:
        urns: dict[_Place, set[str | None]] = {}
        for pair in document.by_pair:
            urns.setdefault(_place(pair.rows[0]), set()).add(pair.urn)
        self._shared = {place for place, found in urns.items() if len(found) > 1}
        self._counts: Counter[tuple[str, ...]] = Counter()

    def of_row(self, row: ResultRow) -> str:
        """The fingerprint of a row. Each row is to be asked for once, in the document's order."""
        place = _place(row)
        urn = (row.urn or "",) if place in self._shared else ()
        return self.of(self._counts, row.id, *place, *urn)

    @staticmethod
    def of(counts: Counter[tuple[str, ...]], *identity: str) -> str:
        """A fingerprint in GitHub's form: a hash, and which one of the same identity it is.

        :param counts: how often each identity was asked for; this call is counted.
        """
        counts[identity] += 1
        text = "\0".join(identity).encode("utf-8", "backslashreplace")
        return f"{hashlib.sha256(text).hexdigest()[:16]}:{counts[identity]}"


def _place(row: ResultRow) -> _Place:
    file = row.location.path if row.location is not None else row.source or ""
    stack = stack_of(row.urn)
    return (row.pair, file) if stack is None else (row.pair, file, stack)


_MOST_RESULTS = 25_000
"""GitHub refuses a run with more results."""
_LONGEST_TEXT = 4_000
_IN_A_FOLDER = re.compile(r"/*(?:[^/]+/+)*(?!\.{1,2}$)[^/]+", re.DOTALL)
"""A path that ends with the name of a file."""
_FILE_WITHOUT_LOCATION = "Pulumi.yaml"
"""Where findings point to that no line of a file declares: those of documents that do not say."""
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(document: Document) -> bytes:
    """Write violations, what is not known yet, exempt results, and what is said about exemptions."""
    import orjson

    found = [*_notices(document), *_findings(document)]
    found.sort(key=lambda one: one[0])
    results = [result for _, result in found[:_MOST_RESULTS]]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [_run(document, results, len(found) - len(results))],
    }
    return orjson.dumps(log, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _run(document: Document, results: list[dict[str, Any]], left_out: int) -> dict[str, Any]:
    return {
        "tool": {
            "driver": {
                "name": "dualwrite-guardrail",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [described_rule(one) for one in ALL_RULES],
            }
        },
        "automationDetails": {"id": "dualwrite/"},
        "invocations": [_invocation(document, left_out)],
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The root of the checkout that was judged."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


def _invocation(document: Document, left_out: int) -> dict[str, Any]:
    made = {"executionSuccessful": True, "endTimeUtc": document.generated_at}
    said = [f"{printable(one.source)}: {flowed(one.reason)}" for one in document.left_out]
    del said[_MOST_RESULTS:]
    if left_out:
        said.append(
            f"{left_out:,} more results are left out: a run holds at most {_MOST_RESULTS:,}."
        )
    if not said:
        return made
    return {
        **made,
        "toolExecutionNotifications": [
            {
                "level": "warning",
                "message": {"text": shortened(_without_links(text), _LONGEST_TEXT)},
            }
            for text in said
        ],
    }


def _findings(document: Document) -> list[tuple[int, dict[str, Any]]]:
    """Every finding with its rank: only the least important may be left out."""
    prints = Fingerprints(document)
    indexes = {one.name: at for at, one in enumerate(ALL_RULES)}
    return [
        (rank(row), _finding(label, row, indexes[row.requirement], prints.of_row(row)))
        for label, row in labelled(document)
        if row.is_finding
    ]


def _finding(label: str, row: ResultRow, rule_index: int, fingerprint: str) -> dict[str, Any]:
    rule_id = rules_by_name()[row.requirement].id
    result = _result(rule_id, rule_index, _level(row), _text(label, row), fingerprint)
    result["locations"] = [_location(row.location, row.urn)]
    result["properties"] = {
        "pair": printable(row.pair),
        "requirement": row.requirement,
        "verdict": row.verdict.value,
    }
    if row.exemption is not None:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": shortened(exemption_text(row.exemption), _LONGEST_TEXT),
            }
        ]
    return result


def _notices(document: Document) -> list[tuple[int, dict[str, Any]]]:
    index = ALL_RULES.index(REVIEW)
    counts: Counter[tuple[str, ...]] = Counter()
    found = []
    for grant in document.exemptions:
        for notice in grant.notices:
            name = grant_name(grant)
            text = f"{grant.requirement}, exemption {name}: {flowed(notice.message)}"
            level = "error" if notice.blocks else "warning"
            fingerprint = Fingerprints.of(counts, REVIEW.id, grant.requirement, name)
            result = _result(REVIEW.id, index, level, text, fingerprint)
            result["locations"] = [_location(grant.location, None)]
            found.append((0 if notice.blocks else 1, result))
    return found


def _result(rule_id: str, index: int, level: str, text: str, fingerprint: str) -> dict[str, Any]:
    return {
        "ruleId": rule_id,
        "ruleIndex": index,
        "level": level,
        "message": {"text": shortened(_without_links(text), _LONGEST_TEXT)},
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }


def _without_links(text: str) -> str:
    """Keep ``[text](destination)`` in a name or a value from being a link, as SARIF has them."""
    return text.replace("](", "] (")


def _level(row: ResultRow) -> str:
    return level_word(row.level) if row.is_violation else "note"


def _text(label: str, row: ResultRow) -> str:
    message = flowed(row.message)
    if row.exemption is not None:
        # In words too, because GitHub does not read suppressions.
        return f"{label}: exempt until {row.exemption.expires_on}. {message}"
    remedy = f"Remedy: {flowed(row.remedy)}" if row.remedy else ""
    return sentences(f"{label}: {message}", remedy)


def _location(place: LocationRow | None, urn: str | None) -> dict[str, Any]:
    path, line = (place.path, place.line) if place else (_FILE_WITHOUT_LOCATION, 1)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(path),
            # GitHub requires all four; the first character stands for the whole line.
            "region": {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 2},
        }
    }
    if urn is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(urn), "kind": "resource"}]
    return location


def _artifact(path: str) -> dict[str, str]:
    """A file of the checkout, by its path from the root; any other one, by its whole address."""
    if _IN_A_FOLDER.fullmatch(path) is None:
        path = _FILE_WITHOUT_LOCATION  # a document that somebody else wrote can name a folder
    if path.startswith("/"):
        return {"uri": f"file:///{quote(path.lstrip('/'), safe='/')}"}
    return {"uri": quote(path, safe="/"), "uriBaseId": "%SRCROOT%"}
