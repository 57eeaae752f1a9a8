"""The environment that the demo and the engine tests give to Pulumi."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.environment import PulumiNotFound, find_pulumi, pulumi_environment
from tools.pulumi_cli.locations import LANGUAGE_HOST_FOLDER, PULUMI_VERSION


def executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def cached(tmp_path: Path) -> Path:
    folder = tmp_path / "cache" / "dualwrite-guardrail" / "pulumi" / PULUMI_VERSION
    return folder / "bin" / "pulumi"


def test_the_pulumi_on_path_comes_before_the_cached_one(tmp_path: Path) -> None:
    executable(cached(tmp_path))
    assert find_pulumi() == cached(tmp_path)

    own = executable(tmp_path / "bin" / "pulumi")
    assert find_pulumi() == own


def test_no_pulumi_is_an_error_that_names_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(PulumiNotFound) as caught:
        pulumi_environment(tmp_path / "work")

    assert str(caught.value) == (
        f"there is no `pulumi` on PATH, and none at {cached(tmp_path)}; run `make setup`, which "
        "gets one or says what is missing"
    )


def test_nothing_of_the_users_own_pulumi_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(cached(tmp_path))
    for name in ("STACK", "CONFIG", "ACCESS_TOKEN", "BACKEND_URL"):
        monkeypatch.setenv(f"PULUMI_{name}", "the user's own")
    work = tmp_path / "work with space"

    environment = pulumi_environment(work)

    assert {name: text for name, text in environment.items() if name.startswith("PULUMI")} == {
        "PULUMI_HOME": str(work / "home"),
        "PULUMI_BACKEND_URL": f"file://{tmp_path}/work%20with%20space/backend",
        "PULUMI_CONFIG_PASSPHRASE": "throw-away",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }
    assert (work / "home").is_dir()
    assert (work / "backend").is_dir()


def test_path_is_only_appended_to(tmp_path: Path) -> None:
    executable(cached(tmp_path))
    own_path = os.environ["PATH"]

    assert pulumi_environment(tmp_path / "work")["PATH"].split(os.pathsep) == [
        own_path,
        str(cached(tmp_path).parent),
        str(LANGUAGE_HOST_FOLDER),
    ]

    executable(tmp_path / "bin" / "pulumi")
    executable(tmp_path / "bin" / "pulumi-language-python")
    assert pulumi_environment(tmp_path / "work")["PATH"] == own_path
