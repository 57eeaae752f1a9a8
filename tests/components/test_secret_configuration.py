"""No message of a component quotes what the stack's configuration has as a secret."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from components import AzureFoundation, EnvironmentPair, declared_pairs
from dualwrite.model.schema import fact_paths
from support.pairs import declaration

KEY = "dualwrite:pairs"
Store = Callable[..., pulumi.Config]
CANARIES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=300
).map(lambda text: f'canary"\\\n{text}')
"""Texts that are shortened and escaped where they are quoted."""


@pytest.fixture(autouse=True)
def _configuration_is_left_alone() -> Iterator[None]:
    yield
    pulumi.runtime.set_all_config({}, [])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pulumi.yaml").write_text("name: project\n", encoding="utf-8")
    return tmp_path


def stored(folder: Path, pairs: list[Any], *encrypted: tuple[str | int, ...]) -> pulumi.Config:
    """Configure these pairs, with the values at some places encrypted in the stack's file."""
    written = deepcopy(pairs)
    for path in encrypted:
        inner: Any = written
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = {"secure": "v1:AAAA:BBBB"}
    file = folder / f"Pulumi.{pulumi.get_stack()}.yaml"
    file.write_text(yaml.safe_dump({"config": {KEY: written}}), encoding="utf-8")
    pulumi.runtime.set_all_config({KEY: json.dumps(pairs)}, [KEY] if encrypted else [])
    return pulumi.Config("dualwrite")


def refusal(config: pulumi.Config) -> str:
    with pytest.raises(pulumi.RunError) as caught:
        declared_pairs(config)
    return str(caught.value)


def hides(message: str, canary: str) -> bool:
    return "canary" not in message and canary not in message


@pytest.mark.parametrize("path", fact_paths())
def test_a_secret_that_no_fact_accepts_is_not_quoted(folder: Path, path: str) -> None:
    canary = 'canary"' + "x" * 200
    section, _, key = path.partition(".")
    config = stored(folder, [{"name": "one", **declaration({path: canary})}], (0, section, key))
    message = refusal(config)
    assert hides(message, canary)
    assert f'pair "one", {path}: its value, a secret, cannot be read.' in message


def test_other_values_beside_a_secret_are_not_quoted_either(folder: Path) -> None:
    """Pulumi does not tell which of them is the secret."""
    pairs = [{"name": "one", **declaration({"link.initialSync": "canary"})}]
    message = refusal(stored(folder, pairs, (0, "customerEngagement", "tenantId")))
    assert hides(message, "canary")


@pytest.mark.parametrize(
    "value", ["canary", ["canary"], [["canary"]], {"canary": 1}, 12.5, [{"canary": "canary"}]]
)
@pytest.mark.parametrize("section", ["financeAndOperations", "customerEngagement", "link"])
def test_a_secret_in_the_place_of_a_section_is_not_quoted(
    folder: Path, section: str, value: Any
) -> None:
    if isinstance(value, dict):
        value = "canary"  # keys are encrypted only with all that they are part of
    pairs = [{"name": "one", **declaration(), section: value}]
    assert hides(refusal(stored(folder, pairs, (0, section))), "canary")


def test_an_encrypted_name_is_refused_as_check_refuses_it(folder: Path) -> None:
    pairs = [{"name": "plain", **declaration()}, {"name": "canary", **declaration()}]
    assert refusal(stored(folder, pairs, (1, "name"))) == (
        "stack configuration dualwrite:pairs: pair 2: name is encrypted or unknown. A pair's name"
        " must be readable."
    )


@pytest.mark.parametrize("is_there", [True, False])
def test_a_list_that_is_encrypted_as_a_whole_is_refused(folder: Path, is_there: bool) -> None:
    pairs = [{"name": "canary", **declaration()}]
    config = stored(folder, pairs, (0, "name"))
    file = folder / f"Pulumi.{pulumi.get_stack()}.yaml"
    if is_there:
        file.write_text(yaml.safe_dump({"config": {KEY: {"secure": "v1:A"}}}), encoding="utf-8")
    else:
        file.unlink()
    message = refusal(config)
    assert hides(message, "canary")
    told = (
        "dualwrite:pairs is encrypted as a whole" if is_there else "does not tell a program which"
    )
    assert told in message


def test_a_name_that_the_file_does_not_have_is_refused(folder: Path) -> None:
    config = stored(folder, [{"name": "one", **declaration()}], (0, "link", "initialSync"))
    other = json.dumps([{"name": "canary", **declaration()}])
    pulumi.runtime.set_all_config({KEY: other}, [KEY])
    message = refusal(config)
    assert hides(message, "canary")
    assert "does not tell a program which" in message


def test_plain_names_beside_secrets_are_taken(folder: Path) -> None:
    config = stored(
        folder, [{"name": "one", **declaration()}], (0, "customerEngagement", "tenantId")
    )
    assert [one.name for one in declared_pairs(config)] == ["one"]


@given(canary=CANARIES, path=st.sampled_from(fact_paths()), around=st.booleans())
def test_a_secret_that_a_program_passes_on_in_plain_is_not_quoted(
    canary: str, path: str, around: bool
) -> None:
    pulumi.runtime.set_all_config({"project:password": canary}, ["project:password"])
    value = f"https://{canary}.example" if around else canary
    with pytest.raises(pulumi.RunError) as caught:
        EnvironmentPair("contoso", declaration({path: value}))  # type: ignore[arg-type]
    assert hides(str(caught.value), canary)
    assert path in str(caught.value)


@given(canary=CANARIES)
def test_a_secret_within_a_structure_is_not_quoted(canary: str) -> None:
    text = json.dumps({"passwords": [{"first": canary}]})
    pulumi.runtime.set_all_config({"project:passwords": text}, ["project:passwords"])
    with pytest.raises(pulumi.RunError) as caught:
        EnvironmentPair("contoso", declaration({"customerEngagement.url": canary}))  # type: ignore[arg-type]
    assert hides(str(caught.value), canary)


@given(
    canary=CANARIES, key=st.sampled_from(["region", "baseName", "nameSuffix", "tags", "network"])
)
def test_a_foundation_quotes_no_secret(canary: str, key: str) -> None:
    pulumi.runtime.set_all_config({"project:password": canary}, ["project:password"])
    with pytest.raises(pulumi.RunError) as caught:
        AzureFoundation("contoso-azure", {key: canary})  # type: ignore[misc]
    assert hides(str(caught.value), canary)


def test_a_secret_is_no_name_of_a_pair() -> None:
    pulumi.runtime.set_all_config({"project:name": "canary"}, ["project:name"])
    with pytest.raises(pulumi.RunError) as caught:
        EnvironmentPair("canary", declaration())  # type: ignore[arg-type]
    assert hides(str(caught.value), "canary")


def test_what_is_no_secret_is_quoted_as_before() -> None:
    pulumi.runtime.set_all_config({"project:password": "hush"}, ["project:password"])
    with pytest.raises(pulumi.RunError) as caught:
        EnvironmentPair("contoso", declaration({"customerEngagement.url": "http://x.y"}))  # type: ignore[arg-type]
    assert 'customerEngagement.url: "http://x.y" is not an https URL.' in str(caught.value)
