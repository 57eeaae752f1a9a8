"""The constructs that the rules list, found in the tokens of one object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .fragments import CodeObject, Fragment, Kind
from .hits import Hit
from .lexer import Tokens, lex, string_value
from .resolving import Code, Table
from .structure import arguments, is_word

_DO = {"doinsert": "doInsert", "doupdate": "doUpdate", "dodelete": "doDelete"}
_SET_BASED = {
    "insert_recordset": "X3",
    "update_recordset": "X3",
    "delete_from": "X4",
}
_LISTS = {"recordinsertlist": "RecordInsertList", "recordsortedlist": "RecordSortedList"}
_SYSDA = {
    "sysdainsertobject": "SysDaInsertObject",
    "sysdaupdateobject": "SysDaUpdateObject",
    "sysdadeleteobject": "SysDaDeleteObject",
}
_SQL = {
    "executeupdate": "executeUpdate",
    "executeupdatewithparameters": "executeUpdateWithParameters",
}
_SKIPS = ("skipdatamethods", "skipevents", "skipdatabaselog")
_ROW_WRITES = ("insert", "update", "delete", "write")
_HINTS = frozenset(
    ("crosscompany", "firstonly", "firstfast", "forceliterals", "forceplaceholders", "generateonly",
     "optimisticlock", "pessimisticlock", "repeatableread", "validtimestate", "forupdate")
)  # fmt: skip
_SQL_TARGET = re.compile(
    r"\b(?:UPDATE(?:\s+TOP\s*\(\s*\d+\s*\))?|INSERT(?:\s+INTO)?|DELETE(?:\s+FROM)?|MERGE(?:\s+INTO)?"
    r"|TRUNCATE\s+TABLE)\s+((?:[\[\"]?\w+[\]\"]?\s*\.\s*){0,3}[\[\"]?)([A-Za-z_]\w*)",
    re.IGNORECASE,
)
_NOT_A_TABLE = frozenset(("from", "into", "set", "top", "table"))

Found = tuple[Hit, int]
"""A hit, and where it is in the text of its fragment."""


def find_hits(
    owner: CodeObject, fragment: Fragment, code: Code, lists_are_written: bool
) -> Iterator[Found]:
    """All hits of a fragment.

    :param lists_are_written: whether the object calls ``insertDatabase``, without which a
        RecordSortedList only sorts.
    """
    if owner.kind is Kind.MACRO:
        yield from _in_macro(owner, fragment, code, 0, fragment.text)
        return
    finder = _Finder(owner, fragment, code, lists_are_written)
    for index, text in enumerate(code.texts):
        if is_word(text):
            yield from finder.at(index, text.lower())
    for macro in code.tokens.macros:
        yield from _in_macro(owner, fragment, code, macro.offset, macro.text)


def _in_macro(
    owner: CodeObject, fragment: Fragment, code: Code, offset: int, text: str
) -> Iterator[Found]:
    """What stands in the text of a macro is written wherever the macro is used."""
    inner = lex(text)
    known = {**_DO, **_SQL, **{one: one for one in _SET_BASED}, **_LISTS, **_SYSDA}
    known["skipbusinessevents"] = "skipBusinessEvents"
    for at, word in enumerate(inner.texts):
        construct = known.get(word.lower())
        if construct is not None:
            reason = "it stands in a macro, and where that is used cannot be told"
            found = Table(None, reason=reason)
            place = offset + inner.offsets[at]
            index = max(code.tokens.at(place), 0)
            yield _hit(
                owner, fragment, code, index, place, _rule_of(word.lower()), construct, "", found
            )
    for macro in inner.macros:
        yield from _in_macro(owner, fragment, code, offset + macro.offset, macro.text)


def _rule_of(word: str) -> str:
    if word in _DO:
        return "X1"
    if word in _SET_BASED:
        return _SET_BASED[word]
    if word in _LISTS:
        return "X5"
    if word in _SYSDA:
        return "X6"
    return "X7" if word in _SQL else "X2"


class _Finder:
    def __init__(
        self, owner: CodeObject, fragment: Fragment, code: Code, lists_are_written: bool
    ) -> None:
        self._owner, self._fragment, self._code = owner, fragment, code
        self._texts = code.texts
        self._lists_are_written = lists_are_written

    def at(self, index: int, word: str) -> Iterator[Found]:
        """The hit of a word, if it is one."""
        if word in _DO and self._is_call(index):
            yield from self._on_receiver("X1", index, _DO[word])
        elif word == "skipbusinessevents" and self._is_call(index):
            yield from self._skipping(index)
        elif word in _SET_BASED:
            yield from self._set_based(index, word)
        elif word in _LISTS and self._is_made(index):
            if word == "recordinsertlist" or self._lists_are_written:
                yield from self._list(index, _LISTS[word])
        elif word in _SYSDA and self._is_made(index):
            yield self._made("X6", index, _SYSDA[word], *self._sysda(index))
        elif word in _SQL and self._is_call(index):
            yield from self._sql(index, _SQL[word])
        elif word == "skipdatamethods" and self._is_call(index):
            yield from self._skipping_methods(index)

    def _text(self, index: int) -> str:
        return self._texts[index] if 0 <= index < len(self._texts) else ""

    def _is_call(self, index: int) -> bool:
        return self._text(index - 1) == "." and self._text(index + 1) == "("

    def _is_made(self, index: int) -> bool:
        return self._text(index - 1).lower() == "new" and self._text(index + 1) == "("

    def _on_receiver(
        self, rule: str, index: int, construct: str, reason: str | None = None
    ) -> Iterator[Found]:
        start, end = self._code.receiver_before(index - 1)
        found = self._code.table_of(start, end)
        if found.by == "class" or found.is_temporary:
            return
        if reason is not None and found.name is not None:
            found = Table(found.name, found.by, reason, found.inferred)
        yield self._made(rule, index, construct, self._code.shown(start, end), found)

    def _skipping(self, index: int) -> Iterator[Found]:
        argument = [one.lower() for one in self._argument(index)]
        if argument in ([], ["false"], ["0"], ["noyes", "::", "no"]):
            return
        certain = argument in (["true"], ["1"], ["noyes", "::", "yes"])
        reason = None if certain else "its argument is known only when it runs"
        yield from self._on_receiver("X2", index, "skipBusinessEvents", reason)

    def _argument(self, index: int) -> list[str]:
        found = arguments(self._texts, index + 1)
        return self._texts[found[0][0] : found[0][1]] if found else []

    def _set_based(self, index: int, word: str) -> Iterator[Found]:
        rule = _SET_BASED[word]
        if self._text(index - 1) in ("::", ".") and self._text(index + 1) == "(":
            if self._text(index - 2).lower() != "query":
                return
            found, shown = Table(None, reason="a query says its table when it runs"), "Query"
            spans = arguments(self._texts, index + 1)
            if word == "insert_recordset" and spans:
                found, shown = self._code.table_of(*spans[0]), self._code.shown(*spans[0])
        else:
            at = index + 1
            while self._text(at).lower() in _HINTS:
                at += 1
            end = at + 1
            while self._text(end) == "." and is_word(self._text(end + 1)):
                end += 2
            if self._text(at) == "#macro":
                found = Table(None, reason="a macro stands there")
            elif not is_word(self._text(at)):
                return
            else:
                found = self._code.table_of(at, end)
            shown = self._code.shown(at, end)
        if found.by != "class" and not found.is_temporary:
            yield self._made(rule, index, word, shown, found)

    def _list(self, index: int, construct: str) -> Iterator[Found]:
        table = self._code.table_in(index + 1)
        spans = arguments(self._texts, index + 1)
        shown = self._code.shown(*spans[0]) if spans else ""
        if table is None:
            found = Table(None, reason=f"the table is that of {shown or 'a list'}")
        else:
            found = Table(table, "tableNum")
        yield self._made("X5", index, construct, shown, found)

    def _sysda(self, index: int) -> tuple[str, Table]:
        """The record that an object is made for: itself, or behind a SysDaQueryObject."""
        spans = arguments(self._texts, index + 1)
        if not spans:
            return "", Table(None, reason="it is made without a record")
        start, end = spans[0]
        inner = self._query_object(start, end)
        if inner is None and end - start == 1:
            inner = self._assigned(self._texts[start], index)
        if inner is None and end - start == 1:
            found = self._code.table_of(start, end)
            if (found.name or "").lower().startswith("sysda"):
                found = Table(None, reason=f"{self._texts[start]} is made elsewhere")
            return self._texts[start], found
        if inner is None:
            return self._code.shown(start, end), Table(None, reason="it is made from an expression")
        return self._code.shown(*inner), self._code.table_of(*inner)

    def _query_object(self, start: int, end: int) -> tuple[int, int] | None:
        words = [one.lower() for one in self._texts[start : start + 2]]
        if words == ["new", "sysdaqueryobject"] and end > start + 3:
            spans = arguments(self._texts, start + 2)
            return spans[0] if spans else None
        return None

    def _assigned(self, name: str, index: int) -> tuple[int, int] | None:
        """The record of the SysDaQueryObject that a variable was last set to."""
        for at in range(index - 1, 0, -1):
            if self._text(at).lower() == name.lower() and self._text(at + 1) == "=":
                return self._query_object(at + 2, len(self._texts))
        return None

    def _sql(self, index: int, construct: str) -> Iterator[Found]:
        start, end = self._code.receiver_before(index - 1)
        receiver = self._code.table_of(start, end)
        if receiver.name is not None and receiver.name.lower() not in ("statement", "var"):
            return
        shown = self._code.shown(start, end)
        spans = arguments(self._texts, index + 1)
        literals = self._literals(*spans[0], index) if spans else []
        statement = "".join(literals)
        tables = [
            one
            for _, one in _SQL_TARGET.findall(statement)
            if one.lower() not in _NOT_A_TABLE and not one.startswith("%")
        ]
        if not tables:
            found = Table(None, reason="the statement is put together when it runs")
            yield self._made("X7", index, construct, shown, found)
        for table in dict.fromkeys(tables):
            yield self._made("X7", index, construct, shown, Table(table, "literal"))

    def _literals(self, start: int, end: int, index: int, follow: bool = True) -> list[str]:
        """The strings of an expression; of the variables in it, what they were set to."""
        found: list[str] = []
        for at in range(start, end):
            text = self._texts[at]
            value = string_value(text)
            if value is not None:
                found.append(value)
            elif follow and is_word(text) and self._text(at + 1) != "(":
                found.extend(self._set_to(text, index))
        return found

    def _set_to(self, name: str, index: int) -> list[str]:
        method = self._code.structure.method_at(index)
        found: list[str] = []
        for at in range(method.start if method else 0, index):
            if self._text(at).lower() == name.lower() and self._text(at + 1) in ("=", "+"):
                start = at + 2 if self._text(at + 1) == "=" else at + 3
                end = start
                while end < index and self._text(end) not in (";", "{", "}"):
                    end += 1
                found.extend(self._literals(start, end, index, follow=False))
        return found

    def _skipping_methods(self, index: int) -> Iterator[Found]:
        if [one.lower() for one in self._argument(index)] != ["true"]:
            return
        start, end = self._code.receiver_before(index - 1)
        words = [one.lower() for one in self._texts[start:end]]
        method = self._code.structure.method_at(index)
        if method is None or not words:
            return
        called: set[str] = set()
        for at in range(method.start, min(method.end + 1, len(self._texts))):
            name = self._text(at).lower()
            if not self._is_call(at) or name not in (*_SKIPS, *_ROW_WRITES):
                continue
            own = self._code.receiver_before(at - 1)
            if [one.lower() for one in self._texts[own[0] : own[1]]] != words:
                continue
            if name in _ROW_WRITES or [one.lower() for one in self._argument(at)] == ["true"]:
                called.add("write" if name in _ROW_WRITES else name)
        if called == {*_SKIPS, "write"}:
            yield from self._on_receiver("X8", index, "skipDataMethods")

    def _made(self, rule: str, index: int, construct: str, shown: str, found: Table) -> Found:
        offset = self._code.tokens.offsets[index]
        return _hit(
            self._owner, self._fragment, self._code, index, offset, rule, construct, shown, found
        )


def _hit(
    owner: CodeObject,
    fragment: Fragment,
    code: Code,
    index: int,
    offset: int,
    rule: str,
    construct: str,
    receiver: str,
    found: Table,
) -> Found:
    line, column = fragment.locate(offset)
    name, method = code.object_name(index), code.method_name(index)
    reason = found.reason or _in_condition(code.tokens, offset)
    hit = Hit(
        rule=rule,
        line=line,
        column=column,
        kind=owner.kind.value,
        object=name,
        method=method,
        path=f"dynamics://{owner.kind.value}/{name}/{fragment.path}Method/{method}",
        construct=construct,
        receiver=receiver,
        table=found.name,
        resolved_by=found.by,
        inferred=found.inferred,
        reason=reason,
        awaited=found.awaited,
    )
    return hit, offset


def _in_condition(tokens: Tokens, offset: int) -> str | None:
    """Why code between ``#if`` and ``#endif`` may be switched off."""
    for condition in tokens.conditions:
        if condition.start < offset < condition.end:
            is_defined = condition.name in tokens.defined
            if not is_defined or condition.negated:
                word = "#ifnot" if condition.negated else "#if"
                return f"it is under {word}.{condition.name}, which another file may decide"
    return None
