"""Files of mappings: all of it is read, or everything that is wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualwrite.discovery.mappings import MappingError, load_mappings, read_mappings
from dualwrite.discovery.mappings.computed import CONVERSIONS, Computed, Constant, kind_of_fact
from dualwrite.discovery.mappings.expressions import compile_expression
from dualwrite.discovery.mappings.mapping import ResourceMapping

TEXT = """
mappings:
  - name: acme-erp
    token: acme:erp:Environment
    when: tags."dualwrite-side" == 'fo'
    side: financeAndOperations
    pair: tags."dualwrite-pair"
    unified: false
    facts:
      url: host
      tenantId: {value: 8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11}
      environmentType: {expression: sku, values: {P: production}}
      financeAndOperations.region: {expression: location}
      crossCompanyDataSharing: {expression: sharing, convert: boolean}
      link.initialSync: {value: true}
"""
LABEL = 'mapping "acme-erp" of mappings.yaml'
ACCEPTED = "Accepted: a mapping with mappings, a list."
KEYS = "Accepted: name, token, facts, when, side, pair and unified."
OWN = (
    "Accepted: url, environmentId, tenantId, region, environmentType, applicationVersion,"
    " platformVersion, crossCompanyDataSharing, bypassesDataEvents or consecutiveUpdatesPaused; and"
    " facts of customerEngagement or link by their paths, such as link.initialSync."
)
TYPES = "Accepted: production, sandbox, developer, cloudHosted, demo, trial, onPremises."


def problems(text: str, source: str = "mappings.yaml") -> tuple[str, ...]:
    with pytest.raises(MappingError) as caught:
        read_mappings(text, source)
    assert caught.value.source == source
    return caught.value.problems


def problems_with(changes: str, facts: str = "url: host") -> tuple[str, ...]:
    """What is wrong with one mapping that differs from a correct one in some lines."""
    lines = {
        "name": "name: m",
        "token": "token: acme:erp:Environment",
        "side": "side: financeAndOperations",
        "facts": f"facts: {{{facts}}}",
    }
    for line in changes.splitlines():
        lines[line.partition(":")[0]] = line
    return problems("mappings:\n  - " + "\n    ".join(lines.values()))


def test_every_part_of_a_mapping_is_read() -> None:
    def computed(path: str, text: str, **more: object) -> Computed:
        return Computed(LABEL, compile_expression(text), kind_of_fact(path), **more)  # type: ignore[arg-type]

    fo = "financeAndOperations"
    assert read_mappings(TEXT, "folder/mappings.yaml").all == (
        ResourceMapping(
            name="acme-erp",
            source="folder/mappings.yaml",
            token="acme:erp:Environment",
            side=fo,
            facts={
                f"{fo}.url": computed(f"{fo}.url", "host"),
                f"{fo}.tenantId": Constant("8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"),
                f"{fo}.environmentType": computed(
                    f"{fo}.environmentType", "sku", values={"P": "production"}
                ),
                f"{fo}.region": computed(f"{fo}.region", "location"),
                f"{fo}.crossCompanyDataSharing": computed(
                    f"{fo}.crossCompanyDataSharing", "sharing", convert=CONVERSIONS["boolean"]
                ),
                "link.initialSync": Constant(True),
            },
            when=compile_expression("tags.\"dualwrite-side\" == 'fo'"),
            pair=compile_expression('tags."dualwrite-pair"'),
            unified=False,
        ),
    )


def test_json_is_read_like_yaml() -> None:
    entry = '{"name": "m", "token": "a:b:C", "facts": {"link.initialSync": "sync"}}'
    as_json = read_mappings(f'{{"mappings": [{entry}]}}', "mappings")
    as_yaml = read_mappings(f'{{"mappings": [{entry}]}}', "mappings.yaml")
    assert [one.name for one in as_json.all] == ["m"]
    assert as_json.all[0].facts.keys() == as_yaml.all[0].facts.keys() == {"link.initialSync"}


def test_a_list_may_be_empty() -> None:
    assert read_mappings("mappings: []", "mappings.yaml").all == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", f"the file is empty. {ACCEPTED} For none, write mappings: []."),
        ("# nothing\n", f"the file is empty. {ACCEPTED} For none, write mappings: []."),
        ("{}", f"mappings: missing. {ACCEPTED}"),
        ("- name: m", f"the file holds a list. {ACCEPTED}"),
        ("text", f"the file holds text. {ACCEPTED}"),
        ("mappings:", f"mappings: this is null. {ACCEPTED}"),
        ("mappings: {name: m}", f"mappings: this is a mapping. {ACCEPTED}"),
        ("mapping: []", f'mapping: unknown key. Did you mean "mappings"? {ACCEPTED}'),
        ("mappings: []\npairs: []", f"pairs: unknown key. {ACCEPTED}"),
        ("mappings: [", "line 2, column 1: did not find expected node content."),
        ("mappings: []\nmappings: []", 'line 2, column 1: the key "mappings" is there twice.'),
        (
            "mappings: [3]",
            f"mapping 1: 3 is a number; accepted: a mapping with {KEYS[len('Accepted: ') :]}",
        ),
    ],
)
def test_what_is_no_file_of_mappings_is_refused(text: str, problem: str) -> None:
    assert problems(text) == (problem,)


def test_json_that_is_broken_says_where() -> None:
    expected = ("line 1, column 2: Expecting property name enclosed in double quotes.",)
    assert problems("{mappings: []}", "mappings.json") == expected


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ("name:", "mapping 1, name: this is null; accepted: a name, as text."),
        ("name: ''", 'mapping 1, name: "" is not a name; accepted: text on one line.'),
        ("name: 'a '", 'mapping "a ", name: "a " is not a name; accepted: text on one line.'),
        ("name: 7", "mapping 1, name: 7 is a number; accepted: a name, as text."),
        (
            "token: 7",
            'mapping "m", token: 7 is a number; accepted: a resource type such as'
            " acme:erp:Environment; * and ? are wildcards.",
        ),
        (
            "token: acme",
            'mapping "m", token: "acme" is not a resource type; accepted: a resource type such as'
            " acme:erp:Environment; * and ? are wildcards.",
        ),
        (
            "token: 'acme:[ab]:C'",
            'mapping "m", token: "acme:[ab]:C" is not a resource type; accepted: a resource type such'
            " as acme:erp:Environment; * and ? are wildcards.",
        ),
        (
            "token: '*'",
            'mapping "m", token: "*" covers dualwrite:index:EnvironmentPair, which says itself what it'
            " is. Name the types of your own packages: acme:*.",
        ),
        (
            "token: dualwrite:index:Other",
            'mapping "m", token: "dualwrite:index:Other" covers dualwrite:index:EnvironmentPair, which'
            " says itself what it is. Name the types of your own packages: acme:*.",
        ),
        (
            "side: financeAndOperation",
            'mapping "m", side: "financeAndOperation" is not a side. Did you mean'
            ' "financeAndOperations"? Accepted: financeAndOperations or customerEngagement; without'
            " the key, the resource is a whole pair.",
        ),
        (
            "side:",
            'mapping "m", side: null is not a side. Accepted: financeAndOperations or'
            " customerEngagement; without the key, the resource is a whole pair.",
        ),
        (
            "when: true",
            'mapping "m", when: true is a boolean; accepted: a JMESPath expression, as text.',
        ),
        (
            "pair: a b",
            'mapping "m", pair: "a b" is no JMESPath expression: unexpected "b", at character 3. Names'
            ' with other characters than letters, digits and _ stand in double quotes: tags."a-b".',
        ),
        ("unified: 'no'", 'mapping "m", unified: "no" is text; accepted: true or false.'),
        (
            "facts: []",
            'mapping "m", facts: this is a list; accepted: a mapping from facts to expressions, with'
            " one entry at least.",
        ),
        (
            "facts: {}",
            'mapping "m", facts: it is empty; accepted: a mapping from facts to expressions, with one'
            " entry at least.",
        ),
        ("paris: a", f'mapping "m", paris: unknown key. Did you mean "pair"? {KEYS}'),
        (
            "facts: {region: location}",
            'mapping "m", facts: neither url nor environmentId, and no pair beside them: nothing says'
            " which environment it is, so that no partner can be found.",
        ),
    ],
)
def test_a_part_that_is_wrong_is_told_with_what_is_accepted(changes: str, problem: str) -> None:
    assert problems_with(changes) == (problem,)


def test_what_is_missing_is_told() -> None:
    assert problems("mappings: [{side: customerEngagement}]") == tuple(
        f"mapping 1, {key}: missing. Needed: name, token and facts."
        for key in ("name", "token", "facts")
    )


def test_a_unified_environment_has_a_side() -> None:
    text = "mappings: [{name: m, token: 'a:*', unified: true, facts: {financeAndOperations.url: host}}]"
    assert problems(text) == (
        'mapping "m", unified: it is for one environment. Say with side which one its facts are of.',
    )


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        (
            "url: host, regin: a",
            f'regin: no fact of financeAndOperations. Did you mean "region"? {OWN}',
        ),
        (
            "url: host, prospectToCash: a",
            "prospectToCash: no fact of financeAndOperations. Did you mean"
            f' "customerEngagement.prospectToCash"? {OWN}',
        ),
        (
            "url: host, link.initalSync: a",
            "link.initalSync: no fact of financeAndOperations. Did you mean"
            f' "link.initialSync"? {OWN}',
        ),
        (
            "url: host, financeAndOperations.url: other",
            "financeAndOperations.url: financeAndOperations.url is there twice.",
        ),
        (
            "url: 3",
            "url: 3 is a number; accepted: an expression, or a mapping with expression or value. A"
            " constant is written {value: 3}.",
        ),
        (
            "url: ",
            "url: this is null; accepted: an expression, or a mapping with expression or value.",
        ),
        (
            "url: [host]",
            "url: this is a list; accepted: an expression, or a mapping with expression or value.",
        ),
        (
            "url: {}",
            "url: neither expression nor value; accepted: an expression, or a mapping with expression"
            " or value.",
        ),
        (
            "url: {convert: url}",
            "url: neither expression nor value; accepted: an expression, or a mapping with expression"
            " or value.",
        ),
        (
            "url: {value: 'https://a.b', expression: a}",
            "url: a constant (value) takes no expression.",
        ),
        (
            "url: {value: 'https://a.b', values: {a: b}, convert: url}",
            "url: a constant (value) takes no convert or values.",
        ),
        (
            "url: {expression: a, values: {a: 'https://a.b'}, convert: url}",
            "url: values and convert exclude each other; values has the facts themselves.",
        ),
        (
            "url: {expresion: a}",
            'url, expresion: unknown key. Did you mean "expression"? Accepted: expression, value,'
            " values, convert and default.",
        ),
        ("url: 'length(a, b)'", "url: length() takes 1 argument, and gets 2."),
        (
            "url: {expression: 3}",
            "url, expression: 3 is a number; accepted: a JMESPath expression, as text.",
        ),
        (
            "url: {expression: a, convert: uri}",
            'url, convert: "uri" is not a conversion. Did you mean "url"? Accepted: text, wholeNumber,'
            " boolean, negate or url.",
        ),
        (
            "url: {expression: a, values: {}}",
            "url, values: it is empty; accepted: a mapping from results of the expression to facts,"
            " with one entry at least.",
        ),
        (
            "url: host, environmentType: {value: prod}",
            f'environmentType: "prod" is not an environment type. Did you mean "production"? {TYPES}',
        ),
        (
            "url: host, environmentType: {value: null}",
            "environmentType: null is not a value. Leave the key out where nobody knows the fact.",
        ),
        (
            "url: host, environmentType: {expression: a, values: {P: prod, S: sandbox}}",
            'environmentType, values, "P": "prod" is not an environment type. Did you mean'
            f' "production"? {TYPES}',
        ),
        (
            "url: host, link.initialSync: {value: 'yes'}",
            'link.initialSync: "yes" is text; accepted: true or false. Write true or false without'
            " quotes.",
        ),
    ],
)
def test_a_fact_that_is_wrong_is_told_with_what_is_accepted(facts: str, problem: str) -> None:
    assert problems_with("", facts) == (f'mapping "m", facts, {problem}',)


def test_a_pair_takes_facts_by_their_paths() -> None:
    text = "mappings: [{name: m, token: 'a:*', facts: {url: host, nothing: a}}]"
    accepted = (
        "Accepted: facts by their paths, such as financeAndOperations.url. docs/pairs.md has all of"
        " them."
    )
    assert problems(text) == (
        'mapping "m", facts, url: no fact of a pair. Did you mean "financeAndOperations.url" or'
        f' "customerEngagement.url"? {accepted}',
        f'mapping "m", facts, nothing: no fact of a pair. {accepted}',
    )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = """
