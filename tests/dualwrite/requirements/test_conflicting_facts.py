"""DW022: whoever says something of a pair says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.judging.configuration import default_setting
from dualwrite.judging.judge import judge
from dualwrite.model.estate import Estate
from dualwrite.model.facts import SECRET, UnreadableValue
from dualwrite.model.observation import Conflict, Origin, Statement
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.conflicting_facts import ConflictingFacts
from support.pairs import ABSENT, TODAY, UNKNOWN, evidence, pair, verdict

RULE = ConflictingFacts()
REGION = "customerEngagement.region"
SHARING = "financeAndOperations.crossCompanyDataSharing"
DECLARED = Origin("pair contoso", "urn:pulumi:dev::erp::dualwrite:index:EnvironmentPair::contoso")
NATIVE = Origin("native environment", "urn:pulumi:dev::erp::powerplatform:index:Environment::ce")
CONFIGURED = Origin("dualwrite:facts of https://contoso.crm4.dynamics.com")
REMEDY = "Correct the value that is wrong, or say it in one place only."


def conflict(path: str, *said: tuple[Any, Origin]) -> Conflict:
    return Conflict(path, tuple(Statement(path, spelling, origin) for spelling, origin in said))


def judged(*conflicts: Conflict) -> Verdict:
    unreadable = {one.path: UnreadableValue("two places differ.") for one in conflicts}
    subject = replace(pair(unreadable), conflicts=conflicts)
    return judge(RULE, subject, Estate([subject]), default_setting(RULE), TODAY).verdict


@pytest.mark.parametrize("value", [ABSENT, UNKNOWN, "nonsense"])
def test_passes_where_nothing_is_in_conflict_whatever_is_known(value: object) -> None:
    assert verdict(RULE, dict.fromkeys(fact_paths(), value)) == Verdict(Kind.PASS)


def test_fails_with_each_value_and_where_it_stands() -> None:
    assert judged(conflict(REGION, ("West Europe", DECLARED), ("northeurope", NATIVE))) == Verdict(
        Kind.FAIL,
        f'{REGION} is "West Europe" in {DECLARED.urn} and "northeurope" in {NATIVE.urn}.',
        REMEDY,
        evidence((REGION, '"West Europe" and "northeurope"')),
    )


def test_every_conflict_and_every_place_is_in_one_message() -> None:
    said = ((True, DECLARED), (False, NATIVE), (12, CONFIGURED))
    region = conflict(REGION, ("a", DECLARED), ("b", NATIVE))
    assert judged(region, conflict(SHARING, *said)) == Verdict(
        Kind.FAIL,
        f'{REGION} is "a" in {DECLARED.urn} and "b" in {NATIVE.urn}; {SHARING} is true in'
        f" {DECLARED.urn}, false in {NATIVE.urn} and 12 in {CONFIGURED.label}.",
        REMEDY,
        evidence((REGION, '"a" and "b"'), (SHARING, "true, false and 12")),
    )


def test_secrets_stay_secret() -> None:
    found = judged(conflict(REGION, (SECRET, DECLARED), ("northeurope", NATIVE)))
    assert found.message == (
        f'{REGION} is [secret] in {DECLARED.urn} and "northeurope" in {NATIVE.urn}.'
    )
    assert found.evidence == evidence((REGION, '[secret] and "northeurope"'))


def test_names_of_other_peoples_resources_are_escaped() -> None:
    origin = Origin("a", "urn:\x1b[31m\u202e")
    found = judged(conflict(REGION, ("\x1b[31m", origin), (["a"], NATIVE)))
    assert found.message == (
        f'{REGION} is "\\u001b[31m" in urn:\\x1b[31m\\u202e and a list in {NATIVE.urn}.'
    )
    assert found.evidence == evidence((REGION, '"\\u001b[31m" and a list'))
