"""One file, from its bytes to what is found in it."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

from .archives import Member, members
from .axxml import read_axxml
from .calls import calls_in
from .constructs import find_hits
from .contents import PIECE, Content
from .errors import UnreadableError
from .fragments import CodeObject, Kind
from .hits import Call, FileHits
from .needles import LONGEST, Wanted, has_needle, is_of_interest, names
from .plain import read_plain
from .resolving import Code
from .suppressions import Suppressions
from .walking import Source
from .xpo import read_xpo

Opened = Callable[[], BinaryIO]


def digest_of(path: str, size: int) -> tuple[str, bytes | None]:
    """The digest of a file, and its bytes where they are few.

    :raises OSError: where it cannot be read.
    """
    with open(path, "rb", buffering=0) as stream:
        if size < PIECE:
            content = stream.readall()
            if len(content) < PIECE:
                return hashlib.sha256(content).hexdigest(), content
            stream.seek(0)
        return hashlib.file_digest(stream, "sha256").hexdigest(), None


def content_of(source: Source) -> bytes | None:
    """The bytes of a file, where they are few.

    :raises OSError: where it cannot be read.
    """
    if source.size >= PIECE:
        return None
    with open(source.path, "rb", buffering=0) as stream:
        return stream.readall()


def read_hits(path: str, shown: str, content: bytes | None) -> Iterator[tuple[str, FileHits]]:
    """What is found in a file, or in each file of an archive, with the path that it is shown by.

    :param content: its bytes, where they were read before.
    :raises UnreadableError: where it is not what it should be.
    :raises OSError: where it cannot be read.
    """
    if content is not None and _is_certainly_nothing(content, shown):
        return
    for member, opened in _texts(path, shown, content):
        yield member, _hits(opened, member)


def read_calls(
    path: str, shown: str, content: bytes | None, wanted: frozenset[str]
) -> Iterator[Call]:
    """The calls of some methods in a file."""
    has_name = names(wanted)
    is_plain = content is not None and not shown.lower().endswith(".axpp") and _is_utf_8(content)
    if is_plain and not has_name(content or b""):  # nearly all files
        return
    for member, opened in _texts(path, shown, content):
        if not _is_hit(opened, has_name, max(map(len, wanted))):
            continue
        with closing(opened()) as stream:
            for found in _objects(Content(stream).pieces(), member, has_name):
                for fragment in found.fragments:
                    yield from calls_in(found, fragment, wanted, member)


def read_object(path: str) -> CodeObject | None:
    """The object of a file of the model store, without its code.

    :raises UnreadableError, OSError: where it cannot be read.
    """
    with open(path, "rb") as stream:
        return next(read_axxml(Content(stream).pieces(), lambda _: False), None)


def _is_certainly_nothing(content: bytes, shown: str) -> bool:
    """Whether a file is one of the many that hold nothing, and are as they should be."""
    lower = shown.lower()
    if lower.endswith(".axpp") or not content.isascii() or not _is_utf_8(content):
        return False
    if not lower.endswith((".xpo", ".xpp")) and not (
        content[:64].lstrip().startswith(b"<") and content[-64:].rstrip().endswith(b">")
    ):
        return False
    return not has_needle(content)


def _is_utf_8(content: bytes) -> bool:
    """Whether it is no UTF-16, with or without a mark: a name stands in it byte by byte."""
    return 0 not in content[:4] and content[:2] not in (b"\xff\xfe", b"\xfe\xff")


def _texts(path: str, shown: str, content: bytes | None) -> Iterator[tuple[str, Opened]]:
    def opened() -> BinaryIO:
        return open(path, "rb") if content is None else io.BytesIO(content)

    if not shown.lower().endswith(".axpp"):
        yield shown, opened
        return
    try:
        with closing(opened()) as stream, zipfile.ZipFile(stream) as archive:
            for member in members(archive):
                yield f"{shown}!/{member.name}", _opener(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"it is no archive that can be read: {error}") from None


def _opener(archive: zipfile.ZipFile, member: Member) -> Opened:
    return lambda: member.open(archive)


def _objects(pieces: Iterable[bytes], shown: str, wanted: Wanted) -> Iterator[CodeObject]:
    lower = shown.lower()
    if lower.endswith(".xpo"):
        return read_xpo(pieces, wanted)
    if lower.endswith(".xpp"):
        return read_plain(pieces, shown)
    return read_axxml(pieces, wanted)


def _hits(opened: Opened, shown: str) -> FileHits:
    found = FileHits()
    if not _is_hit(opened, has_needle, LONGEST, shown):
        return found
    with closing(opened()) as stream:
        for one in _objects(Content(stream).pieces(), shown, is_of_interest):
            _add(one, found)
    found.hits.sort(key=lambda hit: (hit.line, hit.column))
    found.notices.sort()
    return found


def _is_hit(opened: Opened, wanted: Wanted, longest: int, checked_as: str | None = None) -> bool:
    """Whether a file holds something, looked at piece by piece; all of it is checked to be text.

    :param checked_as: a path, where the file is also to begin and end as such files do.
    """
    with closing(opened()) as stream:
        first = last = b""
        is_found = False
        for piece in Content(stream).pieces():
            first = first or piece[:64]
            if not is_found:
                is_found = wanted(last[-longest:] + piece if last else piece)
            last = piece[-512:]
    if checked_as is not None and not checked_as.lower().endswith((".xpo", ".xpp")):
        if not last.strip():
            raise UnreadableError("it is empty")
        if not (first.lstrip().startswith(b"<") and last.rstrip().endswith(b">")):
            raise UnreadableError("it is no whole XML")
    return is_found


def _add(one: CodeObject, found: FileHits) -> None:
    if one.kind is Kind.MAP and one.name:
        found.maps.append(one.name)
    writes = any("insertdatabase" in fragment.text.lower() for fragment in one.fragments)
    for fragment in one.fragments:
        code = Code(one, fragment)
        suppressions = Suppressions(fragment, code)
        for hit, offset in find_hits(one, fragment, code, writes):
            found.hits.append(suppressions.apply(hit, offset))
        found.notices += [*suppressions.notices, *suppressions.unused()]
