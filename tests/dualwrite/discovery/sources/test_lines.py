"""The lines of pairs and facts, in every form that a source can have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.sources.lines import line_of, lines_in_json, lines_in_yaml
from dualwrite.discovery.sources.reading import read_source
from dualwrite.text.errors import InputError
from support.pairs import declaration, environment
from support.properties import examples

MANIFEST = """\
# pairs of one stack
pairs:
  - name: one
    financeAndOperations:
      url: https://one.operations.dynamics.com

      region: West Europe
    customerEngagement: {url: "https://one.crm4.dynamics.com", region: westeurope}
  -
    customerEngagement:
      url: https://two.crm4.dynamics.com
    financeAndOperations:
      url: https://two.operations.dynamics.com
    name: two
"""
FOUND = {
    "one": {
        "": 3,
        "name": 3,
        "financeAndOperations": 4,
        "financeAndOperations.url": 5,
        "financeAndOperations.region": 7,
        "customerEngagement": 8,
        "customerEngagement.url": 8,
        "customerEngagement.region": 8,
    },
    "two": {
        "": 10,
        "customerEngagement": 10,
        "customerEngagement.url": 11,
        "financeAndOperations": 12,
        "financeAndOperations.url": 13,
        "name": 14,
    },
}


def test_a_manifest_in_yaml() -> None:
    assert lines_in_yaml(MANIFEST) == FOUND


def test_a_list_and_a_stack_configuration_in_yaml() -> None:
    content = MANIFEST.partition("pairs:\n")[2]
    moved = {name: {key: line - 2 for key, line in found.items()} for name, found in FOUND.items()}
    assert lines_in_yaml(content) == moved
    configuration = "config:\n  a:b: 1\n  dualwrite:pairs:\n" + content
    moved = {name: {key: line + 1 for key, line in found.items()} for name, found in FOUND.items()}
    assert lines_in_yaml(configuration) == moved


def test_what_is_merged_or_an_alias_stands_where_it_is_written() -> None:
    text = """\
- name: one
  financeAndOperations: &finance
    url: https://one.operations.dynamics.com
    tenantId: a
  customerEngagement: &customer
    tenantId: a
- name: two
  financeAndOperations:
    <<: [*finance]
    url: https://two.operations.dynamics.com
  customerEngagement: *customer
