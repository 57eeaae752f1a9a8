"""Where the pairs of a preview are declared: in their stack's configuration, or in the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..document.making import encodable
from ..sources.errors import InputError
from ..sources.lines import Lines, line_of
from ..sources.reading import read_source
from ..verdicts import Kind
from .checkout import folder_of_project, path_in_checkout, path_of_project


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
