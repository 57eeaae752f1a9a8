"""Judging what was read, and the document of it that the reports are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..discovery.sources.lines import Lines, line_of
from ..discovery.sources.reading import STANDARD_INPUT_NAME, ReadSource, SourceKind
from ..judging.exemption_review import ReviewedGrant
from ..judging.judge import judge_each, review_all
from ..model.pair import Pair
from ..model.verdicts import Kind, Notice, Result
from ..requirements import REQUIREMENTS
from ..results.making import encodable, grant_rows, make_document, notices_of, row_of
from ..text.clock import now_in_utc
from .consoles import with_progress
from .inputs import Inputs
from .locations import path_in_checkout, path_of_project, with_places


@dataclass(frozen=True)
class Judgement:
    """All results of one run, pair by pair, and what is to be said about the exemptions."""

    inputs: Inputs
    judged: tuple[tuple[Pair, tuple[Result, ...]], ...]

    @cached_property
    def results(self) -> list[Result]:
        """The results of all pairs."""
        return [result for _, results in self.judged for result in results]

    @cached_property
    def grants(self) -> list[ReviewedGrant]:
        """Every grant of the requirements that were judged."""
        return review_all(self.results, self.inputs.configuration, self.inputs.today, REQUIREMENTS)

    @property
    def notices(self) -> list[Notice]:
        """What ``exemptions`` says about grants, at its level."""
        level = self.inputs.configuration.review.level
        return [notice for one in self.grants for notice in notices_of(one, level)]

    @property
    def refused(self) -> bool:
        """Whether anything mandatory failed."""
        if any(result.blocks for result in self.results):
            return True
        return any(notice.blocks for notice in self.notices)

    def document(self) -> dict[str, Any]:
        """The document, with the place of each pair in its file.

        :raises DateError: where SOURCE_DATE_EPOCH is no time.
        """
        level = self.inputs.configuration.review.level
        return make_document(
            _rows(self.judged, self.inputs.sources),
            now_in_utc(),
            self.inputs.today,
            with_places(grant_rows(self.grants, level), self.inputs.policy_pack_config),
            self.inputs.left_out,
        )


def judge_inputs(inputs: Inputs) -> Judgement:
    """Judge all pairs together; on a terminal, with a progress bar."""
    pairs = inputs.pairs
    judged = with_progress(
        judge_each(pairs, inputs.configuration, inputs.today, REQUIREMENTS), len(pairs)
    )
    return Judgement(inputs, tuple(zip(pairs, map(tuple, judged), strict=True)))


class _Places:
    """Where the pairs of one source are declared."""

    def __init__(self, source: ReadSource) -> None:
        in_a_file = source.kind is not SourceKind.STATE and source.name != STANDARD_INPUT_NAME
        # A state has no line that anybody wrote: the project that made it has.
        path = path_in_checkout(source.name) if in_a_file else path_of_project()
        self._path = encodable(path)
        self._lines: Lines = source.lines() if in_a_file else {}

    def of(self, pair: Pair, result: Result) -> dict[str, Any]:
        """The file, and the line of the fact that decides or else of the pair."""
        declared: Mapping[str, int] = self._lines.get(pair.name, {})
        passed = result.verdict.kind is Kind.PASS  # then no fact is to be looked at
        evidence = () if passed else result.verdict.evidence
        line = line_of(declared, [one.fact for one in evidence])
        return {"path": self._path, "line": line or 1}


def _rows(
    judged: Iterable[tuple[Pair, tuple[Result, ...]]], sources: Iterable[ReadSource]
) -> Iterator[dict[str, Any]]:
    places = {source.name: _Places(source) for source in sources}
    for pair, results in judged:
        assert pair.source is not None  # every reader says where it found a pair
        for result in results:
            yield row_of(result, pair.source, places[pair.source].of(pair, result))
