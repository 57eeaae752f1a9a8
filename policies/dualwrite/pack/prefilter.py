"""A first look at resources beside pairs, without decoding them: most stacks tie none to a pair."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..model.azure import AzureKind, azure_kind_of
from ..model.azure.attachments import is_attachment
from ..model.azure.kinds import PAIR_TAG, is_azapi, is_generic, is_misspelt
from ..model.resource import above

_POLICY = "enterprisepolicy"
"""Part of the types of enterprise policies, and of the resources that add environments to one."""


def may_be_tied(sent: Any, parents: Mapping[str, str], read: Collection[str]) -> bool:
    """Whether a policy, a parent or a tag may tie a resource, or others by it, to a pair.

    :param parents: by URN, the URN of a resource's parent.
    :param read: the URNs of the resources that say something of dual-write.
    """
    if _POLICY in sent.type.casefold() or _may_be_generic_policy(sent):
        return True
    if any(urn in read for urn in above(sent.parent, parents)):
        return True
    fields = sent.properties.fields
    return "tags" in fields and _may_name_a_pair(fields["tags"])


def may_matter(sent: Any, parents: Mapping[str, str], read: Collection[str]) -> bool:
    """Whether a resource beside pairs is decoded, in a stack that has some.

    One of a kind that is not known in particular is never tied by what others name; one that says its
    type in a property may be of any.
    """
    is_known = azure_kind_of(sent.type) is not AzureKind.OTHER
    if is_known or is_generic(sent.type) or is_attachment(sent.type):
        return True
    return may_be_tied(sent, parents, read)


def _may_be_generic_policy(sent: Any) -> bool:
    """Whether a resource whose type in Azure is a property may be a policy."""
    if not is_generic(sent.type):
        return False
    key = "type" if is_azapi(sent.type) else "resourceType"
    named = sent.properties.fields.get(key)
    if named is None or named.WhichOneof("kind") != "string_value":
        return True
    return _POLICY[:-1] in named.string_value.casefold()


def _may_name_a_pair(tags: Any) -> bool:
    if tags.WhichOneof("kind") != "struct_value":  # not known yet, or nothing that can be read
        return True
    keys = tags.struct_value.fields
    # A secret is a mapping of Pulumi's own.
    return "value" in keys or any(key.casefold() == PAIR_TAG or is_misspelt(key) for key in keys)
