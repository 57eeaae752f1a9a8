"""From boxes of Azure resources to nodes, to edges from the environments, and to words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...regions import Geography
from ...text import counted, joined
from ..drawing import Edge, Node, Shape
from ..judged import JudgedPair
from ..places import Place
from ..standing import Outcome, Standing, outcome_of
from ..strokes import STROKES
from .attributing import Judging, results_about
from .boxes import AzureBox, azure_boxes
from .words import contents

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
