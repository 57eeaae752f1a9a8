"""The command ``scan-xpp`` and its options. What it does is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from ..options import OutputFormat


def scan_xpp(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Folders of a model store or a checkout; or .xml, .xpo, .xpp, .axpp.",
        ),
    ],
    tables: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="The mapped tables: an export of BusinessEventsDefinition, or one name a line.",
        ),
    ] = None,
    maps: Annotated[
        str | None, typer.Option(metavar="FILE", help="Or an export of the table maps, as JSON.")
    ] = None,
    metadata: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Where the XML of data entities is, for the maps."),
    ] = None,
    publisher: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB", help="Whose models are scanned; otherwise all but those of Microsoft."
        ),
    ] = None,
    environment: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The environment that runs this code, for the evidence."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write the evidence; never over a file."
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Leave out what an earlier --format json has."),
    ] = None,
    diff: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Report only what is new since a revision of git."),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=PATH",
            help="Also write json, sarif, markdown or html; may be given several times; - is standard"
            " output.",
        ),
    ] = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="What to write to standard output.")
    ] = OutputFormat.TABLE,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 also where it cannot be told.")
    ] = False,
    cache: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Where results are kept for the next run."),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every file again, and keep nothing.")
    ] = False,
) -> None:
    """Find writes in X++ that dual-write does not see.

    Exit codes: 0 none was found (or it cannot be told, unless --strict); 1 found; 2 the input is
    wrong; 3 a defect of this tool.
    """
    from .scan_xpp import ScanOptions, run_scan_xpp

    raise typer.Exit(
        run_scan_xpp(
            ScanOptions(
                paths=paths,
                tables=tables,
                maps=maps,
                metadata=metadata,
                publishers=tuple(publisher or ()),
                environment=environment,
                output=output,
                baseline=baseline,
                diff=diff,
                reports=tuple(report or ()),
                output_format=output_format.value,
                strict=strict,
                cache=cache,
                no_cache=no_cache,
            )
        )
    )
