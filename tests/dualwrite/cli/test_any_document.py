"""Whatever a document holds: no defect of the tool, and no success where nothing was judged."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualwrite.cli.commands.check import run_check
from dualwrite.text.errors import InputError
from support.command_line import Completed, dualwrite
from support.pairs import declaration
from support.states import pair_resource, write_json

PAIRS: list[dict[str, Any]] = [{"name": "a", **declaration()}]
_WORDS = (
    "pairs name config environment deployment checkpoint latest stack version resources type urn inputs"
    " outputs financeAndOperations customerEngagement link url tenantId dualwrite:pairs dualwrite:facts"
    " steps values settings runtime"
)
KEYS = st.sampled_from(_WORDS.split()) | st.text(max_size=3)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-1, 6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from([PAIRS, [pair_resource("a")], "dualwrite:index:EnvironmentPair", "\ud800"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(KEYS, children, max_size=4),
    max_leaves=15,
)
MANY = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None
)


def checked(path: Path) -> tuple[int, list[Any]]:
    """The exit code and the results, as the entry point would have them."""
    output, kept = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), sys.stdout
    sys.stdout = output
    try:
        code = run_check([str(path)], None, "json", "2026-11-30", [], True)
    except InputError as error:
        assert all(error.problems)
        return 2, []
    finally:
        sys.stdout = kept
    document = json.loads(output.buffer.getvalue())  # type: ignore[attr-defined]
    return code, document["results"]


def assert_no_empty_success(path: Path) -> None:
    code, results = checked(path)
    assert code in (0, 1, 2, 4)
    assert bool(results) is (code in (0, 1))


@MANY
@given(ANYTHING)
def test_any_json(tmp_path: Path, document: Any) -> None:
    path = tmp_path / "any.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert_no_empty_success(path)


@MANY
@given(ANYTHING)
def test_any_yaml(tmp_path: Path, document: Any) -> None:
    path = tmp_path / "any.yaml"
    text = yaml.safe_dump(json.loads(json.dumps(document).replace("\\ud800", "")))
    path.write_text(text, encoding="utf-8")
    assert_no_empty_success(path)


@MANY
@given(st.binary() | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    assert_no_empty_success(path)


@pytest.mark.parametrize(
    "before", ["[", '{"a":', '{"pairs":', '{"config":{"a:b":', '{"deployment":']
)
@pytest.mark.parametrize("depth", [49, 60, 900, 5_000])
def test_any_depth(tmp_path: Path, before: str, depth: int) -> None:
    path = tmp_path / "deep.json"
    closing = "".join("]" if one == "[" else "}" for one in reversed(before) if one in "[{")
    path.write_text(before * depth + "1" + closing * depth, encoding="utf-8")
    assert_no_empty_success(path)


def test_a_state_of_any_depth(tmp_path: Path) -> None:
    inputs = json.loads('{"link":' * 300 + "1" + "}" * 300)
    state = {"deployment": {"resources": [pair_resource("a", inputs=inputs)]}}
    assert_no_empty_success(write_json(tmp_path / "state.json", state))


def test_of_many_problems_the_first_are_told(tmp_path: Path) -> None:
    path = write_json(tmp_path / "pairs.json", [{"name": f"p{one}"} for one in range(100_000)])
    found = dualwrite("check", path.name, folder=tmp_path)
    lines = found.errors.splitlines()
    assert (found.code, found.output, len(lines)) == (2, "", 502)
    assert lines[-1] == "  - and 4501 more problems."


def test_of_many_unknown_keys_the_first_are_told(tmp_path: Path) -> None:
    keys = {f"k{one}": 1 for one in range(40_000)}
    pair = {"name": "a", **declaration(), "link": keys}
    path = write_json(tmp_path / "pairs.json", [pair])
    found = dualwrite("check", path.name, folder=tmp_path)
    assert (found.code, found.output) == (2, "")
    assert len(found.errors.splitlines()) == 52
    assert "link.…: about 39,950 more unknown keys. Accepted: initialSync" in found.errors


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"name": "n" * 1001},
            "line 3: pair 1: name: text of 1,001 characters. Accepted are at most 1,000.",
        ),
        (
            declaration({"financeAndOperations.applicationVersion": "1" * 10_000_000}),
            'line 10: pair "a", financeAndOperations.applicationVersion: text of 10,000,000 characters;'
            " accepted: an application version, of at most 2,048.",
        ),
        (
            declaration({"link.apps": ["x"] * 1001}),
            'line 39: pair "a", link.apps: a list of 1,001; accepted are at most 1,000.',
        ),
    ],
    ids=["name", "version", "list"],
)
def test_long_values_are_refused(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    write_json(tmp_path / "pairs.json", [{**PAIRS[0], **changes}])
    assert dualwrite("check", "pairs.json", folder=tmp_path) == Completed(
        2, "", f"dualwrite: pairs.json: {told}\n"
    )
