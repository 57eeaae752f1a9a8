"""The commands and their options. What they do is imported when they run, so that help is quick."""

from __future__ import annotations

from typing import Annotated

import typer

from ..reports.graph.formats import PictureFormat
from .commands.scan_xpp_command import scan_xpp
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

_FileWithExemptions = Annotated[
    str,
    typer.Option(
        "--policy-pack-config",
        metavar="FILE",
        help="The file that pulumi preview takes; the exemptions are in it.",
    ),
]
_Until = Annotated[
    str,
    typer.Option(metavar="DATE", help="The last day in force, YYYY-MM-DD; it counts whole, UTC."),
]
_Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why it is granted, in 10 characters or more.")
]
_Owner = Annotated[
    str, typer.Option(metavar="TEXT", help="Who answers for it and is asked when it expires.")
]
_Category = Annotated[
    str,
    typer.Option(
        metavar="CATEGORY",
        help="waiver (the risk is accepted) or mitigated (met by other means).",
    ),
]
_ApprovedBy = Annotated[str | None, typer.Option(metavar="TEXT", help="Who approved it.")]
_Ticket = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Where the way out of it is tracked.")
]


def exemptions(
    sources: Sources,
    policy_pack_config: _FileWithExemptions,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="What to write to standard output.")
    ] = OutputFormat.TABLE,
    skip_without_pairs: SkipWithoutPairs = False,
    mappings: MappingsFile = None,
    today: Today = None,
) -> None:
    """List all exemptions: in force, expiring, expired, unused.

    What needs somebody stands first. The exit code says whether they could be listed.
    """
    from .commands.exemptions import run_exemptions

    raise typer.Exit(
        run_exemptions(
            sources,
            policy_pack_config,
            output_format.value,
            today,
            skip_without_pairs,
            mappings=mappings,
        )
    )


def exempt(
    name: Annotated[str, typer.Argument(metavar="NAME", help="same-tenant, or DW010.")],
    pair: Annotated[
        str, typer.Argument(metavar="PAIR", help="The pair's name, or a glob (*, ?, [...]).")
    ],
    until: _Until,
    reason: _Reason,
    owner: _Owner,
    policy_pack_config: _FileWithExemptions,
    covers: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VERDICT",
            help="The verdict that it is for: undeclared or fail; twice for both. Otherwise what the"
            " sources show.",
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="A source that has the pair, as check takes it; otherwise the stack configuration"
            " files here (Pulumi.*.yaml).",
        ),
    ] = None,
    category: _Category = "waiver",
    approved_by: _ApprovedBy = None,
    ticket: _Ticket = None,
    identifier: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="What to call it; otherwise the next EX-YYYY-NNN."),
    ] = None,
    today: Today = None,
) -> None:
    """Exempt a pair from a requirement until a day.

    Adds one exemption to the file and keeps the rest of it as it is.
    """
    from .commands.exempt import run_exempt
    from .exemption_editing import Terms

    terms = Terms(until, reason, owner, category, approved_by, ticket)
    raise typer.Exit(
        run_exempt(
            name, pair, terms, identifier, policy_pack_config, today, covers=covers, sources=source
        )
    )


def baseline(
    sources: Sources,
    until: _Until,
    owner: _Owner,
    reason: _Reason,
    policy_pack_config: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="The file to add them to; otherwise a new one is printed."
        ),
    ] = None,
    category: _Category = "waiver",
    approved_by: _ApprovedBy = None,
    ticket: _Ticket = None,
    skip_without_pairs: SkipWithoutPairs = False,
    allow_empty: AllowEmpty = False,
    mappings: MappingsFile = None,
    today: Today = None,
) -> None:
    """Exempt everything that is a violation today, until a day.

    New pairs, and violations of other requirements, are refused as before.
    """
    from .commands.baseline import run_baseline
    from .exemption_editing import Terms

    terms = Terms(until, reason, owner, category, approved_by, ticket)
    raise typer.Exit(
        run_baseline(
            sources,
            terms,
            policy_pack_config,
            today,
            skip_without_pairs,
            allow_empty=allow_empty,
            mappings=mappings,
        )
    )


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
    from .commands.check import run_check

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
    from .commands.coverage import run_coverage

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
    from .commands.graph import run_graph

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
    from .commands.preview import run_preview_command

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
    from .commands.convert import run_convert

    raise typer.Exit(run_convert(results, report or []))


app.command()(exemptions)
app.command()(exempt)
app.command()(baseline)
app.command()(scan_xpp)


@app.command()
def requirements() -> None:
    """List the requirements, their levels and parameters."""
    from .commands.requirements import run_requirements

    run_requirements()


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="NAME-OR-ID", help="same-tenant, or DW010.")],
) -> None:
    """Say what one requirement checks, why, and how to fix it.

    Also the facts that decide it, its parameters with their defaults, and its sources.
    """
    from .commands.explain import run_explain

    raise typer.Exit(run_explain(name))
