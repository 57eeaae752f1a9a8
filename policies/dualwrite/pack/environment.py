"""The file of mappings that a pack works with: named by a variable, by the configuration, or its own."""

from __future__ import annotations

import os
from pathlib import Path

from ..discovery.mappings import Mappings

MAPPINGS_VARIABLE = "DUALWRITE_MAPPINGS"
"""Names the file in place of the configuration; ``dualwrite preview`` sets it."""
OWN_FILE = "mappings.yaml"
"""Beside ``PulumiPolicy.yaml``, which is where a pack runs."""


def read_mappings_file(named: str | None) -> Mappings | None:
    """Read the mappings; None where there are none.

    :param named: the file that the configuration names, absolute or in the pack's folder.
    :raises MappingError: where a named file is not there, or anything in the file is wrong.
    """
    path = os.environ.get(MAPPINGS_VARIABLE) or named
    if not path and not os.path.exists(OWN_FILE):
        return None
    from ..discovery.mappings import (
        load_mappings,  # its libraries take time to load, and few packs have any
    )

    return load_mappings(Path(path or OWN_FILE))


PACK_NAME = "dualwrite"
RECORD_VARIABLE = "DUALWRITE_RECORD"
"""Names the file for the pack's verdicts, to a pack that cannot be told in another way."""
