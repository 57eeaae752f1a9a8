"""DW008: live synchronization stays within its limit of legal entities."""

from __future__ import annotations

from pydantic import Field

from ..judging.parameters import Parameters, WholeNumber
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import INITIAL_SETUP_ISSUES, SYNC_LIMITS, SYSTEM_REQUIREMENTS
from .shared.wording import legal_entities


class MaximumLiveSync(Parameters):
    """How many legal entities live synchronization may have."""

    maximum: WholeNumber = Field(250, description="The most legal entities that are accepted.")


class LiveSyncLegalEntities(Requirement[MaximumLiveSync]):
    """Live synchronization takes at most 250 legal entities."""

    id = "DW008"
    name = "live-sync-legal-entities"
    title = "At most 250 legal entities take part in live synchronization."
    level = Level.MANDATORY
    severity = Severity.MEDIUM
    reason = (
        "Beyond the limit, linking the environments can fail with an error about the partitions of"
        " a map, after both exist."
    )
    remedy = "Select fewer legal entities for live synchronization."
    sources = (SYSTEM_REQUIREMENTS, SYNC_LIMITS, INITIAL_SETUP_ISSUES)
    facts = ("link.liveSyncLegalEntities",)
    example = {"link.liveSyncLegalEntities": 251}
    parameters = MaximumLiveSync

    def check(self, pair: Pair, examination: Examination[MaximumLiveSync]) -> Verdict:
        fact = pair.link.live_sync_legal_entities
        number = examination.read(fact)
        maximum = examination.parameters.maximum
        if number <= maximum:
            return examination.passes()
        return examination.fails(
            f"Live synchronization has {legal_entities(fact)}; at most {maximum} can take part."
        )
