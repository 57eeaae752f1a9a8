"""The address that an environment is going to have."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.readers.linked_app import derived_url
from dualwrite.model.facts import SecretValue, UnknownValue, UnreadableValue
from dualwrite.vocabulary.hosts import dataverse_suffixes as url_suffixes
from dualwrite.vocabulary.identifiers import parse_environment_url

ACCEPTED = "Accepted: letters, digits and hyphens, as in contoso."


@pytest.mark.parametrize(
    ("domain", "location", "expected"),
    [
        ("contoso", "europe", "https://contoso.crm4.dynamics.com"),
        (" Contoso ", "Europe", "https://contoso.crm4.dynamics.com"),
        ("contoso", "unitedstates", "https://contoso.crm.dynamics.com"),
        ("contoso", "usgovhigh", "https://contoso.crm.microsoftdynamics.us"),
        ("contoso", "norway", "https://contoso.crm19.dynamics.com"),
        ("contoso", "sweden", None),
        ("contoso", None, None),
        ("contoso", 7, None),
        (None, "europe", None),
        ("", "europe", None),
        (UnknownValue(), "europe", UnknownValue()),
        ("contoso", UnknownValue(), UnknownValue()),
        (SecretValue("contoso"), "europe", SecretValue("https://contoso.crm4.dynamics.com")),
        ("contoso", SecretValue("europe"), SecretValue("https://contoso.crm4.dynamics.com")),
        (
            "evil.com/",
            "europe",
            UnreadableValue(f'"evil.com/" in dataverse.domainName is no domain name. {ACCEPTED}'),
        ),
        (
            SecretValue("a b"),
            "europe",
            UnreadableValue(
                f"the value of dataverse.domainName, a secret, is no domain name. {ACCEPTED}"
            ),
        ),
        (
            ["contoso"],
            "europe",
            UnreadableValue(f"a list in dataverse.domainName is no domain name. {ACCEPTED}"),
        ),
    ],
)
def test_it_follows_from_domain_and_location(domain: Any, location: Any, expected: Any) -> None:
    assert derived_url(domain, location, "dataverse.domainName") == expected


@given(st.text(max_size=70), st.sampled_from(sorted(url_suffixes())))
def test_what_is_derived_is_an_address_of_that_geography(domain: str, location: str) -> None:
    found = derived_url(domain, location, "domain")
    if isinstance(found, str):
        host = parse_environment_url(found).host
        assert host == f"{domain.strip().casefold()}.{url_suffixes()[location]}"
    else:
        assert found is None or isinstance(found, UnreadableValue)
