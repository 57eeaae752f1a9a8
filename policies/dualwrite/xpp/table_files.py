"""`--tables`: an export of BusinessEventsDefinition, or one table a line."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

from ..text.quoting import counted, printable, quoted
from .contents import read_bounded
from .errors import UnreadableError
from .tables import TableList, normalised

_MOST_BYTES = 64 << 20
_TABLE = "reftablename"
_ENTITY = "refentityname"
_NAME = re.compile(r"[^\W\d]\w*")
_ACCEPTED = (
    "Accepted: CSV with a column RefTableName, as exported from the table BusinessEventsDefinition, or"
    " one table name a line."
)


def read_table_file(path: str) -> TableList:
    """Read the list.

    :raises UnreadableError: where it is no such list, or names no table; the text says what is accepted.
    """
    try:
        content = Path(path).read_bytes()
        text = read_bounded(Path(path), _MOST_BYTES).decode("utf-8")
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror or error}.") from None
    except UnreadableError as error:
        raise UnreadableError(f"{error}. {_ACCEPTED}") from None
    digest = hashlib.sha256(content).hexdigest()
    lines = text.splitlines()
    first = next((one for one in lines if one.strip()), "")
    delimiter = max(",;\t", key=first.count) if any(one in first for one in ",;\t") else None
    header = [one.strip().strip('"').lower() for one in first.split(delimiter)] if first else []
    if _TABLE in header:
        names, missing = _from_csv(text, delimiter or ",")
    elif delimiter is not None:
        shown = ", ".join(quoted(one) for one in header[:8])
        raise UnreadableError(f"it has no column RefTableName, but {shown}. {_ACCEPTED}")
    else:
        names, missing = _from_lines(lines), []
    if not names:
        raise UnreadableError(f"it names no table. {_ACCEPTED}")
    reasons = tuple(
        f"the list has no table for the entity {printable(one)}" for one in dict.fromkeys(missing)
    )
    shown_path = printable(Path(path).name)
    source = f"{shown_path}, {counted(len(names), 'table')}"
    return TableList(names, source, digest, not reasons, reasons)


def _from_csv(text: str, delimiter: str) -> tuple[frozenset[str], list[str]]:
    names: list[str] = []
    missing: list[str] = []
    try:
        rows = csv.reader(
            io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True
        )
        header = [one.strip().lower() for one in next(rows)]
        table = header.index(_TABLE)
        entity = header.index(_ENTITY) if _ENTITY in header else None
        for row in rows:
            if not any(one.strip() for one in row):
                continue
            if len(row) != len(header):
                raise UnreadableError(
                    f"line {rows.line_num} has {len(row)} columns, and the first line"
                    f" {len(header)}. {_ACCEPTED}"
                )
            name = row[table].strip()
            if name:
                names.append(_checked(name, rows.line_num))
            elif entity is not None and row[entity].strip():
                missing.append(row[entity].strip())
    except csv.Error as error:
        raise UnreadableError(f"it is no CSV: {error}. {_ACCEPTED}") from None
    return normalised(names), missing


def _from_lines(lines: list[str]) -> frozenset[str]:
    found = [
        _checked(line.strip(), number)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    return normalised(found)


def _checked(name: str, line: int) -> str:
    if not _NAME.fullmatch(name):
        raise UnreadableError(f"line {line}: {quoted(name)} is no name of a table. {_ACCEPTED}")
    return name
