"""From boxes of Azure resources to nodes, to edges from the environments, and to words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...judging.configuration import Configuration
from ...judging.judge import judge
from ...model.azure import AzureResource
from ...model.estate import Estate
from ...model.pair import Pair
from ...model.verdicts import Kind, Result
from ...requirements import requirements_by_name
from ...text.quoting import counted, joined
from ...vocabulary.regions import Geography
from .azure_boxes import AzureBox, azure_boxes, contents
from .drawing import Edge, Node, Shape
from .environments import Place
from .outcome import STROKES, JudgedPair, Outcome, Standing, outcome_of

_NOTHING_WRONG = (Kind.PASS, Kind.NOT_APPLICABLE)


@dataclass(frozen=True)
class Judging:
    """How the pairs of a picture were judged: what it takes to judge a part of one again."""

    configuration: Configuration
    estate: Estate
    today: date

    def kind_of(self, result: Result, pair: Pair) -> Kind:
        """What the requirement of a result says of another pair."""
        requirement = requirements_by_name()[result.requirement]
        setting = self.configuration.setting(requirement)
        return judge(requirement, pair, self.estate, setting, self.today).verdict.kind


def results_about(
    here: tuple[AzureResource, ...], one: JudgedPair, judging: Judging
) -> list[Result]:
    """The results of a pair that are about some of its Azure resources."""
    return [each for each in one.results if _is_about(each, here, one.pair, judging)]


def _is_about(
    result: Result, here: tuple[AzureResource, ...], pair: Pair, judging: Judging
) -> bool:
    if not requirements_by_name()[result.requirement].concerns_companions:
        return False
    return (
        result.verdict.kind in _NOTHING_WRONG
        or _names_any(result, here)
        or not _names_any(result, pair.companions)
        or judging.kind_of(result, replace(pair, companions=here)) is result.verdict.kind
    )


def _names_any(result: Result, resources: Sequence[AzureResource]) -> bool:
    return any(
        name in text
        for text in _texts(result)
        for one in resources
        for name in (one.label, one.called)
    )


def _texts(result: Result) -> Iterable[str]:
    verdict = result.verdict
    return (verdict.message, *(one.fact for one in verdict.evidence if one.value is None))


_MOST_NAMED = 3
"""How many pairs of one outcome a box names."""


@dataclass(frozen=True)
class AzureRow:
    """One box of a pair, in words."""

    where: str
    contents: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Beside:
    """The Azure resources of all pairs. ``outcomes`` has one for each pair of each box."""

    judged: Sequence[JudgedPair]
    boxes: tuple[AzureBox, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]

    def nodes(self) -> Iterator[tuple[Place, Node]]:
        """The boxes with their places."""
        for at, box in enumerate(self.boxes):
            yield box.place, self._node(at)

    def edges(self, served: Sequence[str]) -> Iterator[Edge]:
        """A line to each box from the environment that it serves, with what is said of that pair.

        :param served: by position of a pair, the identifier of the node of its environment.
        """
        number = 0
        for at, box in enumerate(self.boxes):
            for pair, outcome in zip(box.pairs, self.outcomes[at], strict=True):
                number += 1
                yield Edge(
                    f"b{number}",
                    served[pair],
                    _node_id(at),
                    (),
                    STROKES[outcome.standing],
                    f"Azure of {self.judged[pair].label}: {outcome.full_text}",
                )

    def rows(self) -> list[tuple[AzureRow, ...]]:
        """By position of a pair, its boxes in words."""
        found: list[list[AzureRow]] = [[] for _ in self.judged]
        for box, outcomes in zip(self.boxes, self.outcomes, strict=True):
            told, where = contents(box.resources), box.where
            for pair, outcome in zip(box.pairs, outcomes, strict=True):
                found[pair].append(AzureRow(where, told, outcome))
        return [tuple(one) for one in found]

    def _node(self, at: int) -> Node:
        box, outcomes = self.boxes[at], self.outcomes[at]
        labels = [self.judged[pair].label for pair in box.pairs]
        shared = len(labels) > 1
        title = f"Azure of {counted(len(labels), 'pair') if shared else labels[0]}"
        told = [f"{label}: {one.full_text}" for label, one in zip(labels, outcomes, strict=True)]
        return Node(
            _node_id(at),
            (title, box.where, *contents(box.resources), *_verdicts(labels, outcomes)),
            STROKES[_worst(outcomes)],
            "; ".join((title, box.where, *(one.label for one in box.resources), *told)),
            Shape.FRAMED,
        )


def beside(
    judged: Sequence[JudgedPair], geographies: Sequence[Geography | None], judging: Judging
) -> Beside:
    """Find what stands beside pairs.

    :param geographies: where each pair is, as far as that is known.
    """

    def outcome(pair: int, box: AzureBox) -> Outcome:
        return outcome_of(results_about(box.resources, judged[pair], judging))

    boxes = azure_boxes([one.pair for one in judged], geographies)
    outcomes = (tuple(outcome(pair, box) for pair in box.pairs) for box in boxes)
    return Beside(judged, boxes, tuple(outcomes))


def _verdicts(labels: Sequence[str], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What is said of a box: a line, or one for each outcome, the worst first, with its pairs."""
    by_text: dict[str, list[str]] = {}
    order = list(Standing)
    ordered = sorted(range(len(labels)), key=lambda at: order.index(outcomes[at].standing))
    for at in ordered:
        by_text.setdefault(outcomes[at].text, []).append(labels[at])
    for text, named in by_text.items():
        yield text if len(by_text) == 1 else f"{_some(named)}: {text}"


def _some(labels: list[str]) -> str:
    if len(labels) <= _MOST_NAMED + 1:
        return joined(labels)
    more = counted(len(labels) - _MOST_NAMED, "more", "more")
    return joined([*labels[:_MOST_NAMED], more])


def _worst(outcomes: Sequence[Outcome]) -> Standing:
    return min((one.standing for one in outcomes), key=list(Standing).index)


def _node_id(at: int) -> str:
    return f"a{at + 1}"
