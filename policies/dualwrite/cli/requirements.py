"""``dualwrite requirements``: the table of requirements."""

from __future__ import annotations

from rich.table import Table

from ..requirements import REQUIREMENTS
from .consoles import output_console


def run_requirements() -> None:
    """Print one row a requirement: ID, name, what it says, default level, parameters."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    table.add_column("ID", no_wrap=True)
    table.add_column("requirement", overflow="fold", ratio=1)
    table.add_column("level", no_wrap=True)
    for one in REQUIREMENTS:
        table.add_row(one.id, f"{one.name}\n{one.title}", one.level.value)
    console = output_console()
    console.print(table)
    console.print("dualwrite explain NAME-OR-ID says why, how to fix it and how to configure it.")
