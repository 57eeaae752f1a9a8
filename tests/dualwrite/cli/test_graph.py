"""``dualwrite graph``: the formats, the file, and what is told where there is no ``dot``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.command_line import Completed, dualwrite
from support.companions import CORRECT, TYPES
from support.golden_texts import golden_text
from support.pairs import ABSENT, TENANT, declaration, environment
from support.recorded_inputs import BRIDGED, NATIVE
from support.recorded_states import recorded_state
from support.states import other_resource, pair_resource, secret, state, urn_of, write_json

PAIRS: dict[str, dict[str, Any]] = {
    "contoso": {},
    '"fabrikam" <b>&amp;': {"customerEngagement.region": "northeurope"},
    "undecided": {"financeAndOperations.bypassesDataEvents": ABSENT},
}
"""What a source is made of: pairs by name, each correct but for its changes."""
REFERENCED = {
    "westSubnet": {"virtualNetworkName": ["west"]},
    "northSubnet": {"virtualNetworkName": ["north"]},
    "injection": {"networkInjection": ["west", "north"]},
    "encryption": {"encryption": ["vault", "key"]},
    "key": {"vaultName": ["vault"]},
    "role": {"principalId": ["encryption"], "scope": ["vault"]},
    "container": {"accountName": ["storage"]},
}
"""What the resources of ``support.companions`` are made from, by property, as a state has it."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>'
DRAWN = f'<?xml version="1.0" encoding="UTF-8"?>\n{SVG}\n'
NO_DOT = (
    "there is no program dot on PATH to draw it with. Install Graphviz (Debian's package graphviz),"
    " or write text for Mermaid, which needs nothing: -o NAME.mmd.\n"
)
BEFORE = "what stood there before"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a source, and an empty one for programs."""
    (tmp_path / "bin").mkdir()
    declared(tmp_path / "pairs.yaml", PAIRS)
    return tmp_path


def declared(file: Path, pairs: dict[str, dict[str, Any]]) -> Path:
    found = [
        {"name": name, **declaration({**environment(f"pair-{number}"), **changes})}
        for number, (name, changes) in enumerate(pairs.items())
    ]
    file.write_text(yaml.safe_dump(found), encoding="utf-8")
    return file


def graph(folder: Path, *arguments: str | Path, **how: Any) -> Completed:
    """Run the command where no program is on PATH but those of the folder."""
    variables = {"PATH": str(folder / "bin"), **how.pop("variables", {})}
    return dualwrite("graph", *arguments, folder=folder, variables=variables, **how)


def stand_in(folder: Path, script: str) -> None:
    """A program ``dot`` that keeps what it is given, and then runs a shell script."""
    program = folder / "bin" / "dot"
    kept = f"PATH=/usr/bin:/bin\ncat > {folder / 'given.dot'}\n"
    program.write_text(f"#!/bin/sh\n{kept}{script}\n")
    program.chmod(0o755)


def test_text_for_mermaid_needs_nothing(folder: Path) -> None:
    assert graph(folder, "pairs.yaml", "-o", "pairs.mmd") == Completed(0, "", "")
    written = (folder / "pairs.mmd").read_text(encoding="utf-8")
    assert written == golden_text("graph.mmd", written)


def test_dot_draws_what_it_is_given(folder: Path) -> None:
    stand_in(folder, f"echo '{SVG}'")
    assert graph(folder, "pairs.yaml", "-o", "pairs.SVG") == Completed(0, "", "")
    assert (folder / "pairs.SVG").read_text() == DRAWN
    given = (folder / "given.dot").read_text(encoding="utf-8")
    assert given == golden_text("graph.dot", given)


def test_a_page_has_what_dot_draws(folder: Path) -> None:
    stand_in(folder, f"echo '{SVG}'")
    assert graph(folder, "pairs.yaml", "-o", "pairs.html") == Completed(0, "", "")
    page = (folder / "pairs.html").read_text(encoding="utf-8")
    assert page == golden_text("graph.html", page)


def test_a_page_without_dot_has_the_text_and_says_so(folder: Path) -> None:
    assert graph(folder, "pairs.yaml", "-o", "pairs.html") == Completed(
        0, "", f"dualwrite: note: the page shows the picture as text: {NO_DOT}"
    )
    page = (folder / "pairs.html").read_text(encoding="utf-8")
    assert page == golden_text("graph-without-dot.html", page)


def test_an_svg_without_dot_is_refused_before_anything_is_read(folder: Path) -> None:
    (folder / "pairs.svg").write_text(BEFORE)
    wanted = Completed(2, "", f"dualwrite: -o pairs.svg: {NO_DOT}")
    assert graph(folder, "pairs.yaml", "-o", "pairs.svg") == wanted
    assert graph(folder, "absent.yaml", "-o", "pairs.svg") == wanted
    assert (folder / "pairs.svg").read_text() == BEFORE


@pytest.mark.parametrize("name", ["pairs.svg", "pairs.html"])
@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'Error: no <b>' >&2; exit 1", "it failed (exit 1): Error: no <b>"),
        ("echo '<html/>'", "what it made is no SVG"),
    ],
)  # fmt: skip
def test_a_dot_that_fails_leaves_what_was_there(
    folder: Path, name: str, script: str, why: str
) -> None:
    stand_in(folder, script)
    (folder / name).write_text(BEFORE)
    assert graph(folder, "pairs.yaml", "-o", name) == Completed(
        2,
        "",
        f"dualwrite: -o {name}: the program dot cannot draw it: {why}. Write text for Mermaid, which"
        " needs nothing: -o NAME.mmd.\n",
    )
    assert (folder / name).read_text() == BEFORE


def test_standard_output_in_each_format(folder: Path) -> None:
    stand_in(folder, f"echo '{SVG}'")
    for name in ("svg", "html", "mmd"):
        graph(folder, "pairs.yaml", "-o", f"pairs.{name}")
        found = graph(folder, "pairs.yaml", "-o", "-", "--format", name)
        assert found == Completed(0, (folder / f"pairs.{name}").read_text(encoding="utf-8"), "")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "-"], "-o -: the format is missing. Add --format with one of: svg, html, mmd."),
        (
            ["-o", "pairs.png"],
            "-o pairs.png: its ending names no format. Accepted: .svg, .html, .mmd; or -o - with"
            " --format, for standard output.",
        ),
        (
            ["-o", "pairs"],
            "-o pairs: its ending names no format. Accepted: .svg, .html, .mmd; or -o - with"
            " --format, for standard output.",
        ),
        (
            ["-o", "pairs.mmd", "--format", "mmd"],
            "--format is for standard output (-o -). A file's ending says its format: .svg, .html,"
            " .mmd.",
        ),
        (["-o", "a/b.mmd"], "a/b.mmd: there is no folder a. Make it first."),
        (["-o", "dir.mmd"], "dir.mmd: it is a folder. Name a file in it."),
        (
            ["-o", "link.mmd"],
            "link.mmd: it is read, and a report would replace it.",
        ),
        (["-o", "x.mmd", "--today", "soon"], None),
        (["-o", "x.mmd", "--policy-pack-config", "absent.json"], None),
        (["-o", "x.mmd", "--mappings", "absent.yaml"], None),
        (["absent.yaml", "-o", "x.mmd"], None),
    ],
)
def test_wrong_input(folder: Path, options: list[str], told: str | None) -> None:
    (folder / "dir.mmd").mkdir()
    (folder / "link.mmd").symlink_to(folder / "pairs.yaml")
    before = {one.name for one in folder.iterdir()}
    found = graph(folder, "pairs.yaml", *options)
    assert (found.code, found.output) == (2, "")
    if told is not None:
        assert found.errors == f"dualwrite: {told}\n"
    assert found.errors.startswith("dualwrite: ") and "Traceback" not in found.errors
    assert {one.name for one in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pairs.yaml"], "Missing option '--output' / '-o'"),
        (["-o", "x.mmd"], "Missing argument 'SOURCE"),
        (["pairs.yaml", "-o", "-", "--format", "png"], "'png' is not one of 'svg', 'html', 'mmd'."),
    ],
)
def test_usage(folder: Path, arguments: list[str], told: str) -> None:
    found = graph(folder, *arguments)
    assert (found.code, found.output) == (2, "")
    assert told in found.errors


def test_the_exit_code_is_no_verdict(folder: Path) -> None:
    assert dualwrite("check", "pairs.yaml", folder=folder).code == 1
    assert graph(folder, "pairs.yaml", "-o", "x.mmd").code == 0


@pytest.mark.parametrize("output_format", ["mmd", "html"])
def test_the_same_input_gives_the_same_bytes(folder: Path, output_format: str) -> None:
    recorded_state(folder, BRIDGED)
    sources = ["pairs.yaml", f"{BRIDGED}.json"]
    found = [
        graph(
            folder,
            *order,
            "-o",
            "-",
            "--format",
            output_format,
            variables={"PYTHONHASHSEED": seed},
        )
        for order, seed in ((sources, "1"), (sources[::-1], "2"))
    ]
    assert found[0] == found[1]
    assert len(found[0].output) > 1000


def test_a_state_of_environments(folder: Path) -> None:
    """Halves, a unified environment, and what is known only after deployment."""
    recorded_state(folder, NATIVE)
    found = graph(folder, f"{NATIVE}.json", "-o", "-", "--format", "mmd")
    assert (found.code, found.errors) == (0, "")
    assert found.output == golden_text("graph-native.mmd", found.output)


def azure_id(name: str, number: int, content: dict[str, Any]) -> str:
    """An ID in Azure: that which policies name, of networks and the vault."""
    group = (
        f"/subscriptions/0/resourceGroups/{content.get('tags', {})['dualwrite-pair']}-rg/providers"
    )
    if "virtualNetworkName" in content and "location" in content:
        return f"{group}/Microsoft.Network/virtualNetworks/{content['virtualNetworkName']}"
    if name == "vault":
        return f"{group}/Microsoft.KeyVault/vaults/{content['vaultName']}"
    return f"/subscriptions/{number}/{name}"


def azure_side(pair: str, number: int, changes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The Azure side of a pair in a state: children of the pair, with names and IDs of their own."""
    found = []
    for name, properties in CORRECT.items():
        token = TYPES[name]
        content = {**properties, "tags": {"dualwrite-pair": pair}, **changes.get(name, {})}
        content = json.loads(json.dumps(content).replace("contoso", pair))
        found.append(
            {
                "urn": urn_of(f"{pair}-{name}", token),
                "custom": True,
                "type": token,
                "id": azure_id(name, number, content),
                "inputs": content,
                "outputs": content,
                "parent": urn_of(pair),
                "propertyDependencies": {
                    key: [urn_of(f"{pair}-{one}", TYPES[one]) for one in names]
                    for key, names in REFERENCED.get(name, {}).items()
                },
            }
        )
    return found


