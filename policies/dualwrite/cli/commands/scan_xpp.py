"""``dualwrite scan-xpp``: writes in X++ that dual-write does not see."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from ...text.clock import now_in_utc
from ...text.quoting import printable, quoted
from ...text.suggestions import did_you_mean
from ...vocabulary.identifiers import IdentifierError, parse_environment_url
from ...xpp.baseline import known_of, read_baseline, split, with_baseline
from ...xpp.cache import default_folder
from ...xpp.diff import as_it_was, changes_since
from ...xpp.errors import UnreadableError
from ...xpp.judging import Finding, Judged, Verdict, conclude, judge, with_fingerprints
from ...xpp.scanning import Scan, scan
from ...xpp.tables import TableList
from .. import exits
from ..consoles import output_console, writing_output
from ..files import FileError, refuse_unwritable, write_whole

STANDARD_OUTPUT = "-"
_T = TypeVar("_T")
_FORMATS = ("json", "sarif", "markdown", "html")


class WantedReport(NamedTuple):
    """A report's format, and the file to write it to; ``-`` is standard output."""

    format: str
    path: str


def _refusal(text: str) -> Exception:
    """An option that cannot be taken. Its class is imported late, as it brings the models of documents."""
    from ..reports import OptionError

    return OptionError(text)


@dataclass(frozen=True)
class ScanOptions:
    """What the command line says."""

    paths: list[str]
    tables: str | None = None
    maps: str | None = None
    metadata: str | None = None
    publishers: tuple[str, ...] = ()
    environment: str | None = None
    output: str | None = None
    baseline: str | None = None
    diff: str | None = None
    reports: tuple[str, ...] = ()
    output_format: str = "table"
    strict: bool = False
    cache: str | None = None
    no_cache: bool = False


def run_scan_xpp(options: ScanOptions) -> int:
    """Scan, write what is wanted, and return the exit code.

    :raises OptionError, FileError, DateError: before anything is written.
    """
    gc.enable()  # a scan makes and drops far more than it keeps
    url = _environment(options)
    reports = _reports(options.reports)
    _refuse_outputs(options, reports)
    moment = now_in_utc()
    _check_paths(options.paths)
    listed, parents, extra = _tables(options)
    known = _read("--baseline", options.baseline, read_baseline) if options.baseline else None
    if options.diff is not None:
        judged, whole = _compared(options, listed, parents, extra), None
    else:
        judged = whole = _judged(_scanned(options), listed, parents, extra)
    if known is not None and options.baseline is not None:
        findings = with_baseline(judged.findings, known, options.baseline)
        judged = _again(judged, findings)
    if options.output is not None and whole is not None and url is not None:
        from ...xpp.evidence import evidence_bytes

        content = {options.output: evidence_bytes(whole, url, moment)}
    else:
        content = {}
    for one in reports:
        if one.path != STANDARD_OUTPUT:
            content[one.path] = _rendered(one.format, judged, moment)
    write_whole(content)
    to_output = next((one for one in reports if one.path == STANDARD_OUTPUT), None)
    with writing_output():
        if to_output is not None:
            sys.stdout.buffer.write(_rendered(to_output.format, judged, moment))
        elif options.output_format == "json":
            sys.stdout.buffer.write(_rendered("json", judged, moment))
        else:
            from ...xpp.listing import listing

            for line in listing(judged, output_console().width):
                print(line)
    if judged.verdict is Verdict.FOUND:
        return exits.REFUSED
    is_refused = judged.verdict is Verdict.CANNOT_TELL and options.strict
    return exits.REFUSED if is_refused else exits.ACCEPTED


def _environment(options: ScanOptions) -> str | None:
    if options.output is not None and options.environment is None:
        raise _refusal(
            "-o: evidence is of an environment. Add --environment with its URL, such as"
            " https://contoso.operations.dynamics.com."
        )
    if options.output is not None and options.diff is not None:
        raise _refusal(
            "-o with --diff: evidence needs the whole tree, and --diff looks at changes only. Run the"
            " scan without --diff for the evidence."
        )
    if options.environment is None:
        return None
    try:
        return str(parse_environment_url(options.environment))
    except IdentifierError as error:
        raise _refusal(f"--environment: {error}") from None


def _reports(texts: tuple[str, ...]) -> list[WantedReport]:
    found: list[WantedReport] = []
    for text in texts:
        name, separator, path = text.partition("=")
        if name not in _FORMATS:
            raise _refusal(
                f"--report {printable(text)}: {quoted(name)} is no format of a scan."
                f"{did_you_mean(name, _FORMATS)} Accepted: {', '.join(_FORMATS)}, each with =PATH."
            )
        if not separator or not path:
            raise _refusal(
                f"--report {printable(text)}: the path is missing. Accepted: {name}=PATH."
            )
        if any(one.path == path for one in found):
            raise _refusal(f"--report: two reports are to be written to {printable(path)}.")
        found.append(WantedReport(name, path))
    return found


