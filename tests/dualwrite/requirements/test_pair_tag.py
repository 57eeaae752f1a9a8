"""DW038: the Azure resources of a pair carry its name as a tag."""

from __future__ import annotations

from typing import Any

import pytest

from dualwrite.azure.fix import Fix
from dualwrite.facts import SecretValue
from dualwrite.requirements.pair_tag import PairTag
from dualwrite.verdicts import Kind, Verdict
from support.companions import companion, verdict_with, with_companions
from support.pairs import ABSENT, UNKNOWN, environment, not_known_yet, pair

RULE = PairTag()


def _west(tags: Any) -> Any:
    return companion("west", {"tags": tags})


@pytest.mark.parametrize(
    "tags",
    [
        {"dualwrite-pair": "contoso"},
        {"DualWrite-Pair": "contoso", "team": "erp"},
        {"dualwrite-pair": SecretValue("contoso")},
        SecretValue({"dualwrite-pair": "contoso"}),
    ],
)
def test_a_tagged_resource_passes(tags: Any) -> None:
    assert verdict_with(RULE, (_west(tags),)) == Verdict(Kind.PASS)


@pytest.mark.parametrize(
    "tags", [ABSENT, {}, {"team": "erp"}, {"dualwrite-pair": ""}, {"dualwrite-pair": 3}]
)
def test_one_without_the_tag_fails(tags: Any) -> None:
    assert verdict_with(
        RULE, (_west(tags), companion("vault", {"tags": {"dualwrite-pair": "contoso"}}))
    ) == Verdict(Kind.FAIL, 'Virtual network "west" has no tag dualwrite-pair.', RULE.remedy)


def test_a_tag_with_another_name_is_that_of_another_pair_or_misspelt() -> None:
    other = pair(environment("fabrikam"), "fabrikam")
    tagged = (_west({"dualwrite-pair": "fabrikam"}),)
    assert verdict_with(RULE, tagged, others=(other,)) == Verdict(Kind.PASS)
    for value, shown in (("fabrikam", '"fabrikam"'), (SecretValue("fabrikam"), "[secret]")):
        assert verdict_with(RULE, (_west({"dualwrite-pair": value}),)) == Verdict(
            Kind.FAIL,
            f'Virtual network "west" has the tag dualwrite-pair {shown}, and there is no such pair'
            " here.",
            RULE.remedy,
        )


def test_many_are_counted() -> None:
    names = ("group", "west", "north", "vault", "key", "storage", "logs")
    resources = tuple(companion(name, {"tags": ABSENT}) for name in names)
    assert verdict_with(RULE, resources).message == (
        'Resource group "group", virtual network "west", virtual network "north", key vault "vault",'
        ' key "key" and 2 more resources have no tag dualwrite-pair.'
    )


def test_tags_that_are_known_later() -> None:
    later = not_known_yet('tags of virtual network "west"')
    for tags in (UNKNOWN, {"dualwrite-pair": UNKNOWN}):
        found = verdict_with(RULE, (_west(tags),))
        assert (found.kind, found.message) == (later.kind, later.message)
    broken = verdict_with(RULE, (_west(UNKNOWN), companion("vault", {"tags": ABSENT})))
    assert broken.message == 'Key vault "vault" has no tag dualwrite-pair.'


def test_what_takes_no_tags_is_not_concerned() -> None:
    assert verdict_with(RULE, (companion("westSubnet"), companion("role"))) == Verdict(
        Kind.NOT_APPLICABLE, "No Azure resource of the pair takes tags."
    )


ADDED = Fix(("tags", "dualwrite-pair"), "contoso")


@pytest.mark.parametrize(
    ("resource", "fixes"),
    [
        (_west(ABSENT), [ADDED]),
        (_west({"team": "erp"}), [ADDED]),
        (_west(SecretValue({"team": "erp"})), [ADDED]),
        (_west({"dualwrite-pair": "another"}), []),
        (_west({"DUALWRITE-PAIR": ""}), []),
        (_west({"dualwrite-pair": UNKNOWN}), []),
        (_west(UNKNOWN), []),
        (companion("westSubnet"), []),
    ],
)
def test_what_is_changed(resource: Any, fixes: list[Fix]) -> None:
    assert list(RULE.fixes(resource, with_companions((resource,)), RULE.parameters())) == fixes
