"""What who runs the pack knows of it, apart from what it is made of, which takes time to load."""

from __future__ import annotations

PACK_NAME = "dualwrite"
RECORD_VARIABLE = "DUALWRITE_RECORD"
"""Names the file for the pack's verdicts, to a pack that cannot be told in another way."""
