"""The file of a policy pack's configuration, for the commands that add exemptions to it."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..configuration import Configuration
from ..editing.grants import Granted, with_grants
from ..parsing.text_files import TextFileError, read_bytes
from ..sources.errors import InputError
from ..sources.reading import STANDARD_INPUT
from ..text import printable
from .files import FileError, is_special, write_whole
from .inputs import configuration_in
from .reports import OptionError

_ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_ID = re.compile(r"EX-(\d{4})-(\d{3,9})", re.ASCII)


@dataclass(frozen=True)
class ConfigurationFile:
    """What a configuration file holds, to the byte. One that is not there is empty, and ``is_new``."""

    path: str
    text: str
    byte_order_mark: bytes
    is_new: bool
    configuration: Configuration

    @property
    def shown(self) -> str:
        """What to call it in a message."""
        return printable(self.path)

    @property
    def _bytes(self) -> bytes:
        return self.text.encode("utf-8")

    def changed(self) -> str:
        """What to say once grants are added to it."""
        if self.is_new:
            return f"{self.shown} was not there; it is created."
        return f"Added to {self.shown}."

    def free_ids(self, today: date, number: int) -> list[str]:
        """IDs for new exemptions, ``EX-2026-001``: after the highest of the year in the whole file.

        Those of exemptions that were removed are not looked for between the others, as an ID that
        returns would be taken for the old exemption.
        """
        settings = self.configuration.settings.values()
        used = (
            _ID.fullmatch(one.id or "") for each in settings for one in each.parameters.exemptions
        )
        year = f"{today.year:04}"
        highest = max((int(found[2]) for found in used if found and found[1] == year), default=0)
        return [f"EX-{year}-{highest + one:03}" for one in range(1, number + 1)]

    def add(self, granted: Iterable[Granted]) -> None:
        """Write the file with grants added to it, whole or not at all.

        :raises FileError: where it cannot be written.
        """
        content = with_grants(self.text, granted).encode("utf-8")
        if _content(self.path) != (None if self.is_new else self.byte_order_mark + self._bytes):
            raise FileError(f"{self.shown}: somebody has changed it meanwhile. Run this again.")
        write_whole({self.path: self.byte_order_mark + content})


def no_file() -> ConfigurationFile:
    """Stands for the configuration of those who have no file yet."""
    return ConfigurationFile("", "", b"", True, Configuration())


def read_file_to_change(path: str) -> ConfigurationFile:
    """Read a configuration that is going to be changed.

    :raises OptionError: where no file is named.
    :raises InputError: where it cannot be read, or anything in it is wrong.
    """
    if path in ("", STANDARD_INPUT):
        shown = "- is standard input" if path else "it is empty"
        raise OptionError(
            f"--policy-pack-config: {shown}; accepted: the file to add exemptions to."
        )
    _refuse_unwritable(path)
    content = _content(path)
    mark = codecs.BOM_UTF8 if content is not None and content.startswith(codecs.BOM_UTF8) else b""
    try:
        text = (content or b"").removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(path, ["it is no UTF-8 text."]) from None
    return ConfigurationFile(path, text, mark, content is None, configuration_in(path, text))


def _refuse_unwritable(path: str) -> None:
    """Refuse what cannot hold an exemption: it would be said to be added, and be nowhere.

    :raises OptionError: for a device, a pipe, and a file that is read-only.
    """
    option = f"--policy-pack-config {printable(path)}"
    if is_special(path):
        raise OptionError(f"{option}: it is no regular file, and keeps no exemptions.")
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return  # not there, or told by whoever reads it
    if stat.S_ISREG(mode) and not (mode & _ANYBODY_WRITES and os.access(path, os.W_OK)):
        raise OptionError(f"{option}: it is read-only. Make it writable first (chmod u+w).")


def _content(path: str) -> bytes | None:
    if not os.path.lexists(path):
        return None
    try:
        return read_bytes(Path(path))
    except TextFileError as error:
        raise InputError(path, [str(error)]) from None
