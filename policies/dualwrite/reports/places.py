"""Where a result belongs: its stack, and the file that declares its pair."""

from __future__ import annotations

import re
from functools import lru_cache

from ..document.model import ResultRow

_URN = re.compile(r"urn:pulumi:(?P<stack>.+?)::(?P<project>.+?)::")
_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")


@lru_cache(maxsize=1024)  # the rows of one pair have the same one
def stack_of(urn: str | None) -> str | None:
    """The stack of a Pulumi resource, as ``project/stack``; None where there is none."""
    found = _URN.match(urn) if urn else None
    return None if found is None else f"{found['project']}/{found['stack']}"


def file_of(row: ResultRow) -> str | None:
    """The file that the pair is declared in, however it was named to the command line.

    A state is declared nowhere, and points to the file of its project: then it is the source.
    """
    if row.source is None or row.location is None:
        return row.source
    path = row.location.path
    return row.source if path.rpartition("/")[2] in _PROJECT_FILES else path
