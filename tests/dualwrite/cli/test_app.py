"""Help, the version, and usage errors: exit 2, and nothing on standard output."""

from __future__ import annotations

import pytest

from dualwrite import __version__
from support.command_line import Completed, dualwrite


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--help"], ["check", "requirements", "explain", "--version"]),
        (
            ["check", "--help"],
            ["SOURCE", "--policy-pack-config FILE", "--format", "--today DATE", "Exit codes: 0"],
        ),
        (["exemptions", "--help"], ["--skip-without-pairs", "--format"]),
        (["exempt", "--help"], ["--until DATE", "--approved-by TEXT", "--id ID"]),
        (["baseline", "--help"], ["--skip-without-pairs", "--category CATEGORY"]),
        (["requirements", "--help"], ["List the requirements, their levels"]),
        (["explain", "--help"], ["NAME-OR-ID", "same-tenant, or DW010."]),
    ],
)
def test_help_fits_eighty_columns_without_colour(arguments: list[str], shown: list[str]) -> None:
    code, output, errors = dualwrite(*arguments)
    assert (code, errors) == (0, "")
    assert all(one in output for one in shown)
    assert max(map(len, output.splitlines())) <= 80
    cut = output
    for meant in ("SOURCE}...", "[ARGS]...", "[...]"):
        cut = cut.replace(meant, "")
    assert "..." not in cut
    assert "\x1b" not in output


@pytest.mark.parametrize("command", [[], ["check"], ["exempt"], ["preview"]])
def test_a_short_name_of_help(command: list[str]) -> None:
    found = dualwrite(*command, "-h")
    assert found == dualwrite(*command, "--help")
    assert found.output.startswith(" ".join(["Usage: dualwrite", *command]))


def test_the_version() -> None:
    assert dualwrite("--version") == Completed(0, f"dualwrite {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Usage: dualwrite [OPTIONS] COMMAND"),
        (["chek"], "Did you mean 'check'?"),
        (["check"], "Missing argument 'SOURCE"),
        (["check", "--formt", "json", "x.yaml"], "--format"),
        (["check", "--format", "xml", "x.yaml"], "'xml' is not one of 'table', 'json'."),
        (["check", "--format"], "--format"),
        (["check", "x.yaml", "--today"], "--today"),
        (["requirements", "x"], "unexpected extra argument"),
        (["explain"], "Missing argument 'NAME-OR-ID'"),
        (["explain", "DW001", "DW002"], "unexpected extra argument"),
        (["--verbose"], "--verbose"),
    ],
)
def test_a_usage_error_is_told_on_standard_error_alone(arguments: list[str], told: str) -> None:
    code, output, errors = dualwrite(*arguments)
    assert (code, output) == (2, "")
    assert told in errors
    assert "Traceback" not in errors
