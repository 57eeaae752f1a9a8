"""Builders of pairs for tests: a correct one, and the same with some facts changed."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from dualwrite.judging.configuration import Setting, default_setting
from dualwrite.judging.judge import judge
from dualwrite.judging.parameters import Parameters
from dualwrite.judging.requirement import Requirement
from dualwrite.model.declaration import read_pair
from dualwrite.model.estate import Estate
from dualwrite.model.facts import UnknownValue
from dualwrite.model.pair import Pair
from dualwrite.model.verdicts import Evidence, Kind, Result, Verdict

TODAY = date(2026, 11, 24)
"""The day that tests judge for: 10.0.48 and 10.0.49 are in service, with more than 60 days left."""
TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"
UNKNOWN = UnknownValue()


class _Absent:
    """Marks a fact to leave out."""


ABSENT = _Absent()

_CORRECT: dict[str, Any] = {
    "financeAndOperations": {
        "url": "https://contoso.operations.dynamics.com",
        "environmentId": "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60",
        "tenantId": TENANT,
        "region": "West Europe",
        "environmentType": "production",
        "applicationVersion": "10.0.48",
        "platformVersion": "7.0.7996.40",
        "crossCompanyDataSharing": False,
        "bypassesDataEvents": False,
        "consecutiveUpdatesPaused": 0,
    },
    "customerEngagement": {
        "url": "https://contoso.crm4.dynamics.com",
        "environmentId": "2b9d5a73-6f5c-4f0a-8a57-0f4f7c1d2e33",
        "tenantId": TENANT,
        "region": "westeurope",
        "geography": "europe",
        "environmentType": "production",
        "platformVersion": "9.2.25091.00212",
        "prospectToCash": False,
        "prospectToCashVersion": "15.0.0.1",
        "dualWriteCoreVersion": "1.0.25031.2",
        "dynamics365AppsEnabled": True,
        "dualWriteSolutions": [
            "DualWriteCoreAnchor",
            "msdyn_DualWriteAppCoreAnchor",
            "msdyn_Dynamics365FinanceExtendedAnchor",
        ],
    },
    "link": {
        "initialSync": True,
        "initialSyncLegalEntities": 12,
        "liveSyncLegalEntities": 12,
        "distributedTransactions": False,
        "apps": ["finance"],
    },
}


def declaration(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A correct pair's declaration with facts set by path.

    ``declaration({"link.initialSync": ABSENT, "customerEngagement.region": UNKNOWN})``
    """
    raw = deepcopy(_CORRECT)
    for path, value in (changes or {}).items():
        section, _, key = path.partition(".")
        if value is ABSENT:
            raw[section].pop(key, None) if key else raw.pop(section, None)
        elif key:
            raw[section][key] = value
        else:
            raw[section] = value
    return raw


def pair(
    changes: Mapping[str, Any] | None = None, name: str = "contoso", **found: str | None
) -> Pair:
    """A correct pair with facts set by path; problems in it become malformed facts."""
    read, _ = read_pair(declaration(changes), name, **found)
    return read


def environment(name: str) -> dict[str, Any]:
    """Changes that give a pair environments of its own, for tests with several pairs."""
    return {
        "financeAndOperations.url": f"https://{name}.operations.dynamics.com",
        "financeAndOperations.environmentId": ABSENT,
        "customerEngagement.url": f"https://{name}.crm4.dynamics.com",
        "customerEngagement.environmentId": ABSENT,
    }


def judged(
    requirement: Requirement[Any],
    changes: Mapping[str, Any] | None = None,
    parameters: Parameters | None = None,
    today: date = TODAY,
    others: tuple[Pair, ...] = (),
) -> Result:
    """Judge one requirement on the correct pair with changes, beside other pairs."""
    subject = pair(changes)
    setting = default_setting(requirement)
    if parameters is not None:
        setting = Setting(setting.level, parameters)
    return judge(requirement, subject, Estate([subject, *others]), setting, today)


def verdict(
    requirement: Requirement[Any],
    changes: Mapping[str, Any] | None = None,
    parameters: Parameters | None = None,
    today: date = TODAY,
    others: tuple[Pair, ...] = (),
) -> Verdict:
    """Like ``judged``, the verdict alone."""
    return judged(requirement, changes, parameters, today, others).verdict


def evidence(*facts: tuple[str, Any]) -> tuple[Evidence, ...]:
    """Evidence as a verdict carries it: paths with values; None where there is no value."""
    return tuple(Evidence(path, value) for path, value in facts)


def not_declared(path: str, *facts: tuple[str, Any], hint: str = "") -> Verdict:
    """The verdict where a fact is not declared, with the evidence before it."""
    message = f"{path} is not declared.{' ' if hint else ''}{hint}"
    remedy = f"Declare {path} in the pair."
    return Verdict(Kind.UNDECLARED, message, remedy, evidence(*facts, (path, None)))


def not_known_yet(path: str, *facts: tuple[str, Any]) -> Verdict:
    """The verdict where a fact is known only after deployment, with the evidence before it."""
    message = f"{path} cannot be judged yet: it is known only after deployment."
    return Verdict(Kind.UNKNOWN, message, "", evidence(*facts, (path, None)))


def unreadable(path: str, value: Any, problem: str, *facts: tuple[str, Any]) -> Verdict:
    """The verdict where another program's value cannot be read, with the evidence before it."""
    remedy = f"Correct {path}: what is there cannot be judged."
    return Verdict(Kind.FAIL, f"{path}: {problem}", remedy, evidence(*facts, (path, value)))
