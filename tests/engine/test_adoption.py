"""A team adopts the pack on an estate that is not clean, and is reminded when the time is over."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import junitparser
import pytest
import xmlschema
import yaml
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from dualwrite.model.verdicts import Kind
from dualwrite.results.document import Document
from support.browser import opened
from support.command_line import ROOT, Completed
from support.engine import COMPONENT_PROGRAM, STACK, Project
from support.example_stacks import VIOLATIONS

MakeProject = Callable[..., Project]
SCHEMAS = ROOT / "tests" / "schemas"
LAST_DAY = "2027-03-31"
DAY_AFTER = "2027-04-01"
CONFIG = "policy-config.json"
REPORTS = {
    "json": "results.json",
    "sarif": "dualwrite.sarif",
    "junit": "dualwrite.xml",
    "openreports": "reports.yaml",
    "markdown": "summary.md",
    "html": "pairs.html",
}


@pytest.fixture
def fabrikam(project: MakeProject) -> Project:
    """The fabrikam stack, with a baseline of everything that it breaks today."""
    text = (ROOT / "Pulumi.fabrikam.yaml").read_text(encoding="utf-8")
    made = project(COMPONENT_PROGRAM, yaml.safe_load(text)["config"])
    (made.folder / CONFIG).write_text('{"one-version": {"warnDays": 30}}\n', encoding="utf-8")
    granted = made.dualwrite(
        *("baseline", f"Pulumi.{STACK}.yaml", "--until", LAST_DAY),
        *("--owner", "erp@fabrikam.com", "--reason", "Known on adoption, see the plan"),
        *("--policy-pack-config", CONFIG),
    )
    assert granted.code == 0, granted.errors
    return made


def preview(made: Project, *arguments: str, **variables: str) -> Completed:
    options = [part for name, file in REPORTS.items() for part in ("--report", f"{name}={file}")]
    return made.dualwrite(
        *("preview", "--stack", STACK, "--policy-pack-config", CONFIG, *options, *arguments),
        **variables,
    )


def policies(made: Project, today: str) -> Any:
    """Pulumi's own preview with the same configuration."""
    made.environment["DUALWRITE_TODAY"] = today
    return made.preview(json.loads((made.folder / CONFIG).read_text(encoding="utf-8")))


def test_the_preview_passes_with_advisories_until_the_last_day(fabrikam: Project) -> None:
    found = preview(fabrikam, DUALWRITE_TODAY=LAST_DAY)
    assert found.code == 0, found.output + found.errors
    document = read(fabrikam)
    assert [one for one in document.results if one.is_violation] == []
    exempt = [one for one in document.results if one.verdict is Kind.EXEMPT]
    assert len(exempt) == VIOLATIONS
    run = policies(fabrikam, LAST_DAY)
    assert (run.exit_code, run.blocked()) == (0, set())
    told = [one for one in run.violations if "is exempt from" in one.message]
    assert {one.policy for one in run.violations} == {"exemptions"}
    assert len(told) == len(exempt)


@pytest.mark.parametrize("clock", ["--today", "the pack's own"])
def test_on_the_day_after_it_blocks_again_and_says_why(fabrikam: Project, clock: str) -> None:
    if clock == "--today":
        found = preview(fabrikam, "--today", DAY_AFTER)
    else:
        found = preview(fabrikam, DUALWRITE_TODAY=DAY_AFTER)
    assert found.code == 1
    why = f"expired on {LAST_DAY} (1 day ago); its owner is erp@fabrikam.com."
    violations = [one for one in read(fabrikam).results if one.is_violation]
    assert len(violations) == VIOLATIONS
    assert all(one.message.endswith(why) for one in violations)
    assert found.output.count(why) == VIOLATIONS
    assert "Policies:\n    ❌ dualwrite@v" in found.output


def test_one_grant_that_expires_is_enough(fabrikam: Project) -> None:
    file = fabrikam.folder / CONFIG
    configuration = json.loads(file.read_text(encoding="utf-8"))
    (one,) = configuration["same-tenant"]["exemptions"]
    one["expiresOn"] = "2026-11-30"
    file.write_text(json.dumps(configuration), encoding="utf-8")
    assert preview(fabrikam, "--today", "2026-11-30").code == 0
    found = preview(fabrikam, "--today", "2026-12-01")
    assert found.code == 1
    (violation,) = [row for row in read(fabrikam).results if row.blocks]
    assert (violation.id, violation.pair) == ("DW010", "fabrikam-legacy")
    assert f'Exemption "{one["id"]}" expired on 2026-11-30 (1 day ago)' in found.output


def test_all_six_reports_of_that_preview_open_in_what_they_are_for(
    fabrikam: Project, browser: Browser
) -> None:
    assert preview(fabrikam, "--today", DAY_AFTER).code == 1
    text = {name: (fabrikam.folder / file).read_text("utf-8") for name, file in REPORTS.items()}
    document = read(fabrikam)
    failures = sum(one.blocks for one in document.results)

    jsonschema.validate(json.loads(text["json"]), schema(ROOT / "docs" / "results.schema.json"))
    sarif = json.loads(text["sarif"])
    jsonschema.validate(sarif, schema(SCHEMAS / "sarif-2.1.0.json"))
    (run,) = sarif["runs"]
    assert sum(one["level"] == "error" for one in run["results"]) == failures
    lines = (fabrikam.folder / f"Pulumi.{STACK}.yaml").read_text("utf-8").splitlines()
    for one in run["results"]:
        place = one["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == f"Pulumi.{STACK}.yaml"
        assert lines[place["region"]["startLine"] - 1].strip()

    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(io.StringIO(text["junit"]))
    suites = junitparser.JUnitXml.fromstring(text["junit"].encode())
    assert (suites.failures, suites.tests) == (failures, len(document.results))

    crd = yaml.safe_load((SCHEMAS / "openreports-v1alpha1-crd.yaml").read_text("utf-8"))
    reports = list(yaml.safe_load_all(text["openreports"]))
    for report in reports:
        jsonschema.validate(report, crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"])
    assert sum(report["summary"]["fail"] for report in reports) == failures

    tokens = MarkdownIt("commonmark").enable("table").parse(text["markdown"])
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows > failures

    with opened(browser, fabrikam.folder / REPORTS["html"]) as page:
        shown = " ".join(page.texts("body"))
        assert "fabrikam-legacy" in shown
        assert (page.complaints, page.dialogs) == ([], [])


def schema(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def read(made: Project) -> Document:
    return Document.model_validate_json((made.folder / REPORTS["json"]).read_bytes())
