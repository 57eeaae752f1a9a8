"""The files of a tree that can hold X++: never outside it, never twice, and none left out in silence."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .errors import UnreadableError
from .models import Model, read_descriptor

_DEEPEST = 64
_SUFFIXES = (".xml", ".xpo", ".xpp", ".axpp")
_NOT_ENTERED = frozenset((".git", ".hg", ".svn", ".vs", "node_modules"))
_ROOT_ELEMENT = re.compile(rb"<(?:\w+:)?Ax[A-Z]\w*[\s>/]")
_DESCRIPTION = re.compile(rb"<(?:\w+:)?AxModelInfo[\s>/]")
_BEGINNING = 2048


class Source(NamedTuple):
    """A file that is to be looked at."""

    path: str
    shown: str
    """Its path from the one that was given, with slashes."""
    size: int
    stamp: tuple[int, int, int, int]
    """What changes when the file does: size, both times, and the number of the file."""


@dataclass
class Walk:
    """What a tree holds."""

    unreadable: dict[str, str] = field(default_factory=dict)
    """What could not be looked at, by its path, and why."""
    models: dict[str, Model] = field(default_factory=dict)
    left_out: dict[str, Model] = field(default_factory=dict)
    compiled_only: list[str] = field(default_factory=list)
    """Packages that are there without their source."""


def walk(root: Path, found: Walk, publishers: tuple[str, ...] = ()) -> Iterator[Source]:
    """Find what is to be looked at, folder by folder.

    :param found: takes what is said beside the files; it is whole when the last file is out.
    :param publishers: patterns; by default all but Microsoft.
    :raises OSError: where the root itself is not there.
    """
    if root.is_file():
        status = root.stat()
        if root.suffix.lower() in _SUFFIXES:
            yield Source(str(root), root.name, status.st_size, _stamp(status))
        else:
            found.unreadable[root.name] = f"it is none of {', '.join(_SUFFIXES)}"
        return
    if not root.is_dir():
        os.stat(root)
        raise NotADirectoryError(20, "it is neither a file nor a folder", str(root))
    os.scandir(root).close()
    yield from _Walker(found, root, publishers).walk()


def _stamp(status: os.stat_result) -> tuple[int, int, int, int]:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class _Walker:
    def __init__(self, found: Walk, root: Path, publishers: tuple[str, ...]) -> None:
        self._found, self._root, self._publishers = found, root, publishers
        self._real_root = os.path.realpath(root)

    def walk(self) -> Iterator[Source]:
        waiting: list[tuple[str, str, Model | None, int]] = [(str(self._root), "", None, 0)]
        while waiting:
            folder, shown, model, depth = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    listed = sorted(entries, key=lambda one: one.name)
            except OSError as error:
                self._found.unreadable[shown or "."] = error.strerror or str(error)
                continue
            folders = [one for one in listed if self._is_folder(one, shown)]
            own_models = self._descriptors(folders, shown)
            has_code = False
            for entry in folders:
                own = own_models.get(entry.name.lower())
                inner = own if own is not None else model
                is_described = entry.name.lower() == "descriptor"
                if entry.name.lower() in _NOT_ENTERED or is_described:
                    continue
                path = f"{shown}{entry.name}/"
                if inner is not None and not inner.is_wanted(self._publishers):
                    has_code = True
                    continue
                has_code = has_code or (own is not None)
                if depth >= _DEEPEST:
                    self._found.unreadable[path] = f"it is more than {_DEEPEST} folders deep"
                    continue
                waiting.append((entry.path, path, inner, depth + 1))
            if any(one.name.lower() == "bin" for one in folders) and (own_models and not has_code):
                wanted = [one for one in own_models.values() if one.is_wanted(self._publishers)]
                self._found.compiled_only += [one.name for one in wanted]
            yield from self._files(listed, shown, model)

    def _is_folder(self, entry: os.DirEntry[str], shown: str) -> bool:
        """Whether it is a folder to enter. Links are not followed: out of the tree, or round in it."""
        if not entry.is_symlink():
            return entry.is_dir(follow_symlinks=False)
        if entry.is_dir() and not self._is_inside(entry.path):
            self._found.unreadable[f"{shown}{entry.name}/"] = (
                "it is a link to a folder outside of the path, which is not followed"
            )
        return False

    def _is_inside(self, path: str) -> bool:
        real = os.path.realpath(path)
        return real == self._real_root or real.startswith(self._real_root.rstrip(os.sep) + os.sep)

    def _descriptors(self, folders: list[os.DirEntry[str]], shown: str) -> dict[str, Model]:
        """The models of a package, by the names of their folders in lower case."""
        models: dict[str, Model] = {}
        for folder in folders:
            if folder.name.lower() != "descriptor":
                continue
            for path in sorted(Path(folder.path).glob("*.[xX][mM][lL]")):
                name = f"{shown}{folder.name}/{path.name}"
                try:
                    if path.is_symlink() and not self._is_inside(str(path)):
                        raise UnreadableError("it is a link out of the path")
                    model = read_descriptor(path)
                except (UnreadableError, OSError) as error:
                    self._found.unreadable[name] = getattr(error, "strerror", None) or str(error)
                    continue
                if model is None:
                    continue
                models[model.name.lower()] = models[path.stem.lower()] = model
                wanted = model.is_wanted(self._publishers)
                kept = self._found.models if wanted else self._found.left_out
                kept[model.name] = model
        return models

    def _files(
        self, listed: list[os.DirEntry[str]], shown: str, model: Model | None
    ) -> Iterator[Source]:
        folder = shown.rstrip("/").rpartition("/")[2] or os.path.basename(self._real_root)
        for entry in listed:
            suffix = os.path.splitext(entry.name)[1].lower()
            if suffix not in _SUFFIXES:
                continue
            path = f"{shown}{entry.name}"
            try:
                source = self._source(entry, path, suffix, folder, model)
            except OSError as error:
                self._found.unreadable[path] = error.strerror or str(error)
                continue
            if source is None:
                continue
            yield source

    def _source(
        self, entry: os.DirEntry[str], shown: str, suffix: str, folder: str, model: Model | None
    ) -> Source | None:
        if entry.is_symlink():
            if entry.is_dir():
                return None
            if not self._is_inside(entry.path):
                self._found.unreadable[shown] = (
                    "it is a link to a file outside of the path, which is not followed"
                )
                return None
            target = os.path.realpath(entry.path)
            if os.path.exists(target) and os.path.splitext(target)[1].lower() in _SUFFIXES:
                return None  # it is looked at where it is
        elif entry.is_dir(follow_symlinks=False):
            return None
        status = entry.stat()
        if not stat.S_ISREG(status.st_mode):
            self._found.unreadable[shown] = "it is no regular file"
            return None
        if suffix == ".xml" and not folder.startswith("Ax") and not _is_object(entry.path):
            return None
        return Source(entry.path, shown, status.st_size, _stamp(status))


def _is_object(path: str) -> bool:
    """Whether XML outside of the folders of a model is an object all the same."""
    with open(path, "rb") as stream:
        beginning = stream.read(_BEGINNING)
    beginning = beginning.replace(b"\0", b"")  # UTF-16, with or without a mark
    return bool(_ROOT_ELEMENT.search(beginning)) and not _DESCRIPTION.search(beginning)
