"""Models by their descriptors: whose they are, and which of them are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from xml.parsers import expat

from .contents import read_bounded
from .errors import UnreadableError

_MOST_BYTES = 1 << 20
_MICROSOFT = frozenset(("microsoft", "microsoft corporation", "microsoft corp", "microsoft corp."))


@dataclass(frozen=True)
class Model:
    """A model: its name, and who publishes it."""

    name: str
    publisher: str

    @property
    def is_microsofts(self) -> bool:
        """Whether Microsoft publishes it."""
        return self.publisher.strip().casefold() in _MICROSOFT

    def is_wanted(self, publishers: tuple[str, ...]) -> bool:
        """Whether its code is looked at: by default all but Microsoft's own."""
        if not publishers:
            return not self.is_microsofts
        own = self.publisher.strip().casefold()
        return any(fnmatchcase(own, one.strip().casefold()) for one in publishers)


def read_descriptor(path: Path) -> Model | None:
    """The model that a file describes, or nothing where it describes none.

    :raises UnreadableError, OSError: where it cannot be read.
    """
    values: dict[str, list[str]] = {}
    tags: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def start(tag: str, _: dict[str, str]) -> None:
        tags.append(tag)

    def end(_: str) -> None:
        tags.pop()

    def text(found: str) -> None:
        if len(tags) == 2 and tags[0] == "AxModelInfo":
            values.setdefault(tags[1], []).append(found)
        elif len(tags) == 1:
            values.setdefault("", []).append(tags[0])

    def doctype(*_: object) -> None:
        raise UnreadableError("it has a DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(read_bounded(path, _MOST_BYTES), True)
    except expat.ExpatError as error:
        raise UnreadableError(f"it is no well-formed XML, line {error.lineno}") from None
    if "Name" not in values:
        return None
    return Model("".join(values["Name"]).strip(), "".join(values.get("Publisher", [])).strip())
