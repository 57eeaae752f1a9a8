"""Tables of GitHub Flavored Markdown that never pass a size, and count what they leave out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], total: int, room: int, noun: str
) -> list[str]:
    """The lines of a table, and below it how many rows were left out, if any were.

    :param columns: the headings; one that ends with a colon is of numbers, set to the right.
    :param rows: cells that are Markdown already. They are made one by one, and only those shown.
    :param total: how many rows there are.
    :param room: the most bytes that the rows may take.
    :param noun: what a row is, after "12 more".
    """
    lines = [
        _line([column.removesuffix(":") for column in columns]),
        _line(["--:" if column.endswith(":") else "---" for column in columns]),
    ]
    shown = 0
    for line in map(_line, rows):
        room -= len(line.encode()) + 1
        if room < 0:
            break
        lines.append(line)
        shown += 1
    if shown < total:
        lines += ["", f"… and {total - shown:,} more {noun} not shown."]
    return lines


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
