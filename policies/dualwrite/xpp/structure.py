"""What X++ declares, and where it is in force: classes, functions, blocks, variables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from .lexer import Tokens, string_value

MODIFIERS = frozenset(
    [
        "public",
        "private",
        "protected",
        "internal",
        "static",
        "final",
        "abstract",
        "client",
        "server",
        "display",
        "edit",
        "readonly",
        "const",
        "delegate",
        "async",
    ]
)
_KEYWORDS = frozenset(
    [
        "as",
        "asc",
        "at",
        "avg",
        "break",
        "breakpoint",
        "by",
        "byref",
        "case",
        "catch",
        "changecompany",
        "class",
        "container_",
        "continue",
        "count",
        "crosscompany",
        "default",
        "delete_from",
        "desc",
        "div",
        "do",
        "else",
        "eventhandler",
        "exists",
        "extends",
        "false",
        "finally",
        "firstfast",
        "firstonly",
        "firstonly1",
        "firstonly10",
        "firstonly100",
        "firstonly1000",
        "flush",
        "for",
        "forceliterals",
        "forcenestedloop",
        "forceplaceholders",
        "forceselectorder",
        "forupdate",
        "from",
        "generateonly",
        "group",
        "hint",
        "if",
        "implements",
        "in",
        "index",
        "insert_recordset",
        "interface",
        "is",
        "join",
        "like",
        "maxof",
        "minof",
        "mod",
        "new",
        "next",
        "nofetch",
        "notexists",
        "null",
        "optimisticlock",
        "order",
        "outer",
        "pause",
        "pessimisticlock",
        "print",
        "repeatableread",
        "retry",
        "return",
        "reverse",
        "select",
        "setting",
        "skip",
        "sum",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "ttsabort",
        "ttsbegin",
        "ttscommit",
        "unchecked",
        "update_recordset",
        "using",
        "validtimestate",
        "where",
        "while",
        "window",
    ]
)
_STARTERS = frozenset((";", "{", "}", "(", ",", "]", ")", ":", "#macro"))
_AFTER_A_NAME = frozenset((";", ",", "=", "["))


class ScopeKind(Enum):
    """What a scope belongs to."""

    TEXT = "text"
    CLASS = "class"
    FUNCTION = "function"
    BLOCK = "block"


@dataclass(frozen=True)
class Declaration:
    """A variable: its type, and the token that declares it."""

    name: str
    type: str
    index: int
    by: str
    """`declaration`, `parameter` or `field`."""
    parameter: int | None = None
    initial: int | None = None
    """The first token of what it is set to where it is declared."""


@dataclass
class Scope:
    """A stretch of code with names of its own."""

    kind: ScopeKind
    parent: Scope | None
    start: int
    name: str = ""
    extends: str = ""
    attributes: tuple[int, int] | None = None
    """The tokens of the attributes before it."""
    end: int = 1 << 60
    names: dict[str, list[Declaration]] = field(default_factory=dict)

    def declare(self, one: Declaration) -> None:
        """Add a variable."""
        self.names.setdefault(one.name.lower(), []).append(one)

    def chain(self) -> Iterator[Scope]:
        """This scope, and those around it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent


@dataclass
class Structure:
    """The scopes of a text."""

    tokens: Tokens
    changes: list[tuple[int, Scope]]
    """From which token on which scope is the innermost one."""

    def scope_at(self, index: int) -> Scope:
        """The innermost scope of a token."""
        at = bisect_right(self.changes, index, key=lambda one: one[0]) - 1
        return self.changes[max(at, 0)][1]

    def method_at(self, index: int) -> Scope | None:
        """The method that a token stands in: the outermost function."""
        found = [one for one in self.scope_at(index).chain() if one.kind is ScopeKind.FUNCTION]
        return found[-1] if found else None

    def function_at(self, index: int) -> Scope | None:
        """The function that a token stands in, which may be a local one of a method."""
        chain = self.scope_at(index).chain()
        return next((one for one in chain if one.kind is ScopeKind.FUNCTION), None)

    def class_at(self, index: int) -> Scope | None:
        """The class that a token stands in, where the text has it."""
        chain = self.scope_at(index).chain()
        return next((one for one in chain if one.kind is ScopeKind.CLASS), None)

    def classes(self) -> list[Scope]:
        """The classes that the text declares."""
        found = {id(one): one for _, one in self.changes if one.kind is ScopeKind.CLASS}
        return list(found.values())

    def find(self, name: str, index: int) -> Declaration | None:
        """The variable that a name means at a token: the nearest one that is declared before it."""
        wanted = name.lower()
        for scope in self.scope_at(index).chain():
            found = scope.names.get(wanted)
            if found is None:
                continue
            if scope.kind is ScopeKind.CLASS:
                return found[-1]
            before = [one for one in found if one.index < index]
            if before:
                return before[-1]
        return None


