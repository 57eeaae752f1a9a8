"""The line of each exemption in the policy pack's configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dualwrite.cli.locations import with_places

TEXT = """\
{
  "all": "mandatory",
  "same-tenant": {"exemptions": [{"id": "A"},
                                 {"id": "B"}]},
  "one-version": {
    "warnDays": 3,
    "exemptions": [
      {"id": "C"}
    ]
  },
  "exemptions": {"warnDays": 3}
}
"""
GRANTS: list[dict[str, Any]] = [
    {"requirement": "same-tenant", "id": "A"},
    {"requirement": "same-tenant", "id": "B"},
    {"requirement": "one-version", "id": "C"},
]


def test_each_grant_stands_on_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "infra").mkdir()
    monkeypatch.chdir(tmp_path / "infra")
    Path("config.json").write_text(TEXT, encoding="utf-8")
    found = [one["location"] for one in with_places(GRANTS, "config.json")]
    assert [(one["path"], one["line"]) for one in found] == [
        ("infra/config.json", 3),
        ("infra/config.json", 4),
        ("infra/config.json", 8),
    ]


def test_where_the_file_is_not_known_it_is_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [one["location"] for one in with_places(GRANTS, None)] == [
        {"path": "Pulumi.yaml", "line": 1}
    ] * 3


def test_no_grants_of_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("", encoding="utf-8")
    assert with_places([], str(tmp_path / "config.json")) == []
