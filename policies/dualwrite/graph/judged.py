"""A pair with what was said of it: what pictures are made from."""

from __future__ import annotations

from dataclasses import dataclass

from ..pair import Pair
from ..verdicts import Result


@dataclass(frozen=True)
class JudgedPair:
    """A pair, what to call it (its name, and its place where names repeat), and all its results."""

    label: str
    pair: Pair
    results: tuple[Result, ...]
