"""Results as JUnit XML: a suite for each pair, a case for each requirement.

Only what blocks is a failure, as a failed case makes a pipeline red. A rule that itself broke is an
error at every level: a defect is not to be overlooked. JUnit has no warning, so that an advisory is a
skipped case with its message: GitLab shows nothing of a case that passes, and it shows, as Jenkins
does, why one was skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from junitparser import Error, Failure, Skipped
from junitparser.junitparser import FinalResult
from junitparser.xunit2 import JUnitXml, TestCase, TestSuite

from ..judging.exemption_review import REVIEW
from ..model.verdicts import Kind
from ..requirements.registry import Rule, rules_by_name
from ..results.document import Document, GrantRow, LeftOutRow, PairRows, ResultRow
from ..text.quoting import printable
from .wording import exemption_text, flowed, grant_name

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_LEFT_OUT = "sources without pairs"
_ON_A_NEW_LINE = (b"<testsuite ", b"<testcase ", b"</testsuite>", b"</testsuites>")


def render(document: Document) -> bytes:
    """Write every result; grants that something is said about are a suite of their own."""
    suites = JUnitXml("dual-write")
    suites.extend(_pair_suite(pair, document) for pair in document.by_pair)
    noticed = [grant for grant in document.exemptions if grant.notices]
    if noticed:
        suites.append(_exemption_suite(noticed, document))
    if document.left_out:
        suites.append(_suite(_LEFT_OUT, document, [*_left_out_cases(document.left_out)]))
    _sum_up(suites)
    return _DECLARATION + _in_lines(suites.tostring()) + b"\n"


def _sum_up(suites: JUnitXml) -> None:
    """Count what the suites have counted. The library would look at every case again."""
    every = list(suites)
    suites.tests = sum(one.tests for one in every)
    suites.failures = sum(one.failures for one in every)
    suites.errors = sum(one.errors for one in every)
    suites.time = 0


def _in_lines(xml: bytes) -> bytes:
    """Begin each suite and case on a line of its own. In texts, ``<`` is always an entity."""
    for tag in _ON_A_NEW_LINE:
        xml = xml.replace(tag, b"\n" + tag)
    return xml


def _suite(
    name: str, document: Document, cases: Sequence[tuple[str, FinalResult | None]]
) -> TestSuite:
    """A suite of cases: the name of each, and its outcome unless it passed."""
    suite = TestSuite(name)
    suite.extend(_case(name, case, outcome) for case, outcome in cases)
    kinds = Counter(type(outcome) for _, outcome in cases)
    suite.tests = len(cases)
    suite.errors, suite.failures, suite.skipped = kinds[Error], kinds[Failure], kinds[Skipped]
    suite.time = 0
    # JUnit's own form has no time zone; it is UTC.
    suite.timestamp = document.generated_at.removesuffix("Z")
    return suite


def _pair_suite(pair: PairRows, document: Document) -> TestSuite:
    suite = _suite(pair.label, document, [_pair_case(row) for row in pair.rows])
    location = pair.rows[0].location
    if location is not None:
        # On the suite: Jenkins' schema refuses a whole file for the same attribute on a case.
        suite.file = printable(location.path)
    return suite


def _pair_case(row: ResultRow) -> tuple[str, FinalResult | None]:
    rule = rules_by_name()[row.requirement]
    return f"{rule.id} {rule.name}", _outcome(row, rule)


def _case(class_name: str, name: str, outcome: FinalResult | None) -> TestCase:
    case = TestCase(name, class_name, 0)
    if outcome is not None:
        case.append(outcome)
    return case


def _outcome(row: ResultRow, rule: Rule) -> FinalResult | None:
    message = flowed(row.message)
    if row.verdict is Kind.ERROR:
        return _told(Error(message, row.level.value), _details(row, rule))
    if row.blocks:
        return _told(Failure(message, row.level.value), _details(row, rule))
    if row.is_violation:
        lines = [f"Advisory: {message}", *_details(row, rule)[1:]]
        return _told(Skipped(lines[0], row.level.value), lines)
    if row.verdict is Kind.PASS:
        return None
    text = _skipped_text(row, message)
    return _told(Skipped(text, row.verdict.value), [text])


def _told(outcome: FinalResult, lines: list[str]) -> FinalResult:
    """Put the text into the element too: some readers show only that, some only the attribute."""
    outcome.text = "\n".join(lines)
    return outcome


def _skipped_text(row: ResultRow, message: str) -> str:
    if row.exemption is not None:
        instead = row.exemption.instead_of.value
        return f"Exempt ({exemption_text(row.exemption)}). Without it: {instead}. {message}".strip()
    if row.verdict is Kind.UNKNOWN:
        return f"Not yet known: {message}"
    if row.verdict is Kind.UNDECLARED:
        return f"Undeclared and ignored: {message}"
    return f"Not applicable: {message}"


def _details(row: ResultRow, rule: Rule) -> list[str]:
    return [flowed(row.message), *_more(row, rule)]


def _more(row: ResultRow, rule: Rule) -> Iterator[str]:
    if row.verdict is Kind.FAIL:
        yield f"Why: {rule.reason}"
    if row.remedy:
        yield f"Remedy: {flowed(row.remedy)}"
    if row.verdict is Kind.FAIL:
        yield from (f"Source: {one.article} ({one.dated}), {one.url}" for one in rule.sources[:1])
    if row.location is not None:
        yield f"Declared in: {printable(row.location.path)}, line {row.location.line}"
    if row.urn is not None:
        yield f"Resource: {printable(row.urn)}"


def _exemption_suite(grants: list[GrantRow], document: Document) -> TestSuite:
    cases: list[tuple[str, FinalResult | None]] = []
    names = Counter[str]()
    for grant in grants:
        name = f"{REVIEW.id} {grant.requirement} {grant_name(grant)}"
        names[name] += 1
        # GitLab ignores a case with the name of another.
        unique = name if names[name] == 1 else f"{name} ({names[name]})"
        cases.append((unique, _noticed(grant)))
    return _suite(REVIEW.name, document, cases)


def _left_out_cases(rows: Iterable[LeftOutRow]) -> Iterator[tuple[str, FinalResult | None]]:
    for row in rows:
        text = flowed(row.reason)
        yield printable(row.source), _told(Skipped(text, "leftOut"), [text])


def _noticed(grant: GrantRow) -> FinalResult:
    blocking = [one for one in grant.notices if one.blocks]
    first = (blocking or grant.notices)[0]
    made = Failure if blocking else Skipped
    said = [flowed(one.message) for one in grant.notices]
    outcome = made(" ".join(said), first.level.value)
    return _told(outcome, [*said, f"Owner: {flowed(grant.owner)}", f"Remedy: {REVIEW.remedy}"])
