"""The options that several commands have."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """What a command writes to standard output."""

    TABLE = "table"
    JSON = "json"


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Pairs manifests, stack configuration files, stack exports; - is standard input.",
    ),
]
PolicyPackConfig = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="The file that pulumi preview takes: levels, parameters, exemptions."
    ),
]
MappingsFile = Annotated[
    str | None,
    typer.Option(
        "--mappings",
        metavar="FILE",
        help="How resources of your own types are read; otherwise the policy pack's file.",
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option(
        "--report",
        metavar="FORMAT=PATH",
        help="Also write a report (json, sarif, junit, openreports, markdown, html); may be given"
        " several times; - is standard output.",
    ),
]
SkipWithoutPairs = Annotated[
    bool,
    typer.Option(
        "--skip-without-pairs",
        help="Leave out files that can have no pairs (empty ones, Pulumi.yaml, settings of"
        " deployments), rather than refuse them.",
    ),
]
AllowEmpty = Annotated[
    bool,
    typer.Option("--allow-empty", help="Exit with 0, not 4, where no source has a pair."),
]
Today = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day to judge for, YYYY-MM-DD; otherwise today, UTC."),
]
