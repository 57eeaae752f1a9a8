"""Exemptions in the pack: what is exempt is said by ``exemptions``, at the end, and never blocks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime import proto

from dualwrite.cli.preview.reading_record import read_record
from dualwrite.discovery.readers import PAIR_TYPE
from dualwrite.judging.configuration import read_configuration
from dualwrite.judging.judge import judge, review_all
from dualwrite.model.estate import Estate
from dualwrite.model.verdicts import Level
from dualwrite.pack.ledger import Ledger
from dualwrite.pack.operation import Operation
from dualwrite.pack.policies import make_policies
from dualwrite.pack.record import Record
from dualwrite.pack.record_keys import make_keys, take_key
from dualwrite.pack.review_policy import make_review_policy
from dualwrite.pack.servicer import PackHost, PackServicer
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.making import row_of
from support.analyzer import (
    Aborted,
    Context,
    Diagnostic,
    analyze_request,
    configure_request,
    diagnostics,
    our_servicer,
    sdk_servicer,
    stack_request,
    urn_of,
)
from support.grants import grant
from support.pairs import ABSENT, TODAY, UNKNOWN, declaration, environment, pair

BROKEN = {"customerEngagement.tenantId": "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"}
DESCRIPTION = "DW900: Exemptions are visible, used, short, and looked at again before they expire."
EXEMPT_CONTOSO = (
    f"{DESCRIPTION}\n"
    "contoso is exempt from DW010 same-tenant by EX-2026-014 (waiver) until 2027-01-31 (68 days"
    " left).\n"
    "Without it: fail, mandatory. The finance and operations environment is in tenant"
    ' "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11" and the customer engagement environment in tenant'
    ' "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"; both must be in one.\n'
    "Owner: erp-platform@contoso.com, approved by: cto@contoso.com, ticket:"
    " https://tickets.contoso.com/ERP-14\n"
    "Reason: Region move under way, ends with the cut-over"
)
UNUSED = (
    f"{DESCRIPTION}\n"
    'same-tenant: exemption "EX-2026-014" (owner erp-platform@contoso.com) is not used: "contoso"'
    " does not need it. Remove it."
)


def operation(servicer: Any, *changes: dict[str, Any]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What a preview of pairs (contoso, pair-1 and so on) reports: for the resources, for the stack."""
    named = [("contoso", changes[0])] + [
        (f"pair-{number}", {**environment(f"pair-{number}"), **one})
        for number, one in enumerate(changes[1:], start=1)
    ]
    declared = [(PAIR_TYPE, name, declaration(one)) for name, one in named]
    resources = [
        one
        for _, name, facts in declared
        for one in diagnostics(servicer.Analyze(analyze_request(facts, name), Context()))
    ]
    stack = diagnostics(servicer.AnalyzeStack(stack_request(declared), Context()))
    return resources, stack


def configured(
    servicer: Any, *grants: dict[str, Any], levels: dict[str, int] | None = None, **others: Any
) -> Any:
    properties = {"same-tenant": {"exemptions": list(grants)}, **others}
    servicer.Configure(configure_request(levels or _LEVELS, properties), Context())
    return servicer


_LEVELS = {"exemptions": proto.ADVISORY, "same-tenant": proto.MANDATORY}


@pytest.mark.parametrize("servicer", [our_servicer, sdk_servicer])
def test_what_is_exempt_is_an_advisory_on_the_pair(servicer: Any) -> None:
    found = operation(configured(servicer(), grant()), BROKEN)
    assert found == ([], [("exemptions", "advisory", urn_of("contoso"), EXEMPT_CONTOSO)])


@pytest.mark.parametrize("servicer", [our_servicer, sdk_servicer])
def test_a_grant_that_nobody_needs_is_an_advisory_on_the_stack(servicer: Any) -> None:
    found = operation(configured(servicer(), grant()), {})
    assert found == ([], [("exemptions", "advisory", "", UNUSED)])


