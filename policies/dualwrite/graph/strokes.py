"""How lines are drawn. The colours are those of the HTML report, readable on white."""

from __future__ import annotations

from .drawing import Dash, Stroke
from .standing import Standing

STROKES = {
    Standing.REFUSED: Stroke("#b3261e", 3),
    Standing.ADVISORY: Stroke("#8a4b00", 2),
    Standing.UNDECIDED: Stroke("#0b5394", 2, Dash.DOTTED),
    Standing.EXEMPT: Stroke("#6a2c91", 2),
    Standing.PASS: Stroke("#1d6b40", 1.5),
    Standing.NOT_JUDGED: Stroke("#57606c", 1.5, Dash.DOTTED),
}
ENVIRONMENT = Stroke("#57606c")
SHARED = Stroke("#1c2128", 3)
MISSING = Stroke("#57606c", 1, Dash.DASHED)
AZURE = Stroke("#57606c", 1.5)
