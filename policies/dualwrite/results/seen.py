"""What was seen in a state: resources by what read them, and which of them are not for dual-write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..discovery.readers import READERS, reader_of
from ..discovery.sources.reading import ReadSource, SourceKind
from ..model.observation import Observation, Role
from ..text.quoting import counted

UNSEEN = (
    "what functions (invokes) return",
    "environments of other stacks and outside of Pulumi, unless their facts are declared",
    "versions, settings and installed apps of which no resource has a property",
    "in a preview or an update, resources that are only read (.get()): a state has them, but Pulumi"
    " shows them to no policy",
)
"""What is not looked at, for people."""
_NOUNS = {
    Role.PAIR: "pair",
    Role.ENVIRONMENT: "environment",
    Role.ADDITION: "application package",
}
_MAPPING = "mapping "


@dataclass
class SeenKind:
    """The resources that one reader or one mapping has read."""

    name: str
    role: Role
    urns: set[str | None] = field(default_factory=set)
    left_alone: set[str | None] = field(default_factory=set)

    @property
    def shown(self) -> str:
        """``3 environments``."""
        return counted(len(self.urns), _NOUNS[self.role])


def seen_in(source: ReadSource) -> list[SeenKind]:
    """What was read in a state, in the order of the readers, and then by mapping."""
    if source.kind is not SourceKind.STATE:
        return []
    observations = source.observations()
    alone = {id(one) for one in left_alone(source, observations)}
    found: dict[str, SeenKind] = {}
    for one in observations:
        name = read_by(one)
        kind = found.setdefault(name, SeenKind(name, one.role))
        kind.urns.add(one.origin.urn)
        if id(one) in alone:
            kind.left_alone.add(one.origin.urn)
    order = {one.name: position for position, one in enumerate(READERS)}
    return sorted(found.values(), key=lambda one: (order.get(one.name, len(order)), one.name))


def left_alone(source: ReadSource, observations: Iterable[Observation]) -> list[Observation]:
    """What was looked at and is for no pair: nothing says that it is for dual-write."""
    used = {statement.origin for pair in source.pairs for statement in pair.statements}
    return [
        one
        for one in observations
        if one.role is not Role.PAIR and not one.marked and one.origin not in used
    ]


def read_by(one: Observation) -> str:
    """The mapping that an observation comes from, or the reader of its resource."""
    if one.origin.how.startswith(_MAPPING):
        return one.origin.how
    reader = reader_of(type_in(one.origin.urn or ""))
    return reader.name if reader is not None else one.origin.label


def type_in(urn: str) -> str:
    """The type of a resource, out of its URN; types of its parents stand before a dollar sign."""
    parts = urn.split("::", 3)
    return parts[2].rpartition("$")[2] if len(parts) > 2 else ""
