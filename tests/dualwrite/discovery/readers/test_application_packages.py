"""Application packages: which of them say something of dual-write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.discovery.readers.application_packages import ApplicationPackageInstall
from dualwrite.discovery.readers.reader import CONFIGURED
from dualwrite.model.facts import SecretValue, UnknownValue
from dualwrite.model.observation import Observation, Origin, Role
from dualwrite.model.resource import Resource
from dualwrite.vocabulary.packages import PACKAGES, SINGLE_PACKAGE
from support.recorded_inputs import BRIDGED, before_creation, changed, in_stack, in_state

UNKNOWN = UnknownValue()
CE = "customerEngagement"
PREFIX = "urn:pulumi:test::engine-test::power-platform:index/"
URN = f"{PREFIX}environmentApplicationPackageInstall:EnvironmentApplicationPackageInstall::"
CRM = f"{PREFIX}environment:Environment::contoso-crm"
ERP = f"{PREFIX}environment:Environment::contoso-erp"
READER = ApplicationPackageInstall()
LOOKS_LIKE = "its uniqueName looks like the Prospect to cash solution"


def _named(unique_name: Any) -> Resource:
    return changed(in_state(BRIDGED, "core"), {"uniqueName": unique_name})


def _addition(name: str, environment_id: Any, how: str = "", **more: Any) -> Observation:
    facts = {f"{CE}.environmentId": environment_id, **more.pop("facts", {})}
    return Observation(
        origin=Origin(f"application package {name}", f"{URN}{name}", how),
        role=Role.ADDITION,
        facts=facts,
        side=CE,
        hint=CONFIGURED,
        **more,
    )


def test_a_dual_write_package_before_its_environment_exists() -> None:
    """The name is spelled as Microsoft does, and what it depends on tells the order."""
    expected = _addition("application-core", UNKNOWN, installs=("msdyn_DualWriteAppCoreAnchor",))
    assert READER.observe(before_creation(BRIDGED, "application-core")) == expected
    assert READER.observe(in_stack(BRIDGED, "application-core")) == replace(
        expected, references={CE: (CRM,)}, dependencies=(CRM, f"{URN}core")
    )


def test_a_dual_write_package_that_is_installed() -> None:
    environment = in_state(BRIDGED, "contoso-crm")
    assert READER.observe(in_state(BRIDGED, "core")) == _addition(
        "core",
        environment.id,
        installs=("DualWriteCoreAnchor",),
        references={CE: (CRM,)},
        dependencies=(CRM,),
    )


def test_the_provisioning_app_makes_the_environment_unified() -> None:
    assert READER.observe(in_stack(BRIDGED, "provisioning")) == _addition(
        "provisioning", UNKNOWN, unified=True, references={CE: (ERP,)}, dependencies=(ERP,)
    )


def test_prospect_to_cash_is_a_fact_and_marks_nothing() -> None:
    assert READER.observe(in_stack(BRIDGED, "prospect-to-cash")) == _addition(
        "prospect-to-cash",
        UNKNOWN,
        LOOKS_LIKE,
        facts={f"{CE}.prospectToCash": True},
        marked=False,
        references={CE: (CRM,)},
        dependencies=(CRM,),
    )


@pytest.mark.parametrize("name", ["sales", "not-known-yet"])
def test_other_packages_say_nothing(name: str) -> None:
    assert READER.observe(before_creation(BRIDGED, name)) is None
    assert READER.observe(in_stack(BRIDGED, name)) is None


@pytest.mark.parametrize("unique_name", [None, "", UNKNOWN, 7, ["DualWriteCoreAnchor"]])
def test_a_name_that_cannot_be_read_says_nothing(unique_name: Any) -> None:
    assert READER.observe(_named(unique_name)) is None


@pytest.mark.parametrize("name", [one.name for one in PACKAGES] + [SINGLE_PACKAGE])
def test_every_package_of_the_table_is_one_that_is_installed(name: str) -> None:
    marked = name not in ("HCMCommonAnchor", "ProjectOperations_Anchor")
    for spelling in (name, name.upper(), f" {name.lower()} "):
        seen = READER.observe(_named(spelling))
        assert seen is not None
        assert (seen.installs, seen.marked, seen.unified) == ((name,), marked, False)


@pytest.mark.parametrize(
    "unique_name",
    [
        "ProspectToCash",
        "msdyn_Prospect_To_Cash_Anchor",
        "prospect-to-cash",
        "P2CSolution",
        "msdyn_P2CAnchor",
        "mscrm.c7a48b40-eed3-4d67-93ba-f2364281feb3",
        "mscrm.p2cfieldserviceintegration",
    ],
)
def test_names_that_look_like_prospect_to_cash(unique_name: str) -> None:
    seen = READER.observe(_named(unique_name))
    assert seen is not None
    assert seen.facts[f"{CE}.prospectToCash"] is True
    assert (seen.marked, seen.installs, seen.origin.how) == (False, (), LOOKS_LIKE)


@pytest.mark.parametrize("unique_name", ["msdyn_ProspectScoring", "cashflow", "up2chance"])
def test_names_that_do_not(unique_name: str) -> None:
    assert READER.observe(_named(unique_name)) is None


def test_a_secret_name_is_looked_at_and_not_told() -> None:
    core = READER.observe(_named(SecretValue("DualWriteCoreAnchor")))
    assert core is not None
    assert (core.marked, core.installs) == (True, ())
    prospect = READER.observe(_named(SecretValue("ProspectToCash")))
    assert prospect is not None
    assert prospect.facts[f"{CE}.prospectToCash"] == SecretValue(True)


def test_an_install_into_no_environment_names_none() -> None:
    seen = READER.observe(changed(before_creation(BRIDGED, "core"), {"environmentId": None}))
    assert seen is not None
    assert seen.facts == {}
