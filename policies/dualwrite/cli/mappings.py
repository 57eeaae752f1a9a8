"""The file of mappings that a command works with, the same one as the pack's."""

from __future__ import annotations

import os
from pathlib import Path

from ..configuration import Configuration
from ..mappings import Mappings
from ..pack.mappings_file import MAPPINGS_VARIABLE, OWN_FILE
from ..sources.reading import STANDARD_INPUT
from .reports import OptionError

_PACK_PROJECT = "PulumiPolicy.yaml"
_LIBRARY = Path(__file__).resolve().parents[2]


def mappings_path(option: str | None, configuration: Configuration) -> Path | None:
    """Where the mappings are: in the file of the option, of the variable, of the configuration, or
    of the pack, as the pack itself looks for them.

    A name in the variable or in the configuration is looked for in the pack's folder; for an
    installed command, which has none, in the folder that it is run in.

    :returns: None where there are none.
    :raises OptionError: where the option names no file.
    """
    if option is not None:
        return _named_by(option)
    folder = pack_folder()
    named = os.environ.get(MAPPINGS_VARIABLE) or configuration.mappings
    if named:
        return (folder or Path()) / named
    own = folder / OWN_FILE if folder is not None else None
    return own if own is not None and own.exists() else None


def pack_folder() -> Path | None:
    """The folder of the pack: the one that the library is part of, or the current one if it is one."""
    folders = (_LIBRARY, Path())
    return next((one for one in folders if (one / _PACK_PROJECT).exists()), None)


def read_mappings(option: str | None, configuration: Configuration) -> Mappings | None:
    """Read the mappings; None where there are none.

    :raises OptionError: where the option names no file.
    :raises InputError: where the file cannot be read, or anything in it is wrong.
    """
    path = mappings_path(option, configuration)
    if path is None:
        return None
    from ..mappings import load_mappings

    return load_mappings(path)


def _named_by(option: str) -> Path:
    if option in ("", STANDARD_INPUT):
        shown = "- is standard input" if option else "it is empty"
        raise OptionError(f"--mappings: {shown}; accepted: a file of mappings.")
    return Path(option)
