"""Project files (`.axpp`): archives of objects, of which none is larger than it says."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from .errors import UnreadableError

MOST_MEMBERS = 100_000
LARGEST_MEMBER = 64 << 20
"""No object is as large; an archive that says so is made to fill memory."""
_LARGEST_SUM = 1 << 30
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Member:
    """A file of an archive."""

    name: str
    info: zipfile.ZipInfo

    def open(self, archive: zipfile.ZipFile) -> BinaryIO:
        """Its content, from the beginning; zipfile checks size and checksum on the way."""
        return cast(BinaryIO, archive.open(self.info))


def members(archive: zipfile.ZipFile) -> Iterator[Member]:
    """The objects in an archive, by their names.

    :raises UnreadableError: where one of them is encrypted or too large.
    """
    infos = [one for one in archive.infolist() if _is_object(one.filename)]
    if len(infos) > MOST_MEMBERS or sum(one.file_size for one in infos) > _LARGEST_SUM:
        raise UnreadableError("there is more in it than in any project")
    for info in sorted(infos, key=lambda one: one.filename):
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError(f"{info.filename} in it is encrypted")
        if info.file_size > LARGEST_MEMBER:
            raise UnreadableError(f"{info.filename} in it is larger than {LARGEST_MEMBER:,} bytes")
        yield Member(info.filename.replace("\\", "/"), info)


def _is_object(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    is_xml = parts[-1].lower().endswith(".xml")
    return is_xml and any(one.lower().startswith("ax") for one in parts[:-1])
