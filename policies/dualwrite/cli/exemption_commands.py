"""The commands about exemptions and their options; ``app.py`` adds them to the others."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import AllowEmpty, MappingsFile, OutputFormat, SkipWithoutPairs, Sources, Today

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
    from .exemptions import run_exemptions

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
    from .exempt import run_exempt
    from .granting import Terms

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
    from .baseline import run_baseline
    from .granting import Terms

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