def _refuse_outputs(options: ScanOptions, reports: list[WantedReport]) -> None:
    """Refuse what could not be written in the end, before the scan."""
    paths = [one.path for one in reports if one.path != STANDARD_OUTPUT]
    if options.output is not None:
        if os.path.lexists(options.output) and not _is_device(options.output):
            raise FileError(
                f"{printable(options.output)}: it is there already, and evidence is not written over."
                " Name another file, or delete it first."
            )
        paths.append(options.output)
    read = [options.tables, options.maps, options.baseline]
    files = [one for one in options.paths if os.path.isfile(one)]
    refuse_unwritable(paths, [*(one for one in read if one is not None), *files])


def _is_device(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _check_paths(paths: list[str]) -> None:
    for path in paths:
        try:
            if not os.path.isdir(path):
                with open(path, "rb"):
                    pass
            else:
                os.scandir(path).close()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise _refusal(
                f"{printable(path)}: it cannot be read: {reason}. Accepted: a folder of a model store or a"
                " checkout, or one file (.xml, .xpo, .xpp, .axpp)."
            ) from None


def _read(option: str, path: str, reader: Callable[[str], _T]) -> _T:
    try:
        return reader(path)
    except UnreadableError as error:
        raise _refusal(f"{option} {printable(path)}: {error}") from None


@dataclass(frozen=True)
class _Extra:
    """What a folder of metadata says of tables, beside the entities."""

    maps: frozenset[str] = frozenset()
    temporary: frozenset[str] = frozenset()


def _tables(options: ScanOptions) -> tuple[TableList, dict[str, str], _Extra]:
    """The tables that count: of an export, of maps, or of the list that comes with the tool."""
    if options.tables is not None and options.maps is not None:
        raise _refusal(
            "--tables with --maps: name one of them. --tables is exact, as it is what the environment"
            " itself looks at."
        )
    metadata = None
    extra = _Extra()
    if options.metadata is not None:
        from ...xpp.entities import read_metadata

        if not os.path.isdir(options.metadata):
            raise _refusal(f"--metadata {printable(options.metadata)}: there is no such folder.")
        metadata = _read("--metadata", options.metadata, lambda path: read_metadata(Path(path)))
        extra = _Extra(frozenset(metadata.maps), frozenset(metadata.temporary))
    if options.tables is not None:
        from ...xpp.table_files import read_table_file

        listed = _read("--tables", options.tables, read_table_file)
    elif options.maps is not None:
        from ...xpp.maps import read_maps

        listed = _read("--maps", options.maps, lambda path: read_maps(path, metadata))
    else:
        from ...xpp.maps import built_in

        listed = built_in(metadata)
    return listed, dict(metadata.parents) if metadata is not None else {}, extra


def _scanned(
    options: ScanOptions, paths: list[str] | None = None, only: dict[str, set[str]] | None = None
) -> Scan:
    folder = None
    if not options.no_cache:
        folder = Path(options.cache) if options.cache is not None else default_folder()
    try:
        return scan(paths or options.paths, options.publishers, folder, only)
    except OSError as error:
        name = printable(str(error.filename or ""))
        raise _refusal(f"{name}: it cannot be read: {error.strerror or error}.") from None


def _judged(found: Scan, listed: TableList, parents: dict[str, str], extra: _Extra) -> Judged:
    found.maps |= extra.maps
    found.temporary |= extra.temporary
    return judge(found, listed, parents)


def _again(judged: Judged, findings: list[Finding]) -> Judged:
    """The same scan with other findings."""
    undecided = {
        f"{one.place}: {one.hit.construct}: {one.undecided}"
        for one in judged.findings
        if one.undecided
    }
    reasons = [one for one in judged.reasons if one not in undecided]
    return conclude(replace(judged, findings=findings, reasons=reasons))


def _compared(
    options: ScanOptions, listed: TableList, parents: dict[str, str], extra: _Extra
) -> Judged:
    """What is new since a revision: both versions of the files that changed are scanned."""
    revision = options.diff or ""
    try:
        changes = {root: changes_since(root, revision) for root in options.paths}
        now = _scanned(options, only={root: one.changed for root, one in changes.items()})
        known = known_of(())
        for root, one in changes.items():
            with as_it_was(root, one) as before:
                old = _scanned(replace(options, no_cache=True), [before])
                old.knows_what(now)
                known += known_of(_judged(old, listed, parents, extra).findings)
    except UnreadableError as error:
        raise _refusal(f"--diff {printable(revision)}: {error}.") from None
    judged = _judged(now, listed, parents, extra)
    new, _ = split(judged.findings, known)
    if not judged.scan.files:
        nothing = "no X++ source was found, so nothing was looked at"
        judged.reasons = [one for one in judged.reasons if one != nothing]
    return _again(judged, with_fingerprints(new))


def _rendered(format_: str, judged: Judged, moment: datetime) -> bytes:
    if format_ == "json":
        from ...xpp.document import document_bytes

        return document_bytes(judged)
    if format_ == "sarif":
        from ...xpp import sarif

        return sarif.render(judged, moment)
    if format_ == "markdown":
        from ...xpp import markdown

        return markdown.render(judged)
    from ...xpp import page

    return page.render(judged)
