"""Which tables count: exports, maps, entities, and the list that comes with the tool."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dualwrite.xpp.entities import read_metadata, standard_entities, standard_maps
from dualwrite.xpp.errors import UnreadableError
from dualwrite.xpp.maps import built_in, read_maps
from dualwrite.xpp.table_files import read_table_file
from dualwrite.xpp.tables import MappedTables, TableList
from support.xpp_trees import ax_table, write_tree

LISTS = {
    "one a line": "SalesTable\n\n# own\nCustTable\n",
    "one column": "RefTableName\nSalesTable\nCustTable\n",
    "export": 'RefEntityName,RefTableName,Field\nA,SalesTable,"x, y"\nA,SALESTABLE,z\nB,CustTable,\n',
    "semicolons": "reftablename;refentityname\r\nSalesTable;A\r\nCustTable;B\r\n",
    "tabs": "RefEntityName\tRefTableName\nA\tSalesTable\nB\tCustTable\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", LISTS)
def test_lists_of_tables(name: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "tables.csv"
    file.write_bytes(LISTS[name].encode(encoding))
    found = read_table_file(str(file))
    assert {one.lower() for one in found.names} == {"salestable", "custtable"}
    assert (found.source, found.is_complete, found.reasons) == ("tables.csv, 2 tables", True, ())
    assert found.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_an_entity_without_a_table_leaves_the_list_open(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("RefEntityName,RefTableName\nA,SalesTable\nB,\n")
    found = read_table_file(str(file))
    assert (found.is_complete, found.reasons) == (
        False,
        ("the list has no table for the entity B",),
    )


ACCEPTED = (
    "Accepted: CSV with a column RefTableName, as exported from the table BusinessEventsDefinition, or"
    " one table name a line."
)
REFUSED = {
    "empty": (b"", "it names no table."),
    "a header alone": (b"RefTableName\n", "it names no table."),
    "another column": (
        b"Entity,Table\nA,B\n",
        'it has no column RefTableName, but "entity", "table".',
    ),
    "no name": (b"SalesTable\nSales Table\n", 'line 2: "Sales Table" is no name of a table.'),
    "a short row": (b"RefTableName,A\nSalesTable\n", "line 2 has 1 columns, and the first line 2."),
    "bytes": (b"\xe9", "it is no text in UTF-8."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_list(name: str, tmp_path: Path) -> None:
    content, why = REFUSED[name]
    file = tmp_path / "t.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableError) as refused:
        read_table_file(str(file))
    assert str(refused.value) == f"{why} {ACCEPTED}"


def entity(
    *sources: str, name: str = "OwnEntity", public: str = "OwnThing", methods: str = ""
) -> str:
    return (
        f"<AxDataEntityView><Name>{name}</Name><SourceCode><Methods>{methods}</Methods></SourceCode>"
        f"<PublicEntityName>{public}</PublicEntityName><PublicCollectionName>{public}s</PublicCollectionName>"
        f"<ViewMetadata><Name>Metadata</Name><DataSources>{''.join(sources)}</DataSources></ViewMetadata>"
        "</AxDataEntityView>"
    )


def source(table: str, *inner: str, kind: str = "Root", more: str = "") -> str:
    tag = f"AxQuerySimple{kind}DataSource"
    return (
        f"<{tag}><Name>{table}Source</Name><Table>{table}</Table>"
        f"<DataSources>{''.join(inner)}</DataSources><DerivedDataSources />{more}</{tag}>"
    )


OUTER = "<IsReadOnly>Yes</IsReadOnly><JoinMode>OuterJoin</JoinMode>"


def metadata(folder: Path) -> Path:
    hook = (
        "<Method><Name>getEntityDataSourceToFieldMapping</Name><Source><![CDATA["
        "public static container getEntityDataSourceToFieldMapping(container c)"
        " { return c + [[tableNum(HookTable)]]; }]]></Source></Method>"
    )
    lookup = source(
        "LookupTable", source("BelowTable", kind="Embedded"), kind="Embedded", more=OUTER
    )
    joined = source("JoinedTable", kind="Embedded", more="<JoinMode>OuterJoin</JoinMode>")
    files = {
        "M/AxDataEntityView/OwnEntity.xml": entity(
            source("OwnTable", lookup, joined, source("BaseEntity", kind="Embedded")), methods=hook
        ),
        "M/AxDataEntityView/BaseEntity.xml": entity(
            source("BaseTable"), name="BaseEntity", public="B"
        ),
        "M/AxDataEntityView/OpenEntity.xml": entity(
            source("OpenTable", source("MissingEntity", kind="Embedded")),
            name="OpenEntity",
            public="Open",
        ),
        "M/AxDataEntityViewExtension/OwnEntity.Ext.xml": entity(
            source("ExtTable", kind="Embedded"), name="OwnEntity.Ext", public=""
        ).replace("AxDataEntityView>", "AxDataEntityViewExtension>"),
        "M/AxTable/ChildTable.xml": ax_table(
            "", name="ChildTable", properties="<Extends>OwnTable</Extends>"
        ),
        "M/AxTable/Tmp.xml": ax_table("", name="Tmp", properties="<TableType>InMemory</TableType>"),
        "M/AxMap/OwnMap.xml": ax_table("", name="OwnMap", kind="AxMap"),
    }
    return write_tree(folder, files)


def test_the_tables_of_an_entity(tmp_path: Path) -> None:
    found = read_metadata(metadata(tmp_path))
    own = found.entities["ownentity"]
    assert own.read_only == {"LookupTable", "BelowTable"}
    tables = {"OwnTable", "JoinedTable", "BaseTable", "HookTable", "ExtTable"}
    assert found.tables_of(own) == (tables, set())
    assert found.tables_of(found.entities["openentity"]) == ({"OpenTable"}, {"MissingEntity"})
    assert (found.parents, found.temporary, found.maps) == (
        {"childtable": "owntable"},
        {"tmp"},
        {"ownmap"},
    )


def mapping(*legs: tuple[str, str]) -> str:
    return json.dumps(
        {
            "legs": [
                {"sourceSchema": one, "destinationSchema": two, "fieldMappings": []}
                for one, two in legs
            ]
        }
    )


def test_maps_with_metadata(tmp_path: Path) -> None:
    file = tmp_path / "maps.json"
    rows = [{"msdyn_name": "own", "msdyn_mapping": mapping(("Own Things", "new_things"))}]
    file.write_text(json.dumps({"value": rows}))
    found = read_maps(str(file), read_metadata(metadata(tmp_path / "store")))
    assert sorted(found.names) == ["BaseTable", "ExtTable", "HookTable", "JoinedTable", "OwnTable"]
    assert (found.source, found.is_complete, found.reasons) == ("maps.json, 1 map", True, ())


def test_maps_that_are_not_known_leave_the_list_open(tmp_path: Path) -> None:
    file = tmp_path / "maps.json"
    file.write_text(
        mapping(("Own Things", "new_things"), ("Open", "new_open"), ("Customer groups", "x"))
    )
    found = read_maps(str(file), read_metadata(metadata(tmp_path / "store")))
    assert {"OwnTable", "OpenTable", "CustGroup"} <= found.names
    assert found.reasons == ("the map Open: the tables of MissingEntity are not known",)
    assert not found.is_complete
    assert read_maps(str(file), None).reasons == (
        "the map Own Things / new_things: the entity behind it is not known; name its XML with --metadata",
        "the map Open / new_open: the entity behind it is not known; name its XML with --metadata",
    )


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"legs": []}', "[" * 100_000, '{"a_mapping": "{"}']
)
def test_what_holds_no_maps(content: str, tmp_path: Path) -> None:
    file = tmp_path / "maps.json"
    file.write_text(content)
    with pytest.raises(UnreadableError, match="Accepted: JSON of table maps"):
        read_maps(str(file), None)


def test_the_built_in_list_excludes_nothing() -> None:
    found = built_in(None)
    assert {"CustTable", "SalesTable", "SalesLine", "VendTable", "PurchTable"} <= found.names
    assert not found.is_complete
    assert (
        found.source
        == f"built-in list of standard maps (maps of 2021-07-12), {len(found.names)} tables"
    )


def test_each_row_of_the_data_has_its_source_and_its_date() -> None:
    assert len(standard_maps()) == 134
    assert all(one["source"] and one["date"] for one in standard_maps())
    assert len(standard_entities().entities) == 68


@pytest.mark.parametrize(
    ("listed", "table", "counts"),
    [
        ("SalesTable", "SALESTABLE", True),
        ("SalesTable", "Child", True),
        ("Child", "SalesTable", True),
        ("Other", "Child", False),
        ("DirPartyTable", "OMTeam", True),
        ("DirPerson", "DirPartyTable", True),
        ("DirPerson", "OMTeam", False),
    ],
)
def test_relatives_of_a_table(listed: str, table: str, counts: bool) -> None:
    tables = MappedTables(TableList(frozenset({listed}), "a test", ""), {"Child": "SalesTable"})
    assert (table in tables) is counts
