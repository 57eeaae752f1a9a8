"""What Pulumi's own arguments say, and that all others are passed on as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualwrite.cli.preview.arguments import PulumiArguments, read_pulumi_arguments


@pytest.mark.parametrize(
    ("given_arguments", "expected"),
    [
        ([], PulumiArguments([])),
        (["--stack", "dev"], PulumiArguments([], stack="dev")),
        (["--stack=dev"], PulumiArguments([], stack="dev")),
        (["-s", "dev"], PulumiArguments([], stack="dev")),
        (["-sdev"], PulumiArguments([], stack="dev")),
        (["-s=dev"], PulumiArguments([], stack="dev")),
        (["--stack", "a", "--stack", "b"], PulumiArguments([], stack="b")),
        (
            ["--diff", "--stack", "dev", "--message", "a b"],
            PulumiArguments(["--diff", "--message", "a b"], stack="dev"),
        ),
        (
            ["--policy-pack", "p", "--policy-pack-config=c.json"],
            PulumiArguments(
                ["--policy-pack", "p", "--policy-pack-config=c.json"],
                policy_pack="p",
                policy_packs=1,
                policy_pack_config="c.json",
            ),
        ),
        (
            ["--policy-pack", "p", "--policy-pack=q"],
            PulumiArguments(
                ["--policy-pack", "p", "--policy-pack=q"], policy_pack="q", policy_packs=2
            ),
        ),
        (["-C", "infra"], PulumiArguments(["-C", "infra"], folder="infra")),
        (["--cwd=infra"], PulumiArguments(["--cwd=infra"], folder="infra")),
        (
            ["--config-file", "x.yaml", "--color=never"],
            PulumiArguments(
                ["--config-file", "x.yaml", "--color=never"], config_file="x.yaml", color="never"
            ),
        ),
        (["--stack"], PulumiArguments([])),
        (["--policy-pack"], PulumiArguments(["--policy-pack"])),
        (["-j", "-v=3"], PulumiArguments(["-j", "-v=3"])),
    ],
)
def test_what_is_read(given_arguments: list[str], expected: PulumiArguments) -> None:
    assert read_pulumi_arguments(given_arguments) == expected


OTHERS = st.sampled_from(
    ["--diff", "-j", "--target", "urn:x", "--message=a", "-v=9", "-", "--", ""]
)


@given(st.lists(OTHERS))
def test_other_arguments_are_passed_on_in_their_order(arguments: list[str]) -> None:
    assert read_pulumi_arguments(arguments) == PulumiArguments(arguments)


def test_with_several_configurations_it_is_not_known_which_is_ours() -> None:
    one = read_pulumi_arguments(["--policy-pack-config", "a.json"])
    two = read_pulumi_arguments(["--policy-pack-config", "a.json", "--policy-pack-config=b.json"])
    assert (one.has_several_configurations, two.has_several_configurations) == (False, True)
