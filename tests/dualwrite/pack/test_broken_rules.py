"""A rule that raises is an error of its own; the others go on, and nothing is quoted from it."""

from __future__ import annotations

from dualwrite.judging.parameters import Parameters
from dualwrite.judging.requirement import Examination
from dualwrite.model.pair import Pair
from dualwrite.model.verdicts import Verdict
from dualwrite.requirements.live_sync_legal_entities import LiveSyncLegalEntities
from dualwrite.requirements.same_tenant import SameTenant
from support.analyzer import Context, analyze_request, diagnostics, our_servicer
from support.pairs import declaration


class BrokenTenant(SameTenant):
    """A defective rule, whose exception quotes a secret."""

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        raise RuntimeError("hunter2")


def test_an_error_names_the_rule_and_the_others_go_on() -> None:
    servicer = our_servicer((BrokenTenant(), LiveSyncLegalEntities()))
    facts = declaration({"link.liveSyncLegalEntities": 251})
    found = diagnostics(servicer.Analyze(analyze_request(facts), Context()))
    assert [(policy, level) for policy, level, _, _ in found] == [
        ("same-tenant", "mandatory"),
        ("live-sync-legal-entities", "mandatory"),
    ]
    assert "The rule DW010 same-tenant itself broke (RuntimeError in" in found[0][3]
    assert "hunter2" not in found[0][3]
