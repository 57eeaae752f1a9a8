"""The commands and their options. What they do is imported when they run, so that help is quick."""

from __future__ import annotations

from typing import Annotated

import typer

from ..graph.formats import PictureFormat
from .exemption_commands import baseline, exempt, exemptions
from .options import (
    AllowEmpty,
    MappingsFile,
    OutputFormat,
    PolicyPackConfig,
    Reports,
    SkipWithoutPairs,
    Sources,
    Today,
)
from .scan_xpp_command import scan_xpp

app = typer.Typer(
    name="dualwrite",
    help="Judge pairs of Dynamics 365 environments by the requirements of dual-write.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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
    sources: Sources,
    policy_pack_config: PolicyPackConfig = None,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option("--format", help="What to write to standard output (default: table)."),
    ] = None,
    report: Reports = None,
    skip_without_pairs: SkipWithoutPairs = False,
    allow_empty: AllowEmpty = False,
    mappings: MappingsFile = None,
    explain_mapping: Annotated[
        bool,
        typer.Option(
            "--explain-mapping", help="Also show which resource or entry says which fact."
        ),
    ] = False,
    today: Today = None,
) -> None:
    """Judge the pairs of one or more sources.

    Exit codes: 0 nothing mandatory failed; 1 something mandatory did; 2 the input or the
    configuration is wrong; 3 a defect of this tool; 4 no pair was there to judge.
    """
    from .check import run_check

    raise typer.Exit(
        run_check(
            sources,
            policy_pack_config,
            None if output_format is None else output_format.value,
            today,
            report or [],
            skip_without_pairs,
            allow_empty=allow_empty,
            mappings=mappings,
            explain_mapping=explain_mapping,
        )
    )


@app.command()
def coverage(
    sources: Sources,
    policy_pack_config: PolicyPackConfig = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="What to write to standard output.")
    ] = OutputFormat.TABLE,
    skip_without_pairs: SkipWithoutPairs = False,
    allow_empty: AllowEmpty = False,
    mappings: MappingsFile = None,
    today: Today = None,
) -> None:
    """Say what the facts decide, and where to declare the rest.

    For each pair: what is decided now, what only after deployment, and what nobody declares; and
    of a state, what was seen in it. The exit code says nothing about verdicts; 4 says that
    no source has a pair.
    """
    from .coverage import run_coverage

    raise typer.Exit(
        run_coverage(
            sources,
            policy_pack_config,
            output_format.value,
            today,
            skip_without_pairs,
            allow_empty=allow_empty,
            mappings=mappings,
        )
    )


@app.command()
def graph(
    sources: Sources,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The picture; its ending is the format: .svg, .html or .mmd (Mermaid). - is standard"
            " output.",
        ),
    ],
    output_format: Annotated[
        PictureFormat | None,
        typer.Option("--format", help="The format for standard output (-o -)."),
    ] = None,
    policy_pack_config: PolicyPackConfig = None,
    skip_without_pairs: SkipWithoutPairs = False,
    allow_empty: AllowEmpty = False,
    mappings: MappingsFile = None,
    today: Today = None,
) -> None:
    """Draw the pairs by geography and region, with their verdicts.

    An SVG needs the program dot of Graphviz; a page uses it where it is there; text for Mermaid
    needs nothing. The exit code says nothing about verdicts; 4 says that no source has a pair.
    """
    from .graph import run_graph

    raise typer.Exit(
        run_graph(
            sources,
            output,
            None if output_format is None else output_format.value,
            policy_pack_config,
            today,
            skip_without_pairs,
            allow_empty=allow_empty,
            mappings=mappings,
        )
    )


@app.command()
def preview(
    pulumi_arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="-- [PULUMI ARGUMENTS]", help="Passed on to pulumi preview."),
    ] = None,
    stack: Annotated[
        str | None, typer.Option(help="The stack to preview; otherwise the selected one.")
    ] = None,
    policy_pack_config: PolicyPackConfig = None,
    report: Reports = None,
    allow_empty: AllowEmpty = False,
    mappings: MappingsFile = None,
    today: Today = None,
) -> None:
    """Run pulumi preview with the policy pack, and report.

    The pack is the one that --policy-pack among Pulumi's arguments names, or the installed one.
    Exit codes: 0 nothing mandatory failed; 1 something mandatory did; 2 the preview failed for
    another reason; 3 a defect of this tool; 4 no pair was judged.
    """
    from .preview import run_preview_command

    raise typer.Exit(
        run_preview_command(
            stack,
            policy_pack_config,
            report or [],
            today,
            pulumi_arguments or [],
            allow_empty=allow_empty,
            mappings=mappings,
        )
    )


@app.command()
def convert(
    results: Annotated[
        str,
        typer.Argument(
            metavar="RESULTS", help="What --report json=FILE wrote; - is standard input."
        ),
    ],
    report: Reports = None,
) -> None:
    """Write reports of results that were saved as JSON before.

    The exit code says whether the reports were written, not what the results were.
    """
    from .convert import run_convert

    raise typer.Exit(run_convert(results, report or []))


app.command()(exemptions)
app.command()(exempt)
app.command()(baseline)
app.command()(scan_xpp)


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
