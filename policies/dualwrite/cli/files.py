"""Writing files whole or not at all: a temporary file beside each, then a rename."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..text import printable


class FileError(Exception):
    """A file that cannot be written; the text names it and says why."""


def write_whole(contents: Mapping[str, bytes]) -> None:
    """Write files, by path. Where one of them cannot be written, none is changed.

    Only the last step, the renames, can be cut short; each of the files is whole even then.

    :raises FileError: naming the file.
    """
    staged: list[_Staged] = []
    devices: list[tuple[str, Path, bytes]] = []
    try:
        for path, content in contents.items():
            with _refusing(path):
                target = _target(path)
                if target.exists() and not target.is_file():
                    devices.append((path, target, content))
                    continue
                staged.append(_Staged(path, _temporary_beside(target), target))
                staged[-1].temporary.write_bytes(content)
                staged[-1].temporary.chmod(_mode(target))
        for path, target, content in devices:  # a pipe or a device is not replaced by a file
            with _refusing(path):
                target.write_bytes(content)
        for one in staged:
            with _refusing(one.path):
                os.replace(one.temporary, one.target)
    finally:
        for one in staged:
            one.temporary.unlink(missing_ok=True)


class _Staged(NamedTuple):
    path: str
    temporary: Path
    target: Path


def _target(path: str) -> Path:
    """The file itself: a link stays a link, to a new file."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise FileError(f"{printable(path)}: it is a folder. Name a file in it.")
    return target


@contextmanager
def _refusing(path: str) -> Iterator[None]:
    """Name the file that something went wrong with."""
    try:
        yield
    except FileNotFoundError:
        raise FileError(f"{printable(path)}: there is no folder to write it in.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{printable(path)}: it cannot be written: {reason}.") from None


def _temporary_beside(target: Path) -> Path:
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:50]}.", suffix=".tmp", dir=target.parent
    )
    os.close(handle)
    return Path(name)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
