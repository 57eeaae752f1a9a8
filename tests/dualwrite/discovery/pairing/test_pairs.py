"""Which pairs several resources make up together, and what each of them says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.pairing.configured_facts import ConfiguredFacts, read_configured_facts
from dualwrite.discovery.pairing.pairs import JoinedPair, join, join_one
from dualwrite.model.facts import SecretValue, State, UnknownValue
from dualwrite.model.observation import (
    CUSTOMER_ENGAGEMENT,
    FINANCE_AND_OPERATIONS,
    Conflict,
    Observation,
    Origin,
    Role,
    Statement,
)
from dualwrite.model.pair import Pair
from support.observations import customer, declared, finance, package, said, urn_of
from support.pairs import declaration

CE = "https://contoso.crm4.dynamics.com"
OTHER_CE = "https://other.crm4.dynamics.com"
FO = "https://contoso.operations.dynamics.com"
OTHER_FO = "https://other.operations.dynamics.com"
GUID = "5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60"
TENANT = "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"


def _urls(pair: Pair) -> tuple[str | None, str | None]:
    sides = (pair.finance_and_operations, pair.customer_engagement)
    urls = [side.url for side in sides]
    return tuple(str(url.read()) if url.state is State.DECLARED else None for url in urls)  # type: ignore[return-value]


def _shape(found: list[JoinedPair]) -> list[tuple[str, str | None, str | None, bool]]:
    """Name, both URLs, and whether a side is missing."""
    return [(one.pair.name, *_urls(one.pair), one.pair.is_half) for one in found]


def test_an_environment_that_names_its_partner_is_a_pair_with_one_outside() -> None:
    found = join([customer("ce", {"url": CE, "financeAndOperations.url": FO})])
    assert _shape(found) == [("ce", FO, CE, False)]
    assert found[0].pair.urn == urn_of("ce")


def test_an_environment_that_nothing_marks_is_left_alone() -> None:
    assert join([customer("apps", {"url": CE}, marked=False)]) == []
    assert join_one([customer("apps", {"url": CE}, marked=False)]) is None


def test_a_marked_environment_without_a_partner_is_half_a_pair() -> None:
    assert _shape(join([customer("ce", {"url": CE})])) == [("ce", None, CE, True)]
    assert _shape(join([finance("fo", {"url": FO})])) == [("fo", FO, None, True)]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ({"financeAndOperations.url": f"{FO.upper().replace('HTTPS', 'https')}/x"}, {"url": FO}),
        ({"financeAndOperations.environmentId": f"{{{GUID}}}"}, {"environmentId": GUID}),
    ],
    ids=["url", "environment ID"],
)
def test_sides_are_joined_by_identity(names: dict[str, Any], told: dict[str, Any]) -> None:
    found = join(
        [
            finance("fo", {**told, "region": "West Europe"}),
            customer("ce", {"url": CE, **names}),
            finance("stranger", {"url": OTHER_FO}),
        ]
    )
    assert [(one.pair.name, one.pair.is_half) for one in found] == [
        ("ce", False),
        ("stranger", True),
    ]
    assert found[0].pair.finance_and_operations.region.read().name == "westeurope"


def test_sides_are_joined_while_the_identity_is_unknown_by_what_it_is_taken_from() -> None:
    found = join(
        [
            customer(
                "ce",
                {"url": CE, "financeAndOperations.environmentId": UnknownValue()},
                references={FINANCE_AND_OPERATIONS: (urn_of("fo"),)},
            ),
            finance("fo", {"url": FO}),
        ]
    )
    assert _shape(found) == [("ce", FO, CE, False)]


def test_the_other_side_may_be_the_one_that_names_its_partner() -> None:
    found = join(
        [
            customer("ce", {"url": CE}, marked=False),
            finance("fo", {"url": FO, "customerEngagement.url": CE}),
        ]
    )
    assert _shape(found) == [("ce", FO, CE, False)]


def test_sides_that_name_one_pair_are_joined_and_called_so() -> None:
    found = join(
        [
            customer("ce", {"url": CE}, pair="contoso-prod"),
            finance("fo", {"url": FO}, pair="contoso-prod"),
            finance("fo-2", {"url": OTHER_FO}, pair="contoso-test"),
        ]
    )
    assert _shape(found) == [
        ("contoso-prod", FO, CE, False),
        ("contoso-test", OTHER_FO, None, True),
    ]


def test_a_name_that_two_sides_claim_joins_neither() -> None:
    found = join(
        [
            customer("ce", {"url": CE}, pair="p"),
            finance("fo", {"url": FO}, pair="p"),
            finance("fo-2", {"url": OTHER_FO}, pair="p"),
        ]
    )
    assert [one.pair.is_half for one in found] == [True, True, True]


def test_a_declared_pair_is_completed_by_the_environments_that_it_names() -> None:
    pair = {"financeAndOperations": {"url": FO}, "customerEngagement": {"url": CE}}
    found = join(
        [
            customer("ce", {"url": CE, "region": "westeurope"}, marked=False),
            finance("fo", {"url": FO, "tenantId": TENANT}),
            declared("contoso", pair),
        ]
    )
    (one,) = found
    assert _shape(found) == [("contoso", FO, CE, False)]
    assert one.pair.customer_engagement.region.read().name == "westeurope"
    assert one.pair.finance_and_operations.tenant_id.read() == TENANT
    assert (one.is_declared_finally, one.is_declared_alone) == (True, False)


def test_a_declared_pair_by_itself() -> None:
    (one,) = join([declared("contoso", declaration())])
    assert one.is_declared_alone
    assert one.pair.name == "contoso"


def test_a_pair_that_takes_its_urls_from_resources() -> None:
    pair = {
        "financeAndOperations": {"url": FO},
        "customerEngagement": {"url": UnknownValue(), "region": "westeurope"},
    }
    found = join(
        [
            declared("contoso", pair, references={CUSTOMER_ENGAGEMENT: (urn_of("ce"),)}),
            customer("ce", {"environmentId": GUID}, marked=False),
        ]
    )
    assert [one.pair.customer_engagement.environment_id.read() for one in found] == [GUID]


def test_an_environment_with_another_partner_than_the_declared_one_makes_a_second_pair() -> None:
    pair = {"financeAndOperations": {"url": FO}, "customerEngagement": {"url": CE}}
    found = join(
        [
            declared("contoso", pair),
            customer("ce", {"url": CE, "financeAndOperations.url": OTHER_FO}),
        ]
    )
    assert _shape(found) == [("contoso", FO, CE, False), ("ce", OTHER_FO, CE, False)]


def test_two_environments_with_one_url_are_two_pairs() -> None:
    found = join(
        [
            customer("one", {"url": CE, "financeAndOperations.url": FO}),
            customer("two", {"url": CE, "financeAndOperations.url": OTHER_FO}),
        ]
    )
    assert _shape(found) == [("one", FO, CE, False), ("two", OTHER_FO, CE, False)]


def test_a_unified_environment_is_its_own_partner() -> None:
    facts = {"url": CE, "environmentId": UnknownValue(), "region": "westeurope"}
    (one,) = join([customer("unified", facts, unified=True)])
    assert (one.pair.is_half, one.pair.is_unified) == (False, True)
    assert one.pair.finance_and_operations.region.read().name == "westeurope"
    assert one.pair.finance_and_operations.environment_id.state is State.UNKNOWN


def test_a_unified_environment_stays_a_pair_when_another_names_it() -> None:
    found = join(
        [
            customer("unified", {"url": CE, "financeAndOperations.url": FO}, unified=True),
            customer("ce", {"url": OTHER_CE, "financeAndOperations.url": FO}),
        ]
    )
    assert _shape(found) == [("ce", FO, OTHER_CE, False), ("unified", FO, CE, False)]


def test_an_addition_makes_an_environment_unified() -> None:
    found = join(
        [
            customer("ce", {"url": CE, "environmentId": GUID, "tenantId": TENANT}, marked=False),
            package("app", "msdyn_FinanceAndOperationsProvisioningAppAnchor", GUID, unified=True),
        ]
    )
    assert [(one.pair.name, one.pair.is_unified) for one in found] == [("ce", True)]
    assert found[0].pair.finance_and_operations.tenant_id.read() == TENANT


def test_packages_belong_to_the_environment_that_they_name() -> None:
    core, app = "DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor"
    found = join(
        [
            customer("ce", {"url": CE, "environmentId": UnknownValue()}, marked=False),
            package(
                "app",
                app,
                UnknownValue(),
                references={CUSTOMER_ENGAGEMENT: (urn_of("ce"),)},
                dependencies=(urn_of("ce"), urn_of("core", Role.ADDITION)),
            ),
            package(
                "core",
                core,
                UnknownValue(),
                references={CUSTOMER_ENGAGEMENT: (urn_of("ce"),)},
                dependencies=(urn_of("ce"),),
            ),
        ]
    )
    (one,) = found
    solutions = one.pair.customer_engagement.dual_write_solutions.read()
    assert (solutions.is_after(app, core), solutions.is_after(core, app)) == (True, False)


def test_packages_of_an_environment_elsewhere_are_half_a_pair() -> None:
    found = join([package("core", "DualWriteCoreAnchor", GUID)])
    assert [(one.pair.name, one.pair.is_half) for one in found] == [("core", True)]
    assert join([package("other", "Thing", GUID, marked=False)]) == []


def test_facts_on_which_two_agree_are_one_fact() -> None:
    found = join(
        [
            customer("ce", {"url": CE, "financeAndOperations.url": FO, "region": "West Europe"}),
            said(
                "more",
                Role.ADDITION,
                {"customerEngagement.url": f"{CE}/", "customerEngagement.region": "westeurope"},
            ),
        ]
    )
    assert [one.pair.conflicts for one in found] == [()]


def test_facts_on_which_two_differ_are_a_conflict_that_names_both() -> None:
    pair = {
        "financeAndOperations": {"url": FO},
        "customerEngagement": {"url": CE, "region": "westeurope"},
    }
    (one,) = join(
        [
            declared("contoso", pair),
            customer("ce", {"url": CE, "region": "North Europe"}, marked=False),
        ]
    )
    path = "customerEngagement.region"
    assert one.pair.conflicts == (
        Conflict(
            path,
            (
                Statement(path, "westeurope", Origin("contoso", urn_of("contoso", Role.PAIR))),
                Statement(path, "North Europe", Origin("ce", urn_of("ce"))),
            ),
        ),
    )
    region = one.pair.customer_engagement.region
    assert (region.state, region.detail) == (
        State.MALFORMED,
        'customerEngagement.region: 2 places say different things: "westeurope" and "North Europe".'
        " The policy conflicting-facts says which.",
    )


def test_a_secret_in_a_conflict_is_not_shown() -> None:
    facts = {"url": CE, "financeAndOperations.url": FO, "tenantId": SecretValue(TENANT)}
    other = {"customerEngagement.url": CE, "customerEngagement.tenantId": GUID}
    (one,) = join([customer("ce", facts), said("more", Role.ADDITION, other)])
    assert TENANT not in str(one.pair.conflicts) + one.pair.customer_engagement.tenant_id.detail


def test_a_known_value_goes_before_an_unknown_one() -> None:
    facts = {"url": CE, "financeAndOperations.url": FO, "region": UnknownValue()}
    more = {"customerEngagement.url": CE, "customerEngagement.region": "westeurope"}
    (one,) = join([customer("ce", facts), said("more", Role.ADDITION, more)])
    assert one.pair.customer_engagement.region.state is State.DECLARED


def _configured(**entries: Any) -> ConfiguredFacts:
    urls = {"ce": CE, "fo": FO, "other": OTHER_CE}
    return read_configured_facts({urls[name]: content for name, content in entries.items()})


def test_configured_facts_complete_what_a_resource_does_not_say() -> None:
    configured = _configured(
        ce={"tenantId": TENANT, "link": {"initialSync": False}}, fo={"region": "West Europe"}
    )
    (one,) = join([customer("ce", {"url": CE, "financeAndOperations.url": FO})], configured)
    assert one.pair.customer_engagement.tenant_id.read() == TENANT
    assert one.pair.finance_and_operations.region.read().name == "westeurope"
    assert one.pair.link.initial_sync.read() is False


def test_an_entry_marks_an_environment_and_can_name_its_partner() -> None:
    configured = _configured(
        ce={"financeAndOperations": {"url": FO}}, fo={"applicationVersion": "10.0.48"}
    )
    found = join([customer("ce", {"url": CE}, marked=False)], configured)
    assert _shape(found) == [("ce", FO, CE, False)]
    assert found[0].pair.finance_and_operations.application_version.state is State.DECLARED


def test_an_entry_may_stand_under_the_address_of_the_partner_that_no_resource_is() -> None:
    configured = _configured(
        fo={"region": "West Europe", "customerEngagement": {"url": CE, "tenantId": TENANT}}
    )
    found = join([customer("ce", {"url": CE}, marked=False)], configured)
    assert _shape(found) == [("ce", FO, CE, False)]
    pair = found[0].pair
    assert pair.finance_and_operations.region.read().name == "westeurope"
    assert pair.customer_engagement.tenant_id.read() == TENANT


def test_a_side_that_only_an_entry_speaks_of_is_declared_there() -> None:
    (one,) = join([], _configured(ce={"tenantId": TENANT}))
    assert one.pair.customer_engagement.region.remedy == (
        f"Declare it in the stack's configuration: dualwrite:facts, under {CE}, as region."
    )


def test_an_entry_of_a_unified_environment_is_about_both_apps() -> None:
    configured = _configured(ce={"tenantId": TENANT, "applicationVersion": "10.0.48"})
    (one,) = join([customer("unified", {"url": CE}, unified=True)], configured)
    assert one.pair.finance_and_operations.tenant_id.read() == TENANT
    assert one.pair.customer_engagement.tenant_id.read() == TENANT
    assert one.pair.finance_and_operations.application_version.state is State.DECLARED


def test_an_entry_that_nothing_speaks_of_is_half_a_pair_and_not_lost() -> None:
    found = join([], _configured(ce={"tenantId": TENANT}, fo={"region": "westeurope"}))
    assert _shape(found) == [
        ("contoso.crm4.dynamics.com", None, CE, True),
        ("contoso.operations.dynamics.com", FO, None, True),
    ]


def test_one_resource_by_itself_knows_nothing_of_other_entries() -> None:
    configured = _configured(ce={"tenantId": TENANT}, other={"tenantId": GUID})
    one = join_one([customer("ce", {"url": CE}, marked=False)], configured)
    assert one is not None
    assert (one.pair.name, one.pair.customer_engagement.tenant_id.read()) == ("ce", TENANT)


def test_an_undeclared_fact_says_where_it_can_be_declared() -> None:
    hints = {"customerEngagement.region": "Set azureRegion on the resource."}
    (one,) = join([customer("ce", {"url": CE, "financeAndOperations.url": FO}, hints=hints)])
    assert (
        one.pair.customer_engagement.region.remedy,
        one.pair.customer_engagement.tenant_id.remedy,
        one.pair.finance_and_operations.region.remedy,
        one.pair.link.initial_sync.remedy,
    ) == (
        "Set azureRegion on the resource.",
        f"Declare it under {CE}, as tenantId.",
        f"Declare it under {FO}, as region.",
        f"Declare it under {CE}, as link.initialSync.",
    )


def test_where_the_partner_has_no_url_its_facts_go_under_the_other() -> None:
    facts = {"url": CE, "financeAndOperations.environmentId": GUID}
    (one,) = join([customer("ce", facts)])
    remedy = one.pair.finance_and_operations.region.remedy
    assert remedy == f"Declare it under {CE}, as financeAndOperations.region."


@given(st.permutations(range(6)))
def test_the_order_of_resources_does_not_matter(order: list[int]) -> None:
    observations: list[Observation] = [
        customer("ce", {"url": CE, "financeAndOperations.url": FO}),
        finance("fo", {"url": FO, "region": "westeurope"}),
        customer("apps", {"url": OTHER_CE}, marked=False),
        finance("fo-2", {"url": OTHER_FO}),
        customer("unified", {"environmentId": GUID}, unified=True),
        declared("pair", {"financeAndOperations": {"url": FO}, "customerEngagement": {"url": CE}}),
    ]
    found = join([observations[position] for position in order])
    assert sorted(_shape(found)) == sorted(
        [
            ("pair", FO, CE, False),
            ("fo-2", OTHER_FO, None, True),
            ("unified", None, None, False),
        ]
    )


def test_parents_that_go_round_in_a_circle_end_the_way() -> None:
    """A state may be broken; no engine makes this."""
    parents = {urn_of("x"): urn_of("y"), urn_of("y"): urn_of("x")}
    ce = customer(
        "ce",
        {"url": CE, "financeAndOperations.environmentId": UnknownValue()},
        references={FINANCE_AND_OPERATIONS: (urn_of("x"),)},
    )
    assert [one.pair.name for one in join([ce], parents=parents)] == ["ce"]
