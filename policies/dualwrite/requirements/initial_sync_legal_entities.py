"""DW007: initial synchronization stays within its limit of legal entities."""

from __future__ import annotations

from pydantic import Field

from ..judging.parameters import Parameters, WholeNumber
from ..judging.requirement import Examination, Requirement
from ..model.facts import Fact, NotDeclared, State
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import INITIAL_SYNC_GUIDANCE, SYNC_LIMITS, SYSTEM_REQUIREMENTS
from .shared.wording import legal_entities


class MaximumInitialSync(Parameters):
    """How many legal entities initial synchronization may have."""

    maximum: WholeNumber = Field(40, description="The most legal entities that are accepted.")


class InitialSyncLegalEntities(Requirement[MaximumInitialSync]):
    """Initial synchronization takes at most 40 legal entities."""

    id = "DW007"
    name = "initial-sync-legal-entities"
    title = "At most 40 legal entities take part in initial synchronization."
    level = Level.MANDATORY
    severity = Severity.MEDIUM
    reason = (
        "Beyond the limit, linking the environments fails with an error about the partitions of a"
        " map, after both exist."
    )
    remedy = (
        "Ask for no initial synchronization (link.initialSync: false) and load the data otherwise,"
        " or select fewer legal entities for it."
    )
    sources = (SYSTEM_REQUIREMENTS, SYNC_LIMITS, INITIAL_SYNC_GUIDANCE)
    facts = ("link.initialSync", "link.initialSyncLegalEntities")
    example = {"link.initialSync": True, "link.initialSyncLegalEntities": 41}
    parameters = MaximumInitialSync

    def check(self, pair: Pair, examination: Examination[MaximumInitialSync]) -> Verdict:
        asked = pair.link.initial_sync
        if asked.state is State.MALFORMED:
            examination.read(asked)
        if examination.is_declared(asked) and not asked.read():
            return examination.not_applicable("Initial synchronization is not asked for.")
        fact = pair.link.initial_sync_legal_entities
        number = examination.read(fact)
        maximum = examination.parameters.maximum
        if number <= maximum:
            return examination.passes()
        entities = legal_entities(fact)
        if asked.state is State.UNDECLARED:  # too many, so whether it is asked for decides
            hint = f"It decides here: {entities} are more than the {maximum} that can take part."
            raise NotDeclared(Fact.undeclared(asked.path, hint, asked.remedy))
        examination.read(asked)
        return examination.fails(
            f"Initial synchronization has {entities}; at most {maximum} can take part."
        )