@pytest.mark.parametrize("servicer", [our_servicer, sdk_servicer])
def test_an_expired_grant_covers_nothing(servicer: Any) -> None:
    expired = grant(expiresOn="2026-11-23")
    (violation,), stack = operation(configured(servicer(), expired), BROKEN)
    assert violation[:3] == ("same-tenant", "mandatory", "")  # the engine knows the resource
    assert (
        violation[3]
        .split("\n")[1]
        .endswith(
            ' Exemption "EX-2026-014" expired on 2026-11-23 (1 day ago); its owner is'
            " erp-platform@contoso.com."
        )
    )
    assert stack == []


def test_an_undeclared_fact_is_exempt_and_an_unknown_one_stays_unknown() -> None:
    servicer = configured(our_servicer(), grant(pairs=["*"]))
    path = "customerEngagement.tenantId"
    resources, stack = operation(servicer, {path: ABSENT}, {path: UNKNOWN})
    assert [(policy, level) for policy, level, _, _ in resources] == [("same-tenant", "advisory")]
    assert [(policy, level, urn) for policy, level, urn, _ in stack] == [
        ("exemptions", "advisory", urn_of("contoso"))
    ]
    assert "Without it: undeclared, mandatory. customerEngagement.tenantId is not" in stack[0][3]


def test_at_a_mandatory_level_notices_block_and_exempt_verdicts_do_not() -> None:
    levels = {**_LEVELS, "exemptions": proto.MANDATORY}
    found = operation(configured(our_servicer(), grant(pairs=["*"]), levels=levels), BROKEN)
    assert found == ([], [("exemptions", "advisory", urn_of("contoso"), EXEMPT_CONTOSO)])
    found = operation(configured(our_servicer(), grant(), levels=levels), {})
    assert found == ([], [("exemptions", "mandatory", "", UNUSED)])


def test_nothing_is_said_where_exemptions_is_disabled() -> None:
    levels = {**_LEVELS, "exemptions": proto.DISABLED}
    assert operation(configured(our_servicer(), grant(), levels=levels), BROKEN) == ([], [])


def test_a_stack_policy_can_be_exempt_too() -> None:
    shared = {"customerEngagement.url": "https://shared.crm4.dynamics.com"}
    servicer = our_servicer()
    properties = {"single-instance": {"exemptions": [grant(pairs=["pair-1"])]}}
    servicer.Configure(configure_request(_LEVELS, properties), Context())
    resources, stack = operation(servicer, shared, shared)
    assert resources == []
    assert [(policy, level, urn) for policy, level, urn, _ in stack] == [
        ("single-instance", "mandatory", urn_of("contoso")),
        ("exemptions", "advisory", urn_of("pair-1")),
    ]


def test_each_exempt_verdict_is_told_once_in_each_operation() -> None:
    servicer = configured(our_servicer(), grant())
    first = operation(servicer, BROKEN, {})
    assert [(one[0], one[2]) for one in first[1]] == [("exemptions", urn_of("contoso"))]
    assert operation(servicer, BROKEN, {}) == first
    assert operation(servicer, {}, {})[1] == [("exemptions", "advisory", "", UNUSED)]


def test_a_stack_without_pairs_hears_nothing_of_grants() -> None:
    servicer = configured(our_servicer(), grant())
    assert diagnostics(servicer.AnalyzeStack(stack_request([]), Context())) == []


