"""Facts in messages: as they were written, and never what a secret holds."""

from __future__ import annotations

from typing import Any

from ...model.facts import SECRET, Fact
from ...text.quoting import counted, quoted


def shown(fact: Fact[Any]) -> str:
    """A declared fact as it was written: ``"West Europe"``, ``12``, or ``[secret]``."""
    return SECRET if fact.is_secret else quoted(fact.spelling)


def legal_entities(fact: Fact[int]) -> str:
    """A count of legal entities: ``41 legal entities``."""
    if fact.is_secret:
        return f"{SECRET} legal entities"
    return counted(fact.read(), "legal entity", "legal entities")
