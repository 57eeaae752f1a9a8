"""From judged pairs to a picture of them.

The line of a pair says the worst of all its verdicts, whatever they are about. Those about its Azure
resources stand a second time at the boxes of these (``beside``), where they belong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ...judging.configuration import Configuration
from ...model.estate import Estate
from ...model.pair import FinanceAndOperations
from ...text.quoting import counted
from ...vocabulary.regions import Geography
from .azure_drawing import AzureRow, Beside, Judging, beside
from .drawing import Cluster, Dash, Drawing, Edge, Node, Shape
from .environments import (
    Ends,
    Environment,
    Place,
    Use,
    environment_lines,
    environments_of,
    geographies_of,
    place_of,
)
from .outcome import (
    AZURE,
    ENVIRONMENT,
    MISSING,
    SHARED,
    STROKES,
    JudgedPair,
    Outcome,
    Standing,
    outcome_of,
)

_NO_PAIR = "No pair to draw."
_MOST_INSIDE = 3
"""How many pairs one unified environment shows. That it is more than one is what is wrong."""


@dataclass(frozen=True)
class Row:
    """A pair in words, for those who cannot see the picture."""

    label: str
    finance_and_operations: str
    customer_engagement: str
    azure: tuple[AzureRow, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Picture:
    """A drawing, and the same in words."""

    drawing: Drawing
    rows: tuple[Row, ...]


def picture_of(judged: Sequence[JudgedPair], configuration: Configuration, today: date) -> Picture:
    """Draw pairs, in their order.

    :param configuration: the one that they were judged under.
    :param today: the day that was judged for, which the title says.
    """
    environments, ends = environments_of([one.pair for one in judged])
    outcomes = [outcome_of(one.results) for one in judged]
    estate = Estate(one.pair for one in judged)
    judging = Judging(configuration, estate, today)
    scene = _Scene(judged, outcomes, environments, ends, judging)
    return Picture(
        Drawing(_title(outcomes, today), legend(), scene.clusters(), tuple(scene.edges())),
        tuple(scene.rows()),
    )


def _title(outcomes: Sequence[Outcome], today: date) -> str:
    if not outcomes:
        return _NO_PAIR
    counts = Counter(one.standing for one in outcomes)
    told = ", ".join(f"{counts[one]} {one.word}" for one in Standing if counts[one])
    return f"{counted(len(outcomes), 'pair')}, judged for {today}: {told}"


def legend() -> Cluster:
    """What the lines mean. Every line of a pair also says it in words."""
    entries = [
        *(((one.word, one.meaning), STROKES[one]) for one in Standing),
        (("shared", "an environment in several pairs"), SHARED),
        (("partner missing", "nobody declares the other side"), MISSING),
    ]
    nodes = [Node(f"l{at}", lines, stroke) for at, (lines, stroke) in enumerate(entries, 1)]
    resources = ("Azure", "resources of a pair in one geography")
    framed = Node(f"l{len(nodes) + 1}", resources, AZURE, shape=Shape.FRAMED)
    return Cluster("l", "Legend", (*nodes, framed))


@dataclass(frozen=True)
class _Scene:
    """All that is drawn. ``outcomes`` and ``ends`` are in the order of the pairs."""

    judged: Sequence[JudgedPair]
    outcomes: Sequence[Outcome]
    environments: Sequence[Environment]
    ends: Sequence[Ends]
    judging: Judging

    def rows(self) -> Iterator[Row]:
        """Each pair in words."""
        told = ["; ".join(environment_lines(one)) for one in self.environments]
        azure = self._beside.rows()
        for at, ends in enumerate(self.ends):
            yield Row(
                self.judged[at].label,
                told[ends.finance_and_operations],
                told[ends.customer_engagement],
                azure[at],
                self.outcomes[at],
            )

    def edges(self) -> Iterator[Edge]:
        """The links, and what leads to Azure."""
        yield from self._links()
        yield from self._beside.edges([_node_id(self._served(one)) for one in self.ends])

    def _links(self) -> Iterator[Edge]:
        """One environment with both apps has none: its node says what the verdict is."""
        for at, ends in enumerate(self.ends):
            if ends.is_one:
                continue
            label, outcome = self.judged[at].label, self.outcomes[at]
            stroke = STROKES[outcome.standing]
            if self.judged[at].pair.is_half:
                stroke = replace(stroke, dash=Dash.DASHED)
            yield Edge(
                f"e{at + 1}",
                _node_id(ends.finance_and_operations),
                _node_id(ends.customer_engagement),
                (label, outcome.text),
                stroke,
                f"{label}: {outcome.full_text}",
            )

    def clusters(self) -> tuple[Cluster, ...]:
        """The nodes by place. Who is missing stands beside the partner."""
        places = [place_of(one) for one in self.environments]
        for ends in self.ends:
            one, other = ends.finance_and_operations, ends.customer_engagement
            if self.environments[one].is_missing:
                places[one] = places[other]
            elif self.environments[other].is_missing:
                places[other] = places[one]
        environments = zip(places, self._nodes(), strict=True)
        return tuple(_clusters((*environments, *self._beside.nodes())))

    @cached_property
    def _beside(self) -> Beside:
        found = [geographies_of(self.environments[self._served(one)]) for one in self.ends]
        return beside(self.judged, [_only(one) for one in found], self.judging)

    def _served(self, ends: Ends) -> int:
        """The environment that Azure resources serve: customer engagement, unless it is missing."""
        if self.environments[ends.customer_engagement].is_missing:
            return ends.finance_and_operations
        return ends.customer_engagement

    def _nodes(self) -> Iterator[Node]:
        inside: dict[int, list[int]] = {}
        for pair, ends in enumerate(self.ends):
            if ends.is_one:
                inside.setdefault(ends.finance_and_operations, []).append(pair)
        estate = self.judging.estate
        for at, environment in enumerate(self.environments):
            yield self._node(at, environment, inside.get(at, []), _pairs_of(environment, estate))

    def _node(self, at: int, environment: Environment, inside: list[int], pairs: int) -> Node:
        """Draw an environment.

        :param inside: the pairs of which it is both sides.
        :param pairs: how many pairs use it.
        """
        lines = list(environment_lines(environment))
        stroke = MISSING if environment.is_missing else ENVIRONMENT
        if inside:
            worst = min((self.outcomes[one].standing for one in inside), key=list(Standing).index)
            stroke = STROKES[worst]
        if pairs > 1:
            lines.append(f"shared by {pairs} pairs")
            stroke = replace(SHARED, colour=stroke.colour) if inside else SHARED
        tip = list(lines)
        for one in inside:
            tip.append(f"{self.judged[one].label}: {self.outcomes[one].full_text}")
        for one in inside[:_MOST_INSIDE]:
            lines += (f"pair {self.judged[one].label}", self.outcomes[one].text)
        if len(inside) > _MOST_INSIDE:
            lines.append(f"and {counted(len(inside) - _MOST_INSIDE, 'more pair')}")
        return Node(_node_id(at), tuple(lines), stroke, "; ".join(tip))


def _only(geographies: list[Geography]) -> Geography | None:
    return geographies[0] if len(geographies) == 1 else None


def _node_id(position: int) -> str:
    return f"n{position + 1}"


def _pairs_of(environment: Environment, estate: Estate) -> int:
    """How many pairs use it. One that two sources declare is one."""
    return max(1 + _others(use, estate) for use in environment.uses)


def _others(use: Use, estate: Estate) -> int:
    sharing = estate.sharing_with(use.pair, most_named=0)
    if isinstance(use.side, FinanceAndOperations):
        return sharing.finance_and_operations.number
    return sharing.customer_engagement.number


def _clusters(nodes: Iterable[tuple[Place, Node]]) -> Iterator[Cluster]:
    """A cluster a geography, with one in it for each region."""
    by_geography: dict[tuple[bool, str], dict[str, list[Node]]] = {}
    for place, node in sorted(nodes, key=lambda one: one[0]):  # nodes of one place keep their order
        regions = by_geography.setdefault((place.is_unknown, place.geography), {})
        regions.setdefault(place.region, []).append(node)
    number = 0
    for at, ((_, geography), regions) in enumerate(by_geography.items(), 1):
        inner = []
        for region in filter(None, regions):
            number += 1
            inner.append(Cluster(f"r{number}", region, tuple(regions[region])))
        yield Cluster(f"g{at}", geography, tuple(regions.get("", ())), tuple(inner))
