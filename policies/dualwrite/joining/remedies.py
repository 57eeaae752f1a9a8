"""Where an undeclared fact can be declared, for the kind of source that a pair comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..facts import SecretValue
from ..observation import CUSTOMER_ENGAGEMENT, SIDES, Observation, Role
from .identity import URL, host_of


class Remedies(Mapping[str, str]):
    """By path, what to do where the fact is not declared. Made when it is asked for: few are."""

    def __init__(self, observations: Sequence[Observation], facts: Mapping[str, Any]) -> None:
        self._observations = observations
        self._facts = facts

    def __getitem__(self, path: str) -> str:
        if self._observations[0].role is Role.PAIR and not self._observations[0].hint:
            raise KeyError(path)  # whoever declares the pair declares its facts there
        section, _, key = path.partition(".")
        sided = [one for one in self._observations if one.side == section]
        for one in [*sided, *self._observations]:
            if path in one.hints:
                return one.hints[path]
        speaker = next((one for one in [*sided, *self._observations] if one.hint), None)
        if speaker is None:
            raise KeyError(path)
        url = self._url(section)
        if url is None:  # the other side's entry can hold it, too
            other = self._url(speaker.side)
            return _filled(speaker.hint, path, path, other)
        return _filled(speaker.hint, path, key if section in SIDES else path, url)

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the remedies are made one by one")

    def __len__(self) -> int:
        raise TypeError("the remedies are made one by one")

    def _url(self, section: str) -> str | None:
        side = section if section in SIDES else CUSTOMER_ENGAGEMENT
        value = self._facts.get(f"{side}.{URL}")
        host = None if isinstance(value, SecretValue) else host_of(value)
        return None if host is None else f"https://{host}"


def _filled(hint: str, path: str, key: str, url: str | None) -> str:
    return hint.format(path=path, key=key, url=url or "the environment's URL")
