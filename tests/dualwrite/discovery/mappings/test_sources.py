"""From the result of an expression to a fact: tables, conversions, and what cannot be taken."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.discovery.mappings import read_mappings
from dualwrite.discovery.mappings.expressions import Evaluation
from dualwrite.model.facts import SecretValue, UnknownValue, UnreadableValue
from dualwrite.model.resource import Resource

MAPPINGS = """
mappings:
  - name: erp
    token: acme:erp:Environment
    side: financeAndOperations
    facts:
      url: {expression: host, convert: url}
      tenantId: tenant
      environmentType: {expression: sku, values: {P: production, "1": sandbox, "true": trial}}
      crossCompanyDataSharing: sharing
      bypassesDataEvents: {expression: events, convert: negate}
      consecutiveUpdatesPaused: paused
      applicationVersion: {expression: version, convert: text}
      region: sum(regions)
      link.apps: apps
      customerEngagement.prospectToCash: {value: false}
"""
ITS = 'mapping "erp" of mappings.yaml takes it from'


def read(path: str, properties: dict[str, Any]) -> Any:
    [mapping] = read_mappings(MAPPINGS, "folder/mappings.yaml").all
    resource = Resource("acme:erp:Environment", "contoso", "urn:contoso", properties)
    return mapping.facts[path].read(Evaluation(resource))


@pytest.mark.parametrize(
    ("path", "properties", "fact"),
    [
        ("financeAndOperations.tenantId", {"tenant": "x"}, "x"),
        ("financeAndOperations.tenantId", {}, None),
        ("financeAndOperations.tenantId", {"tenant": None}, None),
        ("financeAndOperations.tenantId", {"tenant": SecretValue("x")}, SecretValue("x")),
        ("financeAndOperations.tenantId", {"tenant": SecretValue(None)}, None),
        ("financeAndOperations.tenantId", {"tenant": UnknownValue("later")}, UnknownValue("later")),
        ("financeAndOperations.url", {"host": "a.b"}, "https://a.b"),
        ("financeAndOperations.url", {"host": SecretValue("a.b")}, SecretValue("https://a.b")),
        ("financeAndOperations.url", {"host": UnknownValue()}, UnknownValue()),
        ("financeAndOperations.environmentType", {"sku": "P"}, "production"),
        ("financeAndOperations.environmentType", {"sku": 1.0}, "sandbox"),
        ("financeAndOperations.environmentType", {"sku": True}, "trial"),
        ("financeAndOperations.environmentType", {"sku": None}, None),
        ("financeAndOperations.environmentType", {"sku": UnknownValue()}, UnknownValue()),
        (
            "financeAndOperations.environmentType",
            {"sku": SecretValue("P")},
            SecretValue("production"),
        ),
        ("financeAndOperations.crossCompanyDataSharing", {"sharing": False}, False),
        ("financeAndOperations.bypassesDataEvents", {"events": "Yes"}, False),
        ("financeAndOperations.consecutiveUpdatesPaused", {"paused": 2.0}, 2),
        ("financeAndOperations.applicationVersion", {"version": 10.0}, "10"),
        ("link.apps", {"apps": ["finance"]}, ["finance"]),
        ("link.apps", {"apps": ["finance", UnknownValue()]}, UnknownValue()),
        ("link.apps", {"apps": [SecretValue("finance")]}, SecretValue(["finance"])),
        ("customerEngagement.prospectToCash", {}, False),
    ],
)
def test_a_fact_is_what_the_resource_says(
    path: str, properties: dict[str, Any], fact: object
) -> None:
    found = read(path, properties)
    assert (found, type(found)) == (fact, type(fact))


@pytest.mark.parametrize(
    ("path", "properties", "problem"),
    [
        (
            "financeAndOperations.tenantId",
            {"tenant": 7},
            "tenant: 7 is a number; accepted: text. convert: text makes it that.",
        ),
        (
            "financeAndOperations.tenantId",
            {"tenant": ["x"]},
            "tenant: this is a list; accepted: text.",
        ),
        (
            "financeAndOperations.crossCompanyDataSharing",
            {"sharing": "no"},
            'sharing: "no" is text; accepted: true or false. convert: boolean makes it that.',
        ),
        (
            "financeAndOperations.crossCompanyDataSharing",
            {"sharing": "off"},
            'sharing: "off" is text; accepted: true or false.',
        ),
        (
            "financeAndOperations.crossCompanyDataSharing",
            {"sharing": SecretValue("s3cret")},
            "sharing: a secret, which is text; accepted: true or false.",
        ),
        (
            "financeAndOperations.consecutiveUpdatesPaused",
            {"paused": "2"},
            'paused: "2" is text; accepted: a whole number. convert: wholeNumber makes it that.',
        ),
        (
            "financeAndOperations.bypassesDataEvents",
            {"events": "off"},
            'events: "off" is text; convert: negate takes true or false, also as text; yes, no, 1 or'
            " 0.",
        ),
        (
            "financeAndOperations.url",
            {"host": SecretValue(["s3cret"])},
            "host: a secret, which is a list; convert: url takes a host name, or a URL.",
        ),
        (
            "financeAndOperations.environmentType",
            {"sku": "p"},
            'sku: "p" is text; values has "P", "1" and "true".',
        ),
        (
            "financeAndOperations.environmentType",
            {"sku": SecretValue("s3cret")},
            'sku: a secret, which is text; values has "P", "1" and "true".',
        ),
        (
            "financeAndOperations.environmentType",
            {"sku": {"P": 1}},
            'sku: this is a mapping; values has "P", "1" and "true".',
        ),
        (
            "financeAndOperations.region",
            {"regions": "s3cret"},
            "sum(regions): sum() takes array-number, and gets string.",
        ),
        ("link.apps", {"apps": "finance"}, 'apps: "finance" is text; accepted: a list.'),
    ],
)
def test_what_cannot_be_taken_says_why(path: str, properties: dict[str, Any], problem: str) -> None:
    assert read(path, properties) == UnreadableValue(f"{ITS} {problem}")
