"""Azure resources of exported states: those that may stand beside a pair, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.discovery.sources.reading import read_document
from dualwrite.discovery.sources.state import read_state
from support.states import pair_resource, state, urn_of

NETWORK = "azure-native:network:VirtualNetwork"
POLICY = "azure-native:powerplatform:EnterprisePolicy"
PROVIDER = "urn:pulumi:dev::estate::pulumi:providers:azure-native::p"


def _resource(name: str, parent: str | None = None, token: str = NETWORK, **more: Any) -> Any:
    properties = {"location": "westeurope", **more}
    found = {
        "urn": urn_of(name, token),
        "custom": True,
        "type": token,
        "id": f"/subscriptions/0/{name}",
        "inputs": properties,
        "outputs": properties,
        "provider": f"{PROVIDER}::1",
    }
    return found if parent is None else {**found, "parent": parent}


def _provider() -> Any:
    return {
        "urn": PROVIDER,
        "custom": True,
        "type": "pulumi:providers:azure-native",
        "inputs": {"tenantId": "t"},
    }


def _beside(*resources: Any) -> list[str]:
    document = state(pair_resource("contoso"), _provider(), *resources)
    (pair,) = read_document(document, "state.json").pairs
    return [one.name for one in pair.companions]


def _component(name: str, parent: str) -> Any:
    token = "acme:index:Foundation"
    return {"urn": urn_of(name, token), "type": token, "parent": parent}


def test_by_tag_and_by_parents_that_nobody_reads() -> None:
    foundation = _component("foundation", urn_of("contoso"))
    resources = (
        foundation,
        _resource("child", foundation["urn"]),
        _resource("tagged", tags={"dualwrite-pair": "contoso"}),
        _resource("other", tags={"dualwrite-pair": "fabrikam"}),
        _resource("untied", urn_of("elsewhere")),
    )
    assert _beside(*resources) == ["child", "tagged"]


def test_what_a_policy_names_by_its_id() -> None:
    injection = {"virtualNetworks": [{"id": "/Subscriptions/0/named"}]}
    policy = _resource(
        "policy",
        token=POLICY,
        kind="NetworkInjection",
        networkInjection=injection,
        tags={"dualwrite-pair": "contoso"},
    )
    assert _beside(_resource("named"), _resource("other"), policy) == ["named", "policy"]


def test_the_providers_tenant_and_the_id_are_read() -> None:
    tagged = _resource("tagged", tags={"dualwrite-pair": "contoso"})
    document = state(pair_resource("contoso"), _provider(), tagged)
    (found,) = read_state(document, "state.json").around.resources
    assert (found.provider_tenant, found.id) == ("t", "/subscriptions/0/tagged")


@pytest.mark.parametrize("resources", [[], [_resource("untied")], [_resource("x", tags="y")]])
def test_little_is_read_where_nothing_may_be_tied(resources: list[Any]) -> None:
    document = state(pair_resource("contoso"), *resources)
    assert read_state(document, "state.json").around.resources == ()


def test_without_a_pair_nothing_is() -> None:
    document = state(_provider(), _resource("tagged", tags={"dualwrite-pair": "contoso"}))
    assert read_state(document, "state.json").around.resources == ()
