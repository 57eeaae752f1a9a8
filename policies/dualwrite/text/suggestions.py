"""Did-you-mean: the accepted words that are nearest to what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from .quoting import joined, quoted

# Below it a suggestion is a guess that misleads; "WEUR" for "westeurope" is just above it.
_LEAST_LIKENESS = 0.55
# An abbreviation ("prod", "dev") is likelier than a typing error of the same length.
_LIKENESS_OF_A_BEGINNING = 0.8
_LIKENESS_OF_OTHER_WORD_ORDER = 0.95
# Beside "westeurope" for "westeurop", "westus" is only noise.
_FARTHEST_FROM_LIKEST = 0.15
# Who mistypes a word seldom mistypes its first letter: "OneBox" is not "sandbox", nor "APAC" "japan".
_LEAST_LIKENESS_OF_OTHER_BEGINNING = 0.8
_SHORTEST_BEGINNING = 3
# What turns a word around: "non-production" is like "production" in everything but its meaning.
_TURNS_AROUND = ("non", "not", "no", "pre")
_NO_WORDS: Mapping[str, str] = {}
# Matching takes quadratic time, and nobody mistypes a word of this length.
_LONGEST_FOUND = 100


def nearest(
    found: str, accepted: Iterable[str], limit: int = 3, least: float = _LEAST_LIKENESS
) -> list[str]:
    """Return at most ``limit`` of the accepted words that are like ``found``, the likest first.

    Case, spaces and punctuation do not count, the order of words counts little, and the beginning
    of a word (``prod``) is like the whole. Words much less like than the likest are left out. The
    order of ``accepted`` does not change the answer: equally like words come alphabetically.

    :param least: how like a word must be, from 0 to 1.
    """
    if len(found) > _LONGEST_FOUND or limit < 1:
        return []
    return list(_nearest(found, frozenset(accepted), limit, least))


@lru_cache(maxsize=4096)  # the same slip stands in every pair of a file
def _nearest(found: str, accepted: frozenset[str], limit: int, least: float) -> tuple[str, ...]:
    words = _words(found)
    scored = [(_likeness(words, _words(one)), one) for one in accepted]
    likest = max((score for score, _ in scored), default=0.0)
    least = max(least, likest - _FARTHEST_FROM_LIKEST)
    like = [(-score, one.casefold(), one) for score, one in scored if score >= least]
    return tuple(one for _, _, one in sorted(like)[:limit])


def did_you_mean(
    found: str, accepted: Iterable[str], practice: Mapping[str, str] = _NO_WORDS
) -> str:
    """Return `` Did you mean "westeurope"?`` with the likest accepted word, or nothing at all.

    :param practice: what people and other tools call accepted words, in lower case without spaces
        and punctuation; an empty text for a word that no accepted one means. Such a word is no
        misspelling of another one, however like it is.
    """
    meant = practice.get("".join(_words(found)))
    if meant is None:
        return question(nearest(found, accepted, limit=1))
    return question([meant] if meant else [])


def question(suggested: Sequence[str]) -> str:
    """Return `` Did you mean "a", "b" or "c"?`` for suggested words, or nothing at all."""
    if not suggested:
        return ""
    return f" Did you mean {joined([quoted(one) for one in suggested], last='or')}?"


def _words(text: str) -> list[str]:
    letters = (one if one.isalnum() else " " for one in text.casefold())
    return "".join(letters).split()


def _likeness(found: list[str], accepted: list[str]) -> float:
    one, other = "".join(found), "".join(accepted)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if len(found) > 1 and sorted(found) == sorted(accepted):
        return _LIKENESS_OF_OTHER_WORD_ORDER
    if _is_turned_around(one, other):
        return 0.0
    ratio = _ratio(one, other)
    is_part = bool(set(found) & set(accepted))  # "tenant" of "same-tenant"
    if one[0] != other[0] and ratio < _LEAST_LIKENESS_OF_OTHER_BEGINNING and not is_part:
        return 0.0
    if len(one) >= _SHORTEST_BEGINNING and other.startswith(one):
        return max(ratio, _LIKENESS_OF_A_BEGINNING)
    return ratio


def _is_turned_around(one: str, other: str) -> bool:
    """Whether ``one`` is a spelling of ``other`` behind a syllable that means the opposite."""
    return any(
        one.startswith(before)
        and not other.startswith(before)
        and _ratio(one.removeprefix(before), other) >= _LEAST_LIKENESS_OF_OTHER_BEGINNING
        for before in _TURNS_AROUND
    )


def _ratio(one: str, other: str) -> float:
    # Imported here, because only a mistake needs it and every start would pay for it.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, other, one, autojunk=False)
    # The quick bound is never below the ratio; it spares most words the slow one.
    if matcher.quick_ratio() < _LEAST_LIKENESS:
        return 0.0
    return matcher.ratio()
