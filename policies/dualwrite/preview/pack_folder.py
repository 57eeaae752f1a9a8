"""The installed library as a policy pack: the folder that ``--policy-pack`` takes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .. import __version__

_MAIN = """\
import gc

gc.disable()  # nothing that is imported is garbage
from dualwrite.pack.start import main

gc.enable()
main({record})
"""


def write_pack(folder: Path, record: Path) -> Path:
    """Write a pack that runs in the Python which runs this, and return its folder.

    Nothing is installed for it: the library and the SDK are there already.

    :param record: the file to record verdicts in. The pack alone is told: the program, which has the
        same environment, is not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    project = {
        "name": "dualwrite",
        "version": __version__,
        "description": "Refuses pairs of Dynamics 365 environments that dual-write cannot support",
        "runtime": {"name": "python", "options": _options()},
    }
    (folder / "PulumiPolicy.yaml").write_text(json.dumps(project), encoding="utf-8")
    (folder / "__main__.py").write_text(_MAIN.format(record=ascii(str(record))), encoding="utf-8")
    return folder


def _options() -> dict[str, str]:
    """Without a virtual environment, Pulumi takes the Python that is first on PATH."""
    in_a_virtual_environment = sys.prefix != sys.base_prefix
    return {"virtualenv": sys.prefix} if in_a_virtual_environment else {}
