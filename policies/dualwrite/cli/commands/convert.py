"""``dualwrite convert``: reports out of a document that was written before."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import ValidationError

from ...discovery.sources.reading import (
    STANDARD_INPUT,
    STANDARD_INPUT_NAME,
    read_content,
    without_byte_order_mark,
)
from ...requirements import requirements_by_name
from ...results.document import Document, repetitions
from ...text.errors import InputError
from ...text.json_text import JsonError, parse_json
from ...text.quoting import counted, printable, quoted
from ...text.refusals import refusal
from ...text.suggestions import did_you_mean
from .. import exits
from ..consoles import writing_output
from ..reports import OptionError, read_report_options, write_reports

_MOST_PROBLEMS = 20
_WRITES_A_DOCUMENT = "dualwrite check --report json=FILE"


def run_convert(path: str, reports: list[str]) -> int:
    """Write reports of a document, and return the exit code.

    :raises OptionError, InputError, FileError: before anything is written.
    """
    wanted = read_report_options(reports)
    if not wanted:
        raise OptionError("--report is missing: say which reports to write, FORMAT=PATH each.")
    document = read_document_file(path)
    with writing_output():
        write_reports(wanted, document)
    return exits.ACCEPTED


def read_document_file(path: str) -> dict[str, Any]:
    """Read a document of results, as ``check --report json=FILE`` writes it.

    :returns: the document as plain values.
    :raises InputError: with what is wrong in it.
    """
    shown = STANDARD_INPUT_NAME if path == STANDARD_INPUT else path or '""'
    content = without_byte_order_mark(read_content(path, shown), shown, _WRITES_A_DOCUMENT)
    raw = _parsed(content, shown)
    if not isinstance(raw, dict) or "results" not in raw:
        text = f"it is no document of results. Accepted: what {_WRITES_A_DOCUMENT} writes."
        raise InputError(shown, [text])
    try:
        model = Document.model_validate(raw)
    except ValidationError as error:
        raise InputError(shown, _described(error)) from None
    problems = [*_unknown_requirements(model), *_repeated(model)]
    if problems:
        raise InputError(shown, _bounded(problems))
    return raw


def _parsed(content: bytes, shown: str) -> Any:
    try:
        raw = orjson.loads(content)
        parse_json(content.decode("utf-8"))  # the fast parser keeps the last of two equal keys
    except orjson.JSONDecodeError as error:
        text = (
            f"it is no JSON: line {error.lineno}, column {error.colno}: {error.msg}."
            f" convert takes what {_WRITES_A_DOCUMENT} wrote."
        )
        raise InputError(shown, [text]) from None
    except JsonError as error:
        raise InputError(shown, [str(error)]) from None
    return raw


def _described(error: ValidationError) -> list[str]:
    return _bounded(
        [
            f"{printable('.'.join(map(str, one['loc'])))}: {refusal(one)}"
            for one in error.errors(include_url=False)
        ]
    )


def _bounded(problems: list[str]) -> list[str]:
    more = len(problems) - _MOST_PROBLEMS
    if more <= 0:
        return problems
    return [*problems[:_MOST_PROBLEMS], f"and {counted(more, 'more problem')}."]


def _repeated(model: Document) -> list[str]:
    return [f"{'.'.join(map(str, one.place))}: {one.text}." for one in repetitions(model.results)]


def _unknown_requirements(model: Document) -> list[str]:
    """Rows of requirements that this release does not have, or has under another ID."""
    known = requirements_by_name()
    found: dict[tuple[str, str], None] = {}
    for row in model.results:
        found.setdefault((row.id, row.requirement))
    for grant in model.exemptions:
        found.setdefault((grant.requirement_id, grant.requirement))
    return [
        _wrong_id(name, rule, known[name].id)
        if name in known
        else f"{quoted(name)} ({quoted(rule)}) is no requirement of this release."
        f"{did_you_mean(name, known)} dualwrite requirements lists them."
        for rule, name in found
        if name not in known or known[name].id != rule
    ]


def _wrong_id(name: str, found: str, right: str) -> str:
    return f"the ID of {quoted(name)} is {right}, not {quoted(found)}."
