"""Writing files whole or not at all: a temporary file beside each, then a rename."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..text.quoting import printable

_LONGEST_WAIT = 60.0
_SECONDS_BETWEEN_TRIES = 0.02


class FileError(Exception):
    """A file that cannot be written; the text names it and says why."""


def write_whole(contents: Mapping[str, bytes]) -> None:
    """Write files, by path. Where one of them cannot be written, none is changed.

    :raises FileError: naming the file.
    """
    with staged(contents):
        pass


@contextmanager
def one_writer(path: str) -> Iterator[None]:
    """Let nobody else who asks for it change a file until the end of the block.

    The folder is locked, not the file, which is replaced when it is written and need not be there.
    Where folders cannot be locked (some network drives), nobody waits.

    :raises FileError: where another one does not end.
    """
    folder = os.path.dirname(os.path.realpath(path)) or "."
    try:
        handle = os.open(folder, os.O_RDONLY)
    except (OSError, ValueError):  # whoever writes the file says what is wrong with it
        yield
        return
    try:
        _lock(handle, path)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, path: str) -> None:
    try:
        import fcntl
    except ImportError:  # on Windows there is none: what was read is compared before it is written
        return
    last_try = time.monotonic() + _LONGEST_WAIT
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > last_try:
                text = (
                    "another dualwrite is changing it, and has not ended for a minute. Try again."
                )
                raise FileError(f"{printable(path)}: {text}") from None
            time.sleep(_SECONDS_BETWEEN_TRIES)
        except OSError:
            return


@contextmanager
def staged(contents: Mapping[str, bytes]) -> Iterator[None]:
    """Write files, by path, and put them in place at the end of the block, unless it fails.

    Only the last step, the renames, can be cut short; each of the files is whole even then.

    :raises FileError: naming the file; none is changed then.
    """
    found: list[_Staged] = []
    try:
        for path, content in contents.items():
            if not is_special(path):
                found.append(_stage(path, content))
        for path, content in contents.items():
            if is_special(path):
                with _refusing(path), open(path, "ab") as special:
                    special.write(content)
        yield
        for one in found:
            with _refusing(one.path):
                os.replace(one.temporary, one.target)
    finally:
        for one in found:
            one.temporary.unlink(missing_ok=True)


def refuse_unwritable(paths: Iterable[str], not_these: Iterable[str] = ()) -> None:
    """Refuse, before anything is done, what could not be written in the end.

    :param not_these: files that are read, and must not be replaced.
    :raises FileError: for a missing folder, a folder, two names of one file, or a file that is read.
    """
    read = {os.path.realpath(one): one for one in not_these}
    written: dict[str, str] = {}
    for path in paths:
        if is_special(path):
            continue
        with _refusing(path):
            target = str(_target(path))
        if target in read:
            raise FileError(f"{printable(path)}: it is read, and a report would replace it.")
        if target in written:
            other = printable(written[target])
            raise FileError(f"{printable(path)}: it is the same file as {other}. Name another.")
        written[target] = path


class _Staged(NamedTuple):
    path: str
    temporary: Path
    target: Path


def _stage(path: str, content: bytes) -> _Staged:
    with _refusing(path):
        target = _target(path)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name[:50]}.", suffix=".tmp", dir=target.parent
        )
        temporary = Path(name)
        try:
            os.close(handle)
            temporary.write_bytes(content)
            temporary.chmod(_mode(target))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return _Staged(path, temporary, target)


_HANDLES = ("/dev/fd/", "/dev/std", "/proc/")
"""Names of what is open already, such as /dev/stdout: behind it may be a file with other content."""


def is_special(path: str) -> bool:
    """Whether it is a pipe, a device or an open file, which is written to and never replaced."""
    if os.path.abspath(path).startswith(_HANDLES) and os.path.exists(path):
        return True
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _target(path: str) -> Path:
    """The file itself: a link stays a link, to a new file."""
    if not path:
        raise FileError('"": the name of a file is empty.')
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise FileError(f"{printable(path)}: it is a folder. Name a file in it.")
    if not target.parent.is_dir():
        folder = printable(os.path.dirname(path) or str(target.parent))
        raise FileError(f"{printable(path)}: there is no folder {folder}. Make it first.")
    return target


@contextmanager
def _refusing(path: str) -> Iterator[None]:
    """Name the file that something went wrong with."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{printable(path)}: it cannot be written: {reason}.") from None


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
