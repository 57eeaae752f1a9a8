"""Trees of X++ for the benchmarks: as many files, as large, and as often with a hit as real ones."""

from __future__ import annotations

import random
import re
from pathlib import Path

_WORDS = re.findall(
    r"\w+",
    "sales purch invent cust vend ledger trans line header amount qty price date status item group dim"
    " journal posting account currency tax payment site location batch serial unit worker company",
)
_TABLES = (
    "SalesTable",
    "SalesLine",
    "CustTable",
    "PurchTable",
    "InventTrans",
    "LedgerJournalTrans",
)
_WRITES = (
    "        {name}.doUpdate();\n",
    "        update_recordset {name} setting Status = 1 where {name}.RecId == _recId;\n",
    "        {name}.skipBusinessEvents(true);\n        {name}.update();\n",
    "        delete_from {name} where {name}.Status == 3;\n",
)


def make_tree(folder: Path, files: int, size: int, hits: float, seed: int = 1) -> Path:
    """Write a tree.

    :param size: of a file on average, in bytes; :param hits: the part of the files that hold a hit.
    """
    draw = random.Random(seed)
    methods = [_method(draw, None) for _ in range(400)]
    for number in range(files):
        name = f"{draw.choice(_WORDS).title()}{draw.choice(_WORDS).title()}Handler{number}"
        wanted = int(draw.lognormvariate(0, 0.6) * size * 0.84)
        parts: list[str] = []
        length = 0
        while length < wanted:
            parts.append(draw.choice(methods))
            length += len(parts[-1])
        if draw.random() < hits:
            parts.insert(draw.randrange(len(parts) + 1), _method(draw, draw.choice(_WRITES)))
        target = folder / "Contoso" / f"Model{number % 7}" / "AxClass" / f"{name}.xml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_object(name, "".join(parts)), encoding="utf-8", newline="\r\n")
    return folder


def _object(name: str, methods: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<AxClass xmlns:i="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"\t<Name>{name}</Name>\n\t<SourceCode>\n\t\t<Declaration><![CDATA[\n"
        f"/// <summary>\n/// Handles what belongs to {name}.\n/// </summary>\nclass {name}\n"
        "{\n    SalesTable salesTable;\n    Map values;\n}\n]]></Declaration>\n"
        f"\t\t<Methods>\n{methods}\t\t</Methods>\n\t</SourceCode>\n</AxClass>\n"
    )


def _method(draw: random.Random, write: str | None) -> str:
    name = "".join(draw.choice(_WORDS).title() for _ in range(3))
    table = draw.choice(_TABLES)
    variable = table[0].lower() + table[1:]
    lines = [_statement(draw) for _ in range(draw.randrange(4, 30))]
    if write is not None:
        lines.insert(draw.randrange(len(lines) + 1), write.format(name=variable))
    return (
        f"\t\t\t<Method>\n\t\t\t\t<Name>{name}</Name>\n\t\t\t\t<Source><![CDATA[\n"
        f"    /// <summary>\n    /// Does something to {draw.choice(_WORDS)}.\n    /// </summary>\n"
        f"    public boolean {name}(RecId _recId, Args _args)\n    {{\n"
        f"        {table} {variable};\n        boolean ret = true;\n\n"
        f"        select forupdate {variable} where {variable}.RecId == _recId;\n"
        f"{''.join(lines)}        return ret;\n    }}\n\n]]></Source>\n\t\t\t</Method>\n"
    )


def _statement(draw: random.Random) -> str:
    one, two = draw.choice(_WORDS), draw.choice(_WORDS)
    return draw.choice(
        (
            f"        this.parm{one.title()}(_args.parm{two.title()}());\n",
            f'        info(strFmt("@Contoso:{one.title()}{two.title()}", {one}.{two}, "it\'s"));\n',
            f"        if ({one}.{two}() > 0 && !{two}.exists)\n"
            "        {\n            ret = false;\n        }\n",
            f"        // the {one} comes before the {two}\n",
            f"        while select {one}Table where {one}Table.{two.title()} == {two}\n"
            f"        {{\n            {one}Table.{two.title()} += 1;\n        }}\n",
            f"        {one}{two.title()}.update();\n",
        )
    )
