"""Adding grants to the text of a configuration: it says exactly that, and the rest is as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.cli import exemption_editing as module
from dualwrite.cli.exemption_editing import ChangeError, with_grants
from dualwrite.judging.exemptions import Grant
from dualwrite.judging.requirement import Requirement
from dualwrite.requirements import REQUIREMENTS, requirements_by_name
from support.configurations import configuration_texts, grant, raw_grants

SAME_TENANT = requirements_by_name()["same-tenant"]
policies = st.sampled_from(REQUIREMENTS[9:12])


def one_block_was_added(old: str, new: str) -> bool:
    """Whether ``new`` is ``old`` with one thing inserted somewhere."""
    return len(new) > len(old) and any(
        new.startswith(old[:place]) and new.endswith(old[place:]) for place in range(len(old) + 1)
    )


def as_before(old: str, new: str, policy: str) -> bool:
    """Whether nothing was changed; a level, and null, become part of a mapping."""
    raw = json.loads(old) if old.strip() else {}
    if raw is None:
        before, after = old.split("null")
        return new.startswith(before + "{") and new.endswith("}" + after)
    if not isinstance(raw.get(policy), str):
        return one_block_was_added(old, new)
    return any(
        new.startswith(old[:start])
        and new[start] == "{"
        and one_block_was_added(old[start:], new[new.index(old[start:end], start) :])
        for start, end in levels_in(old)
    )


def levels_in(text: str) -> list[tuple[int, int]]:
    return [
        (place, place + len(one))
        for one in ('"advisory"', '"mandatory"', '"remediate"', '"disabled"')
        for place in range(len(text))
        if text.startswith(one, place)
    ]


def expected(old: str, policy: str, raw: dict[str, Any]) -> Any:
    """What the text must say, worked out on the values."""
    values = (json.loads(old) if old.strip() else {}) or {}
    setting = values.setdefault(policy, {})
    if isinstance(setting, str):
        setting = values[policy] = {"enforcementLevel": setting}
    setting.setdefault("exemptions", []).append(raw)
    return values


@given(configuration_texts(), policies, raw_grants())
def test_only_the_grant_is_new(text: str, policy: Requirement[Any], raw: dict[str, Any]) -> None:
    changed = with_grants(text, [(policy, Grant.model_validate(raw))])
    assert json.dumps(json.loads(changed)) == json.dumps(
        expected(text, policy.name, in_the_order_of_the_model(raw))
    )
    assert as_before(text, changed, policy.name)


def in_the_order_of_the_model(raw: dict[str, Any]) -> dict[str, Any]:
    order = [info.alias or name for name, info in Grant.model_fields.items()]
    written = {**raw, "covers": raw["covers"][0]} if raw.get("covers") == ["fail"] else raw
    return {key: written[key] for key in order if key in raw}


@given(configuration_texts(), st.lists(st.tuples(policies, raw_grants()), max_size=4))
def test_several_grants_are_added_in_their_order(
    text: str, changes: list[tuple[Requirement[Any], dict[str, Any]]]
) -> None:
    changed = with_grants(text, [(one, Grant.model_validate(raw)) for one, raw in changes])
    step_by_step = text
    for one, raw in changes:
        step_by_step = with_grants(step_by_step, [(one, Grant.model_validate(raw))])
    assert changed == step_by_step


@given(configuration_texts())
def test_no_grant_changes_nothing(text: str) -> None:
    assert with_grants(text, []) == text


def expanded(indentation: str, step: str = "  ", newline: str = "\n", colon: str = ": ") -> str:
    """The grant over several lines, the first of which is indented already."""
    members = [
        f'"id"{colon}"EX-2026-014"',
        f'"pairs"{colon}["contoso-prod"]',
        f'"covers"{colon}["undeclared", "fail"]',
        f'"category"{colon}"waiver"',
        f'"reason"{colon}"Region move under way"',
        f'"owner"{colon}"erp-platform@contoso.com"',
        f'"expiresOn"{colon}"2027-01-31"',
    ]
    inner = newline + indentation + step
    return "{" + inner + f",{inner}".join(members) + newline + indentation + "}"


INLINE = json.dumps(grant().model_dump(mode="json", by_alias=True, exclude_none=True))
COMPACT = INLINE.replace(": ", ":").replace(", ", ",")
ALONE = f"""{{
  "same-tenant": {{
    "exemptions": [
      {expanded("      ")}
    ]
  }}
}}"""
EXAMPLES = {
    "nothing": ("", ALONE + "\n"),
    "an empty line": ("\r\n", ALONE.replace("\n", "\r\n") + "\r\n"),
    "an empty mapping, no final newline": ("{}", ALONE),
    "an empty mapping over two lines": ("{\n}\n", ALONE + "\n"),
    "null": (" null\n", f" {ALONE}\n"),
    "one line, a level": (
        '{"same-tenant": "mandatory", "all": "advisory"}\n',
        '{"same-tenant": {"enforcementLevel": "mandatory", "exemptions": ['
        + INLINE
        + ']}, "all": "advisory"}\n',
    ),
    "one line, compact": (
        '{"all":"advisory"}',
        '{"all":"advisory","same-tenant":{"exemptions":[' + COMPACT + "]}}",
    ),
    "one line, spaced": (
        '{ "same-tenant" : { "exemptions" : [ ] } }',
        '{ "same-tenant" : { "exemptions" : [' + INLINE.replace(": ", " : ") + " ] } }",
    ),
    "mappings on lines of their own": (
        '{\n  "same-tenant": {"unknown": "block"},\n  "one-version": "disabled"\n}\n',
        '{\n  "same-tenant": {"unknown": "block", "exemptions": [\n    '
        + expanded("    ")
        + '\n  ]},\n  "one-version": "disabled"\n}\n',
    ),
    "a level in tabs, Windows": (
        '{\r\n\t"all": "advisory",\r\n\t"same-tenant": "mandatory"\r\n}',
        '{\r\n\t"all": "advisory",\r\n\t"same-tenant": {\r\n\t\t"enforcementLevel": "mandatory",'
        '\r\n\t\t"exemptions": [\r\n\t\t\t'
        + expanded("\t\t\t", "\t", "\r\n")
        + "\r\n\t\t]\r\n\t}\r\n}",
    ),
    "a new policy, four spaces": (
        '{\n    "all": "advisory"\n}\n',
        '{\n    "all": "advisory",\n    "same-tenant": {\n        "exemptions": [\n            '
        + expanded(" " * 12, "    ")
        + "\n        ]\n    }\n}\n",
    ),
    "a list that is empty": (
        '{\n  "same-tenant": {\n    "exemptions": [],\n    "unknown": "block"\n  }\n}\n',
        '{\n  "same-tenant": {\n    "exemptions": [\n      '
        + expanded("      ")
        + '\n    ],\n    "unknown": "block"\n  }\n}\n',
    ),
    "a list of grants, each on one line": (
        '{\n "same-tenant": {"exemptions": [\n  {"pairs": ["a"], "category": "waiver",'
        ' "reason": "Not yet moved", "owner": "me", "expiresOn": "2027-01-01"}\n ]}\n}',
        '{\n "same-tenant": {"exemptions": [\n  {"pairs": ["a"], "category": "waiver",'
        ' "reason": "Not yet moved", "owner": "me", "expiresOn": "2027-01-01"},\n  '
        + INLINE
        + "\n ]}\n}",
    ),
    "as the documents write it": (
        '{"same-tenant": {"exemptions": [\n   {"pairs": ["a"], "category": "waiver",\n'
        '    "reason": "Not yet moved", "owner": "me", "expiresOn": "2027-01-01"}]},\n'
        ' "exemptions": {"warnDays": 5}}\n',
        '{"same-tenant": {"exemptions": [\n   {"pairs": ["a"], "category": "waiver",\n'
        '    "reason": "Not yet moved", "owner": "me", "expiresOn": "2027-01-01"},\n   '
        + expanded("   ", "   ")
        + ']},\n "exemptions": {"warnDays": 5}}\n',
    ),
    "commas in front": (
        '{ "all": "advisory"\n, "one-version": "disabled"\n}\n',
        '{ "all": "advisory"\n, "one-version": "disabled"\n, "same-tenant": {\n"exemptions": [\n'
        + expanded("", "")
        + "\n]\n}\n}\n",
    ),
    "a key and a level that are spelled with escapes": (
        '{"same-ten\\u0061nt": "mandator\\u0079"}',
        '{"same-ten\\u0061nt": {"enforcementLevel": "mandator\\u0079", "exemptions": ['
        + INLINE
        + "]}}",
    ),
}


@pytest.mark.parametrize(("before", "after"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_grant_looks_like_the_rest(before: str, after: str) -> None:
    assert with_grants(before, [(SAME_TENANT, grant())]) == after


def test_white_space_that_json_does_not_know_is_replaced() -> None:
    assert with_grants("\u00a0\n", [(SAME_TENANT, grant())]) == ALONE + "\n"


def test_many_pairs_stand_on_a_line_each() -> None:
    names = [f"contoso-{number:02}" for number in range(9)]
    changed = with_grants("", [(SAME_TENANT, grant(pairs=names))])
    listed = ",\n".join(f'          "{name}"' for name in names)
    assert f'"pairs": [\n{listed}\n        ],' in changed


def test_invisible_characters_are_written_as_escapes() -> None:
    changed = with_grants(
        "", [(SAME_TENANT, grant(reason="caf\u00e9 \u202e\u2028\U000e0001 done"))]
    )
    assert '"reason": "caf\u00e9 \\u202e\\u2028\\udb40\\udc01 done"' in changed


@pytest.mark.parametrize(
    "wrong",
    [
        "{}",  # nothing was added
        '{"same-tenant": {"exemptions": [' + INLINE + ']}, "all": "advisory"}',  # another order
        '{"all": "advisory", "same-tenant": {"exemptions": [' + INLINE + ", " + INLINE + "]}}",
        '{"all": "mandatory", "same-tenant": {"exemptions": [' + INLINE + "]}}",
    ],
)
def test_a_text_that_says_anything_else_is_a_defect(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_with_grant", lambda *_: wrong)
    with pytest.raises(ChangeError):
        with_grants('{"all": "advisory"}', [(SAME_TENANT, grant())])


def test_a_text_that_means_anything_else_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    before = module.read_configuration({"all": "mandatory"}, REQUIREMENTS)
    monkeypatch.setattr(module, "read_configuration", lambda _, __: before)
    with pytest.raises(ChangeError):
        with_grants('{"all": "advisory"}', [(SAME_TENANT, grant())])
