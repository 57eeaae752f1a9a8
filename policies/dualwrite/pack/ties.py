"""A first look at resources beside pairs, without decoding them: most stacks tie none to a pair."""

from __future__ import annotations

from typing import Any

PAIR_TAG = "dualwrite-pair"
_POLICY = "enterprisepolicy"
"""Part of the types of enterprise policies, and of the resources that add environments to one."""
_OWN_TYPE = "dualwrite:index:"
"""Part of the URN of whatever is below one of our components: a URN has the types of all parents."""


def may_be_tied(sent: Any) -> bool:
    """Whether a tag, a parent or a policy may tie a resource, or others by it, to a pair."""
    if _POLICY in sent.type.casefold() or _OWN_TYPE in sent.urn:
        return True
    fields = sent.properties.fields
    if "tags" not in fields:
        return False
    tags = fields["tags"]
    if tags.WhichOneof("kind") != "struct_value":  # not known yet, or nothing that can be read
        return True
    keys = tags.struct_value.fields
    # A secret is a mapping of Pulumi's own.
    return "value" in keys or any(key.casefold() == PAIR_TAG for key in keys)
