"""Arguments that cannot be taken: all of them in one message, and nothing registered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components.azure_foundation.reading import read_plan
from support.azure_foundation import POOL, environment, make, run
from support.pairs import ABSENT

START = 'the AzureFoundation "azure" cannot be declared like this:'
NETWORK = {"network": {"addressSpace": POOL}}
RULES = "(Azure's naming rules, article resource-name-rules, 2023-11-20). Give another baseName."
NO_REGION = (
    "region: missing. Write the Azure region of the resource group, or declare"
    " customerEngagement.region as plain text."
)
SEVERAL = (
    "customerEngagement.region: unitedstates has several sets of Azure regions for networks: eastus"
    " and westus, or centralus and eastus2. The one with the environment's own region is needed"
)


def output() -> pulumi.Output[Any]:
    return pulumi.Output.from_input("later")


def problems(
    args: Mapping[str, Any], facts: Mapping[str, Any] | None = None, pair: str = "contoso"
) -> list[str]:
    """What is wrong with arguments, line by line; nothing where a plan can be made."""
    found: list[str] = []

    def program() -> None:
        whole = {
            key: value() if value is output else value
            for key, value in {"customerEngagement": environment(facts), **args}.items()
        }
        try:
            read_plan("azure", whole, pair, [])
        except pulumi.RunError as error:
            first, *rest = str(error).splitlines()
            assert first == START
            found.extend(line.removeprefix("  - ") for line in rest)

    run(program)
    return found


def test_everything_is_told_at_once() -> None:
    args = {
        "region": "West Europa",
        "nameSuffix": "A-1",
        "network": {"addressSpace": "10.20.1.0/16", "environments": {"production": -1}},
        "encryption": {"publicNetworkAccess": "yes"},
        "logs": {"retentionInDays": 7},
        "storage": {"redundancy": "GRS"},
        "tags": {"dualwrite-pair": "mine", "owner": 7},
        "storge": {},
    }
    assert problems(args, {"tenantId": ABSENT}, pair="contoso-production") == [
        'region: "West Europa" is not an Azure region that the table of 2026-11-23 knows. Did you'
        ' mean "westeurope"? Accepted: the name or display name of an Azure region, such as'
        ' westeurope or "West Europe".',
        'nameSuffix: "A-1" is malformed; accepted: 3 to 8 lower-case letters and digits.',
        'storge: unknown key. Did you mean "storage"? Accepted: customerEngagement, pair, region,'
        " baseName, nameSuffix, tags, network, encryption, logs and storage.",
        "network.environments.production: -1 is out of range; accepted: a whole number, 0 or more.",
        'network.addressSpace: "10.20.1.0/16" is no range. It has bits of a host; did you mean'
        ' "10.20.0.0/16"? Accepted: an IPv4 range such as 10.20.0.0/16.',
        'encryption.publicNetworkAccess: "yes" is text; accepted: true or false.',
        "customerEngagement.tenantId: missing. The key vault of encryption is made in it.",
        "logs.retentionInDays: 7 is out of range; accepted: 30 to 730 days.",
        'storage.redundancy: "GRS" is not accepted; accepted: LRS or ZRS. Geo-redundant copies can'
        " leave the pair's geography.",
        'baseName: "kv-contoso-production-xxxxxx", the name of a key vault, has 28 characters;'
        f" accepted: 3 to 24 {RULES}",
        "tags.dualwrite-pair: the foundation sets it itself. Leave it out.",
        "tags.owner: 7 is a number; accepted: text.",
    ]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            {"network": {}},
            [
                "network: no addressSpace for northeurope and westeurope. Give network.addressSpace,"
                " which the networks are then planned in (10.20.0.0/16)."
            ],
        ),
        (
            {"logs": None, "storage": None},
            [
                f"{key}: null; accepted: a mapping, if only {{}}. Leave the key out to go without."
                for key in ("logs", "storage")
            ],
        ),
        (
            {"network": {"addressSpace": POOL, "environments": {}}},
            ["network.environments: no environment. Count those that the networks are to serve."],
        ),
        (
            {"network": {"addressSpace": POOL, "environments": {"production": 2**33, "others": 1}}},
            [
                "network.environments: IPv4 has no range with 257698037775 addresses (for 8589934592"
                " production environments, 1 other, and those that Azure reserves)."
            ],
        ),
        (
            {"network": {"addressSpace": POOL, "regions": {"uksouth": {}}}},
            [
                "network.regions: uksouth; accepted for europe: westeurope and northeurope (article"
                " vnet-support-overview)."
            ],
        ),
        (
            {"network": {"regions": {"West Europe": {"adressSpace": "10.0.0.0/24"}}}},
            [
                "network.regions.West Europe.adressSpace: unknown key. Did you mean"
                ' "addressSpace"? Accepted: addressSpace and subnet.'
            ],
        ),
        (
            {"network": {"regions": {"West Europe": {}, "westeurope": {}}}},
            ["network.regions.westeurope: westeurope stands there twice, in two spellings."],
        ),
        (
            {"network": {"addressSpace": 10}},
            ["network.addressSpace: 10 is a number; accepted: text that is not empty."],
        ),
        (
            {"network": [POOL]},
            [
                "network: this is a list; accepted: a mapping with addressSpace, regions and"
                " environments."
            ],
        ),
        (
            {"network": output},
            [
                "network: this is an output; accepted: a plain value. It decides which resources"
                " there are or what they are called, and is needed when the program runs."
            ],
        ),
        (
            {"region": output},
            [
                "region: this is an output; accepted: a plain value. It decides which resources"
                " there are or what they are called, and is needed when the program runs."
            ],
        ),
        (
            {"pair": "fabrikam"},
            ['pair: "fabrikam" is not the parent, which is "contoso". Leave it out.'],
        ),
        (
            {"nameSuffix": "windows", "storage": {}},
            [
                'nameSuffix: "windows" has WINDOWS in it; accepted: text without MICROSOFT or WINDOWS'
                " (Azure's reserved words, article error-reserved-resource-name, 2023-04-05)."
            ],
        ),
        ({"baseName": ""}, ['baseName: "" is text; accepted: text that is not empty.']),
        (
            {"customerEngagement": None},
            [
                "customerEngagement: missing. Give the mapping that the pair has; it says where the"
                " Azure side has to stand, and in which tenant."
            ],
        ),
        (
            {"customerEngagement": {}},
            ["customerEngagement: needs url or environmentId: no environment is named."],
        ),
        (
            {"customerEngagement": ["westeurope"], **NETWORK},
            ["customerEngagement: this is a list; accepted: a mapping, the one that the pair has."],
        ),
        ({"tags": ["a"]}, ["tags: this is a list; accepted: a mapping from names to text."]),
    ],
)
def test_arguments_that_cannot_be_taken(args: dict[str, Any], told: list[str]) -> None:
    assert problems(args) == told


@pytest.mark.parametrize(
    ("args", "facts", "told"),
    [
        (NETWORK, {"region": ABSENT}, []),  # the geography is known, and has one set of regions
        (NETWORK, {"geography": ABSENT}, []),
        (
            NETWORK,
            {"region": ABSENT, "geography": ABSENT},
            [
                "customerEngagement.geography: neither it nor a region that lies in one is declared"
                " as plain text. Enterprise policies and their networks stand where the environment"
                " does: declare one of the two.",
                NO_REGION,
            ],
        ),
        ({}, {"region": ABSENT, "geography": ABSENT}, [NO_REGION]),
        ({"region": "westeurope"}, {"region": ABSENT, "geography": ABSENT}, []),
        (
            {"encryption": {}},
            {"region": "polandcentral", "geography": "poland"},
            [
                "customerEngagement.geography: the table of 2026-11-23 has no Azure regions and no"
                " location of enterprise policies for poland (article vnet-support-overview). Leave"
                " out network and encryption."
            ],
        ),
        (
            NETWORK,
            {"region": "westus"},
            [
                'customerEngagement.region: "westus" lies in unitedstates, not in the declared'
                ' geography "europe". Correct one of the two, or leave the geography out.'
            ],
        ),
        (
            NETWORK | {"region": "eastus"},
            {"region": ABSENT, "geography": "unitedstates"},
            [f"{SEVERAL}. Declare that region, or name the set's regions in network.regions."],
        ),
        (
            NETWORK,
            {"region": "westus2", "geography": "unitedstates"},
            [
                f'{SEVERAL}, and "westus2" is in none. Declare that region, or name the set\'s'
                " regions in network.regions."
            ],
        ),
        (
            {"storage": {}},
            {"tenantId": ABSENT},
            [
                "nameSuffix: missing. The names of vault and storage account are unique in all of"
                " Azure; by default they follow from customerEngagement.tenantId, which is no plain"
                " text here."
            ],
        ),
        ({"storage": {}, "nameSuffix": "abc"}, {"tenantId": ABSENT}, []),
    ],
)
def test_what_the_environment_says_decides(
    args: dict[str, Any], facts: dict[str, Any], told: list[str]
) -> None:
    assert problems(args, facts) == told


def test_a_pair_whose_name_fits_no_tag() -> None:
    name = "p" * 257
    told = problems({"baseName": "contoso"}, pair=name)
    assert told == [
        f'pair: "{"p" * 117}…" has 257 characters, and the value of a tag has 256 at most (article'
        " tag-resources, 2022-03-15). Give the pair a shorter name."
    ]


@pytest.mark.parametrize(
    "spelling",
    [
        " {8C1B6F0E-3D47-4B53-A3F0-7D2F6F1C9A11} ",
        "8C1B6F0E-3D47-4B53-A3F0-7D2F6F1C9A11",
        "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11",
    ],
)
def test_the_spelling_of_the_tenant_changes_no_resource(spelling: str) -> None:
    parts = {"encryption": {}, "storage": {}}
    made = make(parts, {"tenantId": spelling}).made
    vault = made["azure-key-vault"].inputs
    assert (
        vault["properties"]["tenantId"],
        vault["vaultName"],
        made["azure-storage-account"].inputs["accountName"],
    ) == ("8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11", "kv-contoso-ihhwqc", "stcontosoihhwqc")


def test_a_tenant_that_cannot_be_read_is_told_once() -> None:
    assert problems({"encryption": {}}, {"tenantId": "contoso.com"}) == [
        'customerEngagement.tenantId: "contoso.com" is malformed. Accepted: a GUID such as'
        " 72f988bf-86f1-41af-91ab-2d7cd011db47."
    ]


def test_an_output_of_the_environment_is_known_later() -> None:
    found: list[str] = []

    def program() -> None:
        facts = environment(
            {"tenantId": pulumi.Output.from_input("later"), "environmentType": output()}
        )
        plan = read_plan(
            "azure",
            {"customerEngagement": facts, "encryption": {}, "nameSuffix": "abc"},
            "contoso",
            [],
        )
        assert plan.encryption is not None
        assert plan.encryption.tenant_id is facts["tenantId"]
        found.append(plan.names.key_vault)

    run(program)
    assert found == ["kv-contoso-abc"]


@pytest.mark.parametrize(
    ("facts", "counts", "subnet"),
    [
        ({"environmentType": "production"}, None, "10.20.0.0/26"),  # 35 addresses
        ({"environmentType": "sandbox"}, None, "10.20.0.0/28"),  # 15
        ({"environmentType": ABSENT}, None, "10.20.0.0/26"),
        ({}, {"production": 4}, "10.20.0.0/25"),  # 125, the article's own example
        ({}, {"others": 20}, "10.20.0.0/24"),  # 205, the article's own example
        ({}, {"production": 1, "others": 3}, "10.20.0.0/25"),  # 65
    ],
)
def test_the_environments_size_the_subnets(
    facts: dict[str, Any], counts: dict[str, int] | None, subnet: str
) -> None:
    network: dict[str, Any] = {"addressSpace": POOL}
    if counts is not None:
        network["environments"] = counts
    made = make({"network": network}, facts)
    assert made.inputs("azure-subnet-northeurope")["addressPrefix"] == subnet


@pytest.mark.parametrize(
    ("region", "location", "places"),
    [
        ("westeurope", "europe", {"northeurope", "westeurope"}),
        ("westus", "unitedstates", {"eastus", "westus"}),
        ("eastus2", "unitedstates", {"centralus", "eastus2"}),
        ("uksouth", "uk", {"uksouth", "ukwest"}),
        ("brazilsouth", "brazil", {"brazilsouth"}),
        ("uaenorth", "uae", {"uaenorth"}),
    ],
)
def test_networks_and_policy_stand_where_the_environment_does(
    region: str, location: str, places: set[str]
) -> None:
    made = make(NETWORK, {"region": region, "geography": ABSENT}).made
    networks = [one for one in made.values() if one.type.endswith(":VirtualNetwork")]
    assert {one.inputs["location"] for one in networks} == places
    assert made["azure-network-policy"].inputs["location"] == location


def test_named_regions_choose_the_set() -> None:
    network = {"addressSpace": POOL, "regions": {"East US 2": {"subnet": "10.20.130.0/24"}}}
    made = make(
        {"network": network, "region": "eastus2"}, {"region": ABSENT, "geography": "unitedstates"}
    )
    assert {
        name.removeprefix("azure-subnet-"): one.inputs["addressPrefix"]
        for name, one in made.made.items()
        if name.startswith("azure-subnet-")
    } == {"centralus": "10.20.0.0/26", "eastus2": "10.20.130.0/24"}
