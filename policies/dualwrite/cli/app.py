"""The commands and their options. What they do is imported when they run, so that help is quick."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

app = typer.Typer(
    name="dualwrite",
    help="Judge pairs of Dynamics 365 environments by the requirements of dual-write.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class OutputFormat(StrEnum):
    """What ``check`` writes to standard output."""

    TABLE = "table"
    JSON = "json"


def _version(asked: bool) -> None:
    if asked:
        from .. import __version__

        typer.echo(f"dualwrite {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Judge pairs of Dynamics 365 environments by the requirements of dual-write."""


@app.command()
def check(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Pairs manifests, stack configuration files, stack exports; - is standard input.",
        ),
    ],
    policy_pack_config: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="The file that pulumi preview takes: levels, parameters."
        ),
    ] = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="What to write to standard output.")
    ] = OutputFormat.TABLE,
    today: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day to judge for, YYYY-MM-DD; otherwise today, UTC."
        ),
    ] = None,
) -> None:
    """Judge the pairs of one or more sources.

    Exit codes: 0 nothing mandatory failed; 1 something mandatory did; 2 the input or the
    configuration is wrong; 3 a defect of this tool.
    """
    from .check import run_check

    raise typer.Exit(
        run_check(sources, policy_pack_config, output_format is OutputFormat.JSON, today)
    )


@app.command()
def requirements() -> None:
    """List the requirements, their levels and parameters."""
    from .requirements import run_requirements

    run_requirements()


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="NAME-OR-ID", help="same-tenant, or DW010.")],
) -> None:
    """Say what one requirement checks, why, and how to fix it.

    Also the facts that decide it, its parameters with their defaults, and its sources.
    """
    from .explain import run_explain

    raise typer.Exit(run_explain(name))
