"""Who calls a method whose parameter may be any table, and with which tables."""

from __future__ import annotations

from collections.abc import Iterator

from .fragments import CodeObject, Fragment
from .hits import Call
from .resolving import Code, Table
from .structure import arguments


def calls_in(
    owner: CodeObject, fragment: Fragment, wanted: frozenset[str], shown: str
) -> Iterator[Call]:
    """The calls of some methods, by their names in lower case."""
    code = Code(owner, fragment)
    texts = code.texts
    for index, text in enumerate(texts):
        name = text.lower()
        if name not in wanted or index + 1 >= len(texts) or texts[index + 1] != "(":
            continue
        scope = code.structure.function_at(index)
        if scope is not None and scope.start == index:
            continue  # its own header
        before = texts[index - 1] if index else ""
        qualifier = texts[index - 2].lower() if before == "::" and index >= 2 else None
        is_own = before not in ("::", ".") or texts[index - 2].lower() in (
            "this",
            "super",
            "element",
        )
        if before not in ("::", ".") and (before.lower() == "next" or name == "super"):
            continue
        line, _ = fragment.locate(code.tokens.offsets[index])
        yield Call(
            qualifier,
            code.owners(index) if is_own else (),
            name,
            tuple(_table(code, start, end) for start, end in arguments(texts, index + 1)),
            f"{shown}:{line}",
        )


def _table(code: Code, start: int, end: int) -> str | None:
    """The table of an argument; an empty text for one that no write reaches."""
    found: Table = code.table_of(start, end)
    if found.is_temporary:
        return ""
    return found.name
