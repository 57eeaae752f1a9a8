"""A first look at resources beside pairs, without decoding them: most stacks tie none to a pair."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..azure import AzureKind, azure_kind_of
from ..azure.tags import PAIR_TAG
from ..resource import above

_POLICY = "enterprisepolicy"
"""Part of the types of enterprise policies, and of the resources that add environments to one."""


def may_be_tied(sent: Any, parents: Mapping[str, str], read: Collection[str]) -> bool:
    """Whether a policy, a parent or a tag may tie a resource, or others by it, to a pair.

    :param parents: by URN, the URN of a resource's parent.
    :param read: the URNs of the resources that say something of dual-write.
    """
    if _POLICY in sent.type.casefold():
        return True
    if any(urn in read for urn in above(sent.parent, parents)):
        return True
    fields = sent.properties.fields
    return "tags" in fields and _may_name_a_pair(fields["tags"])


def may_matter(sent: Any, parents: Mapping[str, str], read: Collection[str]) -> bool:
    """Whether a resource beside pairs is decoded, in a stack that has some.

    One of a kind that is not known in particular is never tied by what others name.
    """
    return azure_kind_of(sent.type) is not AzureKind.OTHER or may_be_tied(sent, parents, read)


def _may_name_a_pair(tags: Any) -> bool:
    if tags.WhichOneof("kind") != "struct_value":  # not known yet, or nothing that can be read
        return True
    keys = tags.struct_value.fields
    # A secret is a mapping of Pulumi's own.
    return "value" in keys or any(key.casefold() == PAIR_TAG for key in keys)
