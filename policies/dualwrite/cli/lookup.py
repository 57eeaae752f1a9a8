"""Finding what a user calls by name or by ID: a requirement, or the review of exemptions."""

from __future__ import annotations

from ..requirements.registry import ALL_RULES, Rule
from ..text.quoting import quoted
from ..text.suggestions import did_you_mean
from .reports import OptionError


def rule_called(name_or_id: str) -> Rule:
    """The one of a name or an ID, in any case.

    :raises OptionError: where there is none.
    """
    wanted = name_or_id.strip().casefold()
    for one in ALL_RULES:
        if wanted in (one.id.casefold(), one.name):
            return one
    names = [name for one in ALL_RULES for name in (one.name, one.id)]
    raise OptionError(
        f"{quoted(name_or_id)} is no requirement.{did_you_mean(wanted, names)}"
        " dualwrite requirements lists them."
    )
