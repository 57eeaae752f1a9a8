"""X++ that is a file of its own (`.xpp`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from .axxml import MOST_BYTES
from .errors import UnreadableError
from .fragments import Anchor, CodeObject, Fragment, Kind


def read_plain(pieces: Iterable[bytes], path: str) -> Iterator[CodeObject]:
    """The whole file, named as it is; classes in it say their own names.

    :raises UnreadableError: where it is longer than people write.
    """
    content = b""
    for piece in pieces:
        content += piece
        if len(content) > MOST_BYTES:
            raise UnreadableError(f"it is longer than {MOST_BYTES:,} bytes")
    text = content.decode("utf-8")
    name = PurePosixPath(path.rpartition("!/")[2]).stem
    yield CodeObject(Kind.CLASS, name, fragments=[Fragment(text, (Anchor(0, 1, 1),))], is_part=True)
