"""Writes components/schema.json, the provider's schema: python -m tools.languages.schema"""

from __future__ import annotations

import json

from components.provider import DualwriteProvider
from tools.environment import ROOT

FILE = ROOT / "components" / "schema.json"


def text() -> str:
    """The schema as the provider gives it to the engine, laid out for people."""
    schema = json.loads(DualwriteProvider().schema or "{}")
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
