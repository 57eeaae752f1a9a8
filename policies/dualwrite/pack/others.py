"""The environments that a program has beside a declared pair, and whether one can be its side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..facts import UnknownValue
from ..observation import SIDES, Observation, Role

if TYPE_CHECKING:  # see operation.py
    from ..joining.identity import Identity


class Others:
    """Made anew for each operation, and filled by the resources that are seen."""

    def __init__(self) -> None:
        self._named: set[tuple[str, Identity]] = set()
        self._has_nameless = False
        self._is_empty = True

    def see(self, observations: Iterable[Observation]) -> None:
        """Note the environments, and what adds to one, among what a resource says."""
        from ..joining.identity import identities

        for one in observations:
            if one.role is Role.PAIR:
                continue
            self._is_empty = False
            for side in SIDES if one.unified else (one.side,):
                named = identities(one.facts, side)
                self._named.update((side, identity) for identity in named)
                self._has_nameless |= not named or _is_open(one.facts, side)

    def may_be_of(self, said: Iterable[Observation]) -> bool:
        """Whether one of them can be an environment of a pair: by name, or while either has none."""
        if self._is_empty:
            return False
        from ..joining.identity import identities

        for one in said:
            for side in SIDES:
                if _is_open(one.facts, side):
                    return True
                if any((side, identity) in self._named for identity in identities(one.facts, side)):
                    return True
        return self._has_nameless


def _is_open(facts: Mapping[str, Any], side: str) -> bool:
    """Whether something that identifies a side is known only later."""
    keys = (f"{side}.url", f"{side}.environmentId", side)
    return any(isinstance(facts.get(key), UnknownValue) for key in keys)
