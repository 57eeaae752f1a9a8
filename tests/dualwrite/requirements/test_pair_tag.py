"""DW038: the Azure resources of a pair carry its name as a tag."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dualwrite.judging.configuration import default_setting
from dualwrite.judging.judge import judge
from dualwrite.judging.requirement import Fix
from dualwrite.model.azure import AzureResource
from dualwrite.model.estate import Estate
from dualwrite.model.facts import SecretValue
from dualwrite.model.verdicts import Kind, Verdict
from dualwrite.requirements.pair_tag import PairTag
from support.companions import companion, other_companion, verdict_with, with_companions
from support.pairs import ABSENT, TODAY, UNKNOWN, environment, not_known_yet, pair

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


def _told(*strays: AzureResource, beside: tuple[AzureResource, ...] = ()) -> Verdict:
    subject = replace(with_companions(beside), strays=strays)
    setting = default_setting(RULE)
    return judge(RULE, subject, Estate([subject]), setting, TODAY).verdict


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        (
            {"dualwrite-pair": "Contoso"},
            'Virtual network "west" has the tag dualwrite-pair "Contoso", and there is no such pair'
            ' here: no pair has it, and nothing else judges it. Did you mean "contoso"?',
        ),
        (
            {"dualwrite-pair": SecretValue("contosso")},
            'Virtual network "west" has the tag dualwrite-pair [secret], and there is no such pair'
            " here: no pair has it, and nothing else judges it.",
        ),
        (
            {"dualwrite-pair": ""},
            'Virtual network "west" has a tag dualwrite-pair that names no pair: no pair has it, and'
            " nothing else judges it.",
        ),
        (
            {"dualwrite_pair": "contoso"},
            'Virtual network "west" has the tag "dualwrite_pair", which is not dualwrite-pair: no pair'
            " has it, and nothing else judges it.",
        ),
    ],
)
def test_a_tag_that_names_no_pair_is_told(tags: dict[str, Any], message: str) -> None:
    assert _told(_west(tags)) == Verdict(Kind.FAIL, message, RULE.remedy)


def test_a_tag_that_names_a_pair_of_another_source_is_none_of_these() -> None:
    assert _told(_west({"dualwrite-pair": "contoso"})).kind is Kind.NOT_APPLICABLE


def test_a_tag_that_is_known_later_is_not_known() -> None:
    found = _told(_west({"dualwrite-pair": UNKNOWN}))
    assert (found.kind, found.message) == (
        Kind.UNKNOWN,
        'tags of virtual network "west" cannot be judged yet: it is known only after deployment.',
    )


def test_many_strays_are_counted() -> None:
    strays = [replace(_west({"dualwrite-pair": "x"}), name=f"n{at}") for at in range(7)]
    assert _told(*strays).message.endswith(" So it is with 2 more resources.")


def test_what_the_table_of_other_packages_has_not_is_told_once_a_pair() -> None:
    tags = {"tags": {"dualwrite-pair": "contoso"}}
    resources = tuple(
        other_companion(token, name, tags)
        for token, name in (
            ("azure:cdn/profile:Profile", "cdn"),
            ("azapi:index/resource:Resource", "any"),
            ("azure-native:cdn:Profile", "native"),
            ("azure:network/publicIp:PublicIp", "address"),
        )
    )
    assert verdict_with(RULE, resources) == Verdict(
        Kind.UNKNOWN,
        'Not judged, but for place and tenant: azure:cdn/profile:Profile "cdn" and'
        ' azapi:index/resource:Resource "any". See docs/azure.md, other packages.',
    )
    broken = verdict_with(RULE, (*resources, companion("vault", {"tags": ABSENT})))
    assert broken == Verdict(
        Kind.FAIL,
        'Key vault "vault" has no tag dualwrite-pair. Not judged, but for place and tenant:'
        ' azure:cdn/profile:Profile "cdn" and azapi:index/resource:Resource "any". See docs/azure.md,'
        " other packages.",
        RULE.remedy,
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
