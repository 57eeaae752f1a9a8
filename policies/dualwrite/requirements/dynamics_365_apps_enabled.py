"""DW017: the database was created with "Enable Dynamics 365 apps"."""

from __future__ import annotations

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Requirement
from ..model.pair import Pair
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import POWER_PLATFORM_INTEGRATION, UNIFIED_ADMINISTRATION


class Dynamics365AppsEnabled(Requirement[Parameters]):
    """The Power Platform integration refuses a database that was created without them."""

    id = "DW017"
    name = "dynamics-365-apps-enabled"
    title = (
        "The customer engagement environment's database was created with \"Enable Dynamics 365"
        ' apps".'
    )
    level = Level.MANDATORY
    severity = Severity.HIGH
    # That it cannot be added later is no sentence of the articles: they say that the database must
    # have been created so, and name no way to it afterwards.
    reason = (
        "The Power Platform integration validates it and does not go on without it: only a database"
        " that was created so has the tables that Dynamics 365 apps build on. The articles tell how"
        " to choose it when the database is created, and name no way to add it later."
    )
    remedy = (
        'Create the customer engagement environment again with "Enable Dynamics 365 apps", then'
        " declare customerEngagement.dynamics365AppsEnabled: true."
    )
    sources = (POWER_PLATFORM_INTEGRATION, UNIFIED_ADMINISTRATION)
    facts = ("customerEngagement.dynamics365AppsEnabled",)
    example = {"customerEngagement.dynamics365AppsEnabled": False}

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        if examination.read(pair.customer_engagement.dynamics365_apps_enabled):
            return examination.passes()
        return examination.fails(
            "The customer engagement environment's database was created without"
            ' "Enable Dynamics 365 apps"; finance and operations apps cannot be connected to it.'
        )
