"""URLs and GUIDs: what names an environment or a tenant, and what is refused."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.vocabulary.identifiers import (
    EnvironmentUrl,
    IdentifierError,
    parse_environment_id,
    parse_environment_url,
    parse_tenant_id,
)

GUID = "72f988bf-86f1-41af-91ab-2d7cd011db47"
TENANT_ACCEPTED = "Accepted: a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47."
ENVIRONMENT_ACCEPTED = (
    "Accepted: a GUID such as 5f0e2c1a-0d8b-4c53-9f1e-2b7c9d1e4a60 (or Default-<GUID> of a default"
    " environment)."
)
URL_ACCEPTED = "Accepted: an https URL such as https://contoso.crm4.dynamics.com."
HOST = "contoso.crm4.dynamics.com"


@pytest.mark.parametrize(
    "spelling",
    [GUID, GUID.upper(), f"{{{GUID}}}", f"{{{GUID.upper()}}}", f"  {GUID}\n"],
)
def test_equal_guids_compare_equal(spelling: str) -> None:
    assert parse_tenant_id(spelling) == GUID
    assert parse_environment_id(spelling) == GUID


def test_a_default_environment_has_its_own_form() -> None:
    assert parse_environment_id(f"Default-{GUID.upper()}") == f"default-{GUID}"
    assert parse_environment_id(f"DEFAULT-{GUID}") != parse_environment_id(GUID)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "contoso.onmicrosoft.com",
        GUID[:-1],
        f"{GUID}0",
        GUID.replace("-", ""),
        f"{{{GUID}",
        f"{GUID}}}",
        f"({GUID})",
        f"urn:uuid:{GUID}",
        GUID.replace("7", "g"),
        GUID.replace("7", "７"),
        f"{GUID}\n{GUID}",
    ],
)
def test_a_malformed_guid_is_refused(text: str) -> None:
    for parse in (parse_tenant_id, parse_environment_id):
        with pytest.raises(IdentifierError, match="is malformed"):
            parse(text)


def test_the_error_says_what_was_found_and_what_is_accepted() -> None:
    with pytest.raises(IdentifierError) as tenant:
        parse_tenant_id(f"Default-{GUID}")
    assert str(tenant.value) == f'"Default-{GUID}" is malformed. {TENANT_ACCEPTED}'
    with pytest.raises(IdentifierError) as environment:
        parse_environment_id(f"{{Default-{GUID}}}\x1b")
    assert str(environment.value) == (
        f'"{{Default-{GUID}}}\\u001b" is malformed. {ENVIRONMENT_ACCEPTED}'
    )


@pytest.mark.parametrize(
    "spelling",
    [
        f"https://{HOST}",
        f"https://{HOST}/",
        f"HTTPS://{HOST.upper()}",
        f"https://{HOST}.",
        f"https://{HOST}:443",
        f"https://{HOST}:8443/main.aspx?appid=1#top",
        f"https://{HOST}?a=b@c",
        f"https://{HOST}#x@y",
        f"https://{HOST}/users/@me",
        f"https://{HOST}/?next=http://somebody@elsewhere",
        f"  https://{HOST}\n",
    ],
)
def test_urls_of_one_host_are_equal(spelling: str) -> None:
    assert parse_environment_url(spelling) == EnvironmentUrl(HOST)


def test_urls_of_two_hosts_differ() -> None:
    assert parse_environment_url("https://a.b.com") != parse_environment_url("https://b.b.com")
    assert parse_environment_url("https://xn--mnchen-3ya.example").host == "xn--mnchen-3ya.example"
    assert str(EnvironmentUrl(HOST)) == f"https://{HOST}"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "has no scheme"),
        (HOST, "has no scheme"),
        (f"//{HOST}", "has no scheme"),
        (f"https:{HOST}", "has no scheme"),
        (f"https:\\\\{HOST}", "has no scheme"),
        (f"http://{HOST}", "is not an https URL"),
        (f"ftp://{HOST}", "is not an https URL"),
        (f"https//://{HOST}", "is not an https URL"),
        (f"https://{HOST}:99999", "is not a URL"),
        (f"https://{HOST}:port", "is not a URL"),
        ("https://[::1", "is not a URL"),
        ("https://", "has no usable host name"),
        ("https:///path", "has no usable host name"),
        ("https://localhost", "has no usable host name"),
        ("https://contoso..com", "has no usable host name"),
        ("https://contoso.com..", "has no usable host name"),
        ("https://.contoso.com", "has no usable host name"),
        ("https://-contoso.com", "has no usable host name"),
        ("https://con_toso.com", "has no usable host name"),
        ("https://con toso.com", "has no usable host name"),
        ("https://con%74oso.com", "has no usable host name"),
        ("https://contoso.com\\evil", "has no usable host name"),
        ("https://münchen.example", "has no usable host name"),
        (f"https://{'a' * 64}.com", "has no usable host name"),
        (f"https://{'a.' * 130}com", "has no usable host name"),
        ("https://10.0.0.1", "has no usable host name"),
        ("https://[::1]", "has no usable host name"),
    ],
)
def test_what_is_no_url_of_an_environment_is_refused(text: str, fault: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_environment_url(text)
    assert str(caught.value).endswith(f'" {fault}. {URL_ACCEPTED}')


@pytest.mark.parametrize(
    "text",
    [
        "https://con\ntoso.crm4.dynamics.com",
        "https://con\ttoso.crm4.dynamics.com",
        "https://contoso.crm4.dynamics.com/\x1b",
        "https://\N{KELVIN SIGN}ontoso.crm4.dynamics.com",
        "https://contoso\u200b.crm4.dynamics.com",
    ],
)
def test_what_a_url_parser_would_mend_is_refused(text: str) -> None:
    with pytest.raises(IdentifierError, match=r"^\"https://.* has no usable host name\. Acc") as it:
        parse_environment_url(text)
    assert str(it.value).isprintable()


@pytest.mark.parametrize(
    "text",
    [
        f"https://admin:hunter2@{HOST}",
        f"https://hunter2@{HOST}",
        f"https://@{HOST}?hunter2",
        f"http://admin:hunter2@{HOST}",
        f"admin:hunter2@{HOST}",
        f"//admin:hunter2@{HOST}",
        f"https:admin:hunter2@{HOST}",
        f"https:/admin:hunter2@{HOST}",
        f"https:///admin:hunter2@{HOST}",
        f"https:\\\\admin:hunter2@{HOST}",
        f"https://admin:hunter2[@{HOST}",
        f"https://admin:hunter2@{HOST}:port",
    ],
)
def test_credentials_are_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_environment_url(text)
    assert str(caught.value) == f"A URL with credentials in it is refused. {URL_ACCEPTED}"


@given(st.uuids(), st.booleans(), st.booleans(), st.sampled_from(["", " ", "\n"]))
def test_case_braces_and_surrounding_space_never_matter(
    guid: uuid.UUID, upper: bool, braces: bool, space: str
) -> None:
    spelling = str(guid).upper() if upper else str(guid)
    spelling = f"{space}{{{spelling}}}{space}" if braces else f"{spelling}{space}"
    assert parse_tenant_id(spelling) == parse_environment_id(spelling) == str(guid)


LABELS = st.from_regex(r"[a-z]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
HOSTS = st.lists(LABELS, min_size=2, max_size=5).map(".".join)


@given(HOSTS, st.booleans(), st.sampled_from(["", "."]), st.sampled_from(["", ":1", ":65535"]))
def test_case_port_and_final_dot_never_matter(host: str, upper: bool, dot: str, port: str) -> None:
    spelling = f"https://{host.upper() if upper else host}{dot}{port}/any/path"
    found = parse_environment_url(spelling)
    assert found == EnvironmentUrl(host)
    assert parse_environment_url(str(found)) == found


@given(st.text(st.characters(), max_size=40), st.sampled_from(["", "https://", "https://a."]))
def test_any_text_is_read_or_refused_in_one_printable_line(text: str, start: str) -> None:
    for parse in (parse_tenant_id, parse_environment_id, parse_environment_url):
        try:
            parse(start + text)
        except IdentifierError as error:
            assert str(error).isprintable()
