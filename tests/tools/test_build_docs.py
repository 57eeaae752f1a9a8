"""The generated pages: none stale, none left over, and their examples do what the pages say."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dualwrite.discovery.sources.reading import read_document
from dualwrite.judging.configuration import Configuration, default_setting, read_configuration
from dualwrite.judging.judge import judge_all
from dualwrite.judging.requirement import Requirement
from dualwrite.model.schema import fact_paths
from dualwrite.model.verdicts import Kind, Result
from dualwrite.requirements import REQUIREMENTS
from dualwrite.text.yaml_text import parse_yaml
from dualwrite.vocabulary.versions import table_date
from support.markdown import CodeBlock, code_blocks
from tools.build_docs import main
from tools.docs import azure_examples, examples
from tools.docs.files import generated, orphaned, stale
from tools.docs.markdown import bullets, escaped, paragraph, table
from tools.docs.schema_docs import accepted_by

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = DOCS / "requirements"
PASSES, FAILS = r"(A pair that passes|Pairs that pass)", r"(A pair that fails|Pairs that fail)"
BREAKS_MORE = {
    "DW001": {"DW001", "DW002", "DW014", "DW015"},
    "DW002": {"DW001", "DW002", "DW014", "DW015"},
    "DW005": {"DW005", "DW019"},
    "DW020": {"DW019", "DW020"},
}
"""An application this old breaks the later requirements on versions, too; and what is not for
production breaks parity with what is."""
COMPANIONS = tuple(one.id for one in REQUIREMENTS if one.concerns_companions)
"""What Azure resources decide. It does not concern a pair that has none."""
OBSERVED = ("DW021", "DW022", *COMPANIONS)
"""What no declared pair can break: their pages show what resources say instead."""

each_requirement = pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda one: one.name)


def page_of(requirement: Requirement[Any]) -> str:
    return (PAGES / f"{requirement.name}.md").read_text(encoding="utf-8")


def example(requirement: Requirement[Any], heading: str) -> list[CodeBlock]:
    blocks = code_blocks(page_of(requirement))
    return [one for one in blocks if one.language == "yaml" and re.fullmatch(heading, one.heading)]


def judged(requirement: Requirement[Any], heading: str) -> list[Result]:
    """Take an example out of the page on disk and judge it for the day that the page names."""
    (block,) = example(requirement, heading)
    named = re.search(r"--today (\d{4}-\d{2}-\d{2})", page_of(requirement))
    assert named is not None
    pairs = read_document(parse_yaml(block.content), "example.yaml").pairs
    return judge_all(pairs, Configuration(), date.fromisoformat(named[1]), REQUIREMENTS)


def test_no_page_is_stale_and_none_is_without_a_requirement() -> None:
    contents = generated()
    assert stale(DOCS, contents) == [], "run `make docs`"
    assert orphaned(DOCS, contents) == []


def test_every_requirement_has_a_page_and_a_row_in_the_index() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (DW\d{3}) \| \[([a-z0-9-]+)\]\(([a-z0-9-]+\.md)\)", index, re.MULTILINE)
    assert rows == [(one.id, one.name, f"{one.name}.md") for one in REQUIREMENTS]
    assert all((PAGES / f"{one.name}.md").is_file() for one in REQUIREMENTS)


@pytest.mark.parametrize(
    "requirement",
    [one for one in REQUIREMENTS if one.id not in COMPANIONS],
    ids=lambda one: one.name,
)
def test_the_passing_example_passes_everything(requirement: Requirement[Any]) -> None:
    results = judged(requirement, PASSES)
    assert {one.id for one in results} == {one.id for one in REQUIREMENTS}
    assert {(one.id, one.verdict.kind) for one in results} == {
        (one.id, Kind.NOT_APPLICABLE if one.id in COMPANIONS else Kind.PASS) for one in REQUIREMENTS
    }


@pytest.mark.parametrize(
    "requirement",
    [one for one in REQUIREMENTS if one.id in COMPANIONS],
    ids=lambda one: one.name,
)
def test_the_azure_resources_of_a_page_pass_and_break_it(requirement: Requirement[Any]) -> None:
    kinds = {one.id: one.verdict.kind for one in examples.beside_example(requirement).results()}
    assert kinds[requirement.id] is Kind.PASS
    assert not [one for one, kind in kinds.items() if kind is Kind.FAIL]
    assert requirement.id in examples.broken_by(examples.failing_example(requirement))
    (shown,) = example(requirement, "What passes")
    assert parse_yaml(shown.content) == {"resources": azure_examples.passing_side(requirement)}


@pytest.mark.parametrize(
    "requirement",
    [one for one in REQUIREMENTS if one.id not in OBSERVED],
    ids=lambda one: one.name,
)
def test_the_failing_example_fails_this_requirement(requirement: Requirement[Any]) -> None:
    results = judged(requirement, FAILS)
    by_kind = {
        kind: {one.id for one in results if one.verdict.kind is kind}
        for kind in {one.verdict.kind for one in results}
    }
    broken = BREAKS_MORE.get(requirement.id, {requirement.id})
    others = {one.id for one in REQUIREMENTS} - broken - {*COMPANIONS}
    assert by_kind == {Kind.FAIL: broken, Kind.PASS: others, Kind.NOT_APPLICABLE: {*COMPANIONS}}
    text = page_of(requirement)
    assert all(f"[{one} " in text for one in broken - {requirement.id})


@each_requirement
def test_a_page_shows_what_the_check_says(requirement: Requirement[Any]) -> None:
    shown = [one for one in code_blocks(page_of(requirement)) if one.language == "text"]
    if requirement.id in OBSERVED:
        results = examples.failing_example(requirement).results()
    else:
        results = judged(requirement, FAILS)
    messages = [one.verdict.message for one in results if one.id == requirement.id]
    assert [" ".join(one.content.split()) for one in shown] == [" ".join(messages)]


@each_requirement
def test_a_page_says_everything_about_its_requirement(requirement: Requirement[Any]) -> None:
    text = " ".join(page_of(requirement).split())
    said = [requirement.title, requirement.reason, requirement.remedy]
    for one in said:
        assert escaped(" ".join(one.split())) in text
    for source in requirement.sources:
        assert f"[{escaped(source.article)}]({source.url}), {source.dated}" in text
    for path in requirement.facts:
        assert f"- `{path}`: " in text


@each_requirement
def test_the_configuration_of_a_page_sets_every_parameter(requirement: Requirement[Any]) -> None:
    (block,) = [one for one in code_blocks(page_of(requirement)) if one.language == "json"]
    raw = json.loads(block.content)
    assert list(raw) == [requirement.name]
    accepted = {info.alias or name for name, info in requirement.parameters.model_fields.items()}
    assert set(raw[requirement.name]) == {"enforcementLevel", *accepted}
    setting = read_configuration(raw, REQUIREMENTS).setting(requirement)
    assert setting.level is not default_setting(requirement).level


@pytest.mark.parametrize(
    ("identifier", "broken"), [("DW021", ["DW021"]), ("DW022", ["DW011", "DW016", "DW022"])]
)
def test_what_resources_say_is_described_and_breaks_its_requirement(
    identifier: str, broken: list[str]
) -> None:
    requirement = next(one for one in REQUIREMENTS if one.id == identifier)
    assert list(examples.broken_by(examples.failing_example(requirement))) == broken
    text = " ".join(page_of(requirement).split())
    assert re.search(FAILS, text) is None
    for path, described in requirement.example.items():
        assert f"- `{path}`: {escaped(described)}" in text


def test_the_examples_are_of_the_day_of_the_tables() -> None:
    release = examples.release_in_service()
    assert release.general_availability is not None and release.end_of_service is not None
    assert release.general_availability <= table_date() <= release.end_of_service
    assert examples.examples_day() == table_date()


def test_the_page_of_pairs_has_every_key_in_its_example_and_its_tables() -> None:
    text = (DOCS / "pairs.md").read_text(encoding="utf-8")
    manifest = parse_yaml(code_blocks(text)[0].content)["pairs"][0]
    declared = {
        f"{section}.{key}"
        for section, facts in manifest.items()
        if section != "name"
        for key in facts
    }
    assert declared == set(fact_paths())
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == [
        path.partition(".")[2] for path in fact_paths()
    ]


def test_what_a_fact_accepts_is_what_its_error_says() -> None:
    assert accepted_by("link.initialSync") == "true or false"
    assert accepted_by("customerEngagement.environmentType").startswith("production, sandbox")


def test_build_writes_what_is_stale_and_removes_what_is_left_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], tmp_path) == 0
    written = {
        one.relative_to(tmp_path).as_posix(): one.read_bytes() for one in tmp_path.rglob("*.*")
    }
    assert written == {path: text.encode("utf-8") for path, text in generated().items()}
    (tmp_path / "requirements" / "no-longer.md").write_text("old", encoding="utf-8")
    (tmp_path / "pairs.md").write_text("old", encoding="utf-8")
    (tmp_path / "requirements" / "same-tenant.md").unlink()
    capsys.readouterr()

    assert main(["--check"], tmp_path) == 1
    assert sorted(capsys.readouterr().err.splitlines()) == [
        f"{tmp_path / 'pairs.md'} is stale: run `make docs`",
        f"{tmp_path / 'requirements/no-longer.md'} belongs to no requirement: run `make docs`",
        f"{tmp_path / 'requirements/same-tenant.md'} is stale: run `make docs`",
    ]
    assert (tmp_path / "pairs.md").read_text(encoding="utf-8") == "old"  # --check writes nothing

    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    assert not (tmp_path / "requirements" / "no-longer.md").exists()


def test_an_example_that_does_not_break_its_requirement_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    same_tenant = next(one for one in REQUIREMENTS if one.id == "DW010")
    correct = {"customerEngagement.tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"}
    monkeypatch.setattr(type(same_tenant), "example", correct)
    with pytest.raises(examples.ExampleError, match="the example of DW010 does not break it"):
        examples.failing_example(same_tenant)


def test_prose_is_wrapped_but_code_and_links_are_not() -> None:
    words = "word " * 15
    assert paragraph(f"{words}`a b c d`") == f"{words.strip()}\n`a b c d`"
    assert bullets([f"{words}[a b](c d)"]) == f"- {words.strip()}\n  [a b](c d)"


def test_plain_text_is_escaped() -> None:
    assert escaped("<GUID> *a* b_c [d] `e`") == r"\<GUID> \*a\* b\_c \[d\] \`e\`"
    assert table(["a"], [["b|c"]]) == "| a |\n| --- |\n| b\\|c |"
