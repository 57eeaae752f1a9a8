"""The pack's verdicts in a file, for ``dualwrite preview``: policy events carry a message only.

Each line of it is the number of the pack's key, the line's place among those of the pack, what
authenticates it (``record_keys.py``), and a JSON object: what a pack is (``pack``), one result
(``result``) or all grants (``grants``), in the form of the results document, which keys no pack has
taken (``unused``), or that all policies have run (``end``).
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..judging.exemption_review import ReviewedGrant
from ..model.verdicts import Level, Result
from ..results.making import grant_rows, row_of
from .record_keys import Key, remove_keys

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Record:
    """Appends to the file, a whole line at a time: several processes may do so.

    The file is opened before the program runs, and stays open. Where it cannot be written, nothing
    more is: a record without its end is believed by nobody, and the verdicts do not depend on it.
    """

    def __init__(self, path: Path, key: Key) -> None:
        self._path = path
        self._key = key
        self._position = 0
        self._has_begun = False
        self._file: int | None = None
        with contextlib.suppress(OSError):
            self._file = os.open(path, _FLAGS, 0o600)

    def pack(self, version: str, today: date) -> None:
        """Say which pack this is, and which day it judges for."""
        self._append({"pack": {"version": version, "today": today.isoformat()}})

    def begin(self) -> None:
        """The program has begun, so all packs have started: what keys are left, nobody may find."""
        if not self._has_begun:
            self._has_begun = True
            unused = remove_keys(self._path)
            if unused:
                self._append({"unused": unused})

    def result(self, result: Result) -> None:
        """Add one result."""
        self._append({"result": row_of(result)})

    def grants(self, reviewed: list[ReviewedGrant], level: Level) -> None:
        """Add every grant; ``level`` is that of the policy ``exemptions``."""
        self._append({"grants": grant_rows(reviewed, level)})

    def end(self) -> None:
        """Say that the policies have seen the whole stack: what is missing above was not there."""
        self._append({"end": True})

    def _append(self, line: Mapping[str, Any]) -> None:
        if self._file is None:
            return
        text = json.dumps(line, ensure_ascii=True, separators=(",", ":"))
        signature = self._key.signature(self._position, text)
        content = f"{self._key.number} {self._position} {signature} {text}\n".encode("ascii")
        self._position += 1
        try:
            is_whole = os.write(self._file, content) == len(content)
        except OSError:
            is_whole = False
        if not is_whole:
            os.close(self._file)
            self._file = None
