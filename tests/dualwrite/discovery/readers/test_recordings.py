"""What was recorded: with which SDK, when, and of which program."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from dualwrite.discovery.readers import reader_of
from support import recorded_inputs
from support.recorded_inputs import RECORDINGS, before_creation, in_stack, in_state, recording

FOLDER = Path(recorded_inputs.__file__).parent / "recorded"


def test_all_files_are_in_the_list() -> None:
    assert {one.stem for one in FOLDER.glob("*.json")} == set(RECORDINGS)
    assert {one.stem for one in (FOLDER / "programs").glob("*.py")} == set(RECORDINGS)


@pytest.mark.parametrize("name", RECORDINGS)
def test_each_says_its_program_its_sdk_and_its_date(name: str) -> None:
    found = recording(name)
    assert (FOLDER / found["program"]).is_file()
    assert date.fromisoformat(found["recorded"])
    assert re.fullmatch(r"v\d+\.\d+\.\d+", found["engine"])
    version = name.partition("native-")[2]
    expected = {"package": "rpothin-powerplatform", "version": version} if version else None
    assert found["sdk"] == expected
    assert ("by hand" in found["about"]) is (expected is None)


@pytest.mark.parametrize("name", RECORDINGS)
def test_the_program_asks_for_what_was_recorded(name: str) -> None:
    """A change of a program needs a new recording: ``python -m tools.recording.record``."""
    program = (FOLDER / recording(name)["program"]).read_text(encoding="utf-8")
    for one in recording(name)["preview"]["resources"]:
        if reader_of(one["type"]) is not None:
            assert f'"{one["name"]}"' in program


@pytest.mark.parametrize("name", RECORDINGS)
def test_nothing_of_the_machine_is_in_it(name: str) -> None:
    assert not re.search(r"/(home|root|tmp|work|Users)/", json.dumps(recording(name)))


@pytest.mark.parametrize("name", RECORDINGS)
def test_every_resource_is_there_at_each_moment(name: str) -> None:
    for sent in recording(name)["preview"]["resources"]:
        if reader_of(sent["type"]) is None:
            continue
        seen = [
            before_creation(name, sent["name"]),
            before_creation(name, sent["name"], "update"),
            in_stack(name, sent["name"]),
            in_stack(name, sent["name"], "update"),
            in_state(name, sent["name"]),
        ]
        assert {(one.type, one.urn, one.name) for one in seen} == {
            (sent["type"], sent["urn"], sent["name"])
        }
        assert [one.id is not None for one in seen] == [False] * 4 + [True]
        assert len({json.dumps(one.provider, sort_keys=True) for one in seen}) == 1
