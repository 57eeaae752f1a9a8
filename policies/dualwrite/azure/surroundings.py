"""What stands around the pairs of a stack: Azure resources, parents, and links to policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..resource import Resource, above
from .attachments import attached, is_attachment
from .kinds import azure_kind_of
from .links import (
    EnvironmentResource,
    PolicyLink,
    is_link,
    names_policies,
    read_environment,
    read_link,
)
from .reading import read_azure_resource
from .resource import AzureResource


@dataclass(frozen=True)
class Surroundings:
    """``parents`` has the URN of the parent of every resource that has one, of any type;
    ``environments`` are all of the stack, by URN, whether or not a pair has them."""

    resources: tuple[AzureResource, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    links: tuple[PolicyLink, ...] = ()
    environments: Mapping[str, EnvironmentResource] = field(default_factory=dict)

    def above(self, one: AzureResource) -> Iterator[str]:
        """The URNs of the parents of a resource, the nearest first."""
        yield from above(one.parent, self.parents)


NOTHING_AROUND = Surroundings()


def stands_around(token: str) -> bool:
    """Whether resources of a type are looked at for what stands around pairs."""
    return azure_kind_of(token) is not None or names_policies(token)


def read_surroundings(resources: Iterable[Resource], parents: Mapping[str, str]) -> Surroundings:
    """Read what stands around the pairs of a stack.

    :param resources: those of types that ``stands_around`` names; others are passed over.
    """
    found: list[AzureResource] = []
    links: list[PolicyLink] = []
    attachments: list[Resource] = []
    environments: dict[str, EnvironmentResource] = {}
    for resource in resources:
        if is_attachment(resource.type):
            attachments.append(resource)
            continue
        one = read_azure_resource(resource, parents.get(resource.urn))
        if one is not None:
            found.append(one)
        elif names_policies(resource.type):
            if (link := read_link(resource)) is not None:
                links.append(link)
            if not is_link(resource.type):
                environments[resource.urn] = read_environment(resource)
    return Surroundings(attached(found, attachments), parents, tuple(links), environments)
