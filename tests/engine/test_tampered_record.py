"""A program that changes what ``dualwrite preview`` says of it is found out, or changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from support.engine import COMPONENT_PROGRAM, POLICIES, STACK, Project
from support.pairs import declaration

MakeProject = Callable[..., Project]
OTHER_TENANT = "3f0c8a52-6a0b-4a8e-9f43-5d1f7f0c2b11"

FOUND_BY_THE_VARIABLE = """
import os
record = os.environ.get("DUALWRITE_RECORD")
open("seen", "w").write(repr(record))
"""
FOUND_BY_SEARCHING = """
import glob, os, tempfile
(record,) = glob.glob(tempfile.gettempdir() + "/dualwrite-preview-*/record.jsonl")
open("seen", "w").write(repr(record))
keys = glob.glob(os.path.dirname(record) + "/**/*key*", recursive=True)
assert keys == [], keys
"""
DOINGS = {
    "deletes": "os.remove(record)",
    "replaces": "os.remove(record); open(record, 'w').write('{\"end\":true}\\n')",
    "rewrites": (
        "text = open(record).read().replace('mandatory', 'advisory').replace('2026', '2025');"
        " open(record, 'w').write(text)"
    ),
    "appends": "open(record, 'a').write('0 1 00 {\"end\":true}\\n')",
    "truncates": "os.truncate(record, 0)",
    "cuts": "os.truncate(record, os.path.getsize(record) - 3)",
    "replays": "text = open(record).read(); open(record, 'a').write(text)",
    "puts a pipe there": "os.remove(record); os.mkfifo(record)",
    "removes the folder": "import shutil; shutil.rmtree(os.path.dirname(record))",
}


def config(tenant: str | None = None) -> dict[str, Any]:
    changes = {} if tenant is None else {"customerEngagement.tenantId": tenant}
    return {"dualwrite:pairs": [{"name": "contoso", **declaration(changes)}]}


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize("tenant", [None, OTHER_TENANT], ids=["right", "wrong"])
def test_what_a_program_does_to_the_record_is_told(
    project: MakeProject, doing: str, tenant: str | None
) -> None:
    made = project(COMPONENT_PROGRAM + FOUND_BY_SEARCHING + DOINGS[doing], config(tenant))
    (made.folder / "tmp").mkdir()
    temporary = str(made.folder / "tmp")
    found = made.dualwrite(
        *("preview", "--stack", STACK, "--report", "json=results.json"), TMPDIR=temporary
    )
    assert found.code == 2, found.errors
    last = found.errors.splitlines()[-1]
    assert last.startswith("dualwrite: what the pack recorded of its verdicts was tampered with: ")
    assert "Traceback" not in found.errors
    assert not (made.folder / "results.json").exists()
    assert list((made.folder / "tmp").glob("dualwrite-preview-*")) == []


def test_the_program_is_not_told_where_the_record_is(project: MakeProject) -> None:
    made = project(COMPONENT_PROGRAM + FOUND_BY_THE_VARIABLE, config(OTHER_TENANT))
    found = made.dualwrite("preview", "--stack", STACK, "--report", "json=results.json")
    assert found.code == 1, found.errors
    assert (made.folder / "seen").read_text(encoding="utf-8") in ("None", "''")
    rows = json.loads((made.folder / "results.json").read_text(encoding="utf-8"))["results"]
    assert [one["id"] for one in rows if one["violation"]] == ["DW010"]


@pytest.mark.parametrize("doing", ["deletes", "rewrites", "appends", "truncates"])
def test_a_pack_that_the_environment_tells_of_the_record_notices_too(
    project: MakeProject, doing: str
) -> None:
    made = project(COMPONENT_PROGRAM + FOUND_BY_THE_VARIABLE + DOINGS[doing], config(OTHER_TENANT))
    found = made.dualwrite(
        *("preview", "--stack", STACK, "--report", "json=results.json"),
        *("--", "--policy-pack", str(POLICIES)),
    )
    assert found.code == 2, found.errors
    assert "was tampered with: " in found.errors.splitlines()[-1]
    assert not (made.folder / "results.json").exists()


FORGED = """
import os
from datetime import date
from pathlib import Path
from dualwrite.pack.record import Record
from dualwrite.pack.record_keys import take_key
file = Path(os.environ["DUALWRITE_RECORD"])
record = Record(file, take_key(file))
record.pack("0.1.0", date(2026, 11, 24))
record.end()
"""


def test_a_record_of_a_pack_that_pulumi_has_not_run_is_not_believed(project: MakeProject) -> None:
    made = project(f"import sys\nsys.path.insert(0, {str(POLICIES)!r})\n{FORGED}", {})
    other = POLICIES.parent / "benchmarks" / "idle_pack"
    found = made.dualwrite("preview", "--stack", STACK, "--", "--policy-pack", str(other))
    assert found.code == 2, found.errors
    assert "there are verdicts of a pack that Pulumi has not run" in found.errors
