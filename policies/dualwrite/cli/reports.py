"""``--report FORMAT=PATH``: which reports are wanted, and writing them, all of them or none."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..reports.formats import FORMATS, render
from ..reports.on_streams import for_a_stream
from ..results.document import Document
from ..text.quoting import printable, quoted
from ..text.suggestions import did_you_mean
from .files import refuse_unwritable, staged

STANDARD_OUTPUT = "-"


class OptionError(Exception):
    """An option that cannot be taken; the text names it."""


@dataclass(frozen=True)
class WantedReport:
    """A report's format, and the file to write it to; ``-`` is standard output."""

    format: str
    path: str


def read_report_options(texts: list[str]) -> list[WantedReport]:
    """Read the values of ``--report``.

    :raises OptionError: for an unknown format, no path, or a path that is named twice.
    """
    wanted = [_read_option(text) for text in texts]
    for path, times in Counter(one.path for one in wanted).items():
        if times > 1:
            shown = "standard output" if path == STANDARD_OUTPUT else printable(path)
            raise OptionError(f"--report: {times} reports are to be written to {shown}.")
    return wanted


def _read_option(text: str) -> WantedReport:
    name, separator, path = text.partition("=")
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS)
        raise OptionError(
            f"--report {printable(text)}: {quoted(name)} is no format.{hint}"
            f" Accepted: {', '.join(FORMATS)}, each with =PATH."
        )
    if not separator or not path:
        raise OptionError(
            f"--report {printable(text)}: the path is missing. Accepted: {name}=PATH, or {name}=- for"
            " standard output."
        )
    return WantedReport(name, path)


def refuse_unwritable_reports(wanted: list[WantedReport], not_these: Iterable[str | None]) -> None:
    """Refuse reports that could not be written, before anything is judged.

    :param not_these: the files that are read.
    :raises FileError: naming the first of them.
    """
    paths = [one.path for one in wanted if one.path != STANDARD_OUTPUT]
    read = [one for one in not_these if one is not None and one != STANDARD_OUTPUT]
    refuse_unwritable(paths, read)


def to_standard_output(wanted: list[WantedReport]) -> bool:
    """Whether one of the reports goes to standard output, which then holds nothing else."""
    return any(one.path == STANDARD_OUTPUT for one in wanted)


def write_reports(wanted: list[WantedReport], document: dict[str, Any]) -> None:
    """Make all reports, then write them.

    :raises FileError: where a file cannot be written; what stood there before is untouched.
    """
    if not wanted:
        return
    model = cache(lambda: Document.model_validate(document))  # JSON alone needs none
    made = {one.path: render(one.format, document, model) for one in wanted}
    formats = {one.path: one.format for one in wanted}
    standard_output = made.pop(STANDARD_OUTPUT, None) or b""
    if standard_output:
        standard_output = for_a_stream(formats[STANDARD_OUTPUT], standard_output)
    with staged(made):
        gone = not _write_to_standard_output(standard_output)
    if gone:
        raise BrokenPipeError


def _write_to_standard_output(content: bytes) -> bool:
    """Write; return whether somebody was there to read it all. The files are written all the same."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        return False
    return True