def is_word(text: str) -> bool:
    """Whether a token is a name or a keyword."""
    return text[:1].isalpha() or text[:1] == "_"


def closing(texts: list[str], start: int) -> int:
    """The token that closes the bracket at ``start``; the end of the text, where none does."""
    depth = 0
    for at in range(start, len(texts)):
        text = texts[at]
        if text in ("(", "["):
            depth += 1
        elif text in (")", "]"):
            depth -= 1
            if not depth:
                return at
        elif text in ("{", "}"):  # no expression holds one: the bracket is not closed
            return at
    return len(texts)


def opening(texts: list[str], end: int) -> int:
    """The token that opens the bracket that is closed at ``end``, or -1."""
    depth = 0
    for at in range(end, -1, -1):
        text = texts[at]
        if text in (")", "]"):
            depth += 1
        elif text in ("(", "["):
            depth -= 1
            if not depth:
                return at
    return -1


def arguments(texts: list[str], start: int) -> list[tuple[int, int]]:
    """The arguments of the call whose bracket opens at ``start``: first token, and the one after."""
    end = closing(texts, start)
    found: list[tuple[int, int]] = []
    begin, depth = start + 1, 0
    for at in range(start + 1, end):
        text = texts[at]
        if text in ("(", "["):
            depth += 1
        elif text in (")", "]"):
            depth -= 1
        elif text == "," and not depth:
            found.append((begin, at))
            begin = at + 1
    if begin < end:
        found.append((begin, end))
    return found


def read_structure(tokens: Tokens) -> Structure:
    """Find the scopes and declarations of a text."""
    return _Reader(tokens).read()


