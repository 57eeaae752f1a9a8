"""Who gets at the key in a vault: by roles, or by the access policies of the vault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...judging.parameters import Parameters
from ...judging.requirement import Examination
from ...model.azure import AzureResource
from ...model.azure.attachments import REFERRED
from ...model.azure.encryption import belongs_to
from ...model.facts import Fact, NotDeclared, State, UnknownValue
from ...model.raw_values import folded, opened, value_at
from ...model.verdicts import Kind, Verdict
from ...text.quoting import joined

_PROPERTIES = "properties"
_NEEDED = ("get", "wrapKey", "unwrapKey")
"""The permissions on keys that the policy's identity needs (article customer-managed-key, 2023-08-24)."""
_ALL = "all"
_Entry = Mapping[str, Any]


def goes_by_access_policies(vault: AzureResource) -> bool:
    """Whether a vault goes by access policies, as far as is known: unless it surely goes by roles.

    With ``enableRbacAuthorization`` it does, and what policies it has are ignored.
    """
    fact = vault.flag(_PROPERTIES, "enableRbacAuthorization")
    return fact.state is not State.DECLARED or not fact.read()


def is_let_in(
    policy: AzureResource, vault: AzureResource, examination: Examination[Parameters]
) -> bool:
    """Whether a vault's access policies surely let the policy's identity use the key."""
    try:
        return has_access(policy, vault, examination).kind is Kind.PASS
    except NotDeclared:
        return False


def has_access(
    policy: AzureResource, vault: AzureResource, examination: Examination[Parameters]
) -> Verdict:
    """Whether an access policy of a vault lets the policy's own identity use the key."""
    rbac = vault.flag(_PROPERTIES, "enableRbacAuthorization")
    if rbac.state is not State.UNDECLARED:
        examination.read(rbac)
    name = f"{_PROPERTIES}.accessPolicies of {vault.label}"
    raw = vault.at(_PROPERTIES, "accessPolicies")
    if isinstance(raw, UnknownValue):
        raise NotDeclared(Fact.unknown(name, raw.why))
    if raw is None:
        goes = "goes" if rbac.state is State.DECLARED else "does not say that it goes by roles, so"
        by = "by access policies" if rbac.state is State.DECLARED else "maybe by access policies"
        return examination.cannot_tell(
            f"{vault.called} {goes} {by}, and none of them is declared here: whether {policy.label} can"
            " use the key is not known."
        )
    told = [
        (one, belongs_to(policy, value_at(one, "objectId"), _referred(one, vault)))
        for one in _listed(vault)
    ]
    own = [one for one, is_own in told if is_own]
    lacking = [_lacking(one) for one in own]
    if any(one == () for one in lacking):
        return examination.passes()
    if None in lacking or any(is_own is None for _, is_own in told):
        raise NotDeclared(Fact.unknown(name, _why(lacking)))
    if not own:
        return examination.fails(
            f"{vault.called} goes by access policies, and none of them is for the identity of"
            f" {policy.label}; it needs {joined(_NEEDED)}."
        )
    least = min((one for one in lacking if one), key=len)
    return examination.fails(
        f"{vault.called} goes by access policies, and the one for the identity of {policy.label} lacks"
        f" {joined(least)}."
    )


def _why(lacking: list[tuple[str, ...] | None]) -> str:
    if None in lacking:
        return "its permissions are known only after deployment"
    return "nothing here says yet whose they are"


def _listed(vault: AzureResource) -> list[Any]:
    raw = vault.at(_PROPERTIES, "accessPolicies")
    return [opened(one) for one in raw] if isinstance(raw, list | tuple) else []


def _referred(entry: Any, vault: AzureResource) -> tuple[str, ...]:
    """The resources that its values are taken from: its own, or those of all that the vault says."""
    own: Any = entry.get(REFERRED) if isinstance(entry, Mapping) else None
    return own if isinstance(own, tuple) else vault.references.get(_PROPERTIES, ())


def _lacking(entry: Any) -> tuple[str, ...] | None:
    """The permissions that it does not give; None where they are not known yet."""
    raw = value_at(entry, "permissions", "keys")
    if isinstance(raw, UnknownValue):
        return None
    given = list(raw) if isinstance(raw, list | tuple) else []
    names = set(_names(given))
    lacking = tuple(one for one in _NEEDED if not {one.casefold(), _ALL} & names)
    return None if lacking and any(isinstance(one, UnknownValue) for one in given) else lacking


def _names(given: list[Any]) -> Iterator[str]:
    for one in given:
        yield folded(one)
