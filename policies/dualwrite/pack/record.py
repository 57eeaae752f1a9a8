"""The pack's verdicts in a file, for ``dualwrite preview``: policy events carry a message only.

The variable ``DUALWRITE_RECORD`` names the file. Each line of it is a JSON object: what a pack is
(``pack``), one result (``result``) or all grants (``grants``), in the form of the results document,
or says that all policies have run (``end``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..document.grants import grant_rows
from ..document.making import row_of
from ..exemptions.reviewing import ReviewedGrant
from ..verdicts import Level, Result


class Record:
    """Appends to the file, a whole line at a time: several processes may do so."""

    def __init__(self, path: str) -> None:
        self._path = path

    def pack(self, version: str, today: date) -> None:
        """Say which pack this is, and which day it judges for."""
        self._append({"pack": {"version": version, "today": today.isoformat()}})

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
        text = json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n"
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, text.encode("ascii"))
        finally:
            os.close(file)
