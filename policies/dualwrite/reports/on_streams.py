"""Reports on standard output, which is where the runner of a pipeline looks for commands.

A report in a file stays as its format has it. On a stream, the beginning of a command is written as
an escape of the format: those who parse the report read the same.
"""

from __future__ import annotations

import re

from ..text.quoting import harmless
from .formats import harmless_json

_IN_JSON = ("json", "sarif", "openreports")
_IN_MARKUP = ("junit", "html", "svg")
_COMMAND = re.compile(r"##(?=[A-Za-z]*\[)")
_AT_THE_START = re.compile(r"(?m)^(\s*):(?=:)")


def for_a_stream(format_: str, content: bytes) -> bytes:
    """What to write to standard output of a report or a picture.

    :param format_: its format: the name of a report, or the ending of a picture.
    """
    if format_ in _IN_JSON:
        return harmless_json(content)
    text = content.decode("utf-8")
    if format_ in _IN_MARKUP:
        text = _COMMAND.sub("#&#35;", text)
        return _AT_THE_START.sub(r"\1&#58;", text).encode("utf-8")
    lines = text.split("\n")
    return "\n".join([harmless(line) for line in lines]).encode("utf-8")
