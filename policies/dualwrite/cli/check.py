"""``dualwrite check``: the same verdicts as the pack, with no Pulumi at all."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from ..clock import DateError, parse_date, today_in_utc
from ..configuration import Configuration, ConfigurationError, read_configuration
from ..judgement import judge_each
from ..sources.errors import InputError
from ..sources.json_text import JsonError, parse_json
from ..sources.reading import STANDARD_INPUT, ReadSource, SourceKind, read_source
from ..verdicts import Result
from . import exits

_SECONDS_BEFORE_PROGRESS = 1.0


def run_check(
    sources: list[str], policy_pack_config: str | None, as_json: bool, today: str | None
) -> int:
    """Judge all pairs of the sources together, print the results, and return the exit code.

    :raises InputError, ConfigurationError, DateError: before anything is printed.
    """
    day = _day(today)
    configuration = _configuration(policy_pack_config)
    found = _read_all(sources)
    pairs = [pair for source in found for pair in source.pairs]
    results = [
        result
        for judged in _with_progress(judge_each(pairs, configuration, day), len(pairs))
        for result in judged
    ]
    _print_notes(found)
    _print_results(results, bool(pairs), as_json)
    return exits.REFUSED if any(result.blocks for result in results) else exits.ACCEPTED


def _day(text: str | None) -> date:
    if text is None:
        return today_in_utc()
    try:
        return parse_date(text)
    except DateError as error:
        raise DateError(f"--today: {error}") from None


def _configuration(path: str | None) -> Configuration:
    """Read the file that ``pulumi preview --policy-pack-config`` takes; an empty one is accepted."""
    if path is None:
        return Configuration()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        raw = parse_json(text) if text.strip() else None
        return read_configuration(raw)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise ConfigurationError([f"{path}: {reason}."]) from None
    except JsonError as error:
        raise ConfigurationError([f"{path}: {error} Accepted: JSON, as Pulumi takes it."]) from None
    except ConfigurationError as error:
        raise ConfigurationError([f"{path}: {one}" for one in error.problems]) from None


def _read_all(names: list[str]) -> list[ReadSource]:
    """Read every source; the problems of all of them are shown together."""
    if names.count(STANDARD_INPUT) > 1:
        raise InputError("standard input", ["it is named more than once, and can be read once only."])
    found: list[ReadSource] = []
    refused: list[InputError] = []
    for name in dict.fromkeys(names):
        try:
            found.append(read_source(name))
        except InputError as error:
            refused.append(error)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise InputError(
            f"{len(refused)} sources", [problem for one in refused for problem in _problems(one)]
        )
    return found


def _problems(error: InputError) -> Iterator[str]:
    for problem in error.problems:
        yield f"{error.source}: {problem}"


def _with_progress(judged: Iterable[list[Result]], total: int) -> Iterator[list[Result]]:
    """Pass results on; on a terminal, show a bar once it has taken long."""
    if not sys.stderr.isatty():
        yield from judged
        return
    from rich.progress import Progress

    from .consoles import error_console

    started, progress = time.monotonic(), None
    for done, results in enumerate(judged, start=1):
        yield results
        if progress is None and time.monotonic() - started > _SECONDS_BEFORE_PROGRESS:
            progress = Progress(console=error_console(), transient=True)
            progress.start()
            task = progress.add_task("judging", total=total)
        if progress is not None:
            progress.update(task, completed=done)
    if progress is not None:
        progress.stop()


def _print_notes(found: list[ReadSource]) -> None:
    for source in found:
        if source.kind is SourceKind.STATE and not source.pairs:
            print(
                f"dualwrite: note: {source.name}: the state has no pair"
                " (no dualwrite:index:EnvironmentPair), so nothing was judged.",
                file=sys.stderr,
            )


def _print_results(results: list[Result], any_pairs: bool, as_json: bool) -> None:
    if as_json:
        from ..reports.document import document_bytes, make_document

        sys.stdout.buffer.write(document_bytes(make_document(results, datetime.now(UTC))))
        sys.stdout.buffer.flush()
        return
    if any_pairs:
        from ..reports.table import print_table
        from .consoles import output_console

        print_table(results, output_console())
