"""The document's bytes."""

from __future__ import annotations

from typing import Any

import orjson


def document_bytes(document: dict[str, Any]) -> bytes:
    """Write the document as UTF-8 JSON with a final newline."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
