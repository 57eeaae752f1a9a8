"""All mappings of a file, found by the type of a resource."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a pack without mappings does without the rest of this package
    from .mapping import ResourceMapping


class Mappings:
    """Mappings in the order of their file.

    A stack has thousands of resources, of few types: what was found for a type is kept.
    """

    def __init__(self, mappings: Iterable[ResourceMapping] = ()) -> None:
        self.all = tuple(mappings)
        self._patterns = [(re.compile(translate(one.token)), one) for one in self.all]
        self._by_token: dict[str, tuple[ResourceMapping, ...]] = {}

    def of(self, token: str) -> tuple[ResourceMapping, ...]:
        """The mappings for resources of a type, those with wildcards among them."""
        found = self._by_token.get(token)
        if found is None:
            found = tuple(one for pattern, one in self._patterns if pattern.match(token))
            self._by_token[token] = found
        return found

    def __bool__(self) -> bool:
        return bool(self.all)
