"""A whole scan: walk, read, remember; then ask who calls what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .cache import Cache
from .errors import UnreadableError
from .hits import Call, FileHits, Hit
from .reading import content_of, digest_of, read_calls, read_hits, read_object
from .walking import Source, Walk, walk

_FOLDERS = ("axclass", "axtable", "axmap")


@dataclass
class ScannedFile:
    """A file in which there is something, and from which of the paths it is."""

    root: str
    path: str
    found: FileHits


@dataclass
class Scan:
    """All that was looked at."""

    files: int = 0
    models: list[str] = field(default_factory=list)
    sha256: str = ""
    found: list[ScannedFile] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """Models of publishers that are not looked at."""
    own_left_out: list[str] = field(default_factory=list)
    """Those among them that are not Microsoft's: the customizations were not all looked at."""
    compiled_only: list[str] = field(default_factory=list)
    publishers: tuple[str, ...] = ()
    has_wanted_models: bool = True
    """Whether a model is there of the publishers that were asked for."""
    maps: set[str] = field(default_factory=set)
    temporary: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    """Receivers that are classes of the tree, with methods of the same names."""
    parents: dict[str, str] = field(default_factory=dict)
    calls: dict[str, list[Call]] = field(default_factory=dict)

    def knows_what(self, other: Scan) -> None:
        """Take over what another scan, of the whole tree, says of tables and of calls."""
        self.maps |= other.maps
        self.temporary |= other.temporary
        self.classes |= other.classes
        self.parents = {**other.parents, **self.parents}
        self.calls = {**self.calls, **other.calls}

    @property
    def hits(self) -> Iterator[Hit]:
        """Every hit of every file."""
        return (hit for one in self.found for hit in one.found.hits)


def scan(
    roots: list[str],
    publishers: tuple[str, ...] = (),
    cache_folder: Path | None = None,
    only: dict[str, set[str]] | None = None,
) -> Scan:
    """Scan trees or single files.

    :param only: where not all files are looked at: those that are, by root.
    :raises OSError: where a root is not there.
    """
    done = Scan(publishers=publishers)
    lines: list[str] = []
    caches = [Cache(cache_folder if only is None else None, Path(one)) for one in roots]
    described: dict[str, str] = {}
    walks = []
    for root, cache in zip(roots, caches, strict=True):
        state = Walk()
        walks.append(state)
        for source in walk(Path(root), state, publishers):
            _describe(source, described)
            if only is not None and source.shown not in only.get(root, ()):
                continue
            digest = _one(source, root, cache, done)
            if digest is not None:
                done.files += 1
                lines.append(f"{digest}  {source.shown}\n")
        done.unreadable.update(state.unreadable)
    done.models = sorted({name for state in walks for name in state.models})
    done.left_out = sorted({name for state in walks for name in state.left_out})
    others = (one for state in walks for one in state.left_out.values() if not one.is_microsofts)
    done.own_left_out = sorted({one.name for one in others})
    done.compiled_only = sorted({name for state in walks for name in state.compiled_only})
    done.has_wanted_models = bool(done.models) or not publishers
    done.sha256 = hashlib.sha256(
        "".join(sorted(lines)).encode("utf-8", "surrogateescape")
    ).hexdigest()
    done.found.sort(key=lambda one: (one.path, one.root))
    _look_up_tables(done, described)
    _look_up_calls(done, roots, publishers, caches)
    for cache in caches:
        cache.write()
    return done


def _one(source: Source, root: str, cache: Cache, done: Scan) -> str | None:
    """Look at one file; return its digest."""
    content: bytes | None = None
    digest = cache.digest(source)
    try:
        if digest is None:
            digest, content = digest_of(source.path, source.size)
        cache.keep_digest(source, digest)
        known = cache.results(source, digest)
        if known is None:
            try:
                shown = source.shown.rpartition("/")[2]
                known = [
                    (member[len(shown) :], found)
                    for member, found in read_hits(source.path, shown, content)
                    if found.hits or found.notices or found.maps
                ]
            except UnreadableError as error:
                known = str(error)
            cache.keep_results(source, digest, known)
    except OSError as error:
        done.unreadable[source.shown] = error.strerror or str(error)
        return digest
    if isinstance(known, str):
        done.unreadable[source.shown] = known
    else:
        done.found += [ScannedFile(root, f"{source.shown}{end}", found) for end, found in known]
    return digest


def _describe(source: Source, described: dict[str, str]) -> None:
    """Remember where tables and maps are, in case a hit is on one of them."""
    lower = source.shown.lower()
    folder, _, name = lower.rpartition("/")
    kind = folder.rpartition("/")[2]
    if kind in _FOLDERS and name.endswith(".xml"):
        described.setdefault(f"{kind}/{name[:-4]}", source.path)


def _look_up_tables(done: Scan, described: dict[str, str]) -> None:
    """Read what the tree says of the tables that are written: temporary, a map, inherited."""
    done.maps |= {one.lower() for file in done.found for one in file.found.maps}
    waiting = {hit.table.lower() for hit in done.hits if hit.table}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if f"axmap/{name}" in described:
            done.maps.add(name)
        if f"axclass/{name}" in described:
            done.classes.add(name)
        path = described.get(f"axtable/{name}")
        if path is None:
            continue
        try:
            table = read_object(path)
        except (UnreadableError, OSError):
            continue  # it is reported where it is looked at
        if table is not None and table.is_temporary:
            done.temporary.add(name)
        if table is not None and table.extends:
            done.parents[name] = table.extends.lower()
            waiting.add(table.extends.lower())


def _look_up_calls(
    done: Scan, roots: list[str], publishers: tuple[str, ...], caches: Iterable[Cache]
) -> None:
    """Find who calls the methods that take any table: one level, in the files that are scanned."""
    wanted = frozenset(hit.awaited.method.lower() for hit in done.hits if hit.awaited is not None)
    if not wanted:
        return
    for root, cache in zip(roots, caches, strict=True):
        for source in walk(Path(root), Walk(), publishers):
            try:
                for call in _calls(source, cache, wanted):
                    done.calls.setdefault(call.method, []).append(call)
            except (UnreadableError, OSError) as error:
                text = getattr(error, "strerror", None) or str(error)
                done.unreadable.setdefault(source.shown, text)


def _calls(source: Source, cache: Cache, wanted: frozenset[str]) -> list[Call]:
    if not cache.is_kept:
        return list(read_calls(source.path, source.shown, content_of(source), wanted))
    digest = cache.digest(source)
    content: bytes | None = None
    if digest is None:
        digest, content = digest_of(source.path, source.size)
    known = [cache.calls(source, digest, name) for name in sorted(wanted)]
    if all(one is not None for one in known):
        return [call for one in known for call in one or ()]
    found = list(read_calls(source.path, source.shown, content or content_of(source), wanted))
    for name in wanted:
        cache.keep_calls(source, digest, name, [one for one in found if one.method == name])
    return found
