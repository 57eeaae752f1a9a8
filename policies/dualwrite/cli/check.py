"""``dualwrite check``: the same verdicts as the pack, with no Pulumi at all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ..clock import DateError, parse_date, today_in_utc
from ..configuration import Configuration, ConfigurationError, read_configuration
from ..estate import in_order
from ..judgement import judge_each
from ..pair import Pair
from ..sources.errors import InputError
from ..sources.json_text import JsonError, parse_json
from ..sources.reading import STANDARD_INPUT, ReadSource, SourceKind, read_source
from ..text import printable
from ..verdicts import Result
from . import exits
from .consoles import output_console, writing_output
from .progress import with_progress


def run_check(
    sources: list[str], policy_pack_config: str | None, as_json: bool, today: str | None
) -> int:
    """Judge all pairs of the sources together, print the results, and return the exit code.

    :raises InputError, DateError: before anything is printed.
    """
    day = _day(today)
    configuration = _configuration(policy_pack_config)
    found = _read_all(sources)
    pairs = in_order(pair for source in found for pair in source.pairs)
    judged = list(with_progress(judge_each(pairs, configuration, day), len(pairs)))
    _print_notes(found)
    with writing_output():
        _print_json(judged) if as_json else _print_table(pairs, judged)
    refused = any(result.blocks for results in judged for result in results)
    return exits.REFUSED if refused else exits.ACCEPTED


def _day(text: str | None) -> date:
    if text is None:
        return today_in_utc()
    try:
        return parse_date(text)
    except DateError as error:
        raise DateError(f"--today: {error}") from None


def _configuration(path: str | None) -> Configuration:
    """Read the file of ``pulumi preview --policy-pack-config``; an empty one is accepted."""
    if path is None:
        return Configuration()
    try:
        return read_configuration(_parsed_configuration(path))
    except ConfigurationError as error:
        raise InputError(path, error.problems) from None


def _parsed_configuration(path: str) -> Any:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        return parse_json(text) if text.strip() else None
    except JsonError as error:
        raise InputError(path, [f"{error} Accepted: JSON, as Pulumi takes it."]) from None
    except UnicodeDecodeError:
        raise InputError(path, ["it is no UTF-8 text."]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(path, [f"it cannot be read: {reason}."]) from None


def _read_all(names: list[str]) -> list[ReadSource]:
    """Read every source; the problems of all of them are shown together."""
    if names.count(STANDARD_INPUT) > 1:
        raise InputError(
            "standard input", ["it is named more than once, and can be read once only."]
        )
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


def _print_notes(found: list[ReadSource]) -> None:
    for source in found:
        if source.kind is SourceKind.STATE and not source.pairs:
            print(
                f"dualwrite: note: {printable(source.name)}: the state has no pair"
                " (no dualwrite:index:EnvironmentPair), so nothing was judged.",
                file=sys.stderr,
            )


def _print_json(judged: list[list[Result]]) -> None:
    from ..reports.document import document_bytes, make_document

    results = [result for results in judged for result in results]
    sys.stdout.buffer.write(document_bytes(make_document(results, datetime.now(UTC))))


def _print_table(pairs: list[Pair], judged: list[list[Result]]) -> None:
    from ..reports.table import JudgedPair, print_table

    if pairs:
        rows = zip(_labels(pairs), judged, strict=True)
        print_table([JudgedPair(label, tuple(one)) for label, one in rows], output_console())


def _labels(pairs: list[Pair]) -> list[str]:
    """What to call each pair: its name; where several have it, also the source or the URN."""
    names = Counter(pair.name for pair in pairs)
    places = Counter((pair.name, pair.source) for pair in pairs)
    labels = []
    for pair in pairs:
        place = pair.source if places[pair.name, pair.source] == 1 else pair.urn
        alone = names[pair.name] == 1 or not place
        labels.append(printable(pair.name if alone else f"{pair.name} ({place})"))
    return labels