mappings:
  - name: m
    token: acme
    side: fo
    facts: {url: a b, link.initialSync: 3, tenantId: {value: x}}
  - name: m
    token: a:b:C
    when: a ==
    facts: {nothing: a}
  - 3
"""
    found = [one.partition(": ")[0] for one in problems(text)]
    assert found == [
        'mapping "m", token',
        'mapping "m", side',
        'mapping "m", facts, link.initialSync',
        'mapping "m", when',
        'mapping "m", facts, nothing',
        "mapping 3",
        'mapping "m"',
    ]


def test_two_mappings_with_one_name_are_refused() -> None:
    entry = "{name: m, token: 'a:b:C', facts: {link.apps: a}}"
    assert problems(f"mappings: [{entry}, {entry}]") == (
        'mapping "m": 2 mappings have this name; give each its own.',
    )


def test_one_problem_stands_on_the_line_of_the_file_and_several_below_it() -> None:
    assert str(MappingError("a\x1b.yaml", ["one."])) == r"a\x1b.yaml: one."
    assert str(MappingError("a.yaml", ["one.", "two."])) == "a.yaml: 2 problems\n  - one.\n  - two."


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mappings.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert [one.label for one in load_mappings(path).all] == [LABEL]


def test_a_file_that_is_wrong_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mappings.yaml"
    path.write_text("mappings: 3")
    with pytest.raises(MappingError) as caught:
        load_mappings(path)
    assert str(caught.value) == f"{path}: mappings: 3 is a number. {ACCEPTED}"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mappings.yaml"
    with pytest.raises(MappingError) as caught:
        load_mappings(path)
    assert str(caught.value) == f"{path}: there is no such file."
