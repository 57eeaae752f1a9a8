"""`--maps`: exports of dual-write's table maps; and the list of maps that comes with the tool."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..text.quoting import counted, printable
from .contents import read_bounded
from .entities import Entity, Metadata, data_bytes, data_dates, standard_entities, standard_maps
from .errors import UnreadableError
from .tables import TableList, normalised

_MOST_BYTES = 64 << 20
_ACCEPTED = (
    "Accepted: JSON of table maps, as the column msdyn_mapping of msdyn_dualwriteentitymap has them"
    " (legs with sourceSchema and destinationSchema)."
)
_NOT_COMPLETE = (
    "which maps are active is known only in the environment: name an export with --tables"
)
_DEEPEST = 32


def read_maps(path: str, metadata: Metadata | None) -> TableList:
    """The tables behind the maps of a file.

    :raises UnreadableError: where it holds no maps.
    """
    try:
        text = read_bounded(Path(path), _MOST_BYTES).decode("utf-8")
        content = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(f"it cannot be read: {error.strerror or error}.") from None
    except UnreadableError as error:
        raise UnreadableError(f"{error}. {_ACCEPTED}") from None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError(f"it is no JSON. {_ACCEPTED}") from None
    sides = list(dict.fromkeys(_legs(document, 0)))
    if not sides:
        raise UnreadableError(f"it holds no map. {_ACCEPTED}")
    tables: set[str] = set()
    reasons: list[str] = []
    for side in sides:
        found, missing = _tables_of(side, metadata)
        tables |= found
        reasons += missing
    digest = hashlib.sha256(content).hexdigest()
    source = f"{printable(Path(path).name)}, {counted(len(sides), 'map')}"
    return TableList(normalised(tables), source, digest, not reasons, tuple(dict.fromkeys(reasons)))


def built_in(metadata: Metadata | None) -> TableList:
    """The standard maps, as far as their tables are known: a last resort, which excludes nothing."""
    tables: set[str] = set()
    unresolved = 0
    for row in standard_maps():
        found, missing = _tables_of((row["label"],), metadata)
        tables |= found
        unresolved += not found or bool(missing)
    source = f"built-in list of standard maps ({data_dates()}), {counted(len(tables), 'table')}"
    if metadata is not None:
        source += ", with the metadata that is named"
    reason = (
        f"only the built-in list of standard maps was used, in which the tables of {unresolved} of"
        f" {len(standard_maps())} maps are not or not all known; {_NOT_COMPLETE}"
    )
    digest = hashlib.sha256(data_bytes()).hexdigest()
    return TableList(normalised(tables), source, digest, False, (reason,))


def _legs(found: Any, depth: int) -> Iterator[tuple[str, ...]]:
    """The two sides of every leg, wherever it is; a mapping may itself be text that is JSON."""
    if depth > _DEEPEST:
        raise UnreadableError(f"it is nested too deeply. {_ACCEPTED}")
    if isinstance(found, list):
        for one in found:
            yield from _legs(one, depth + 1)
    elif isinstance(found, dict):
        sides = tuple(
            one
            for key in ("sourceSchema", "destinationSchema")
            if isinstance(one := found.get(key), str)
        )
        if sides:
            yield sides
        for key, value in found.items():
            if isinstance(value, str) and key.lower().endswith("mapping"):
                try:
                    yield from _legs(json.loads(value), depth + 1)
                except ValueError:
                    raise UnreadableError(
                        f"the text under {printable(key)} is no JSON. {_ACCEPTED}"
                    ) from None
            elif isinstance(value, list | dict):
                yield from _legs(value, depth + 1)


def _tables_of(side: tuple[str, ...], metadata: Metadata | None) -> tuple[set[str], list[str]]:
    """The tables of a map, and why some are missing."""
    known = standard_entities()
    for store in (metadata, known):
        for label in side:
            entity = _entity(label, store) if store is not None else None
            if store is not None and entity is not None:
                tables, missing = store.tables_of(entity)
                if store is not known:
                    for name in sorted(missing):
                        inner = known.entities.get(name.lower())
                        if inner is not None:
                            more, still = known.tables_of(inner)
                            tables |= more
                            missing = (missing - {name}) | still
                return tables, [
                    f"the map {printable(label)}: the tables of {printable(one)} are not known"
                    for one in sorted(missing)
                ]
    likely: set[str] = set()
    for label in side:
        for entity in known.entities_like(label):
            likely |= known.tables_of(entity)[0]
    shown = " / ".join(printable(one) for one in side)
    if likely:
        why = "the entity behind it is taken from its name, which is not certain"
    else:
        why = "the entity behind it is not known"
    return likely, [f"the map {shown}: {why}; name its XML with --metadata"]


def _entity(label: str, store: Metadata) -> Entity | None:
    direct = store.entity_called(label)
    if direct is not None:
        return direct
    row = next((one for one in standard_maps() if one["label"].lower() == label.lower()), None)
    name = row["entity"] if row is not None else None
    return store.entities.get(name.lower()) if name is not None else None
