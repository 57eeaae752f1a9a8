"""Paths as a repository has them, wherever the command is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualwrite.cli.locations import folder_of_project, path_in_checkout, path_of_project


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "infra" / "stacks").mkdir(parents=True)
    (root / "infra" / "Pulumi.yaml").touch()
    monkeypatch.chdir(root / "infra" / "stacks")
    return root


def test_a_file_is_named_from_the_root_of_its_checkout(checkout: Path) -> None:
    assert path_in_checkout("pairs.yaml") == "infra/stacks/pairs.yaml"
    assert path_in_checkout("../../a b/pairs.yaml") == "a b/pairs.yaml"
    assert path_in_checkout("../stacks/./pairs.yaml") == "infra/stacks/pairs.yaml"
    assert path_in_checkout(str(checkout / "pairs.yaml")) == "pairs.yaml"


def test_in_a_worktree_git_is_a_file(checkout: Path) -> None:
    (checkout / ".git").rmdir()
    (checkout / ".git").write_text("gitdir: elsewhere")
    assert path_in_checkout("pairs.yaml") == "infra/stacks/pairs.yaml"


def test_outside_of_any_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert path_in_checkout("pairs.yaml") == "pairs.yaml"
    other = tmp_path / "there" / "pairs.yaml"
    assert path_in_checkout(str(other)) == other.as_posix()


def test_the_project_is_looked_for_upwards(checkout: Path) -> None:
    assert path_of_project() == "infra/Pulumi.yaml"
    assert folder_of_project() == checkout / "infra"


def test_where_there_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (path_of_project(), folder_of_project()) == ("Pulumi.yaml", tmp_path)
    (tmp_path / "Pulumi.yml").touch()
    assert path_of_project() == "Pulumi.yml"
