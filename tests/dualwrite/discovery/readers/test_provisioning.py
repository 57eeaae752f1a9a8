"""What a database is made with, and what follows: unified or not, apps enabled or not, packages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.readers.provisioning import (
    PostProvisioningPackage,
    Provisioning,
    apps_enabled,
    finance_and_operations_facts,
    installed,
    is_unified,
    marks,
    read_provisioning,
    why_apps_are_undeclared,
)
from dualwrite.model.facts import SecretValue, UnknownValue

UNKNOWN = UnknownValue()
PROVISIONING_APP = "msdyn_FinanceAndOperationsProvisioningAppAnchor"
DEVELOPER = "DevToolsEnabled=true|DemoDataEnabled=true"
CONFIGURED = (
    "declare it in the stack's configuration: dualwrite:facts, under the environment's URL, as"
    " dynamics365AppsEnabled."
)
DECIDES = (
    "dataverse.templates decides it when the database is created, and an imported environment does"
    " not show its templates. Set them on a new environment, or"
)


def metadata(*packages: tuple[str, str]) -> str:
    """Metadata as a program writes it."""
    items = [{"applicationUniqueName": name, "parameters": text} for name, text in packages]
    return json.dumps({"PostProvisioningPackages": items})


def test_templates_and_packages_are_read() -> None:
    found = read_provisioning(["D365_Sales"], metadata((PROVISIONING_APP, DEVELOPER)))
    package = PostProvisioningPackage(PROVISIONING_APP.casefold(), DEVELOPER)
    assert found == Provisioning(("D365_Sales",), (package,))
    assert package.is_on("DevToolsEnabled") and package.is_on("demodataenabled")
    assert not package.is_on("Tools")


@pytest.mark.parametrize(
    ("parameters", "on"),
    [
        ("DevToolsEnabled=true", True),
        (" devtoolsenabled = TRUE | x", True),
        ("DevToolsEnabled=false|DemoDataEnabled=true", False),
        ("DevToolsEnabled", False),
        ("", False),
    ],
)
def test_a_parameter_is_on_where_it_says_true(parameters: str, on: bool) -> None:
    assert PostProvisioningPackage("x", parameters).is_on("DevToolsEnabled") is on


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "null",
        "[]",
        "7",
        '{"PostProvisioningPackages": 1}',
        '{"PostProvisioningPackages": ["x", {"applicationUniqueName": 1}, {}]}',
        "[" * 100_000,
        7,
        "",
        None,
        ["x"],
        UNKNOWN,
    ],
)
def test_metadata_that_cannot_be_read_decides_nothing(broken: Any) -> None:
    found = read_provisioning(["D365_Sales"], broken)
    assert found.packages == ()
    assert not is_unified(found)
    assert apps_enabled(found) is True


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda one: (
            st.lists(one, max_size=3)
            | st.dictionaries(st.text() | st.just("PostProvisioningPackages"), one, max_size=3)
        ),
    )
)
def test_no_metadata_breaks_the_reading(content: Any) -> None:
    assert not is_unified(read_provisioning(None, json.dumps(content)))


@pytest.mark.parametrize(
    ("templates", "described", "unified"),
    [
        (["D365_FinOps_Finance"], None, True),
        (["d365_finops_projops"], None, True),
        (["D365_FinOps_DemoHub_AIO"], None, True),
        (["D365_Sales", SecretValue("D365_FinOps_SCM")], None, True),
        (SecretValue(["D365_FinOps_SCM"]), None, True),
        ("D365_FinOps_SCM", None, True),
        ([UNKNOWN, "D365_FinOps_SCM"], None, True),
        (["D365_DeveloperEdition"], metadata((PROVISIONING_APP.upper(), "")), True),
        (None, SecretValue(metadata((PROVISIONING_APP, ""))), True),
        (None, metadata((PROVISIONING_APP, "")).replace("PostP", "postP"), True),
        (["D365_Sales", "D365_ProjectOperations_DualWrite_Trial"], None, False),
        (["FinOps"], metadata(("msdyn_SalesApp", DEVELOPER)), False),
        ([UNKNOWN], UNKNOWN, False),
        (UNKNOWN, None, False),
        (None, None, False),
    ],
)
def test_unified_by_a_template_or_by_the_provisioning_app(
    templates: Any, described: Any, unified: bool
) -> None:
    assert is_unified(read_provisioning(templates, described)) is unified


@pytest.mark.parametrize(
    ("templates", "enabled"),
    [
        (["D365_Sales"], True),
        (["d365_customerservice", "D365_CDSSampleApp"], True),
        (["D365_FinOps_Finance"], True),
        (["D365_CDSSampleApp"], False),
        (["D365_CDSSampleApp", "D365_CDSSampleApp"], False),
        (["D365_CDSSampleApp", "Own_Template"], None),
        (["D365_DeveloperEdition"], None),
        (["D365_SmbMarketing"], None),
        ([], None),
        (None, None),
        ([""], None),
        ([7], None),
        (UNKNOWN, UNKNOWN),
        (["D365_CDSSampleApp", UNKNOWN], UNKNOWN),
        (["D365_Sales", UNKNOWN], True),
        ([SecretValue("D365_Sales")], SecretValue(True)),
        (SecretValue(["D365_CDSSampleApp"]), SecretValue(False)),
    ],
)
def test_the_templates_tell_whether_the_apps_are_enabled(templates: Any, enabled: Any) -> None:
    assert apps_enabled(read_provisioning(templates, None)) == enabled


@pytest.mark.parametrize(
    ("templates", "first"),
    [
        (None, "The resource names no template."),
        (["D365_DeveloperEdition"], '"D365_DeveloperEdition" in its templates does not tell.'),
        (["{url}", "b"], '"{url}" and "b" in its templates do not tell.'),
        (["a", "b", "c", "d"], "Its 4 templates do not tell."),
        ([SecretValue("a")], "Its templates, which are secret, do not tell."),
    ],
)
def test_where_they_do_not_tell_the_remedy_says_what_is_there(templates: Any, first: str) -> None:
    found = why_apps_are_undeclared(read_provisioning(templates, None))
    assert found == f"{first} {DECIDES} {CONFIGURED}"


def test_a_version_without_templates_is_told_apart() -> None:
    found = why_apps_are_undeclared(Provisioning(), has_templates=False)
    assert found == (
        "This version of the provider has no templates, which decide it when the database is"
        f" created. {CONFIGURED[0].upper()}{CONFIGURED[1:]}"
    )


CORE = ("DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor")
PROJECT_OPERATIONS = (
    *CORE,
    "HCMCommonAnchor",
    "msdyn_Dynamics365FinanceExtendedAnchor",
    "msdyn_Dynamics365HCMAnchor",
    "msdyn_Dynamics365SupplyChainExtendedAnchor",
    "msdyn_DualWriteAssetManagementAnchor",
    "ProjectOperations_Anchor",
)


@pytest.mark.parametrize(
    ("templates", "described", "expected"),
    [
        (["D365_FinOps_Finance"], None, CORE),
        (["D365_FINOPS_SCM"], None, CORE),
        (["D365_FinOps_ProjOps"], None, PROJECT_OPERATIONS),
        (["D365_FinOps_Commerce"], None, PROJECT_OPERATIONS),
        (["D365_FinOps_New"], None, ()),
        (["D365_Sales"], None, ()),
        (["D365_Sales"], metadata(("DUALWRITECOREANCHOR", "")), CORE[:1]),
        (
            ["D365_FinOps_SCM"],
            metadata(("Dynamics365GABParty_Anchor", "")),
            (*CORE, "Dynamics365GABParty_Anchor"),
        ),
        ([SecretValue("D365_FinOps_SCM")], None, ()),
        (None, SecretValue(metadata(("DualWriteCoreAnchor", ""))), ()),
    ],
)
def test_packages_come_in_the_order_of_their_dependencies(
    templates: Any, described: Any, expected: tuple[str, ...]
) -> None:
    assert installed(read_provisioning(templates, described)) == expected


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("DualWriteCoreAnchor", True),
        ("Dynamics365FinanceAndOperationsAnchor", True),
        ("HCMCommonAnchor", False),
        ("ProjectOperations_Anchor", False),
        ("msdyn_SalesApp", False),
    ],
)
def test_a_dual_write_package_marks_the_environment(name: str, marked: bool) -> None:
    assert marks(read_provisioning(None, metadata((name, "")))) is marked


@pytest.mark.parametrize(
    ("kind", "described", "expected"),
    [
        ("Production", None, "Production"),
        ("Sandbox", metadata((PROVISIONING_APP, DEVELOPER)), "developer"),
        ("Sandbox", SecretValue(metadata((PROVISIONING_APP, DEVELOPER))), SecretValue("developer")),
        ("Sandbox", metadata(("msdyn_SalesApp", DEVELOPER)), "Sandbox"),
        (SecretValue("Trial"), None, SecretValue("Trial")),
        ("Default", None, None),
        (None, None, None),
        (UNKNOWN, None, UNKNOWN),
        ("Sandbox", UNKNOWN, UNKNOWN),
    ],
)
def test_the_type_of_the_finance_and_operations_side(
    kind: Any, described: Any, expected: Any
) -> None:
    found = finance_and_operations_facts({}, kind, read_provisioning(None, described), None)
    assert found == ({} if expected is None else {"financeAndOperations.environmentType": expected})