class _Reader:
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._texts = tokens.texts
        self._scope = Scope(ScopeKind.TEXT, None, 0)
        self._changes: list[tuple[int, Scope]] = [(0, self._scope)]
        self._pending: Scope | None = None
        self._brackets = 0
        self._attributes: tuple[int, int] | None = None

    def read(self) -> Structure:
        at, end = 0, len(self._texts)
        while at < end:
            at = self._step(at, self._texts[at])
        return Structure(self._tokens, self._changes)

    def _step(self, at: int, text: str) -> int:
        if text == "{":
            self._open(at)
        elif text == "}":
            self._close(at)
        elif text in "([":
            return self._bracket(at, text)
        elif text in ")]":
            self._brackets = max(self._brackets - 1, 0)
        elif text == ";":
            self._end_statement(at)
        elif is_word(text):
            return self._word(at, text)
        return at + 1

    def _open(self, at: int) -> None:
        scope = self._pending or Scope(ScopeKind.BLOCK, self._scope, at)
        self._pending, self._brackets, self._attributes = None, 0, None
        if scope is not self._scope:
            self._enter(scope, at)

    def _close(self, at: int) -> None:
        self._brackets, self._attributes = 0, None
        self._scope.end = at
        if self._scope.parent is not None:
            self._enter(self._scope.parent, at + 1)

    def _end_statement(self, at: int) -> None:
        if not self._brackets:
            self._attributes = None
            if self._pending is not None:  # a method without a body
                self._pending = None

    def _enter(self, scope: Scope, at: int) -> None:
        self._scope = scope
        self._changes.append((at, scope))

    def _bracket(self, at: int, text: str) -> int:
        before = self._texts[at - 1] if at else ";"
        if text == "[" and not self._brackets and before in (";", "{", "}", "]"):
            end = closing(self._texts, at)
            start = self._attributes[0] if self._attributes else at
            self._attributes = (start, end)
            return end + 1
        self._brackets += 1
        return at + 1

    def _word(self, at: int, text: str) -> int:
        texts, lower = self._texts, text.lower()
        following = texts[at + 1] if at + 1 < len(texts) else ""
        after = texts[at + 2] if at + 2 < len(texts) else ""
        if lower in ("class", "interface") and is_word(following) and not self._brackets:
            return self._class(at)
        if not self._starts(at):
            return at + 1
        if is_word(following):
            is_header = after == "(" and not self._brackets
            if is_header and lower not in _KEYWORDS and self._may_be_called(following, lower):
                return self._function(at + 1)
            if (
                lower not in _KEYWORDS
                and lower not in MODIFIERS
                and following.lower() not in _KEYWORDS
            ):
                return self._variables(at, following, after)
        elif following == "(" and not self._brackets and lower not in _KEYWORDS:
            outside = self._scope.kind in (ScopeKind.TEXT, ScopeKind.CLASS)
            end = closing(texts, at + 1)
            if outside and end + 1 < len(texts) and texts[end + 1] == "{":
                return self._function(at)
        return at + 1

    def _may_be_called(self, name: str, before: str) -> bool:
        if name.lower() == "new":
            return before == "void" or before in MODIFIERS
        return name.lower() not in _KEYWORDS

    def _starts(self, at: int) -> bool:
        """Whether a declaration can begin with this token, or its type end with it."""
        while at >= 2 and self._texts[at - 1] == "." and is_word(self._texts[at - 2]):
            at -= 2
        if at == 0:
            return True
        before = self._texts[at - 1]
        return before in _STARTERS or before.lower() in MODIFIERS or before.lower() == "else"

    def _class(self, at: int) -> int:
        texts = self._texts
        scope = Scope(ScopeKind.CLASS, self._scope, at, texts[at + 1], attributes=self._attributes)
        end = at + 2
        while end < len(texts) and texts[end] not in ("{", ";"):
            if texts[end].lower() == "extends" and end + 1 < len(texts):
                scope.extends = texts[end + 1]
            end += 1
        self._pending, self._attributes = scope, None
        return end

    def _function(self, at: int) -> int:
        """Read a header, at the name; return the token after it."""
        texts = self._texts
        scope = Scope(ScopeKind.FUNCTION, self._scope, at, texts[at], attributes=self._attributes)
        self._attributes = None
        for number, (start, end) in enumerate(arguments(texts, at + 1)):
            words = [one for one in range(start, end) if is_word(texts[one])]
            equals = next((one for one in range(start, end) if texts[one] == "="), end)
            names = [one for one in words if one < equals and texts[one].lower() not in MODIFIERS]
            if len(names) >= 2:
                kind = "".join(texts[names[0] : names[-1]])
                name = texts[names[-1]]
                scope.declare(Declaration(name, kind, names[-1], "parameter", number))
        end = closing(texts, at + 1)
        self._pending = scope
        self._changes.append((at, scope))  # defaults of parameters, and attributes of their own
        self._changes.append((end + 1, self._scope))
        return end + 1

    def _variables(self, at: int, name: str, after: str) -> int:
        if after not in _AFTER_A_NAME and not (after == ")" and self._brackets):
            return at + 1
        texts = self._texts
        by = "field" if self._scope.kind is ScopeKind.CLASS else "declaration"
        kind, index = texts[at], at + 1
        while True:
            end = index + 1
            if end < len(texts) and texts[end] == "[":
                end = closing(texts, end) + 1
            initial = None
            if end < len(texts) and texts[end] == "=":
                initial = end + 1
                end = self._end_of_expression(initial)
            self._scope.declare(Declaration(texts[index], kind, index, by, None, initial))
            if self._brackets or end + 2 >= len(texts) or texts[end] != ",":
                return at + 2
            if not is_word(texts[end + 1]) or is_word(texts[end + 2]):
                return at + 2
            index = end + 1

    def _end_of_expression(self, start: int) -> int:
        depth = 0
        for at in range(start, len(self._texts)):
            text = self._texts[at]
            if text in ("(", "["):
                depth += 1
            elif text in (")", "]"):
                if not depth:
                    return at
                depth -= 1
            elif text in ("{", "}") or (text in (";", ",") and not depth):
                return at
        return len(self._texts)


@dataclass(frozen=True)
class Attribute:
    """An attribute of a class or a method: its name, and the tokens of its arguments."""

    name: str
    index: int
    arguments: tuple[tuple[str, ...], ...]

    def text(self, number: int) -> str | None:
        """The argument, where it is a string."""
        if number >= len(self.arguments) or len(self.arguments[number]) != 1:
            return None
        return string_value(self.arguments[number][0])


def attributes_of(structure: Structure, scope: Scope | None) -> Iterator[Attribute]:
    """The attributes of a class or a method."""
    if scope is None or scope.attributes is None:
        return
    texts = structure.tokens.texts
    start, end = scope.attributes
    depth = 0
    for at in range(start, min(end + 1, len(texts))):
        text = texts[at]
        if depth == 1 and is_word(text) and texts[at - 1] in ("[", ","):
            found: list[tuple[str, ...]] = []
            if at + 1 < len(texts) and texts[at + 1] == "(":
                found = [tuple(texts[one:after]) for one, after in arguments(texts, at + 1)]
            yield Attribute(text.lower().removesuffix("attribute"), at, tuple(found))
        if text in ("[", "("):
            depth += 1
        elif text in ("]", ")"):
            depth -= 1
