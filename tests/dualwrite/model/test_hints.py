"""Hints for a type of environment: what a word of practice means, and never another meaning."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dualwrite.model.declaration import read_pair
from dualwrite.model.schema import CUSTOMER_ENGAGEMENT_TYPES, FINANCE_AND_OPERATIONS_TYPES
from dualwrite.vocabulary.hosts import words_of_practice
from support.pairs import declaration

FINANCE = "financeAndOperations.environmentType"
CUSTOMER = "customerEngagement.environmentType"
_ACCEPTED = {FINANCE: FINANCE_AND_OPERATIONS_TYPES, CUSTOMER: CUSTOMER_ENGAGEMENT_TYPES}


def _hint(path: str, word: str) -> str | None:
    """The type that the error for the word asks about; the word's own type where it is accepted."""
    if word.casefold() in {one.casefold() for one in _ACCEPTED[path]}:
        return next(one for one in _ACCEPTED[path] if one.casefold() == word.casefold())
    changes: dict[str, Any] = {path: word}
    (problem,) = read_pair(declaration(changes), "contoso")[1]
    assert str(problem).startswith(f'{path}: "{word}" is not an environment type.')
    found = re.search(r'Did you mean "([^"]*)"\?', str(problem))
    return found[1] if found else None


@pytest.mark.parametrize(("word", "meant"), sorted(words_of_practice().items()))
def test_each_word_of_practice_is_what_it_means(word: str, meant: str) -> None:
    assert _hint(FINANCE, word) == (meant or None)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        # Lifecycle Services
        ("OneBox", "cloudHosted"),
        ("DevTestDev", "cloudHosted"),
        ("Tier-2", "sandbox"),
        ("Standard Acceptance Test", "sandbox"),
        # the APIs
        ("UDE", "developer"),
        ("USE", "sandbox"),
        ("UPE", "production"),
        ("OnlineDev", "developer"),
        ("LCSProduction", "production"),
        # people
        ("pre-production", "sandbox"),
        ("non-production", None),
        ("Training", None),
        ("Train", None),
        ("prod", "production"),
        ("prodution", "production"),
        ("Trail", "trial"),
        ("banana", None),
    ],
)
def test_finance_and_operations_types(word: str, meant: str | None) -> None:
    assert _hint(FINANCE, word) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        # the API of Power Platform: what is no type there is none here
        ("SubscriptionBasedTrial", "trial"),
        *((word, None) for word in ("Support", "Preview", "Platform", "NotSpecified", "None")),
        *((word, None) for word in ("Standard", "Premium", "Basic")),
        # people
        ("Test", "sandbox"),
        ("UAT", "sandbox"),
        ("non-production", "sandbox"),
        ("NonProd", "sandbox"),
        ("Pre-Prod", "sandbox"),
        ("Training", None),
        ("Train", None),
        ("team", "teams"),
        ("prod", "production"),
        ("Trail", "trial"),
        # what only finance and operations has
        *((word, None) for word in ("OneBox", "DevTestDev", "UDE", "USE", "UPE", "cloudHosted")),
    ],
)
def test_customer_engagement_types(word: str, meant: str | None) -> None:
    assert _hint(CUSTOMER, word) == meant
