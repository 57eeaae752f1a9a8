"""Our servicer answers as the SDK's does: the same policies, the same diagnostics, only sooner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import proto

from dualwrite.discovery.readers import PAIR_TYPE
from dualwrite.pack.servicer import sdk_is_as_expected
from dualwrite.requirements import REQUIREMENTS
from support.analyzer import (
    Aborted,
    Context,
    Diagnostic,
    analyze_request,
    configure_request,
    diagnostics,
    not_applicable,
    our_servicer,
    sdk_servicer,
    secret,
    stack_request,
)
from support.pairs import ABSENT, UNKNOWN, declaration, environment
from support.properties import examples

OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"
PATHS = sorted({path for one in REQUIREMENTS for path in one.facts})
VALUES = st.sampled_from([ABSENT, UNKNOWN, True, False, 41, "10.0.8", "PU63", "northeurope", "?"])


def _comparable(found: list[Diagnostic]) -> list[Diagnostic]:
    """The SDK wraps an advisory's text ("can't run policy ..."); the rest must be the same."""
    shown = []
    for policy, level, urn, message in found:
        if message.startswith("can't run policy"):
            message = message.partition("during preview: ")[2]
        elif level == "advisory":
            message = message.partition("\n")[2] if "cannot be judged yet" in message else message
        shown.append((policy, level, urn, message))
    return shown


def test_the_installed_sdk_has_what_the_servicer_builds_on() -> None:
    assert sdk_is_as_expected()


@examples(60)
@given(st.dictionaries(st.sampled_from(PATHS), VALUES, max_size=8))
def test_resources_are_judged_as_by_the_sdks_servicer(changes: Mapping[str, Any]) -> None:
    request = analyze_request(declaration(changes))
    ours = our_servicer().Analyze(request, Context())
    theirs = sdk_servicer().Analyze(request, Context())
    assert _comparable(diagnostics(ours)) == _comparable(diagnostics(theirs))
    assert not_applicable(ours) == not_applicable(theirs)


@examples(30)
@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=5))
def test_stacks_are_judged_as_by_the_sdks_servicer(environments: list[str]) -> None:
    resources = [("random:index:Thing", "other", {"url": "https://a.operations.dynamics.com"})]
    resources += [
        (PAIR_TYPE, f"pair-{index}", declaration(environment(name)))
        for index, name in enumerate(environments)
    ]
    request = stack_request(resources)
    ours = our_servicer().AnalyzeStack(request, Context())
    theirs = sdk_servicer().AnalyzeStack(request, Context())
    assert diagnostics(ours) == diagnostics(theirs)


def test_other_types_are_not_even_decoded() -> None:
    request = analyze_request({"tenantId": 3}, resource_type="azure-native:network:VirtualNetwork")
    request.properties["broken"] = {"4dabf18193072939515e22adb298388d": "no such signature"}
    response = our_servicer().Analyze(request, Context())
    assert (diagnostics(response), not_applicable(response)) == ([], [])


def test_the_policies_are_described_in_full() -> None:
    info = our_servicer().GetAnalyzerInfo(None, Context())
    assert [one.name for one in info.policies] == [
        *(one.name for one in REQUIREMENTS),
        "exemptions",  # the last: it tells what the others have exempted
    ]
    levels = {proto.MANDATORY: "mandatory", proto.ADVISORY: "advisory"}
    for policy, requirement in zip(info.policies[:-1], REQUIREMENTS, strict=True):
        source = requirement.sources[0]
        assert (
            policy.displayName,
            policy.description,
            levels[policy.enforcementLevel],
            policy.remediation_steps,
            policy.url,
            list(policy.tags),
            policy.framework.name,
            policy.framework.version,
            policy.framework.reference,
            policy.framework.specification,
        ) == (
            f"{requirement.id} {requirement.name}",
            f"{requirement.id}: {requirement.title}",
            requirement.level.value,
            requirement.remedy,
            source.url,
            ["dynamics-365", "dual-write", requirement.id],
            "Microsoft Dynamics 365 dual-write system requirements",
            source.dated.isoformat(),
            source.url,
            f"{requirement.id}: {requirement.title}",
        )
        assert set(policy.configSchema.properties) >= {"undeclared", "unknown"}
        assert proto.PolicySeverity.Name(policy.severity) == (
            f"POLICY_SEVERITY_{requirement.severity.value.upper()}"
        )


