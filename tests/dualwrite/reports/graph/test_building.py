"""From judged pairs to a drawing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from dualwrite.judging.configuration import read_configuration
from dualwrite.model.pair import Pair
from dualwrite.reports.graph.building import Row, legend
from dualwrite.reports.graph.drawing import Cluster, Dash, Drawing, Edge, Node, Shape
from dualwrite.reports.graph.graphviz import dot_text
from dualwrite.reports.graph.mermaid import mermaid_text
from dualwrite.reports.graph.outcome import ENVIRONMENT, MISSING, SHARED, STROKES, Standing
from dualwrite.requirements import REQUIREMENTS
from support.pairs import ABSENT

from .azure_estates import WHOLE_SIDE, every_azure, with_azure
from .estates import drawn, every_kind, fifty, fifty_with_azure
from .pairs import NOWHERE, half, own, placed, unified

CUSTOMER_URL = "customerEngagement.url"
SHARED_URL = {CUSTOMER_URL: "https://shared.crm4.dynamics.com"}
BYPASSES = {"financeAndOperations.bypassesDataEvents": True}


def nodes(drawing: Drawing) -> dict[str, Node]:
    """All nodes but those of the legend, by their first line."""

    def within(clusters: tuple[Cluster, ...]) -> list[Node]:
        return [
            node for one in clusters for node in (*one.nodes, *within(one.clusters))
        ]  # fmt: skip

    return {one.lines[0]: one for one in within(drawing.clusters)}


def outline(clusters: tuple[Cluster, ...]) -> list[object]:
    """The names of clusters, with what is in them."""
    return [
        (one.name, [node.lines[0] for node in one.nodes] + outline(one.clusters))
        for one in clusters
    ]


def test_one_pair() -> None:
    picture = drawn([own("a")])
    lines = ("a.operations.dynamics.com", "F&O, production, West Europe")
    others = ("a.crm4.dynamics.com", "CE, production, West Europe")
    region = Cluster(
        "r1",
        "West Europe",
        (
            Node("n1", lines, ENVIRONMENT, "; ".join(lines)),
            Node("n2", others, ENVIRONMENT, "; ".join(others)),
        ),
    )
    assert picture.drawing == Drawing(
        "1 pair, judged for 2026-11-24: 1 pass",
        legend(),
        (Cluster("g1", "Europe", (), (region,)),),
        (Edge("e1", "n1", "n2", ("a", "pass"), STROKES[Standing.PASS], "a: pass"),),
    )
    (row,) = picture.rows
    assert row == Row("a", "; ".join(lines), "; ".join(others), (), row.outcome)
    assert row.outcome.standing is Standing.PASS


def test_no_pair() -> None:
    assert drawn([]).drawing == Drawing("No pair to draw.", legend(), (), ())
    assert drawn([]).rows == ()


def test_clusters_are_geographies_with_regions_in_them() -> None:
    pairs = [
        own("a", placed("westus2")),
        own("b", {"customerEngagement.region": "northeurope"}),
        own("c", {"financeAndOperations.region": "no region"}),
        own("d", placed("eastus")),
        half("e"),
    ]
    assert outline(drawn(pairs).drawing.clusters) == [
        (
            "Europe",
            [
                ("North Europe", ["b.crm4.dynamics.com"]),
                (
                    "West Europe",
                    [
                        "b.operations.dynamics.com",
                        "c.crm4.dynamics.com",
                        "partner missing",
                        "e.crm4.dynamics.com",
                    ],
                ),
            ],
        ),
        (
            "United States",
            [
                ("East US", ["d.operations.dynamics.com", "d.crm4.dynamics.com"]),
                ("West US 2", ["a.operations.dynamics.com", "a.crm4.dynamics.com"]),
            ],
        ),
        ("Geography unreadable", ["c.operations.dynamics.com"]),
    ]


def test_a_shared_environment_is_one_node_that_stands_out() -> None:
    drawing = drawn([own("a", SHARED_URL), own("b", SHARED_URL), own("c")]).drawing
    shared = nodes(drawing)["shared.crm4.dynamics.com"]
    assert (shared.lines[-1], shared.stroke) == ("shared by 2 pairs", SHARED)
    assert [one.head for one in drawing.edges].count(shared.id) == 2
    assert [(one.lines, one.stroke) for one in drawing.edges[:2]] == [
        ((name, "refused: DW006"), STROKES[Standing.REFUSED]) for name in "ab"
    ]
    assert {one.stroke for name, one in nodes(drawing).items() if one is not shared} == {
        ENVIRONMENT
    }


def test_one_pair_of_two_sources_is_not_shared() -> None:
    drawing = drawn([own("a", source="a.yaml"), own("a", source="state.json")]).drawing
    assert {one.stroke for one in nodes(drawing).values()} == {ENVIRONMENT}
    assert [(one.tail, one.head, one.lines) for one in drawing.edges] == [
        ("n1", "n2", ("a (a.yaml)", "pass")),
        ("n1", "n2", ("a (state.json)", "pass")),
    ]


def test_a_unified_environment_says_its_verdict_itself() -> None:
    drawing = drawn([unified("a", BYPASSES)]).drawing
    (node,) = nodes(drawing).values()
    assert drawing.edges == ()
    assert node.stroke == STROKES[Standing.ADVISORY]
    assert node.lines[-2:] == ("pair a", "advisory: DW012")
    assert node.tip == (
        "a.crm4.dynamics.com; a.operations.dynamics.com; F&O and CE, production, West Europe;"
        " a: advisory: DW012 no-bypassed-data-events"
    )


def test_a_unified_environment_in_several_pairs() -> None:
    pairs = [unified(name, {**SHARED_URL, **BYPASSES}) for name in "abcde"]
    drawing = drawn([*pairs, own("z", SHARED_URL)]).drawing
    node = nodes(drawing)["shared.crm4.dynamics.com"]
    assert node.lines[-8:] == (
        "shared by 6 pairs",
        *("pair a", "refused: DW006"),
        *("pair b", "refused: DW006"),
        *("pair c", "refused: DW006"),
        "and 2 more pairs",
    )
    assert node.stroke == replace(SHARED, colour=STROKES[Standing.REFUSED].colour)
    assert [(one.head, one.lines[0]) for one in drawing.edges] == [(node.id, "z")]


def test_a_unified_environment_looks_like_the_worst_of_its_pairs() -> None:
    undecided = {"financeAndOperations.bypassesDataEvents": ABSENT}
    pairs = [
        unified(name, {**SHARED_URL, **changes}) for name, changes in (("a", {}), ("b", undecided))
    ]
    (node,) = nodes(
        drawn(pairs, read_configuration({"single-instance": "disabled"}, REQUIREMENTS)).drawing
    ).values()
    assert node.lines[-4:] == ("pair a", "pass", "pair b", "undecided: DW012")
    assert node.stroke == replace(SHARED, colour=STROKES[Standing.UNDECIDED].colour)


def test_half_a_pair_is_dashed() -> None:
    drawing = drawn([half("a")]).drawing
    (edge,) = drawing.edges
    assert edge.stroke == replace(STROKES[Standing.ADVISORY], dash=Dash.DASHED)
    assert edge.lines == ("a", "advisory: DW021")
    assert {name: one.stroke for name, one in nodes(drawing).items()} == {
        "partner missing": MISSING,
        "a.crm4.dynamics.com": ENVIRONMENT,
    }
    assert (edge.tail, edge.head) == tuple(
        nodes(drawing)[name].id for name in ("partner missing", "a.crm4.dynamics.com")
    )


def test_the_configuration_decides_what_a_verdict_is() -> None:
    expiring = {
        "exemptions": [
            {
                "pairs": ["a"],
                "category": "waiver",
                "reason": "Known on adoption",
                "owner": "erp@contoso.com",
                "expiresOn": "2026-12-31",
            }
        ]
    }
    pair = own("a", {"link.liveSyncLegalEntities": 251})

    def edge(settings: dict[str, object]) -> tuple[str, str]:
        (found,) = drawn([pair], read_configuration(settings, REQUIREMENTS)).drawing.edges
        return found.lines[1], found.stroke.colour

    name = "live-sync-legal-entities"
    assert edge({}) == ("refused: DW008", STROKES[Standing.REFUSED].colour)
    assert edge({name: "advisory"}) == ("advisory: DW008", STROKES[Standing.ADVISORY].colour)
    assert edge({name: expiring}) == ("exempt: DW008", STROKES[Standing.EXEMPT].colour)
    assert edge({name: "disabled"}) == ("pass", STROKES[Standing.PASS].colour)
    assert edge({"all": "disabled"}) == ("not judged", STROKES[Standing.NOT_JUDGED].colour)


def test_the_title_counts_what_there_is() -> None:
    assert drawn(fifty()).drawing.title == (
        "50 pairs, judged for 2026-11-24: 9 refused, 4 advisory, 3 undecided, 34 pass"
    )


def test_every_standing_is_in_the_legend_and_looks_like_no_other() -> None:
    nodes = legend().nodes
    assert [one.lines[0] for one in nodes] == [
        *(one.word for one in Standing),
        "shared",
        "partner missing",
        "Azure",
    ]
    assert len({(one.stroke, one.shape) for one in nodes}) == len(nodes)


@pytest.mark.parametrize("write", [dot_text, mermaid_text])
def test_the_same_pairs_give_the_same_text(write: object) -> None:
    assert callable(write)
    pairs: list[Pair] = [*every_kind(), *every_azure(), *fifty_with_azure()]
    wanted = write(drawn(pairs).drawing)
    random.Random(3).shuffle(pairs)
    assert write(drawn(pairs).drawing) == wanted


def test_every_identifier_is_there_once_and_has_a_tip() -> None:
    drawing = drawn(fifty_with_azure()).drawing
    found = [one.id for one in drawing.edges]
    found += [one.id for one in nodes(drawing).values() if one.lines[0] != "partner missing"]
    assert len(set(found)) == len(found)
    assert set(found) <= drawing.tips().keys()
    assert all(drawing.tips().values())


def test_azure_resources_are_a_box_in_the_geography() -> None:
    drawing = drawn([with_azure(own("a"), *WHOLE_SIDE)]).drawing
    (geography,) = drawing.clusters
    lines = (
        "Azure of a",
        "North Europe, West Europe",
        "2 virtual networks, 2 subnets, NAT gateway",
        "2 enterprise policies (encryption, network injection)",
        "key vault, key, role assignment, log workspace",
        "storage account, blob container, resource group",
        "pass",
    )
    (box,) = geography.nodes
    assert box == Node("a1", lines, STROKES[Standing.PASS], box.tip, Shape.FRAMED)
    assert box.tip.split("; ") == [
        "Azure of a",
        "North Europe, West Europe",
        'resource group "a-group"',
        'virtual network "a-west"',
        'virtual network "a-north"',
        'subnet "a-westSubnet"',
        'subnet "a-northSubnet"',
        'NAT gateway "a-gateway"',
        'enterprise policy "a-injection"',
        'enterprise policy "a-encryption"',
        'key vault "a-vault"',
        'key "a-key"',
        'role assignment "a-role"',
        'storage account "a-storage"',
        'blob container "a-container"',
        'log workspace "a-logs"',
        "a: pass",
    ]
    assert drawing.edges[1:] == (
        Edge("b1", "n2", "a1", (), STROKES[Standing.PASS], "Azure of a: pass"),
    )


def test_azure_resources_elsewhere_are_a_box_there_with_the_verdicts_on_them() -> None:
    storage = {"storage": {"location": "eastus"}}
    picture = drawn([with_azure(own("a"), "vault", "storage", changes=storage)])
    drawing = picture.drawing
    assert outline(drawing.clusters) == [
        (
            "Europe",
            ["Azure of a", ("West Europe", ["a.operations.dynamics.com", "a.crm4.dynamics.com"])],
        ),
        ("United States", ["Azure of a"]),
    ]
    here, there = (cluster.nodes[0] for cluster in drawing.clusters)
    assert (here.lines[1:], there.lines[1:]) == (
        ("West Europe", "key vault", "pass"),
        ("East US", "storage account", "refused: DW031"),
    )
    told = "refused: DW031 azure-resource-geography"
    assert drawing.edges == (
        Edge("e1", "n1", "n2", ("a", "refused: DW031"), STROKES[Standing.REFUSED], f"a: {told}"),
        Edge("b1", "n2", here.id, (), STROKES[Standing.PASS], "Azure of a: pass"),
        Edge("b2", "n2", there.id, (), STROKES[Standing.REFUSED], f"Azure of a: {told}"),
    )
    (row,) = picture.rows
    assert [(one.where, one.contents, one.outcome.full_text) for one in row.azure] == [
        ("West Europe", ("key vault",), "pass"),
        ("East US", ("storage account",), told),
    ]


def test_azure_resources_of_several_pairs_are_one_box() -> None:
    zone = with_azure(own("zone"), "injection", "west", "north", "westSubnet", "northSubnet")
    trial = {"customerEngagement.environmentType": "trial"}
    roomy = read_configuration(
        {"network-injection-subnets": "disabled", "pair-tag": "disabled"}, REQUIREMENTS
    )
    pairs = [
        replace(own(name, trial if name == "f" else {}), companions=zone.companions)
        for name in "abcdef"
    ]
    drawing = drawn(pairs, roomy).drawing
    box = nodes(drawing)["Azure of 6 pairs"]
    assert box.lines[1:] == (
        "North Europe, West Europe",
        "2 virtual networks, 2 subnets",
        "enterprise policy (network injection)",
        "f: refused: DW036",
        "a, b, c and 2 more: pass",
    )
    assert box.stroke == STROKES[Standing.REFUSED]
    assert box.tip.split("; ")[-6:] == [
        *(f"{name}: pass" for name in "abcde"),
        "f: refused: DW036 managed-capabilities-environment-type",
    ]
    found = {one.tail: one.stroke for one in drawing.edges if one.head == box.id}
    assert found == {
        nodes(drawing)[f"{name}.crm4.dynamics.com"].id: STROKES[
            Standing.REFUSED if name == "f" else Standing.PASS
        ]
        for name in "abcdef"
    }


def test_azure_resources_hang_on_the_side_that_is_known() -> None:
    pairs = [
        with_azure(half("a"), "storage"),
        with_azure(unified("b"), "storage"),
        with_azure(replace(own("c", {"customerEngagement": ABSENT}), is_half=True), "storage"),
    ]
    drawing = drawn(pairs).drawing
    names = {node.id: name for name, node in nodes(drawing).items()}
    assert [(names[one.tail], one.tip) for one in drawing.edges if not one.lines] == [
        ("a.crm4.dynamics.com", "Azure of a: pass"),
        ("b.crm4.dynamics.com", "Azure of b: pass"),
        ("c.operations.dynamics.com", "Azure of c: pass"),
    ]


def test_where_nobody_says_a_place_the_box_says_so() -> None:
    drawing = drawn([with_azure(own("a", NOWHERE), "role")]).drawing
    assert nodes(drawing)["Azure of a"].lines[1:] == (
        "Geography not declared",
        "role assignment",
        "not judged",
    )
