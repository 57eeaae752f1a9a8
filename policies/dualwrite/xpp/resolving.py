"""Which table a receiver is: from declarations, attributes and data sources, without Microsoft's metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .fragments import CodeObject, Fragment, Kind
from .hits import Awaited
from .lexer import Tokens, lex, string_value
from .structure import (
    Attribute,
    Declaration,
    Scope,
    Structure,
    arguments,
    attributes_of,
    is_word,
    opening,
    read_structure,
)

_ANY_TABLE = frozenset(("common", "xrecord", "record", "anytype", "object"))
_CONTEXTS = frozenset(("dataentitydatasourceruntimecontext", "dataentityruntimecontext"))
_RECORDS = (Kind.TABLE, Kind.VIEW, Kind.ENTITY)
_EXTENDED = ("tablestr", "dataentityviewstr", "viewstr", "mapstr", "classstr", "formstr")
_WHITE_SPACE = re.compile(r"\s+")
_LONGEST_RECEIVER = 120


@dataclass(frozen=True)
class Table:
    """What a receiver turned out to be."""

    name: str | None
    by: str | None = None
    reason: str | None = None
    inferred: bool = False
    awaited: Awaited | None = None
    declaration: Declaration | None = None
    is_temporary: bool = False


def _unknown(reason: str, **more: object) -> Table:
    return replace(Table(None, reason=reason), **more)  # type: ignore[arg-type]


class Code:
    """One fragment, understood."""

    def __init__(self, owner: CodeObject, fragment: Fragment) -> None:
        self.owner = owner
        self.fragment = fragment
        self.tokens: Tokens = lex(fragment.text)
        self.texts = self.tokens.texts
        self.structure: Structure = read_structure(self.tokens)
        self._made_temporary: dict[str, list[int]] = {}
        """Where which names are made temporary, in lower case."""
        for at in range(2, len(self.texts)):
            if self.texts[at].lower() in ("settmp", "settmpdata") and self.texts[at - 1] == ".":
                self._made_temporary.setdefault(self.texts[at - 2].lower(), []).append(at - 2)

    @property
    def _declared(self) -> Structure | None:
        """The declaration of the class, where it is a text of its own."""
        declaration = self.owner.declaration
        if declaration is None or declaration is self.fragment:
            return None
        return _structure_of(declaration.text)

    # What the code stands in

    def class_scope(self, index: int) -> Scope | None:
        """The class around a token, in this text or in its declaration."""
        own = self.structure.class_at(index)
        if own is not None or self._declared is None:
            return own
        classes = self._declared.classes()
        return classes[0] if classes else None

    def class_attributes(self, index: int) -> list[Attribute]:
        """The attributes of the class around a token."""
        own = self.structure.class_at(index)
        if own is not None:
            return list(attributes_of(self.structure, own))
        if self._declared is None:
            return []
        classes = self._declared.classes()
        return list(attributes_of(self._declared, classes[0])) if classes else []

    def method_attributes(self, index: int) -> list[Attribute]:
        """The attributes of the method around a token."""
        return list(attributes_of(self.structure, self.structure.method_at(index)))

    def object_name(self, index: int) -> str:
        """The object that a token belongs to: a class in a whole file says its own name."""
        own = self.structure.class_at(index)
        if own is not None and (self.owner.is_part or not self.owner.name):
            return own.name
        return self.owner.name

    def method_name(self, index: int) -> str:
        """The method that a token stands in, as the text or else the file calls it."""
        method = self.structure.method_at(index)
        if method is not None:
            return method.name
        return self.fragment.method or ("classDeclaration" if self.owner.declaration else "")

    def owners(self, index: int) -> tuple[str, ...]:
        """The names, in lower case, that the methods around a token can be called by."""
        found = [self.object_name(index), *(name for _, name in self._extended(index))]
        scope = self.class_scope(index)
        if scope is not None and scope.extends:
            found.append(scope.extends)
        return tuple(dict.fromkeys(one.lower() for one in found if one))

    def _extended(self, index: int) -> Iterator[tuple[str, str]]:
        for attribute in self.class_attributes(index):
            if attribute.name != "extensionof" or not attribute.arguments:
                continue
            words = [one for one in attribute.arguments[0] if is_word(one)]
            if len(words) >= 2:
                yield words[0].lower(), words[-1]

    # Receivers

    def receiver_before(self, dot: int) -> tuple[int, int]:
        """The tokens of what stands before a dot: the first, and the one after the last."""
        end = start = dot
        texts = self.texts
        while start > 0:
            at = start - 1
            if texts[at] in (")", "]"):
                at = opening(texts, at)
                if at < 0:
                    break
                if (
                    at > 0
                    and is_word(texts[at - 1])
                    and texts[at - 1].lower() not in ("return", "in")
                ):
                    at -= 1
                elif texts[at] == "[":
                    break
            elif not is_word(texts[at]):
                break
            start = at
            if start == 0 or texts[start - 1] not in (".", "::"):
                break
            start -= 1
        return start, end

    def shown(self, start: int, end: int) -> str:
        """Tokens as they are written, on one line."""
        if end <= start:
            return ""
        offsets = self.tokens.offsets
        last = offsets[end - 1] + len(self.texts[end - 1])
        text = _WHITE_SPACE.sub(" ", self.fragment.text[offsets[start] : last])
        return text if len(text) <= _LONGEST_RECEIVER else f"{text[: _LONGEST_RECEIVER - 1]}…"

    def table_of(self, start: int, end: int) -> Table:
        """The table of an expression."""
        texts = self.texts
        if end <= start:
            return _unknown("it has no receiver")
        if texts[end - 1] == ")":
            return self._of_call(start, end)
        if texts[end - 1] == "]":
            at = opening(texts, end - 1)
            if at > start:
                return self.table_of(start, at)
            return _unknown(f"{self.shown(start, end)} is an expression")
        words = texts[start:end]
        if len(words) == 1:
            return self.table_of_name(words[0], start)
        if len(words) == 3 and words[1] == "." and words[0].lower() in ("this", "element"):
            return self._of_member(words[2], start)
        return _unknown(f"{self.shown(start, end)} belongs to another object")

    def table_of_name(self, name: str, index: int) -> Table:
        """The table that a name is a record of, at a token."""
        if name.lower() in ("this", "super"):
            return self._of_this(index)
        if name == "#macro":
            return _unknown("a macro stands there")
        declared = self.structure.find(name, index)
        if declared is not None:
            return self._marked(self._of_declaration(declared, index, self.structure), name, index)
        return self._marked(self._of_member(name, index), name, index)

    def _of_member(self, name: str, index: int) -> Table:
        scope = self.class_scope(index)
        fields = scope.names.get(name.lower()) if scope is not None else None
        if fields:
            declared = fields[-1]
            structure = self.structure if self.structure.class_at(index) else self._declared
            return self._of_declaration(declared, index, structure or self.structure)
        for known, table in self.owner.data_sources.items():
            if known.lower() == name.lower():
                return Table(table, "dataSource")
            if f"{known.lower()}_ds" == name.lower():
                return Table(table, "dataSource")
        if self.owner.kind is Kind.FORM and self.fragment.data_source == name:
            return Table(name, "dataSource", inferred=True)
        return _unknown(f"{name} is not declared in this file")

    def _of_declaration(self, declared: Declaration, index: int, structure: Structure) -> Table:
        kind = declared.type.lower()
        if kind == "var":
            return self._of_initial(declared, structure)
        if kind in _CONTEXTS:
            return self._of_context(index)
        if kind not in _ANY_TABLE:
            return Table(declared.type, declared.by, declaration=declared)
        if declared.initial is not None and structure is self.structure:
            initial = self._of_initial(declared, structure)
            if initial.name is not None:
                return initial
        text = f"{declared.name} is declared as {declared.type}"
        handled = self._handled(index) if declared.by == "parameter" else None
        if handled is not None:
            return Table(handled, "parameter", inferred=True, declaration=declared)
        function = self.structure.function_at(index)
        is_own = function is not None and function is self.structure.method_at(index)
        if declared.by == "parameter" and function is not None and is_own:
            awaited = Awaited(self.owners(index), function.name, declared.parameter or 0)
            return _unknown(text, awaited=awaited, declaration=declared)
        return _unknown(text, declaration=declared)

    def _handled(self, index: int) -> str | None:
        """The table whose events a method handles: ``[DataEventHandler(tableStr(T), ...)]``."""
        for attribute in self.method_attributes(index):
            if attribute.name == "dataeventhandler" and attribute.arguments:
                words = [one for one in attribute.arguments[0] if is_word(one)]
                if len(words) == 2 and words[0].lower() == "tablestr":
                    return words[1]
        return None

    def _of_initial(self, declared: Declaration, structure: Structure) -> Table:
        """What a variable is set to where it is declared."""
        if declared.initial is None or structure is not self.structure:
            return _unknown(f"{declared.name} is declared as {declared.type}", declaration=declared)
        texts, start = self.texts, declared.initial
        end = start
        depth = 0
        while end < len(texts) and (depth or texts[end] not in (";", ",")):
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(texts[end], 0)
            if depth < 0:
                break
            end += 1
        if texts[start : start + 1] == ["new"] and start + 1 < end:
            return Table(texts[start + 1], "declaration", declaration=declared)
        if end - start >= 3 and texts[end - 2].lower() == "as":
            return Table(texts[end - 1], "cast", declaration=declared)
        if end <= start or (end - start == 1 and texts[start].lower() == declared.name.lower()):
            return _unknown(f"{declared.name} is declared as {declared.type}", declaration=declared)
        return replace(self.table_of(start, end), declaration=declared, awaited=None)

    def _of_call(self, start: int, end: int) -> Table:
        texts = self.texts
        at = opening(texts, end - 1)
        shown = self.shown(start, end)
        if at <= start:  # (expression)
            inner = [one.lower() for one in texts[start + 1 : end - 1]]
            if len(inner) >= 3 and inner[-2] == "as":
                return Table(texts[end - 2], "cast")
            if len(inner) == 1:
                return self.table_of_name(texts[start + 1], start + 1)
            return _unknown(f"{shown} is an expression")
        name = texts[at - 1].lower()
        before = texts[at - 2] if at - 2 >= start else ""
        if before == "::" and name.startswith("find"):
            return Table(texts[at - 3], "find", inferred=True)
        if not before and name == "super":
            return self._of_this(start)
        if before == "." and name == "get":
            found = self.table_in(at)
            if found is not None:
                return Table(found, "query")
        if before == "." and name == "cursor" and at - 3 == start:
            own = self.fragment.data_source if texts[start].lower() == "this" else None
            found_source = self._of_member(own or texts[start], start)
            if found_source.by == "dataSource":
                return found_source
        return _unknown(f"{shown} is an expression")

    def table_in(self, bracket: int) -> str | None:
        """The table that is named by ``tableNum(T)``, ``tableStr(T)`` or ``buffer.TableId`` in a call."""
        for start, end in arguments(self.texts, bracket)[:1]:
            words = self.texts[start:end]
            if len(words) == 4 and words[0].lower() in ("tablenum", "tablestr"):
                return words[2]
            if len(words) == 3 and words[1] == "." and words[2].lower() == "tableid":
                return self.table_of_name(words[0], start).name
            if len(words) == 4 and words[0].lower() in ("tablename2id", "str2tableid"):
                return string_value(words[2])
        return None

    def _of_this(self, index: int) -> Table:
        for how, name in self._extended(index):
            if how in ("classstr", "formstr"):
                return Table(None, "class")
            if how == "mapstr":
                return _unknown(f"it extends the map {name}, which stands for several tables")
            if how == "formdatasourcestr":
                return _unknown(f"it extends the data source {name} of a form", inferred=True)
            if how in _EXTENDED:
                return Table(name, "extensionOf")
        if self.fragment.data_source is not None:
            return self._of_member(self.fragment.data_source, index)
        if self.owner.kind in _RECORDS:
            return Table(self.object_name(index), "this")
        if self.owner.kind is Kind.MAP:
            return _unknown(f"{self.owner.name} is a map, which stands for several tables")
        scope = self.class_scope(index)
        if scope is not None and scope.extends.lower() in ("common", "xrecord"):
            return Table(self.object_name(index), "this")
        return Table(None, "class")

    def _of_context(self, index: int) -> Table:
        """The data source of an entity that a context is about: the one that the code last named."""
        texts = self.texts
        function = self.structure.function_at(index)
        for at in range(index, function.start if function else 0, -1):
            if texts[at].lower() == "dataentitydatasourcestr" and at + 4 < len(texts):
                entity, source = texts[at + 2], texts[at + 4]
                known = {one.lower(): table for one, table in self.owner.data_sources.items()}
                if entity.lower() == self.owner.name.lower() and source.lower() in known:
                    return Table(known[source.lower()], "dataSource", inferred=True)
                return Table(source, "dataSource", inferred=True)
        return _unknown("a context of an entity's data sources stands for several tables")

    def _marked(self, found: Table, name: str, index: int) -> Table:
        return (
            replace(found, is_temporary=True) if self._is_temporary(found, name, index) else found
        )

    def _is_temporary(self, found: Table, name: str, index: int) -> bool:
        """Whether the record was made temporary earlier in the method."""
        method = self.structure.method_at(index)
        first = method.start if method is not None else 0
        own = self.structure.find(name, index)
        return any(
            first < at < index and self.structure.find(name, at) is own
            for at in self._made_temporary.get(name.lower(), ())
        )


@lru_cache(maxsize=1)  # the methods of one object come one after the other
def _structure_of(text: str) -> Structure:
    return read_structure(lex(text))
