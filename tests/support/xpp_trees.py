"""Trees of X++ for tests: files of the model store around a text, with known places in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dualwrite.xpp.document import document
from dualwrite.xpp.judging import Judged, judge
from dualwrite.xpp.scanning import scan
from dualwrite.xpp.tables import TableList, normalised

MAPPED = ("SalesTable", "SalesLine", "CustTable", "PurchTable")
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


def cdata(text: str) -> str:
    """A text as the model store writes it: a ``]]>`` in it is split."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def method(name: str, source: str, *, escaped: bool = False) -> str:
    """A method of an object."""
    shown = source
    if escaped:
        shown = source.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#xD;\n")
    else:
        shown = cdata(source)
    return f"<Method><Name>{name}</Name>\n<Source>{shown}</Source></Method>\n"


def ax_class(
    source: str,
    *,
    name: str = "Helper",
    declaration: str | None = None,
    method_name: str = "run",
    escaped: bool = False,
) -> str:
    """An AxClass with one method."""
    declared = declaration if declaration is not None else f"class {name}\n{{\n}}\n"
    return (
        f"{_HEAD}<AxClass {_NAMESPACE}>\n<Name>{name}</Name>\n<SourceCode>\n"
        f"<Declaration>{cdata(declared)}</Declaration>\n<Methods>\n"
        f"{method(method_name, source, escaped=escaped)}</Methods>\n</SourceCode>\n</AxClass>\n"
    )


def ax_table(source: str, *, name: str, properties: str = "", kind: str = "AxTable") -> str:
    """A table, a map or a view with one method."""
    return (
        f"{_HEAD}<{kind} {_NAMESPACE}>\n<Name>{name}</Name>\n<SourceCode>\n"
        f"<Declaration>{cdata(f'public class {name} extends common {{ }}')}</Declaration>\n<Methods>\n"
        f"{method('run', source)}</Methods>\n</SourceCode>\n{properties}</{kind}>\n"
    )


def ax_form(source: str, *, sources: Mapping[str, str], on: str | None = None) -> str:
    """A form with data sources and one method, of the form or of a data source."""
    own = method("run", source)
    on_form = own if on is None else ""
    on_source = (
        f"<DataSources><DataSource><Name>{on}</Name><Methods>{own}</Methods></DataSource></DataSources>\n"
        if on is not None
        else ""
    )
    declared = "".join(
        f'<AxFormDataSource xmlns=""><Name>{one}</Name><Table>{table}</Table>'
        "<Fields><AxFormDataSourceField><DataField>A</DataField></AxFormDataSourceField></Fields>"
        "</AxFormDataSource>\n"
        for one, table in sources.items()
    )
    declaration = method("classDeclaration", "[Form]\npublic class F extends FormRun\n{\n}\n")
    return (
        f"{_HEAD}<AxForm {_NAMESPACE}>\n<Name>F</Name>\n<SourceCode>\n"
        f'<Methods xmlns="">{declaration}{on_form}</Methods>\n'
        f"{on_source}</SourceCode>\n<DataSources>\n{declared}</DataSources>\n</AxForm>\n"
    )


def xpo_class(source: str, *, name: str = "Helper", kind: str = "CLS", word: str = "CLASS") -> str:
    """A class or a table in an export of AX 2012."""
    lines = "".join(f"        #{line}\n" for line in source.split("\n"))
    return (
        f"***Element: {kind}\n\n; Microsoft Dynamics AX: {name}\n  {word}VERSION 1\n  \n  {word} #{name}\n"
        f"    PROPERTIES\n      Name                #{name}\n    ENDPROPERTIES\n    \n    METHODS\n"
        f"      SOURCE #run\n{lines}      ENDSOURCE\n    ENDMETHODS\n  END{word}\n\n"
    )


def xpo(*elements: str) -> str:
    """A whole export."""
    head = "Exportfile for AOT version 1.0 or later\nFormatversion: 1\n\n"
    return f"{head}{''.join(elements)}***Element: END\n"


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def mapped(names: Iterable[str] = MAPPED) -> TableList:
    """A list of tables that is complete."""
    return TableList(normalised(names), "a test", "0" * 64)


def judged(root: Path, names: Iterable[str] = MAPPED, cache: Path | None = None) -> Judged:
    """Scan a tree and judge it."""
    return judge(scan([str(root)], (), cache), mapped(names))


def findings(root: Path, names: Iterable[str] = MAPPED) -> list[dict[str, Any]]:
    """The findings of a tree, as the document has them."""
    rows: list[dict[str, Any]] = document(judged(root, names))["findings"]
    return rows


def short(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, str | None, str | None]]:
    """What most tests compare: rule, construct, table, and how it was resolved."""
    return [(one["rule"], one["construct"], one["table"], one["resolvedBy"]) for one in rows]


def in_class(
    folder: Path, source: str, **options: Any
) -> list[tuple[str, str, str | None, str | None]]:
    """The findings of one method of a class."""
    write_tree(folder, {"AxClass/Helper.xml": ax_class(source, **options)})
    return short(findings(folder))