def test_azure_resources_of_a_state(folder: Path) -> None:
    """A pair with a correct side, and one whose key vault and storage account are not as they must be."""
    wrong = {"vault": {**CORRECT["vault"], "properties": {"tenantId": TENANT}}}
    wrong["storage"] = {**CORRECT["storage"], "location": "eastus"}
    stack = state(
        *(pair_resource(name, environment(name)) for name in ("contoso", "fabrikam", "litware")),
        *azure_side("contoso", 1, {}),
        *azure_side("fabrikam", 2, wrong),
    )
    write_json(folder / "state.json", stack)
    stand_in(folder, f"echo '{SVG}'")
    found = graph(folder, "state.json", "-o", "-", "--format", "mmd")
    assert (found.code, found.errors) == (0, "")
    assert found.output == golden_text("graph-azure.mmd", found.output)
    assert graph(folder, "state.json", "-o", "x.html") == Completed(0, "", "")
    page = (folder / "x.html").read_text(encoding="utf-8")
    assert page == golden_text("graph-azure.html", page)
    given = (folder / "given.dot").read_text(encoding="utf-8")
    assert given == golden_text("graph-azure.dot", given)


def test_the_configuration_and_the_day_are_those_of_the_command(folder: Path) -> None:
    def title(*options: str | Path) -> str:
        found = graph(folder, "pairs.yaml", "-o", "-", "--format", "mmd", *options)
        assert (found.code, found.errors) == (0, "")
        return str(json.loads(found.output.splitlines()[1].removeprefix("title: ")))

    assert title() == "3 pairs, judged for 2026-11-24: 1 refused, 1 undecided, 1 pass"
    settings = write_json(folder / "c.json", {"same-datacenter": "advisory"})
    assert title("--policy-pack-config", settings) == (
        "3 pairs, judged for 2026-11-24: 1 advisory, 1 undecided, 1 pass"
    )
    assert title("--today", "2029-01-01").startswith("3 pairs, judged for 2029-01-01: ")


