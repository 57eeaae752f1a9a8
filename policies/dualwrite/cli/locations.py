"""Paths as a repository has them: code scanning finds a file by its path from the checkout's root."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..discovery.sources.lines import Lines, line_of
from ..discovery.sources.reading import read_source
from ..model.verdicts import Kind
from ..results.making import encodable
from ..text.errors import InputError
from ..text.json_text import LineNumbers, items, members, whole
from .inputs import read_configuration_text

_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")


def path_in_checkout(name: str) -> str:
    """A file's path from the root of the checkout that it is in, with forward slashes.

    Outside of any checkout, from the working directory; outside of that, too, the whole path.
    """
    file = Path(os.path.abspath(name))
    for root in (_root_of(file), Path.cwd()):
        if root is not None and file.is_relative_to(root):
            return file.relative_to(root).as_posix()
    return file.as_posix()


def path_of_project() -> str:
    """The path of the Pulumi project that the working directory is in, or would be."""
    folder = folder_of_project()
    found = next((one for one in _PROJECT_FILES if (folder / one).is_file()), _PROJECT_FILES[0])
    return path_in_checkout(str(folder / found))


def folder_of_project() -> Path:
    """The folder of the Pulumi project; the working directory, where there is none."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if any((folder / name).is_file() for name in _PROJECT_FILES):
            return folder
    return here


def _root_of(file: Path) -> Path | None:
    """The root of the checkout that a file is in. In a worktree ``.git`` is a file."""
    return next((one for one in file.parents if (one / ".git").exists()), None)


_EXEMPTIONS = "exemptions"


def with_places(grants: Iterable[dict[str, Any]], path: str | None) -> list[dict[str, Any]]:
    """Add to each grant of the document the file and the line that it stands on.

    :param grants: all grants of each policy, in the order of the file.
    :param path: the file that they were read from; None where that is not known: then it is the
        project that they are for.
    """
    if path is None:
        location = {"path": encodable(path_of_project()), "line": 1}
        return [{**one, "location": location} for one in grants]
    lines = _lines(read_configuration_text(path))
    shown = encodable(path_in_checkout(path))
    seen: dict[str, int] = {}
    placed = []
    for one in grants:
        policy = one["requirement"]
        position = seen.get(policy, 0)
        seen[policy] = position + 1
        line = lines.get((policy, position), 1)
        placed.append({**one, "location": {"path": shown, "line": line}})
    return placed


def _lines(text: str) -> dict[tuple[str, int], int]:
    """The line of each grant, by its policy and its place in the list."""
    if not text.strip():
        return {}
    numbers = LineNumbers(text)
    found = {}
    for policy, setting in members(text, whole(text)).items():
        grants = members(text, setting).get(_EXEMPTIONS)
        for position, grant in enumerate(items(text, grants) if grants else ()):
            found[policy, position] = numbers.of(grant.start)
    return found


class PreviewPlaces:
    """Looks each pair up in the configuration of its stack."""

    def __init__(self, config_file: str | None) -> None:
        self._config_file = config_file
        self._project = {"path": encodable(path_of_project()), "line": 1}
        self._stacks: dict[str, tuple[str, Lines]] = {}

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The file and line for a result of the record."""
        stack = (row["urn"] or "").removeprefix("urn:pulumi:").partition("::")[0]
        if stack not in self._stacks:
            self._stacks[stack] = self._declared_in(stack)
        path, lines = self._stacks[stack]
        evidence = () if row["verdict"] == Kind.PASS else row["evidence"]  # as check does it
        line = line_of(lines.get(row["pair"], {}), [one["fact"] for one in evidence])
        return self._project if line is None else {"path": path, "line": line}

    def _declared_in(self, stack: str) -> tuple[str, Lines]:
        """The stack's configuration file, and the lines of the pairs that it declares."""
        for file in self._candidates(stack):
            if file.is_file():
                try:
                    return encodable(path_in_checkout(str(file))), read_source(str(file)).lines()
                except InputError:
                    break  # the program takes its pairs from elsewhere
        return "", {}

    def _candidates(self, stack: str) -> Iterator[Path]:
        if self._config_file is not None:
            yield Path(self._config_file)
            return
        for ending in ("yaml", "yml", "json"):
            yield folder_of_project() / f"Pulumi.{stack}.{ending}"
