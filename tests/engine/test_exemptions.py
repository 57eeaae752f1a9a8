"""Exemptions on the real engine: exempt passes with an advisory, expired blocks, malformed stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.engine import COMPONENT_PROGRAM, Project, Violation
from support.grants import grant
from support.pairs import ABSENT, declaration

MakeProject = Callable[..., Project]
BROKEN = {"link.liveSyncLegalEntities": 251}
DESCRIPTION = "DW900: Exemptions are visible, used, short, and looked at again before they expire."
EXEMPT = Violation(
    "exemptions",
    "contoso",
    "advisory",
    f"{DESCRIPTION}\n"
    "contoso is exempt from DW008 live-sync-legal-entities by EX-2026-014 (waiver) until 2027-01-31"
    " (68 days left).\n"
    "Without it: fail, mandatory. Live synchronization has 251 legal entities; at most 250 can take"
    " part.\n"
    "Owner: erp-platform@contoso.com, approved by: cto@contoso.com, ticket:"
    " https://tickets.contoso.com/ERP-14\n"
    "Reason: Region move under way, ends with the cut-over",
)


def _config(changes: dict[str, Any]) -> dict[str, Any]:
    return {"dualwrite:pairs": [{"name": "contoso", **declaration(changes)}]}


def _exempting(*grants: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"live-sync-legal-entities": {"exemptions": list(grants)}, **others}


@pytest.mark.parametrize("others", [{}, {"all": "mandatory"}], ids=["defaults", "all mandatory"])
def test_exempt_passes_with_an_advisory(project: MakeProject, others: dict[str, Any]) -> None:
    run = project(COMPONENT_PROGRAM, _config(BROKEN)).preview(_exempting(grant(), **others))
    assert (run.exit_code, run.violations) == (0, [EXEMPT])


def test_an_update_deploys_what_is_exempt_and_refuses_it_when_that_has_expired(
    project: MakeProject,
) -> None:
    made = project(COMPONENT_PROGRAM, _config(BROKEN))
    refused = made.up(_exempting(grant(expiresOn="2026-11-23")))
    assert refused.exit_code != 0
    assert (
        'Exemption "EX-2026-014" expired on 2026-11-23 (1 day ago); its owner is' in refused.output
    )
    assert "dualwrite:index:EnvironmentPair::contoso" not in made.resources()
    accepted = made.up(_exempting(grant()), preview=True)
    assert accepted.exit_code == 0, accepted.output
    assert "contoso is exempt from DW008 live-sync-legal-entities" in accepted.output
    assert "dualwrite:index:EnvironmentPair::contoso" in made.resources()


def test_an_expired_grant_blocks_and_says_which_when_and_whose(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, _config(BROKEN), today="2027-02-01")
    run = made.preview(_exempting(grant()))
    assert run.exit_code != 0
    assert run.blocked() == {("live-sync-legal-entities", "contoso")}
    (message,) = [one.message for one in run.violations if one.level == "mandatory"]
    assert message.split("\n")[1] == (
        "Live synchronization has 251 legal entities; at most 250 can take part. Exemption"
        ' "EX-2026-014" expired on 2027-01-31 (1 day ago); its owner is erp-platform@contoso.com.'
    )


def test_advisories_come_beside_violations_and_other_pairs_are_not_covered(
    project: MakeProject,
) -> None:
    facts = {**BROKEN, "customerEngagement.tenantId": ABSENT}
    made = project(COMPONENT_PROGRAM, _config(facts))
    run = made.preview(
        _exempting(grant(), **{"same-tenant": {"exemptions": [grant(pairs=["fabrikam*"])]}})
    )
    assert run.blocked() == {("same-tenant", "contoso")}
    assert [(one.policy, one.resource) for one in run.violations if one.level == "advisory"] == [
        ("exemptions", "contoso"),
        ("exemptions", "engine-test-test"),
    ]
    assert (
        run.violations[1]
        .message.split("\n")[1]
        .endswith('is not used: there is no pair "fabrikam*" here.')
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"expiresOn": "soon"},
            'live-sync-legal-entities, exemption "EX-2026-014", expiresOn: "soon" is not a date.',
        ),
        (
            {"reason": ABSENT},
            'live-sync-legal-entities, exemption "EX-2026-014", reason: missing.',
        ),
        (
            {"untill": "2027-01-31"},
            'live-sync-legal-entities, exemption "EX-2026-014", untill: unknown key.',
        ),
        # What the schema forbids, the engine itself refuses before the pack sees it.
        ({"category": "risk"}, "live-sync-legal-entities: exemptions.0.category"),
        ({"pairs": "contoso"}, "live-sync-legal-entities: exemptions.0.pairs"),
    ],
)
def test_a_malformed_grant_stops_the_operation(
    project: MakeProject, changes: dict[str, Any], told: str
) -> None:
    run = project(COMPONENT_PROGRAM, _config(BROKEN)).preview_text(
        _exempting(grant(**changes), **{"same-tenant": "disabled"})
    )
    assert run.exit_code != 0
    assert told in run.output
    assert "Traceback" not in run.output


def test_an_analysed_state_is_exempt_too(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM, _config(BROKEN))
    made.up_without_pack()
    run = made.analyze(made.export(), _exempting(grant()))
    assert run.exit_code == 0, run.output
    assert "contoso is exempt from DW008 live-sync-legal-entities" in run.output