def test_secrets_are_not_shown(folder: Path) -> None:
    shown = {
        "financeAndOperations.url": secret("https://top.operations.dynamics.com", shown=True),
        "customerEngagement.region": secret("japaneast", shown=True),
        "customerEngagement.geography": ABSENT,
        "customerEngagement.environmentType": secret("teams", shown=True),
    }
    write_json(folder / "state.json", state(pair_resource("a", {**environment("a"), **shown})))
    stand_in(folder, f"echo '{SVG}'")
    told = graph(folder, "state.json", "-o", "-", "--format", "html").output
    told += graph(folder, "state.json", "-o", "-", "--format", "mmd").output
    told += (folder / "given.dot").read_text(encoding="utf-8")
    assert not [one for one in ("top.operations", "apan", "teams") if one in told]
    assert told.count("Geography [secret]") == 1  # of DOT; the others write brackets as numbers
    assert told.count("Geography #91;secret#93;") == 1
    assert "URL [secret]; F&amp;O, production, West Europe" in told
    assert "CE, type [secret], region [secret]" in told


def test_a_state_without_pairs_is_an_empty_picture(folder: Path) -> None:
    write_json(folder / "state.json", state(other_resource(1)))
    found = graph(folder, "state.json", "-o", "-", "--format", "mmd")
    assert found.code == 4
    assert found.output.splitlines()[1] == 'title: "No pair to draw."'
    assert found.errors == (
        "dualwrite: note: state.json: the state has no pair, and no environment for dual-write, so"
        " nothing was judged.\n"
    )
    allowed = graph(folder, "state.json", "-o", "-", "--format", "mmd", "--allow-empty")
    assert allowed == found._replace(code=0)


