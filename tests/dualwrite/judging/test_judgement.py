"""Judging pairs: order, levels, violations, and rules that break."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.judging.configuration import (
    Configuration,
    Setting,
    default_setting,
    read_configuration,
)
from dualwrite.judging.judge import is_violation, judge, judge_all, judge_each
from dualwrite.judging.parameters import Parameters
from dualwrite.judging.requirement import Examination, Requirement
from dualwrite.model.estate import Estate
from dualwrite.model.facts import Fact
from dualwrite.model.pair import Pair
from dualwrite.model.verdicts import Evidence, Kind, Level, Result, Severity, Verdict
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.pairs import ABSENT, TODAY, UNKNOWN, environment, pair
from support.properties import examples

IDS = [f"DW{number:03}" for number in (*range(1, 23), *range(30, 39))]
SECRET = "hunter2"


class Rule(Requirement[Parameters]):
    """A requirement for tests; what it does is given to it."""

    id = "DW999"
    name = "test-rule"
    title = "A test."
    level = Level.MANDATORY
    severity = Severity.LOW
    reason = "None."
    remedy = "The requirement's own remedy."
    sources = ()
    facts = ("link.initialSync",)
    example: ClassVar[dict[str, Any]] = {}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        raise NotImplementedError


def rule(does: Callable[[Pair, Examination[Parameters]], Verdict]) -> Rule:
    class One(Rule):
        def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
            return does(pair, examination)

    return One()


def judged(requirement: Requirement[Any], subject: Pair | None = None) -> Result:
    one = subject or pair()
    return judge(requirement, one, Estate([one]), default_setting(requirement), TODAY)


def test_a_correct_pair_passes_every_requirement_in_the_order_of_ids() -> None:
    results = judge_all([pair(urn="urn:1")], Configuration(), TODAY, REQUIREMENTS)
    assert [(one.id, one.requirement) for one in results] == [
        (one.id, one.name) for one in REQUIREMENTS
    ]
    assert [one.id for one in results] == IDS
    for result, requirement in zip(results, REQUIREMENTS, strict=True):
        nothing_in_azure = Kind.NOT_APPLICABLE if requirement.concerns_companions else Kind.PASS
        assert result.verdict.kind is nothing_in_azure
        assert (result.pair, result.urn) == ("contoso", "urn:1")
        assert (result.violation, result.blocks) == (False, False)


def test_a_whole_result() -> None:
    tenant = requirements_by_name()["same-tenant"]
    other = "00000000-0000-0000-0000-000000000001"
    subject = pair({"customerEngagement.tenantId": other}, urn="urn:1")
    fact = subject.finance_and_operations.tenant_id
    result = judged(tenant, subject)
    assert result == Result(
        id="DW010",
        requirement="same-tenant",
        pair="contoso",
        urn="urn:1",
        level=Level.MANDATORY,
        verdict=Verdict(
            Kind.FAIL,
            result.verdict.message,
            tenant.remedy,
            (
                Evidence("financeAndOperations.tenantId", fact.spelling),
                Evidence("customerEngagement.tenantId", other),
            ),
        ),
        violation=True,
    )
    assert str(fact.spelling) in result.verdict.message
    assert other in result.verdict.message
    assert result.blocks


def test_results_are_ordered_by_pair_and_then_by_id() -> None:
    pairs = [pair(environment(name), name) for name in ("zeta", "alpha", "Mid")]
    results = judge_all(pairs, Configuration(), TODAY, REQUIREMENTS)
    assert [(one.pair, one.id) for one in results] == [
        (name, id_) for name in ("Mid", "alpha", "zeta") for id_ in IDS
    ]
    assert [
        one for group in judge_each(pairs, Configuration(), TODAY, REQUIREMENTS) for one in group
    ] == results


def test_no_pairs_give_no_results() -> None:
    assert judge_all([], Configuration(), TODAY, REQUIREMENTS) == []


def test_a_disabled_policy_gives_no_results() -> None:
    configuration = read_configuration({"all": "disabled", "same-tenant": "advisory"}, REQUIREMENTS)
    (result,) = judge_all([pair()], configuration, TODAY, REQUIREMENTS)
    assert (result.id, result.level) == ("DW010", Level.ADVISORY)


def test_a_level_decides_what_blocks() -> None:
    subject = pair({"financeAndOperations.crossCompanyDataSharing": True})
    for level, blocks in (("mandatory", True), ("remediate", True), ("advisory", False)):
        configuration = read_configuration({"no-cross-company-data-sharing": level}, REQUIREMENTS)
        results = judge_all([subject], configuration, TODAY, REQUIREMENTS)
        (broken,) = [one for one in results if one.violation]
        assert (broken.id, broken.level.value, broken.blocks) == ("DW009", level, blocks)


def test_parameters_decide_what_undeclared_and_unknown_are() -> None:
    requirement = requirements_by_name()["no-prospect-to-cash"]
    path = "customerEngagement.prospectToCash"
    found = {
        (value is UNKNOWN, undeclared, unknown): judge(
            requirement,
            subject := pair({path: value}),
            Estate([subject]),
            Setting(Level.MANDATORY, Parameters(undeclared=undeclared, unknown=unknown)),
            TODAY,
        )
        for value in (ABSENT, UNKNOWN)
        for undeclared in ("violation", "ignore")
        for unknown in ("advise", "block")
    }
    assert {key: (one.verdict.kind, one.violation) for key, one in found.items()} == {
        (False, "violation", "advise"): (Kind.UNDECLARED, True),
        (False, "violation", "block"): (Kind.UNDECLARED, True),
        (False, "ignore", "advise"): (Kind.UNDECLARED, False),
        (False, "ignore", "block"): (Kind.UNDECLARED, False),
        (True, "violation", "advise"): (Kind.UNKNOWN, False),
        (True, "violation", "block"): (Kind.UNKNOWN, True),
        (True, "ignore", "advise"): (Kind.UNKNOWN, False),
        (True, "ignore", "block"): (Kind.UNKNOWN, True),
    }


@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize(
    ("values", "undeclared", "expected"),
    [
        ((ABSENT, UNKNOWN), "violation", (Kind.UNDECLARED, True)),
        ((ABSENT, UNKNOWN), "ignore", (Kind.UNKNOWN, True)),
        (("x", ABSENT), "violation", (Kind.FAIL, True)),
        (("x", ABSENT), "ignore", (Kind.FAIL, True)),
        (("x", UNKNOWN), "violation", (Kind.FAIL, True)),
        (("x", UNKNOWN), "ignore", (Kind.FAIL, True)),
    ],
)
def test_of_two_facts_that_cannot_be_read_the_one_that_blocks_is_named(
    swap: bool, values: tuple[Any, Any], undeclared: str, expected: tuple[Kind, bool]
) -> None:
    requirement = requirements_by_name()["same-tenant"]
    parameters = Parameters.model_validate({"undeclared": undeclared, "unknown": "block"})
    paths = list(requirement.facts[:2])[:: -1 if swap else 1]
    subject = pair(dict(zip(paths, values, strict=True)))
    setting = Setting(Level.MANDATORY, parameters)
    result = judge(requirement, subject, Estate([subject]), setting, TODAY)
    assert (result.verdict.kind, result.violation) == expected


@pytest.mark.parametrize("kind", Kind)
def test_is_violation(kind: Kind) -> None:
    strict = Setting(Level.ADVISORY, Parameters(undeclared="violation", unknown="block"))
    lenient = Setting(Level.MANDATORY, Parameters(undeclared="ignore", unknown="advise"))
    always = kind in (Kind.FAIL, Kind.ERROR)
    assert is_violation(kind, strict) is (always or kind in (Kind.UNDECLARED, Kind.UNKNOWN))
    assert is_violation(kind, lenient) is always


def test_reading_a_fact_that_is_not_declared_ends_the_check() -> None:
    def does(subject: Pair, examination: Examination[Parameters]) -> Verdict:
        examination.read(subject.customer_engagement.url)
        examination.read(subject.link.initial_sync)
        raise AssertionError("never reached")

    path, url = (
        "link.initialSync",
        Evidence("customerEngagement.url", "https://contoso.crm4.dynamics.com"),
    )
    evidence = (url, Evidence(path, None))
    assert judged(rule(does), pair({path: ABSENT})).verdict == Verdict(
        Kind.UNDECLARED, f"{path} is not declared.", f"Declare {path} in the pair.", evidence
    )
    assert judged(rule(does), pair({path: UNKNOWN})).verdict == Verdict(
        Kind.UNKNOWN,
        f"{path} cannot be judged yet: it is known only after deployment.",
        "",
        evidence,
    )
    malformed = judged(rule(does), pair({path: "yes"}))
    assert malformed.verdict == Verdict(
        Kind.FAIL,
        f'{path}: "yes" is text; accepted: true or false. Write true or false without quotes.',
        f"Correct {path}: what is there cannot be judged.",
        (url, Evidence(path, "yes")),
    )
    assert malformed.violation


def test_a_failure_gets_the_requirements_remedy_and_nothing_else_does() -> None:
    fails = judged(rule(lambda _, examination: examination.fails("It fails.")))
    assert fails.verdict == Verdict(Kind.FAIL, "It fails.", "The requirement's own remedy.")
    passes = judged(rule(lambda _, examination: examination.passes("Fine.")))
    assert passes.verdict == Verdict(Kind.PASS, "Fine.")
    own = judged(rule(lambda *_: Verdict(Kind.FAIL, "It fails.", "Another remedy.")))
    assert own.verdict == Verdict(Kind.FAIL, "It fails.", "Another remedy.")


class Leaky(Exception):
    """An exception whose texts hold a secret."""

    def __init__(self) -> None:
        super().__init__(SECRET)

    def __str__(self) -> str:
        return SECRET

    __repr__ = __str__


def _broken_by(error: Callable[[], BaseException]) -> Rule:
    def does(subject: Pair, examination: Examination[Parameters]) -> Verdict:
        examination.read(subject.link.initial_sync)
        raise error()

    return rule(does)


@pytest.mark.parametrize(
    "error",
    [
        Leaky,
        lambda: KeyError(SECRET),
        lambda: ValueError(f"\x1b[31m{SECRET}\n"),
        lambda: RecursionError(SECRET),
        lambda: ExceptionGroup(SECRET, [ValueError(SECRET)]),
        lambda: AssertionError(SECRET),
    ],
    ids=["own", "key", "value", "recursion", "group", "assertion"],
)
def test_a_rule_that_raises_becomes_an_error_that_names_it_and_leaks_nothing(
    error: Callable[[], BaseException],
) -> None:
    result = judged(_broken_by(error))
    name = type(error()).__name__
    message = result.verdict.message
    line = message.partition(", line ")[2].partition(")")[0]
    assert line.isdigit()
    assert result == Result(
        "DW999",
        "test-rule",
        "contoso",
        None,
        Level.MANDATORY,
        Verdict(
            Kind.ERROR,
            f"The rule DW999 test-rule itself broke ({name} in test_judgement.py, line {line});"
            " it says nothing about this pair.",
            "Report this with the pair's declaration; the other requirements are not affected.",
            (Evidence("link.initialSync", True),),
        ),
        violation=True,
    )
    assert result.blocks
    assert SECRET not in json.dumps([message, result.verdict.remedy])


def test_taking_a_fact_for_a_boolean_is_a_defect_of_the_rule_and_no_pass() -> None:
    def does(subject: Pair, examination: Examination[Parameters]) -> Verdict:
        fact: Fact[bool] = subject.link.distributed_transactions
        return examination.passes() if not fact else examination.fails("It does.")

    for value in (True, False, ABSENT, UNKNOWN):
        result = judged(rule(does), pair({"link.distributedTransactions": value}))
        assert result.verdict.kind is Kind.ERROR


def test_the_other_rules_go_on_on_every_pair() -> None:
    rules = [*REQUIREMENTS[:5], _broken_by(Leaky), *REQUIREMENTS[5:]]
    pairs = [pair(environment(name), name) for name in ("a", "b")]
    results = judge_all(pairs, Configuration(), TODAY, rules)
    others = [one for one in results if one.id != "DW999"]
    assert others == judge_all(pairs, Configuration(), TODAY, REQUIREMENTS)
    broken = [one for one in results if one.id == "DW999"]
    assert [(one.pair, one.verdict.kind) for one in broken] == [
        ("a", Kind.ERROR),
        ("b", Kind.ERROR),
    ]


def test_an_interrupt_is_nobodys_defect() -> None:
    with pytest.raises(KeyboardInterrupt):
        judged(_broken_by(KeyboardInterrupt))


def test_the_day_comes_from_outside() -> None:
    (release,) = [one for one in REQUIREMENTS if one.id == "DW014"]
    kinds = {
        day: judge_all([pair()], Configuration(), day, [release])[0].verdict.kind
        for day in (date(2026, 6, 4), TODAY, date(2027, 2, 17))
    }
    assert list(kinds.values()) == [Kind.FAIL, Kind.PASS, Kind.FAIL]


HOSTS = st.sampled_from(["a", "b", "c"]).map(lambda name: f"https://{name}.dynamics.com")
CHANGES = st.fixed_dictionaries(
    {
        "financeAndOperations.url": HOSTS,
        "financeAndOperations.environmentId": st.sampled_from(
            [ABSENT, UNKNOWN, "00000000-0000-0000-0000-000000000001"]
        ),
        "customerEngagement.url": HOSTS,
        "customerEngagement.region": st.sampled_from(["westeurope", "uksouth", ABSENT, UNKNOWN, 3]),
        "link.initialSyncLegalEntities": st.sampled_from([1, 41, ABSENT, UNKNOWN]),
    }
)


@examples(100)
@given(
    st.lists(st.tuples(CHANGES, st.sampled_from(["x", "y", None])), max_size=5),
    st.randoms(use_true_random=False),
)
def test_the_order_of_pairs_changes_nothing(
    declared: list[tuple[dict[str, Any], str | None]], chance: random.Random
) -> None:
    # Names are unique within a source only: the same pair may stand in several.
    pairs = [
        pair(changes, f"p{index % 3}", source=source, urn=f"urn:{index}")
        for index, (changes, source) in enumerate(declared)
    ]
    expected = judge_all(pairs, Configuration(), TODAY, REQUIREMENTS)
    assert len(expected) == len(pairs) * len(REQUIREMENTS)
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert judge_all(shuffled, Configuration(), TODAY, REQUIREMENTS) == expected
    assert judge_all(iter(pairs), Configuration(), TODAY, REQUIREMENTS) == expected
