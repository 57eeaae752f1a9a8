"""What was found in files, kept for the next run: by version of the scanner and digest of the file.

Which tables count is asked afterwards, so it may change. A file that looks as it did when its digest
was taken is not even read again, unless it was changed within moments of that.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import __version__
from .hits import Awaited, Call, FileHits, Hit, Notice, Suppressed
from .walking import Source

_RACY_NS = 2_000_000_000
"""File systems tell times in steps. What changed so shortly before it was read could change again."""
_MOST_BYTES = 256 << 20
Found = list[tuple[str, FileHits]]
"""What is found in a file: of an archive, member by member, each with the end of its path."""


class Cache:
    """The results of one tree."""

    def __init__(self, folder: Path | None, root: Path) -> None:
        self._file: Path | None = None
        self._old: dict[str, Any] = {}
        if folder is not None:
            name = hashlib.sha256(os.path.realpath(root).encode("utf-8", "surrogateescape"))
            self._file = folder / f"{name.hexdigest()[:24]}.json"
            self._old = _read(self._file)
        self._stamps: dict[str, Any] = self._old.get("stamps", {})
        self._results: dict[str, Any] = self._old.get("results", {})
        self._calls: dict[str, Any] = self._old.get("calls", {})
        self._now = time.time_ns()
        self._new: dict[str, dict[str, Any]] = {"stamps": {}, "results": {}, "calls": {}}

    @property
    def is_kept(self) -> bool:
        """Whether anything is remembered at all."""
        return self._file is not None

    def digest(self, source: Source) -> str | None:
        """The digest of a file that has not changed since it was taken."""
        known = self._stamps.get(source.shown)
        if known is None or known[0] != list(source.stamp):
            return None
        return str(known[1])

    def keep_digest(self, source: Source, digest: str) -> None:
        """Remember a digest, unless the file may change without looking changed."""
        if self._file is not None and max(source.stamp[1:3]) + _RACY_NS < self._now:
            self._new["stamps"][source.shown] = [list(source.stamp), digest]

    def results(self, source: Source, digest: str) -> Found | str | None:
        """What was found in such a file, or why it cannot be read; nothing where nobody knows."""
        key = _key(source, digest)
        known = self._results.get(key)
        if known is None:
            return None
        self._new["results"][key] = known
        if isinstance(known, str):
            return known
        try:
            return [(end, _unpacked(one)) for end, one in known]
        except (TypeError, ValueError, KeyError, IndexError):
            return None

    def keep_results(self, source: Source, digest: str, found: Found | str) -> None:
        """Remember what was found, or why nothing can be."""
        if self._file is not None:
            packed = (
                found if isinstance(found, str) else [(end, _packed(one)) for end, one in found]
            )
            self._new["results"][_key(source, digest)] = packed

    def calls(self, source: Source, digest: str, name: str) -> list[Call] | None:
        """The calls of a method in such a file; nothing where nobody knows."""
        key = f"{_key(source, digest)}:{name}"
        known = self._calls.get(key)
        if known is None:
            return None
        self._new["calls"][key] = known
        try:
            return [Call(one[0], tuple(one[1]), one[2], tuple(one[3]), one[4]) for one in known]
        except (TypeError, ValueError, IndexError):
            return None

    def keep_calls(self, source: Source, digest: str, name: str, found: list[Call]) -> None:
        """Remember the calls of a method."""
        if self._file is not None:
            self._new["calls"][f"{_key(source, digest)}:{name}"] = found

    def write(self) -> None:
        """Keep it for the next run. A cache that cannot be written is no error."""
        if self._file is None or self._new == {key: self._old.get(key) for key in self._new}:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._file.parent, suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    stream.write(json.dumps({"scanner": scanner_version(), **self._new}))
                os.replace(name, self._file)
            except BaseException:
                with suppress(OSError):
                    os.unlink(name)
                raise


def default_folder() -> Path | None:
    """Where caches are on this machine."""
    setting = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if setting:
        return Path(setting) / "dualwrite" / "xpp"
    with suppress(RuntimeError):
        return Path.home() / ".cache" / "dualwrite" / "xpp"
    return None


def scanner_version() -> str:
    """Changes whenever the scanner's code does."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _key(source: Source, digest: str) -> str:
    return f"{digest}:{source.shown.rpartition('/')[2]}"


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or found.get("scanner") != scanner_version():
        return {}
    parts = ("stamps", "results", "calls")
    return found if all(isinstance(found.get(one), dict) for one in parts) else {}


def _packed(found: FileHits) -> list[Any]:
    hits = [
        [
            one.rule, one.line, one.column, one.kind, one.object, one.method, one.path,
            one.construct, one.receiver, one.table, one.resolved_by, one.inferred, one.reason,
            one.awaited, one.suppressed,
        ]
        for one in found.hits
    ]  # fmt: skip
    return [hits, found.notices, found.maps]


def _unpacked(found: list[Any]) -> FileHits:
    hits, notices, maps = found
    return FileHits([_hit(one) for one in hits], [Notice(*one) for one in notices], list(maps))


def _hit(found: list[Any]) -> Hit:
    awaited, suppressed = found[13:]
    hit = Hit(*found[:13])
    return replace(
        hit,
        awaited=Awaited(tuple(awaited[0]), awaited[1], awaited[2]) if awaited else None,
        suppressed=Suppressed(*suppressed) if suppressed else None,
    )
