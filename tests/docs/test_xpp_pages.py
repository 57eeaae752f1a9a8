"""The pages of the rules of scan-xpp say what the rules say, and their examples are found, or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualwrite.xpp.rules import RULES, Rule
from support.markdown import code_blocks
from support.xpp_trees import findings, write_tree

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "xpp"
TABLES = ("SalesTable", "SalesLine")


def page(rule: Rule) -> str:
    return (PAGES / f"{rule.id}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.id)
def test_the_page_says_what_the_rule_says(rule: Rule) -> None:
    text = " ".join(page(rule).split())
    for said in (
        f"# {rule.id}: {rule.title}",
        rule.reason,
        rule.remedy,
        f"Certainty: {rule.certainty}",
    ):
        assert said in text
    assert f"Source: [{rule.source}]({rule.address})" in text


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.id)
def test_the_examples_are_found_or_not(rule: Rule, tmp_path: Path) -> None:
    found = {
        block.heading: [
            (one["rule"], one["table"])
            for one in findings(
                write_tree(
                    tmp_path / block.heading, {"example.xpp": f"class A\n{{\n{block.content}}}\n"}
                ),
                TABLES,
            )
        ]
        for block in code_blocks(page(rule))
    }
    table = "SalesTable" if rule.id == "X2" else "SalesLine"
    assert found == {"What is found": [(rule.id, table)], "What is not": []}


def test_every_rule_has_its_page_and_no_other_has() -> None:
    assert sorted(one.name for one in PAGES.iterdir()) == [f"{one.id}.md" for one in RULES]
