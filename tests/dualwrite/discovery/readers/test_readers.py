"""The list of readers: who reads which type, what each can know, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.readers import READERS, Known, reader_of
from dualwrite.discovery.readers.provisioning import KNOWN
from dualwrite.model.schema import fact_paths

PACKAGE_INSTALL = "environmentApplicationPackageInstall:EnvironmentApplicationPackageInstall"


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("dualwrite:index:EnvironmentPair", "component"),
        ("powerplatform:index:Environment", "native"),
        ("power-platform:index/environment:Environment", "bridged"),
        ("acme-ppt:index/environment:Environment", "bridged"),
        (f"power-platform:index/{PACKAGE_INSTALL}", "application-packages"),
        (f"acme-ppt:index/{PACKAGE_INSTALL}", "application-packages"),
        ("powerplatform:index:EnvironmentSettings", None),
        ("power-platform:index/environmentSettings:EnvironmentSettings", None),
        ("powerplatform:components:ResEnvironment", None),
        ("azure-native:network:VirtualNetwork", None),
        ("github:index/repositoryEnvironment:RepositoryEnvironment", None),
        ("pulumi:providers:power-platform", None),
        ("", None),
    ],
)
def test_each_type_has_its_reader(token: str, name: str | None) -> None:
    found = reader_of(token)
    assert (None if found is None else found.name) == name


@given(st.text() | st.sampled_from(["dualwrite:", "powerplatform:index:"]).flatmap(st.just))
def test_no_type_is_for_two_readers(token: str) -> None:
    for ending in ("", ":index/environment:Environment", f":index/{PACKAGE_INSTALL}"):
        assert sum(one.reads(token + ending) for one in READERS) <= 1


def test_names_and_titles_are_there_once() -> None:
    assert [one.name for one in READERS] == [
        "component",
        "native",
        "bridged",
        "application-packages",
    ]
    assert len({one.title for one in READERS}) == len(READERS)


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_what_a_reader_knows_are_facts_of_the_schema(reader: object) -> None:
    known = reader.known  # type: ignore[attr-defined]
    assert known
    assert set(known) <= set(fact_paths())


def test_the_component_can_say_everything() -> None:
    component = reader_of("dualwrite:index:EnvironmentPair")
    assert component is not None
    assert component.known == dict.fromkeys(fact_paths(), Known.PREVIEW)


def test_a_unified_environment_says_of_the_other_side_what_holds_of_both() -> None:
    assert set(KNOWN) <= set(fact_paths())


def test_importing_the_readers_reads_no_table_and_loads_no_schema() -> None:
    """The pack's start is measured: few stacks have environments at all."""
    program = (
        "import sys, pathlib;"
        " pathlib.Path.read_text = None;"
        " import dualwrite.discovery.readers as readers;"
        " readers.reader_of('azure-native:network:VirtualNetwork');"
        " sys.exit('pydantic' in sys.modules)"
    )
    policies = Path(__file__).resolve().parents[4] / "policies"
    done = subprocess.run([sys.executable, "-c", program], cwd=policies, check=False)
    assert done.returncode == 0
