"""The variable that names the file for the pack's verdicts, apart from what writes it."""

from __future__ import annotations

RECORD_VARIABLE = "DUALWRITE_RECORD"
