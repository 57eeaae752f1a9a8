"""Estates to draw: every kind of environment and verdict, hostile names, and fifty pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dualwrite.judging.configuration import Configuration
from dualwrite.judging.judge import judge_each
from dualwrite.model.estate import in_order
from dualwrite.model.facts import SecretValue
from dualwrite.model.pair import Pair
from dualwrite.reports.graph.building import Picture, legend, picture_of
from dualwrite.reports.graph.drawing import Cluster, Drawing, Edge, Node, Shape, Stroke
from dualwrite.reports.graph.outcome import JudgedPair
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.summary import PairIdentity, labels_of
from dualwrite.vocabulary.hosts import dataverse_suffixes
from support.documents import HOSTILE_NAMES as SHARED_HOSTILE_NAMES
from support.pairs import ABSENT, TODAY, UNKNOWN, environment, pair

from .azure_estates import every_azure, with_azure, with_whole_sides
from .pairs import NOWHERE, half, own, placed, unified

OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"


def drawn(pairs: Iterable[Pair], configuration: Configuration | None = None) -> Picture:
    """Judge pairs, and draw them as the command does."""
    found = in_order(pairs)
    configuration = configuration or Configuration()
    results = judge_each(found, configuration, TODAY, REQUIREMENTS)
    labels = labels_of(PairIdentity(one.name, one.source, one.urn) for one in found)
    judged = zip(labels, found, results, strict=True)
    pairs = [JudgedPair(label, one, tuple(said)) for label, one, said in judged]
    return picture_of(pairs, configuration, TODAY)


def every_kind() -> list[Pair]:
    """Each kind of node and edge once."""
    return [
        own("contoso"),
        own("apart", {"customerEngagement.region": "northeurope"}),
        own("overseas", {"financeAndOperations.region": "eastus"}),
        own("advised", {"financeAndOperations.bypassesDataEvents": True}),
        own("undecided", {"financeAndOperations.bypassesDataEvents": ABSENT}),
        own("later", {**placed("westus2"), "customerEngagement.region": UNKNOWN}),
        own("nowhere", {"financeAndOperations.region": ABSENT}),
        own("hidden", {"customerEngagement.url": SecretValue("https://top.crm4.dynamics.com")}),
        own("shared-1", {"customerEngagement.url": "https://shared.crm4.dynamics.com"}),
        own("shared-2", {"customerEngagement.url": "https://shared.crm4.dynamics.com"}),
        half("lonely"),
        unified("both"),
    ]


_REGIONS = (
    ("westeurope", "europe"),
    ("northeurope", "europe"),
    ("eastus", "unitedstates"),
    ("westus2", "unitedstates"),
    ("uksouth", "unitedkingdom"),
    ("australiaeast", "australia"),
    ("japaneast", "japan"),
    ("canadacentral", "canada"),
    ("centralindia", "india"),
    ("southeastasia", "asia"),
)
_BROKEN: tuple[dict[str, Any], ...] = (
    {"customerEngagement.tenantId": OTHER_TENANT},
    {"financeAndOperations.bypassesDataEvents": True},
    {"link.liveSyncLegalEntities": 251, "customerEngagement.prospectToCash": True},
    {"customerEngagement.region": "northeurope", "customerEngagement.geography": ABSENT},
    {"financeAndOperations.bypassesDataEvents": ABSENT},
    {"financeAndOperations.region": UNKNOWN},
)


def fifty() -> list[Pair]:
    """Fifty pairs in ten regions, of which every fourth or so has something to be seen."""
    found = []
    for number in range(44):
        region, geography = _REGIONS[number * 7 % len(_REGIONS)]
        name = f"contoso-{region}-{number:02}"
        url = f"https://{name}.{dataverse_suffixes()[geography]}"
        changes = {**placed(region, geography), "customerEngagement.url": url}
        if number % 4 == 0:
            changes |= _BROKEN[number // 4 % len(_BROKEN)]
        found.append(own(name, changes))
    shared = {"customerEngagement.url": "https://contoso-shared.crm4.dynamics.com"}
    found += [own(f"contoso-shared-{number}", shared) for number in (1, 2)]
    found += [half("contoso-lonely"), half("contoso-alone", {"customerEngagement.region": ABSENT})]
    found += [unified("contoso-unified", placed("westeurope")), own("contoso-nowhere", NOWHERE)]
    return found


def fifty_with_azure() -> list[Pair]:
    """The same, each with a whole Azure side."""
    return with_whole_sides(fifty())


HOSTILE_NAMES = (
    *SHARED_HOSTILE_NAMES[:-1],
    'end"] --> x[click me',
    "</text></svg><script>alert(1)</script>",
    '"]; subgraph cluster_x { label="',
    "%%{init: {}}%% ; end",
    "&lt;b&gt; &amp;lt; &#64; #35; #quot;",
    "back\\slash \\n \\N \\",
    "- item",
    "1. item",
    "www.contoso.com and https://contoso.com",
    "fa:fa-car B",
    "`code` $$x^2$$ {{y}}",
    "two  spaces",
)
"""Names that mean something to DOT, Mermaid, Markdown, HTML or SVG."""


def hostile() -> list[Pair]:
    """Pairs with names that break a format which does not escape them."""
    broken = {"link.liveSyncLegalEntities": 251}
    return [
        with_azure(pair({**environment(f"pair-{number:02}"), **broken}, name), "storage")
        for number, name in enumerate(HOSTILE_NAMES)
    ]


ESTATES: dict[str, Callable[[], list[Pair]]] = {
    "every kind": every_kind,
    "every azure": every_azure,
    "fifty": fifty,
    "fifty with azure": fifty_with_azure,
    "hostile": hostile,
    "empty": list,
}


def drawing_of(one: str, other: str) -> Drawing:
    """A drawing with texts wherever other people's text can be."""
    line = Stroke("#000000")
    nodes = [Node(f"n{number}", (one, other), line, one) for number in range(3)]
    framed = Node("a1", (other, one), line, other, Shape.FRAMED)
    inner = Cluster("r1", other, (nodes[0], nodes[1]))
    edges = [
        Edge("e1", "n0", "n1", (one, other), line, one),
        Edge("e2", "n2", "n1", (other, one), line, other),
        Edge("b1", "n1", "a1", (), line, one),
    ]
    outer = Cluster("g1", one, (nodes[2], framed), (inner,))
    return Drawing(one, legend(), (outer,), tuple(edges))
