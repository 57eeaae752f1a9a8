"""``dualwrite convert``: reports out of a document that was written before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from ..document.model import Document
from ..requirements import requirements_by_name
from ..sources.errors import InputError
from ..sources.reading import STANDARD_INPUT, STANDARD_INPUT_NAME
from ..suggestions import did_you_mean
from ..text import counted, quoted
from . import exits
from .consoles import writing_output
from .reports import OptionError, read_report_options, write_reports

_MOST_PROBLEMS = 20


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
    shown = STANDARD_INPUT_NAME if path == STANDARD_INPUT else path
    try:
        raw = orjson.loads(_content(path, shown))
    except orjson.JSONDecodeError as error:
        text = f"it is no JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        raise InputError(shown, [text]) from None
    if not isinstance(raw, dict) or "results" not in raw:
        text = "it is no document of results. Accepted: what dualwrite check --report json=FILE writes."
        raise InputError(shown, [text])
    try:
        model = Document.model_validate(raw)
    except ValidationError as error:
        raise InputError(shown, _described(error)) from None
    problems = _unknown_requirements(model)
    if problems:
        raise InputError(shown, problems)
    return raw


def _content(path: str, shown: str) -> bytes:
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read() if sys.stdin is not None else b""
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(shown, [f"it cannot be read: {reason}."]) from None


def _described(error: ValidationError) -> list[str]:
    details = error.errors(include_url=False, include_context=False)
    problems = [
        f"{'.'.join(map(str, one['loc']))}: {one['msg'].removeprefix('Value error, ')}"
        f" (found: {quoted(one['input'])})."
        for one in details[:_MOST_PROBLEMS]
    ]
    if len(details) > _MOST_PROBLEMS:
        problems.append(f"and {counted(len(details) - _MOST_PROBLEMS, 'more problem')}.")
    return problems


def _unknown_requirements(model: Document) -> list[str]:
    """Rows of requirements that this release does not have, or has under another ID."""
    known = requirements_by_name()
    found: dict[tuple[str, str], None] = {}
    for row in model.results:
        found.setdefault((row.id, row.requirement))
    for grant in model.exemptions:
        found.setdefault((grant.requirement_id, grant.requirement))
    return [
        f"{quoted(name)} ({quoted(rule)}) is no requirement of this release."
        f"{did_you_mean(name, known)} dualwrite requirements lists them."
        for rule, name in found
        if name not in known or known[name].id != rule
    ]
