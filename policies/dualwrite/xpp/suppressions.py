"""Findings that somebody accepts in the code, with a reason.

``// dualwrite: allow X1 -- reason`` on the line, on a line of its own above it, or above the method;
or the attribute ``[SuppressBPWarning('DualWriteBypass', 'reason')]`` of the method or its class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .fragments import Fragment
from .hits import Hit, Notice, Suppressed
from .resolving import Code
from .rules import BY_ID, SUPPRESSED_BY_ATTRIBUTE
from .structure import Attribute

_COMMENT = re.compile(
    r"\bdualwrite\s*:\s*allow\b[ \t]*(?P<rules>[^\r\n]*?)[ \t]*"
    r"(?:--[ \t]*(?P<reason>[^\r\n]*?))?[ \t]*(?:\*/)?[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_SEPARATOR = re.compile(r"[,\s]+")
_NO_REASON = "a suppression without a reason counts for nothing: {form}"
_FORM = "// dualwrite: allow X1 -- why it is accepted"
_ATTRIBUTE_FORM = f"[SuppressBPWarning('{SUPPRESSED_BY_ATTRIBUTE}', 'why it is accepted')]"


@dataclass
class _Suppression:
    rules: frozenset[str]
    reason: str
    kind: str
    offset: int
    line: int
    lines: frozenset[int] = frozenset()
    """The lines of the text that it covers; empty where it covers a whole method or class."""
    method: int | None = None
    """The scope of the method that it covers, by where that begins."""
    is_used: bool = False


class Suppressions:
    """The suppressions of one fragment."""

    def __init__(self, fragment: Fragment, code: Code) -> None:
        self._fragment, self._code = fragment, code
        self.notices: list[Notice] = []
        self._of_classes: dict[int, list[_Suppression]] = {}
        self._found = [*self._in_comments(), *self._in_attributes()]

    def apply(self, hit: Hit, offset: int) -> Hit:
        """Mark a hit that one of them covers."""
        line = self._line_of(offset)
        index = max(self._code.tokens.at(offset), 0)
        method = self._code.structure.method_at(index)
        start = method.start if method is not None else -1
        for one in (*self._found, *self._of_class(index)):
            if hit.rule not in one.rules:
                continue
            if line in one.lines or one.method == start or one.kind == "class":
                one.is_used = True
                kind = "attribute" if one.kind == "class" else one.kind
                return replace(hit, suppressed=Suppressed(kind, one.reason, one.line))
        return hit

    def unused(self) -> Iterator[Notice]:
        """Those that covered nothing."""
        for one in self._found:
            if not one.is_used and one.kind == "comment":
                rules = ", ".join(sorted(one.rules))
                yield Notice(one.line, f"an unused suppression of {rules}: nothing is found there")
            elif not one.is_used:
                yield Notice(one.line, "an unused suppression: nothing is found in the method")

    def _line_of(self, offset: int) -> int:
        return self._fragment.line_of(offset)

    def _in_comments(self) -> Iterator[_Suppression]:
        for comment in self._code.tokens.comments:
            for match in _COMMENT.finditer(comment.text):
                offset = comment.offset + match.start()
                line = self._fragment.locate(offset)[0]
                rules = self._rules(match["rules"], line)
                if rules is None:
                    continue
                if not match["reason"]:
                    self.notices.append(Notice(line, _NO_REASON.format(form=_FORM)))
                    continue
                yield self._placed(
                    _Suppression(rules, match["reason"].strip(), "comment", offset, line),
                    comment.text,
                )

    def _rules(self, text: str, line: int) -> frozenset[str] | None:
        words = [one.upper() for one in _SEPARATOR.split(text) if one]
        unknown = [one for one in words if one not in BY_ID]
        if unknown or not words:
            what = f"no rule is called {unknown[0]}" if unknown else "it names no rule"
            accepted = ", ".join(BY_ID)
            self.notices.append(
                Notice(line, f"a suppression that counts for nothing: {what}. Accepted: {accepted}")
            )
            return None
        return frozenset(words)

    def _placed(self, one: _Suppression, comment: str) -> _Suppression:
        """Say what a comment covers: its line and, where it is alone on it, what follows."""
        text = self._fragment.text
        tokens = self._code.tokens
        own = self._line_of(one.offset)
        one.lines = frozenset((own,))
        line_start = text.rfind("\n", 0, one.offset) + 1
        before = tokens.at(one.offset)
        is_alone = before < 0 or tokens.offsets[before] < line_start
        if not is_alone:
            return one
        following = before + 1
        if following < len(tokens.offsets):
            one.lines |= self._statement(following)
            one.method = self._method_after(following)
        return one

    def _statement(self, index: int) -> frozenset[int]:
        """The lines of the statement that begins with a token."""
        tokens = self._code.tokens
        end = index
        while end + 1 < len(tokens.texts) and tokens.texts[end] not in (";", "{", "}"):
            end += 1
        first, last = (self._line_of(tokens.offsets[one]) for one in (index, end))
        return frozenset(range(first, last + 1))

    def _method_after(self, index: int) -> int | None:
        """The method whose header or attributes begin at a token."""
        structure = self._code.structure
        if structure.method_at(index) is not None:
            return None
        for at, scope in structure.changes:
            if at >= index and structure.method_at(at) is scope:
                between = self._code.texts[index:at]
                if "{" in between or "}" in between or ";" in between:
                    return None
                return scope.start
        return None

    def _in_attributes(self) -> Iterator[_Suppression]:
        structure = self._code.structure
        seen: set[int] = set()
        for _, scope in structure.changes:
            if (
                structure.method_at(scope.start) is not scope
                or id(scope) in seen
                or scope.attributes is None
            ):
                continue
            seen.add(id(scope))
            for attribute in self._code.method_attributes(scope.start):
                found = self._of_attribute(attribute, own=True)
                if found is not None:
                    found.method = scope.start
                    yield found

    def _of_class(self, index: int) -> list[_Suppression]:
        """Those of the class around a token, which cover all of it."""
        scope = self._code.structure.class_at(index)
        key = scope.start if scope is not None else -1
        if key not in self._of_classes:
            found = [
                self._of_attribute(one, own=scope is not None)
                for one in self._code.class_attributes(index)
            ]
            self._of_classes[key] = [replace(one, kind="class") for one in found if one is not None]
        return self._of_classes[key]

    def _of_attribute(self, attribute: Attribute, own: bool) -> _Suppression | None:
        named = (attribute.text(0) or "").lower()
        if attribute.name != "suppressbpwarning" or named != SUPPRESSED_BY_ATTRIBUTE.lower():
            return None
        offset = self._code.tokens.offsets[attribute.index] if own else 0
        line = self._fragment.locate(offset)[0]
        reason = (attribute.text(1) or "").strip()
        if not reason:
            self.notices.append(Notice(line, _NO_REASON.format(form=_ATTRIBUTE_FORM)))
            return None
        return _Suppression(frozenset(BY_ID), reason, "attribute", offset, line)
