"""Keys that authenticate what a pack records: whoever has none can destroy a record, not forge one.

``dualwrite preview`` puts them into files beside the record, one for each pack. A pack takes one when
it starts, which is before the engine starts the program: the file is then gone, and the key is known
to the pack and to ``dualwrite preview`` only.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from typing import NamedTuple

_BYTES = 32


class Key(NamedTuple):
    """A key and its number, which tells the lines of several packs apart."""

    number: int
    value: bytes

    def signature(self, position: int, text: str) -> str:
        """What authenticates one line of a record: its place among the pack's lines, and its text."""
        message = f"{self.number} {position} {text}".encode()
        return hmac.digest(self.value, message, "sha256").hex()


def make_keys(record: Path, count: int) -> tuple[Key, ...]:
    """Make the keys of a record, for packs to take."""
    keys = tuple(Key(number, secrets.token_bytes(_BYTES)) for number in range(count))
    for key in keys:
        file = os.open(_file(record, key.number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, key.value)
        finally:
            os.close(file)
    return keys


def take_key(record: Path) -> Key | None:
    """Take one of the keys that are left; None where there is none."""
    for number, file in _left(record):
        mine = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.rename(mine)  # of several packs that try, one can
            value = mine.read_bytes()
            mine.unlink()
        except OSError:
            continue
        if len(value) == _BYTES:
            return Key(number, value)
    return None


def remove_keys(record: Path) -> list[int]:
    """Remove the keys that are left, and return their numbers: their packs are none of ours."""
    found = []
    for number, file in _left(record):
        try:
            file.unlink()
        except OSError:
            continue
        found.append(number)
    return found


def _left(record: Path) -> list[tuple[int, Path]]:
    start = f"{record.name}.key"
    try:
        names = [one for one in os.listdir(record.parent) if one.startswith(start)]
    except OSError:
        return []
    numbers = sorted(int(rest) for one in names if (rest := one.removeprefix(start)).isdecimal())
    return [(number, _file(record, number)) for number in numbers]


def _file(record: Path, number: int) -> Path:
    return record.with_name(f"{record.name}.key{number}")
