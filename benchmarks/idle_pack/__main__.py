"""The floor: what an analyzer costs the engine that looks at nothing."""

import sys
from pathlib import Path

# It runs in the pack's own environment, which does not know the tree that `tools` is in.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.stand_ins.analyzer import SilentAnalyzer, serve_analyzer

serve_analyzer(SilentAnalyzer("idle"))
