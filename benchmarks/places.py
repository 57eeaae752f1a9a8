"""Where things are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT / "policies"
IDLE_PACK = ROOT / "benchmarks" / "idle_pack"
PACK_PYTHON = PACK / "venv" / "bin" / "python"