"""
    assert lines_in_yaml(text)["two"] == {
        "": 7,
        "name": 7,
        "financeAndOperations": 8,
        "financeAndOperations.url": 10,
        "financeAndOperations.tenantId": 4,
        "customerEngagement": 11,
        "customerEngagement.tenantId": 6,
    }


def test_pairs_that_pulumi_stores_as_text_share_a_line() -> None:
    pairs = [{"name": name, **declaration(environment(name))} for name in ("one", "two")]
    text = f"config:\n  dualwrite:pairs: '{json.dumps(pairs)}'\n"
    assert lines_in_yaml(text) == {"one": {"": 2}, "two": {"": 2}}


@pytest.mark.parametrize("wrapped", ["list", "manifest", "configuration"])
def test_json_in_lines(wrapped: str) -> None:
    pairs = [{"name": "a\nb", **declaration()}, {"name": "é", **declaration(environment("x"))}]
    document = {
        "list": pairs,
        "manifest": {"pairs": pairs},
        "configuration": {"config": {"x:y": "1", "dualwrite:pairs": pairs}},
    }[wrapped]
    text = json.dumps(document, indent=1)
    lines = text.split("\n")
    found = lines_in_json(text)
    assert list(found) == ["a\nb", "é"]
    for name in found:
        for path, line in found[name].items():
            shown = lines[line - 1].strip()
            assert shown.startswith("{" if not path else f'"{path.rpartition(".")[2]}":')


def test_json_on_one_line() -> None:
    found = lines_in_json(json.dumps([{"name": "one", **declaration()}]))
    assert set(found["one"].values()) == {1}


@examples(40)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
        min_size=1,
        max_size=4,
        unique=True,
    ),
    st.sampled_from([None, 0, 3]),
)
def test_json_and_yaml_agree_on_a_json_text(names: list[str], indent: int | None) -> None:
    """JSON is YAML: two parsers that share nothing say the same."""
    pairs = [{"name": name, **declaration(environment(f"e{at}"))} for at, name in enumerate(names)]
    text = json.dumps({"pairs": pairs}, indent=indent, ensure_ascii=False)
    assert lines_in_json(text) == lines_in_yaml(text)


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_a_source_knows_the_lines_of_its_pairs(tmp_path: Path, ending: str) -> None:
    pairs = [{"name": name, **declaration(environment(name))} for name in ("one", "two")]
    text = json.dumps(pairs, indent=1) if ending == "json" else yaml.safe_dump(pairs)
    file = tmp_path / f"pairs.{ending}"
    file.write_text("\n" + text, encoding="utf-8-sig")
    found = read_source(str(file)).lines()
    lines = file.read_text(encoding="utf-8-sig").split("\n")
    for name in ("one", "two"):
        url = lines[found[name]["customerEngagement.url"] - 1]
        assert f"https://{name}.crm4.dynamics.com" in url


def test_the_line_of_the_first_fact_that_has_one_or_of_its_section_or_of_the_pair() -> None:
    pair = {"": 1, "link": 5, "link.initialSync": 6, "financeAndOperations": 2}
    assert line_of(pair, ["customerEngagement.url", "link.initialSync"]) == 6
    assert line_of(pair, ["customerEngagement.url", "link.liveSyncLegalEntities"]) == 5
    assert line_of(pair, ["financeAndOperations.url", "link.initialSync"]) == 6
    assert line_of(pair, ["customerEngagement.url"]) == 1
    assert line_of(pair, []) == 1
    assert line_of({}, ["link.initialSync"]) is None


WRONG = """\
pairs:
  - name: a
    financeAndOperations:
      url: https://a.operations.dynamics.com
      tenantId: nobody
    customerEngagement: &ce
      url: https://a.crm4.dynamics.com
    link:
      initialSink: true
  -
    financeAndOperations: {}
    customerEngagement: {<<: *ce, region: [1]}
  - text
"""


def lines_of_problems(file: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_source(str(file))
    return [one.partition(": ")[0] for one in caught.value.problems]


def test_each_problem_of_a_manifest_has_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pairs.yaml"
    file.write_text(WRONG, encoding="utf-8")
    assert lines_of_problems(file) == [
        "line 5",
        "line 9",
        "line 11",
        "line 11",
        "line 12",
        "line 13",
    ]


@pytest.mark.parametrize("name", ["pairs.json", "pairs.yaml"])
def test_each_problem_of_json_has_its_line(tmp_path: Path, name: str) -> None:
    side = {"url": "https://a.crm4.dynamics.com"}
    pairs = [{"name": "a", "customerEngagement": side, "link": {"x": 1}}, 7, {"name": 1}]
    file = tmp_path / name
    file.write_text(json.dumps({"config": {"dualwrite:pairs": pairs}}, indent=1), encoding="utf-8")
    lines = lines_of_problems(file)
    text = file.read_text(encoding="utf-8").splitlines()
    shown = [text[int(one.removeprefix("line ")) - 1].strip() for one in lines]
    assert shown[0] in ('"x": 1', "{")
    assert {'"x": 1', "7,", '"name": 1'} <= set(shown)


def test_a_list_that_is_text_has_no_lines_and_is_refused_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "Pulumi.prod.json"
    raw = {"config": {"dualwrite:pairs": json.dumps([{"name": 1}])}}
    file.write_text(json.dumps(raw), encoding="utf-8")
    assert not [one for one in lines_of_problems(file) if one.startswith("line")]