def test_a_wrong_configuration_is_refused_with_everything_that_is_wrong() -> None:
    request = configure_request(
        {"same-tennant": proto.MANDATORY}, {"live-sync-legal-entities": {"maximun": 3}}
    )
    with pytest.raises(Aborted) as refused:
        our_servicer().Configure(request, Context())
    lines = str(refused.value).split("\n")
    assert lines[0] == "the policy pack's configuration is wrong:"
    assert lines[1].startswith("live-sync-legal-entities.maximun: unknown parameter. Did you mean")
    assert lines[2].startswith('same-tennant: unknown policy. Did you mean "same-tenant"?')


def test_levels_and_numbers_as_the_engine_sends_them() -> None:
    servicer = our_servicer()
    servicer.Configure(
        configure_request(
            {"live-sync-legal-entities": proto.ADVISORY, "same-tenant": proto.DISABLED},
            {"live-sync-legal-entities": {"maximum": 10.0}},
        ),
        Context(),
    )
    facts = declaration({"link.liveSyncLegalEntities": 11, "customerEngagement.tenantId": ABSENT})
    found = diagnostics(servicer.Analyze(analyze_request(facts), Context()))
    assert [(policy, level) for policy, level, _, _ in found] == [
        ("live-sync-legal-entities", "advisory")
    ]


def test_a_parameter_that_slips_past_configure_is_a_violation_not_a_guess() -> None:
    servicer = sdk_servicer()  # a host that does not know our Configure
    servicer.Configure(
        configure_request({}, {"live-sync-legal-entities": {"maximum": "many"}}), Context()
    )
    found = diagnostics(servicer.Analyze(analyze_request(declaration()), Context()))
    assert [(policy, level) for policy, level, _, _ in found] == [
        ("live-sync-legal-entities", "mandatory")
    ]
    assert "live-sync-legal-entities.maximum" in found[0][3]


def test_secrets_are_judged_and_only_known_facts_are_quoted() -> None:
    facts = declaration({"customerEngagement.tenantId": secret("not-a-guid")})
    facts["customerEngagement"]["password"] = secret("hunter2")
    found = diagnostics(our_servicer().Analyze(analyze_request(facts), Context()))
    assert [policy for policy, *_ in found] == ["same-tenant"]
    assert "hunter2" not in str(found)


def test_a_secret_is_judged_and_shown_in_no_message() -> None:
    facts = declaration({"customerEngagement.tenantId": secret(OTHER_TENANT)})
    ((policy, _, _, text),) = diagnostics(our_servicer().Analyze(analyze_request(facts), Context()))
    assert (policy, text.split("\n")[1]) == (
        "same-tenant",
        "The finance and operations environment is in tenant"
        ' "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11" and the customer engagement environment in tenant'
        " [secret]; both must be in one.",
    )
    malformed = declaration({"customerEngagement.tenantId": secret("hunter2")})
    ((_, _, _, text),) = diagnostics(our_servicer().Analyze(analyze_request(malformed), Context()))
    assert text.split("\n")[1] == (
        "customerEngagement.tenantId: its value, a secret, cannot be read. docs/pairs.md says what is"
        " accepted."
    )


def test_a_section_that_is_secret_as_a_whole_is_judged_leaf_by_leaf() -> None:
    facts = declaration()
    section = {**facts["customerEngagement"], "tenantId": OTHER_TENANT, "region": UNKNOWN}
    facts["customerEngagement"] = secret(section)
    facts["link"] = secret("no mapping")
    found = diagnostics(our_servicer().Analyze(analyze_request(facts), Context()))
    texts = {policy: text.split("\n")[1] for policy, _, _, text in found}
    assert texts["same-tenant"].endswith("environment in tenant [secret]; both must be in one.")
    assert texts["same-datacenter"] == (
        "customerEngagement.region cannot be judged yet: it is known only after deployment."
    )
    assert texts["live-sync-legal-entities"].startswith("link: this is text; accepted: a mapping")
    assert OTHER_TENANT not in str(found)


def test_messages_come_in_the_same_order_in_every_run() -> None:
    facts = declaration({path: ABSENT for path in PATHS})
    first = diagnostics(our_servicer().Analyze(analyze_request(facts), Context()))
    again = diagnostics(our_servicer().Analyze(analyze_request(facts), Context()))
    order = [one.name for one in REQUIREMENTS]
    assert first == again
    assert [one[0] for one in first] == sorted((one[0] for one in first), key=order.index)
