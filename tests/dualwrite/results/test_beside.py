"""What requirements lack of Azure resources: which property, of which resource, and why or where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from dualwrite.judging.configuration import Configuration, read_configuration
from dualwrite.judging.judge import judge_each
from dualwrite.model.azure import AzureResource
from dualwrite.model.facts import ENCRYPTED, KNOWN_AFTER_DEPLOYMENT, SecretValue, UnknownValue
from dualwrite.model.pair import Pair
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.coverage import Covered, Missing, Standing, covered_pairs
from support.companions import CORRECT, companion, companions, urn, with_companions
from support.pairs import ABSENT, TODAY, UNKNOWN

Changes = Mapping[str, Mapping[str, Any]]
LATER = KNOWN_AFTER_DEPLOYMENT
INLINE = {"name": "powerplatform", "delegations": []}


def covered(subject: Pair, configuration: Configuration | None = None) -> dict[str, Covered]:
    """Where the requirements on Azure resources stand, by ID."""
    configuration = configuration or Configuration()
    judged = zip([subject], judge_each([subject], configuration, TODAY, REQUIREMENTS), strict=True)
    (found,) = covered_pairs(judged, configuration, TODAY)
    concerned = {one.id for one in REQUIREMENTS if one.concerns_companions}
    return {one.id: one for one in found.requirements if one.id in concerned}


def beside(*names: str, changes: Changes | None = None) -> dict[str, Covered]:
    return covered(with_companions(companions(*names, changes=changes)))


def at(name: str, label: str, key: str) -> Missing:
    """What is said of a property that nobody declares on a resource."""
    return Missing(f"{key} of {label}", f"Set it on {urn(name)}.", urn(name), key)


@pytest.mark.parametrize(
    ("id_", "names", "changes", "missing"),
    [
        (
            "DW030",
            ["vault"],
            {"vault": {"properties/tenantId": ABSENT}},
            [at("vault", 'key vault "vault"', "properties.tenantId")],
        ),
        (
            "DW032",
            ["injection", "encryption"],
            {"injection": {"location": ABSENT}, "encryption": {"location": ABSENT}},
            [
                at("injection", 'enterprise policy "injection"', "location"),
                at("encryption", 'enterprise policy "encryption"', "location"),
            ],
        ),
        (
            "DW033",
            ["injection", "west", "north", "westSubnet", "northSubnet"],
            {"west": {"location": ABSENT}, "westSubnet": {"addressPrefix": ABSENT}},
            [
                at("west", 'virtual network "west"', "location"),
                at("westSubnet", 'subnet "westSubnet"', "addressPrefix"),
            ],
        ),
        (
            "DW035",
            ["encryption", "vault", "key"],
            {"key": {"properties/kty": ABSENT}},
            [at("key", 'key "key"', "properties.kty")],
        ),
    ],
)  # fmt: skip
def test_what_nobody_declares_is_to_be_set_on_its_resource(
    id_: str, names: list[str], changes: Changes, missing: list[Missing]
) -> None:
    found = beside(*names, changes=changes)[id_]
    assert (found.standing, found.missing, found.message) == (
        Standing.DECLARE,
        tuple(missing),
        "",
    )


@pytest.mark.parametrize("value", [UNKNOWN, UnknownValue(ENCRYPTED)])
def test_what_is_not_known_yet_says_why(value: UnknownValue) -> None:
    found = beside("vault", changes={"vault": {"location": value}})["DW031"]
    missing = Missing('location of key vault "vault"', value.why, urn("vault"), "location")
    assert (found.standing, found.missing) == (Standing.LATER, (missing,))


def test_what_is_known_only_by_reference_is_named_as_well() -> None:
    subnet = companion("westSubnet", {"natGateway": ABSENT}, None, {"natGateway": ("gateway",)})
    found = covered(with_companions((companion("west"), subnet)))["DW034"]
    fact = 'natGateway of subnet "westSubnet"'
    assert found.missing == (Missing(fact, LATER, urn("westSubnet"), "natGateway"),)


def test_what_is_to_be_declared_and_what_is_known_later_are_told_apart() -> None:
    """One verdict is on both. What can be done now goes first, unless it is ignored."""
    changes = {"injection": {"location": ABSENT}, "encryption": {"location": UNKNOWN}}
    subject = with_companions(companions("injection", "encryption", changes=changes))
    found = covered(subject)["DW032"]
    assert (found.standing, found.missing) == (
        Standing.DECLARE,
        (at("injection", 'enterprise policy "injection"', "location"),),
    )
    ignored = read_configuration(
        {"enterprise-policy-location": {"undeclared": "ignore"}}, REQUIREMENTS
    )
    found = covered(subject, ignored)["DW032"]
    fact = 'location of enterprise policy "encryption"'
    assert (found.standing, found.missing) == (
        Standing.LATER,
        (Missing(fact, LATER, urn("encryption"), "location"),),
    )


def test_the_tenant_of_a_provider_is_named_at_the_resource() -> None:
    storage = companion("storage", provider={"tenantId": UNKNOWN})
    found = covered(with_companions((storage,)))["DW030"]
    fact = 'tenantId of provider of storage account "storage"'
    assert found.missing == (Missing(fact, LATER, urn("storage"), "tenantId"),)


def test_a_subnet_in_the_list_of_a_network_is_set_there() -> None:
    changes = {"west": {"subnets": [INLINE]}, "north": {"subnets": [INLINE]}}
    found = beside("injection", "west", "north", changes=changes)
    assert found["DW033"].standing is Standing.DECIDED  # it fails, for it is not delegated
    delegation = [{"serviceName": "Microsoft.PowerPlatform/enterprisePolicies"}]
    changes["west"] = {"subnets": [{**INLINE, "delegations": delegation}]}
    changes["north"] = {"subnets": [{**INLINE, "delegations": delegation}]}
    found = beside("injection", "west", "north", changes=changes)
    assert found["DW033"].missing == tuple(
        Missing(
            f'addressPrefix of subnet "powerplatform" of virtual network "{name}"',
            f"Set it on {urn(name)}.",
            urn(name),
            "addressPrefix",
        )
        for name in ("west", "north")
    )


def test_facts_of_the_pair_come_first_and_have_no_resource() -> None:
    absent = dict.fromkeys(("customerEngagement.tenantId", "financeAndOperations.tenantId"), ABSENT)
    found = covered(with_companions(companions("vault"), absent))["DW030"]
    fact = "customerEngagement.tenantId"
    assert found.missing == (Missing(fact, f"Declare {fact} in the pair."),)


def test_resources_of_one_name_are_both_named() -> None:
    one = companion("injection", {"location": ABSENT})
    other = replace(one, urn=f"{one.urn}-2")
    found = covered(with_companions((one, other)))["DW032"]
    assert [missing.resource for missing in found.missing] == [one.urn, other.urn]


def test_where_a_resource_is_not_here_the_message_names_what_speaks_of_it() -> None:
    found = beside("encryption")["DW035"]
    assert (found.standing, found.missing) == (Standing.OPEN, ())
    assert found.message == (
        'The key vault that enterprise policy "encryption" names is not declared here, or not known'
        ' yet. The key that enterprise policy "encryption" names is not declared here, or not known'
        " yet."
    )


def paths() -> Iterator[tuple[str, str]]:
    """Every property of every resource, and the whole sections that they are in."""

    def within(section: Mapping[str, Any], before: str) -> Iterator[str]:
        for key, value in section.items():
            yield f"{before}{key}"
            if isinstance(value, Mapping):
                yield from within(value, f"{before}{key}/")

    for name, properties in CORRECT.items():
        yield from ((name, path) for path in within(properties, ""))


@pytest.mark.parametrize("value", [ABSENT, UNKNOWN, SecretValue(7)], ids=["absent", "unknown", "-"])
@pytest.mark.parametrize(("name", "path"), list(paths()))
def test_every_open_question_names_a_resource(name: str, path: str, value: Any) -> None:
    changed = companions(changes={name: {path: value}})
    for one in covered(with_companions(changed)).values():
        if one.standing in (Standing.DECLARE, Standing.LATER):
            assert one.missing and {each.resource for each in one.missing} <= _urns(changed)
        elif one.standing is Standing.OPEN:
            names = [name for each in changed for name in (each.label, each.called)]
            assert [name for name in names if name in one.message]


def _urns(resources: tuple[AzureResource, ...]) -> set[str | None]:
    return {one.urn for one in resources}