def test_sources_without_pairs_are_noted(folder: Path) -> None:
    (folder / "Pulumi.network.yaml").write_text("config:\n  azure-native:location: westeurope\n")
    found = graph(folder, "pairs.yaml", "Pulumi.network.yaml", "-o", "x.mmd")
    note = "Pulumi.network.yaml: no pairs: the configuration has no dualwrite:pairs.\n"
    assert found == Completed(0, "", f"dualwrite: note: {note}")
    graph(folder, "pairs.yaml", "-o", "y.mmd")
    assert (folder / "x.mmd").read_bytes() == (folder / "y.mmd").read_bytes()


def test_mermaid_draws_only_so_much(folder: Path) -> None:
    pairs: dict[str, dict[str, Any]] = {f"contoso-{number:03}": {} for number in range(300)}
    declared(folder / "many.yaml", pairs)
    found = graph(folder, "many.yaml", "-o", "x.mmd")
    assert found == Completed(
        0,
        "",
        "dualwrite: note: Mermaid draws no more than 50,000 characters unless its maxTextSize is"
        " raised. Name fewer sources, or draw an SVG.\n",
    )
    assert (folder / "x.mmd").stat().st_size > 50_000


def test_standard_input_is_a_source(folder: Path) -> None:
    wanted = graph(folder, "pairs.yaml", "-o", "-", "--format", "mmd")
    given = (folder / "pairs.yaml").read_text(encoding="utf-8")
    assert graph(folder, "-", "-o", "-", "--format", "mmd", given=given) == wanted
