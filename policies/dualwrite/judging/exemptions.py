"""A grant: the exemption of some pairs from one requirement, as the pack's configuration has it.

Strict, because what is wrong with a grant must stop the operation: it would be silence otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import translate
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from ..model.verdicts import Exemption, Kind, Verdict
from ..text.clock import parse_date
from ..text.quoting import as_found, counted, joined, quoted
from ..text.strict_model import StrictModel
from ..text.suggestions import did_you_mean

Category = Literal["waiver", "mitigated"]
CATEGORIES: tuple[str, ...] = get_args(Category)
COVERABLE = ("undeclared", "fail")
"""The verdicts that a grant can cover."""
SHORTEST_REASON = 10
_WILDCARD = re.compile(r"[*?[]")
_LITERAL_END = re.compile(r"[^*?\[\]]*$")


def _text(what: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{as_found(value)}; accepted: {what}, as text.")
        if not value.strip():
            raise ValueError(f"it is empty; accepted: {what}.")
        return value.strip()

    return read


def _read_reason(value: object) -> str:
    reason = _text("the reason, in words")(value)
    if sum(map(str.isprintable, reason)) < SHORTEST_REASON:
        raise ValueError(
            f"{quoted(reason)} is too short; accepted: the reason, in {SHORTEST_REASON} characters"
            " or more."
        )
    return reason


def _read_category(value: object) -> str:
    if isinstance(value, str) and value in CATEGORIES:
        return value
    hint = did_you_mean(value, CATEGORIES) if isinstance(value, str) else ""
    raise ValueError(
        f"{quoted(value)} is no category.{hint} Accepted: waiver (the risk is accepted) or mitigated"
        " (the requirement is met by other means)."
    )


def read_covers(value: object) -> tuple[str, ...]:
    """Read what a grant covers: one verdict, or a list of them.

    :raises ValueError: for anything else, with what is accepted.
    """
    accepted = "Accepted: undeclared, fail, or a list of both."
    given = list(value) if isinstance(value, list | tuple) else [value]
    if not given:
        raise ValueError(f"it is empty. {accepted}")
    for one in given:
        if not isinstance(one, str):
            raise ValueError(f"{as_found(one)}. {accepted}")
        if one not in COVERABLE:
            hint = did_you_mean(one, COVERABLE)
            raise ValueError(f"{quoted(one)} is no verdict that is covered.{hint} {accepted}")
        if given.count(one) > 1:
            raise ValueError(f"{quoted(one)} is there more than once. {accepted}")
    return tuple(one for one in COVERABLE if one in given)


def _read_day(value: object) -> date:
    if not isinstance(value, str):
        raise ValueError(f"{as_found(value)}; accepted: the last day in force, such as 2026-11-24.")
    return parse_date(value)


def _read_names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        found = "it is empty" if isinstance(value, list | tuple) else as_found(value)
        raise ValueError(f"{found}; accepted: a list of pairs' names or globs.")
    for one in value:
        if not isinstance(one, str) or not one.strip():
            shown = as_found(one) if not isinstance(one, str) else "a name is empty"
            raise ValueError(f"{shown}; accepted: a list of pairs' names or globs.")
    return tuple(value)


class Grant(StrictModel):
    """Pairs that need not satisfy one requirement until a day, with who answers for it and why."""

    id: Annotated[str | None, BeforeValidator(_text("a name for this exemption"))] = Field(
        None, description="What the exemption is called: EX-2026-014."
    )
    pairs: Annotated[tuple[str, ...], BeforeValidator(_read_names)] = Field(
        description="The pairs that it covers: their names, or globs (*, ?, [...])."
    )
    covers: Annotated[tuple[str, ...] | None, BeforeValidator(read_covers)] = Field(
        None,
        description="The verdict that it was granted for: undeclared, fail, or a list of both. One for"
        " undeclared never covers a failure. Without this key it covers both.",
    )
    category: Annotated[Category, BeforeValidator(_read_category)] = Field(
        description="waiver: the risk is accepted. mitigated: the requirement is met by other means."
    )
    reason: Annotated[str, BeforeValidator(_read_reason)] = Field(
        description=f"Why it is granted, in {SHORTEST_REASON} characters or more."
    )
    owner: Annotated[str, BeforeValidator(_text("who answers for it"))] = Field(
        description="Who answers for it and is asked when it expires."
    )
    approved_by: Annotated[str | None, BeforeValidator(_text("who approved it"))] = Field(
        None, description="Who approved it."
    )
    ticket: Annotated[str | None, BeforeValidator(_text("a ticket"))] = Field(
        None, description="Where the way out of it is tracked."
    )
    expires_on: Annotated[date, BeforeValidator(_read_day)] = Field(
        description="The last day on which it is in force, YYYY-MM-DD; the day counts whole, in UTC."
    )

    @property
    def label(self) -> str:
        """What to call it in a message: its ID, or what it covers."""
        if self.id is not None:
            return f"exemption {quoted(self.id)}"
        return f"exemption for {joined([quoted(one) for one in self.pairs[:3]])}"

    @property
    def covered(self) -> tuple[str, ...]:
        """The verdicts that it covers; one that does not say covers both."""
        return COVERABLE if self.covers is None else self.covers

    def in_force(self, today: date) -> bool:
        """Whether it covers anything on a day."""
        return today <= self.expires_on

    def days_left(self, today: date) -> int:
        """Days after ``today`` until the last day in force: 0 on that day, negative afterwards."""
        return (self.expires_on - today).days


def grant_keys() -> tuple[str, ...]:
    """The keys that a grant accepts."""
    return tuple(info.alias or name for name, info in Grant.model_fields.items())


def grant_schema() -> dict[str, Any]:
    """The JSON schema of a grant, for the engine and for Pulumi Cloud."""
    texts: dict[str, dict[str, Any]] = {
        info.alias or name: {"type": "string", "description": info.description}
        for name, info in Grant.model_fields.items()
    }
    texts["category"]["enum"] = list(CATEGORIES)
    texts["pairs"] |= {"type": "array", "items": {"type": "string"}}
    texts["covers"] |= {"type": ["string", "array"], "items": {"type": "string"}}
    return {"type": "object", "properties": texts}


_Glob = tuple[int, "re.Pattern[str]"]
"""The position of a grant, and one of the globs that it names."""


class Grants:
    """The grants of one requirement, found by the name of a pair.

    There may be a thousand of them and as many pairs: names are looked up, and a glob is tried only
    where what it begins with fits or, if it begins with a wildcard, what it ends with.
    """

    def __init__(self, grants: Sequence[Grant] = ()) -> None:
        self.all = tuple(grants)
        self._named: dict[str, list[int]] = {}
        self._by_beginning: dict[str, list[_Glob]] = {}
        self._by_end: dict[str, list[_Glob]] = {}
        for position, grant in enumerate(self.all):
            for name in grant.pairs:
                self._named.setdefault(name, []).append(position)
                wildcard = _WILDCARD.search(name)
                if wildcard:
                    self._add(name, wildcard.start(), (position, re.compile(translate(name))))
        self._beginnings = sorted({len(one) for one in self._by_beginning})
        self._ends = sorted({len(one) for one in self._by_end})
        self._found: dict[str, list[int]] = {}

    def _add(self, name: str, first_wildcard: int, glob: _Glob) -> None:
        if first_wildcard:
            self._by_beginning.setdefault(name[:first_wildcard], []).append(glob)
        else:
            end = _LITERAL_END.search(name)
            self._by_end.setdefault(end[0] if end else "", []).append(glob)

    def positions_naming(self, pair: str) -> list[int]:
        """The positions, in ``all``, of the grants that name a pair, in force or not."""
        known = self._found.get(pair)  # a pair is asked for by the judge, and by the review
        if known is None:
            known = self._found[pair] = self._look_up(pair)
        return known

    def _look_up(self, pair: str) -> list[int]:
        found = set(self._named.get(pair, ()))
        tried = [glob for n in self._beginnings for glob in self._by_beginning.get(pair[:n], ())]
        for length in self._ends:
            tried += self._by_end.get(pair[len(pair) - length :], ())
        found.update(position for position, pattern in tried if pattern.match(pair))
        return sorted(found)

    def naming(self, pair: str) -> list[Grant]:
        """The grants that name a pair, in their order, in force or not."""
        return [self.all[position] for position in self.positions_naming(pair)]


EXEMPTABLE = (Kind.FAIL, Kind.UNDECLARED)
"""The verdicts that a grant can cover, where they are violations."""


def with_grants(verdict: Verdict, grants: Grants, pair: str, today: date) -> Verdict:
    """Return what a violation is under the grants of its requirement.

    A grant in force that names the pair and covers the verdict makes ``fail`` or ``undeclared``
    exempt, and nothing else: one that was given for what nobody declared hides no failure. Of several,
    the one that ends last counts. One that has expired covers nothing; the message then says so.
    """
    if verdict.kind not in EXEMPTABLE or not grants.all:
        return verdict
    every = grants.naming(pair)
    naming = [one for one in every if verdict.kind.value in one.covered]
    if not naming:
        others = [one for one in every if one.in_force(today)]
        return _not_covered(verdict, others[0]) if others else verdict
    latest = max(naming, key=lambda one: one.expires_on)  # the first of those that end together
    if latest.in_force(today):
        return replace(verdict, kind=Kind.EXEMPT, exemption=_exemption(latest, verdict.kind, today))
    return replace(verdict, message=f"{verdict.message} {_expired(latest, today)}")


def is_exempt(grants: Grants, pair: str, today: date) -> bool:
    """Whether a grant in force names a pair and covers what is to be mended."""
    return any(
        one.in_force(today) and Kind.FAIL.value in one.covered for one in grants.naming(pair)
    )


def _not_covered(verdict: Verdict, grant: Grant) -> Verdict:
    label = grant.label[0].upper() + grant.label[1:]
    text = f"{label} does not cover it: it is for {joined(grant.covered)} alone."
    return replace(verdict, message=f"{verdict.message} {text}")


def _exemption(grant: Grant, instead_of: Kind, today: date) -> Exemption:
    return Exemption(
        id=grant.id,
        category=grant.category,
        reason=grant.reason,
        owner=grant.owner,
        approved_by=grant.approved_by,
        ticket=grant.ticket,
        expires_on=grant.expires_on,
        days_left=grant.days_left(today),
        instead_of=instead_of,
    )


def _expired(grant: Grant, today: date) -> str:
    ago = counted(-grant.days_left(today), "day")
    label = grant.label[0].upper() + grant.label[1:]
    return f"{label} expired on {grant.expires_on} ({ago} ago); its owner is {grant.owner}."