def test_the_settings_of_the_review_are_its_parameters() -> None:
    properties = {"exemptions": {"maximumDays": 67.0, "warnDays": 68.0, "requireTicket": True}}
    servicer = configured(our_servicer(), grant(ticket=ABSENT), **properties)
    _, stack = operation(servicer, BROKEN)
    assert [text.split("\n")[1].partition(") ")[2] for _, _, _, text in stack[1:]] == [
        "expires in 68 days, on 2027-01-31; then its violations are back.",
        "has 68 days left, until 2027-01-31; 67 are the most (maximumDays).",
        "has no ticket, and one is required (requireTicket).",
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"expiresOn": "soon"}, 'exemption "EX-2026-014", expiresOn: "soon" is not a date.'),
        ({"reason": ABSENT}, 'exemption "EX-2026-014", reason: missing.'),
        ({"untill": "x"}, 'exemption "EX-2026-014", untill: unknown key.'),
    ],
)
def test_a_malformed_grant_stops_the_operation(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(Aborted, match=told):
        configured(our_servicer(), grant(**changes))


@pytest.mark.parametrize("broken", [{"reason": "x"}, {"expiresOn": "soon"}])
def test_a_malformed_grant_grants_nothing_where_the_sdk_serves(broken: dict[str, str]) -> None:
    """The SDK's own servicer takes every configuration: the policy itself refuses to pass then."""
    (violation,), _ = operation(configured(sdk_servicer(), grant(**broken)), BROKEN)
    assert violation[:2] == ("same-tenant", "mandatory")
    assert 'same-tenant, exemption "EX-2026-014"' in violation[3]


def test_hostile_texts_of_a_grant_are_shown_on_one_line_each() -> None:
    hostile = grant(reason="line\nbreak \x1b[31m and more", owner="a\u202eb", id="x\ty")
    _, ((_, _, _, text),) = operation(configured(our_servicer(), hostile), BROKEN)
    assert len(text.split("\n")) == 5
    assert all(line.isprintable() for line in text.split("\n"))


def test_the_record_holds_what_check_says(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    keys = make_keys(file, 1)
    key = take_key(file)
    assert key is not None
    record = Record(file, key)
    record.pack("0.1.0", TODAY)
    ledger, shared = Ledger([record.result]), Operation()
    policies = [
        *make_policies(REQUIREMENTS, lambda: TODAY, ledger, shared),
        make_review_policy(lambda: TODAY, ledger, (record.grants,)),
    ]
    servicer = PackServicer("dualwrite", "0.1.0", policies, PackHost(shared, lambda: None))
    levels = {**_LEVELS, "same-datacenter": proto.REMEDIATE, "one-version": proto.DISABLED}
    configured(servicer, grant(), levels=levels)
    operation(servicer, {**BROKEN, "customerEngagement.region": "northeurope"})

    raw = {
        "same-tenant": {"exemptions": [grant()]},
        "same-datacenter": "remediate",
        "one-version": "disabled",
    }
    lines = read_record(file, keys).lines
    assert lines[0] == {"pack": {"version": "0.1.0", "today": "2026-11-24"}}
    subject = pair({**BROKEN, "customerEngagement.region": "northeurope"}, urn=urn_of("contoso"))
    configuration = read_configuration(raw, REQUIREMENTS)
    results = [
        judge(one, subject, Estate([subject]), configuration.setting(one), TODAY)
        for one in REQUIREMENTS
        if configuration.setting(one).level is not Level.DISABLED
    ]
    found = sorted((one["result"] for one in lines if "result" in one), key=lambda row: row["id"])
    assert found == [row_of(one) for one in results]
    (grants,) = [one["grants"] for one in lines if "grants" in one]
    (reviewed,) = review_all(results, configuration, TODAY, REQUIREMENTS)
    assert (grants[0]["covers"], grants[0]["notices"]) == (list(reviewed.covers), [])


def test_the_day_is_asked_for_at_each_request() -> None:
    days = iter([date(2027, 1, 31), date(2027, 2, 1)])
    ledger, shared = Ledger(), Operation()
    (tenants,) = [one for one in REQUIREMENTS if one.name == "same-tenant"]
    policies = make_policies((tenants,), lambda: next(days), ledger, shared)
    servicer = PackServicer("dualwrite", "0.1.0", policies, PackHost(shared, lambda: None))
    configured(servicer, grant())
    request = analyze_request(declaration(BROKEN), "contoso")
    assert diagnostics(servicer.Analyze(request, Context())) == []
    assert len(diagnostics(servicer.Analyze(request, Context()))) == 1
