"""Reading what the pack recorded: all of it as the pack has written it, or nothing."""

from __future__ import annotations

import hmac
import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ...pack.record_keys import Key


class ReadRecord(NamedTuple):
    """What the packs recorded, or why nothing of it is believed."""

    lines: tuple[dict[str, Any], ...] = ()
    damage: str = ""
    is_whole: bool = False
    """Whether each pack has seen the whole stack: a program that breaks ends before that."""


class _Damaged(Exception):
    """The text says what is wrong with the record."""


def read_record(file: Path, keys: Iterable[Key]) -> ReadRecord:
    """Read a record after the preview. A key that still has its file was taken by no pack."""
    waiting = {one for one in keys if not _is_left(file, one)}
    try:
        found = _authentic(_content(file), waiting)
    except _Damaged as damage:
        return ReadRecord(damage=str(damage))
    lines = tuple(line for one in found.values() for line in one)
    return ReadRecord(lines, "", bool(found) and all("end" in one[-1] for one in found.values()))


def _is_left(file: Path, key: Key) -> bool:
    try:
        return file.with_name(f"{file.name}.key{key.number}").read_bytes() == key.value
    except OSError:
        return False


def _content(file: Path) -> str:
    """The text of the record; nothing where there is no file."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _Damaged(f"it cannot be read ({error.strerror})") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _Damaged("there is something else in its place")
    with open(descriptor, "rb") as opened:
        try:
            return opened.read().decode("ascii")
        except UnicodeDecodeError:
            raise _Damaged("there is text in it that no pack has written") from None


def _authentic(content: str, taken: set[Key]) -> dict[int, list[dict[str, Any]]]:
    """The lines of each pack by the number of its key, in the order in which it has written them."""
    by_number = {one.number: one for one in taken}
    found: dict[int, list[dict[str, Any]]] = {}
    *lines, rest = content.split("\n")
    for line in lines:
        number, position, signature, text = _parts(line)
        key = by_number.get(number)
        if key is None or not hmac.compare_digest(key.signature(position, text), signature):
            raise _Damaged("there is a line in it that no pack has written so")
        of_pack = found.setdefault(number, [])
        if position != len(of_pack):
            raise _Damaged("lines of it are missing, or are not where they were")
        of_pack.append(json.loads(text))
    if rest:
        raise _Damaged("its last line is cut off")
    unused = {number for of_pack in found.values() for number in _unused(of_pack)}
    if by_number.keys() - found.keys() - unused:
        raise _Damaged("what a pack has written is gone")
    return found


def _parts(line: str) -> tuple[int, int, str, str]:
    parts = line.split(" ", 3)
    if len(parts) != 4 or not all(one.isdecimal() and len(one) < 10 for one in parts[:2]):
        raise _Damaged("there is a line in it that no pack has written")
    return int(parts[0]), int(parts[1]), parts[2], parts[3]


def _unused(lines: Iterable[Mapping[str, Any]]) -> list[int]:
    return [number for one in lines for number in one.get("unused", [])]
