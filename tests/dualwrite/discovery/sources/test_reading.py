"""Reading a source of any kind: a file or standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from dualwrite.discovery.sources.reading import ReadSource, SourceKind, read_document, read_source
from dualwrite.text.errors import InputError
from support.pairs import declaration, pair
from support.states import big_manifest, other_resource, pair_resource, state, urn_of, write_json

PAIRS: list[dict[str, Any]] = [{"name": "a", **declaration()}]
_ACCEPTED = (
    "Accepted: a pairs manifest (a list, or a mapping with pairs), a stack configuration file with"
    " dualwrite:pairs, or what pulumi stack export writes."
)
_UTF_16 = (
    "it is UTF-16 text (Windows PowerShell writes it so with >). Save it as UTF-8; pulumi stack"
    " export --file does."
)


def read(path: Path, content: str | bytes) -> ReadSource:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_source(str(path))


def problem(path: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(path, content)
    assert caught.value.source == str(path)
    (only,) = caught.value.problems
    return only


def manifest(path: Path) -> ReadSource:
    return ReadSource(str(path), SourceKind.MANIFEST, (pair(name="a", source=str(path)),))


@pytest.mark.parametrize("document", [PAIRS, {"pairs": PAIRS}], ids=["list", "mapping"])
@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump], ids=["JSON", "YAML"])
@pytest.mark.parametrize("name", ["pairs.json", "pairs.yaml", "pairs.yml", "pairs", "pairs.txt"])
def test_a_manifest_is_a_list_or_a_mapping_in_json_or_yaml(
    tmp_path: Path, document: object, write: Any, name: str
) -> None:
    path = tmp_path / name
    assert read(path, write(document)) == manifest(path)


@pytest.mark.parametrize(
    "content",
    [
        "\n\n  " + json.dumps(PAIRS),
        yaml.safe_dump(PAIRS).replace("\n", "\r\n"),
        "\ufeff" + yaml.safe_dump(PAIRS),
        "\ufeff" + json.dumps(PAIRS),
        "%YAML 1.1\n---\n" + yaml.safe_dump(PAIRS),
    ],
    ids=["blank lines", "CRLF", "byte order mark", "byte order mark, JSON", "directive"],
)
def test_how_an_editor_saves_does_not_matter(tmp_path: Path, content: str) -> None:
    path = tmp_path / "pairs"
    assert read(path, content) == manifest(path)


def test_yaml_in_flow_style_is_read_where_the_file_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "pairs.yaml"
    assert read(path, "# the pairs\n" + yaml.safe_dump(PAIRS, default_flow_style=True)) == manifest(
        path
    )


def test_a_stack_configuration_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Pulumi.dev.yaml"
    found = read(path, yaml.safe_dump({"config": {"dualwrite:pairs": PAIRS}}))
    assert found == ReadSource(
        str(path), SourceKind.STACK_CONFIGURATION, (pair(name="a", source=str(path)),)
    )


@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump], ids=["JSON", "YAML"])
def test_a_state_is_read(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "state"
    found = read(path, write(state(other_resource(1), pair_resource("a"))))
    assert found == ReadSource(
        str(path),
        SourceKind.STATE,
        (pair(name="a", urn=urn_of("a"), source=str(path)),),
    )


def test_a_state_that_the_fast_parser_refuses_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    odd = {**other_resource(1), "outputs": {"half": "\ud800"}}
    assert read(path, json.dumps(state(odd, pair_resource("a")))).kind is SourceKind.STATE


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.dumps(PAIRS).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    found = pair(name="a", source="standard input")
    assert read_source("-") == ReadSource("standard input", SourceKind.MANIFEST, (found,))


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError) as caught:
        read_source("-")
    assert str(caught.value) == "standard input: it is closed."


def test_three_hundred_pairs_are_read(tmp_path: Path) -> None:
    path = write_json(tmp_path / "pairs.json", big_manifest(300))
    assert [one.name for one in read_source(str(path)).pairs] == [
        f"pair-{number:05}" for number in range(300)
    ]


@pytest.mark.parametrize("name", ["pairs.yaml", "pairs.json"])
@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff", "# nothing\n", "---\n", "null"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: str) -> None:
    assert problem(tmp_path / name, content) == f"the file is empty. {_ACCEPTED}"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("hello", f"the file holds text. {_ACCEPTED}"),
        ("12", f"the file holds a number. {_ACCEPTED}"),
        ("true", f"the file holds a boolean. {_ACCEPTED}"),
        ("{}", f"no pairs: it is an empty mapping. {_ACCEPTED}"),
        ("pears: []", f'no pairs: its keys are pears. Did you mean "pairs"? {_ACCEPTED}'),
        ("confg: {}", f'no pairs: its keys are confg. Did you mean "config"? {_ACCEPTED}'),
        (
            "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1}",
            f"no pairs: its keys are a, b, c, d and e. {_ACCEPTED}",
        ),
        ("pairs: []\nversion: 1", f"unknown key version beside pairs. {_ACCEPTED}"),
        ("config: {}\npairs: []", f"unknown key config beside pairs. {_ACCEPTED}"),
        (
            "pairs:",
            "the pairs are null; accepted is a list of mappings with name, financeAndOperations"
            " and customerEngagement.",
        ),
        ("pairs: [", "line 2, column 1: did not find expected node content."),
    ],
)
def test_a_file_without_pairs_is_refused(tmp_path: Path, content: str, found: str) -> None:
    assert problem(tmp_path / "pairs.yaml", content) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("[1,", "line 1, column 4: Expecting value."),
        ("\ufeff[1,", "line 1, column 4: Expecting value."),
        ("{pairs: []}", "line 1, column 2: Expecting property name enclosed in double quotes."),
        ('{"pairs": []} {}', "line 1, column 15: Extra data."),
        (
            '{"pairs": [], "pairs": []}',
            'the key "pairs" is there twice, in the mapping that begins with "pairs": a list.',
        ),
        ('{"deployment": {}, "version": NaN}', "NaN is no JSON number."),
    ],
)
def test_json_that_cannot_be_taken_is_refused(tmp_path: Path, content: str, found: str) -> None:
    assert problem(tmp_path / "pairs.json", content) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("pairs".encode("utf-16"), _UTF_16),
        (b"\xff\xfe" + "pairs".encode("utf-16-le"), _UTF_16),
        (b"\xfe\xff" + "pairs".encode("utf-16-be"), _UTF_16),
        ("pairs".encode("utf-16-le"), "it is no text: it holds NUL bytes. Save it as UTF-8."),
        (b"\x7fELF\x02\x00\xff", "it is no text: it holds NUL bytes. Save it as UTF-8."),
        (b"pairs: \xe9", "it is no UTF-8 text (at byte 7)."),
        (b"\x89PNG\r\n\x1a\n", "it is no UTF-8 text (at byte 0)."),
        (b"{\xff", "it is no UTF-8 text (at byte 1)."),
    ],
)
def test_what_is_no_utf_8_text_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    assert problem(tmp_path / "pairs", content) == found


def test_a_missing_file_a_folder_and_no_name_are_refused(tmp_path: Path) -> None:
    for name, found in (
        (str(tmp_path / "no"), f"{tmp_path / 'no'}: there is no such file."),
        (str(tmp_path), f"{tmp_path}: it is a folder. Name the files in it."),
        ("", '"": the name of a file is empty.'),
        ("a\0b", "a\\x00b: it cannot be read: embedded null byte."),
        ("n" * 5000, f"{'n' * 5000}: it cannot be read: File name too long."),
    ):
        with pytest.raises(InputError) as caught:
            read_source(name)
        assert str(caught.value) == found


def test_a_file_that_may_not_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the error itself: those who run tests as root may read every file."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(InputError) as caught:
        read_source("pairs.yaml")
    assert str(caught.value) == "pairs.yaml: it may not be read (permission denied)."


def test_a_parsed_document_is_read_without_a_file() -> None:
    assert read_document(PAIRS, "here").pairs == (pair(name="a", source="here"),)
