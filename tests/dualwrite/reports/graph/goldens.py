"""Whole pictures that tests compare with, and what a real ``dot`` has made.

``UPDATE_GOLDEN=1 pytest tests/dualwrite/graph tests/dualwrite/cli/test_graph.py`` writes them anew:
look at the diff. That needs Graphviz; the tests do not. In them a stand-in answers with what was
recorded, and a parser of DOT reads what it was given.
"""

from __future__ import annotations

import os
from pathlib import Path

from dualwrite.reports.graph.graphviz import run_dot
from support.report_documents import UPDATE_GOLDEN

_HERE = Path(__file__).parent


def golden(name: str, written: bytes) -> bytes:
    """The bytes that a picture is to have."""
    file = _HERE / "golden" / name
    if os.environ.get(UPDATE_GOLDEN):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(written)
    return file.read_bytes()


def recorded(name: str, dot_text: str) -> bytes:
    """What ``dot`` has made of a text. Written anew, it is Graphviz that reads this one."""
    file = _HERE / "recorded" / name.replace(" ", "_")
    if os.environ.get(UPDATE_GOLDEN):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(run_dot("dot", dot_text))
    return file.read_bytes()


def stand_in(folder: Path, script: str) -> Path:
    """A program ``dot`` in a folder of its own, which runs a shell script."""
    program = folder / "bin" / "dot"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    program.chmod(0o755)
    return program
