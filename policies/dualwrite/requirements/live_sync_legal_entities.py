"""DW008: live synchronization stays within its limit of legal entities."""

from __future__ import annotations

from pydantic import Field

from ..pair import Pair
from ..parameters import Parameters, WholeNumber
from ..requirement import Examination, Requirement, Severity
from ..verdicts import Level, Verdict
from .sources import SYNC_LIMITS, SYSTEM_REQUIREMENTS


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
        "Beyond the limit, maps cannot be run for all legal entities; it shows when the pair is in"
        " production."
    )
    remedy = "Take part with fewer legal entities."
    sources = (SYSTEM_REQUIREMENTS, SYNC_LIMITS)
    facts = ("link.liveSyncLegalEntities",)
    example = {"link.liveSyncLegalEntities": 251}
    parameters = MaximumLiveSync

    def check(self, pair: Pair, examination: Examination[MaximumLiveSync]) -> Verdict:
        number = examination.read(pair.link.live_sync_legal_entities)
        maximum = examination.parameters.maximum
        if number <= maximum:
            return examination.passes()
        return examination.fails(
            f"{number} legal entities take part in live synchronization; at most {maximum} can."
        )
