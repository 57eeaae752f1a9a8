"""One requirement on what the engine shows: a resource, an Azure resource beside a pair, a stack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi_policy import ReportViolation, ResourceValidationArgs, StackValidationArgs
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from ..judging.configuration import Setting, read_setting
from ..judging.exemptions import is_exempt
from ..judging.judge import judge
from ..judging.requirement import Fix, Requirement, Scope
from ..model.estate import Estate
from ..model.pair import Pair
from ..model.verdicts import Kind, Result
from .ledger import Ledger
from .messages import violation_text
from .operation import Operation
from .pairs import ShownPairs
from .settings import SettingReader, at_level

if TYPE_CHECKING:  # see shown_pairs.py
    from ..discovery.pairing.pairs import JoinedPair

_OPEN = (Kind.UNDECLARED, Kind.UNKNOWN)
"""Verdicts that another resource can change, by saying what the pair does not."""
_AT_THE_END = (
    "The stack shows this at its end; before the pair was created, the engine has shown other facts of"
    " it (as it does for ignoreChanges and transformations), or none (for what --target leaves out)."
)
Clock = Callable[[], date]


class NotKnownYet(UnknownValueError):
    """Ends a policy with an advisory, whatever the policy's level: Pulumi's own way for unknowns."""

    def __init__(self, message: str) -> None:
        super().__init__(UNKNOWN_STRING_VALUE, [])
        self.message = message


class Judging:
    """One requirement, on what the engine shows."""

    def __init__(
        self,
        requirement: Requirement[Any],
        today: Clock,
        ledger: Ledger,
        operation: Operation,
        shown: ShownPairs,
    ) -> None:
        self._requirement = requirement
        self._today = today
        self._ledger = ledger
        self._operation = operation
        self._shown = shown
        self._settings = SettingReader(partial(read_setting, requirement))

    def resource(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        """Judge what one resource says by itself."""
        joined = self._shown.in_resource(args)
        if joined is None:
            return
        setting = self._setting(args, report)
        if setting is None:
            return
        pair = joined.pair
        result = judge(self._requirement, pair, Estate([pair]), setting, self._today())
        if not joined.is_declared_finally:
            self._own_facts(result, args.urn, report)
        elif result.verdict.kind not in _OPEN or not self._operation.waits(
            self._requirement, joined
        ):
            self._ledger.note(self._requirement, setting, result)
            self._declared_pair(result, pair, args, report)

    def companion(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        """Refuse an Azure resource that breaks what is asked of it beside a pair.

        All else is for the stack policy: what is not declared or known, and what is tied to a pair by
        what another resource says.
        """
        self._shown.in_resource(args)  # notes whose child it is
        for pair in self._shown.beside_resource(args):
            setting = self._setting(args, report)
            if setting is None:
                return
            result = judge(self._requirement, pair, Estate([pair]), setting, self._today())
            if result.violation and result.verdict.kind is Kind.FAIL:
                self._operation.beside.note_refusal(self._requirement, pair, args.urn)
                report(violation_text(self._requirement, result), None)

    def fixes(self, args: ResourceValidationArgs) -> tuple[Fix, ...]:
        """What to change in an Azure resource, as far as its pairs are known now.

        Nothing where a grant exempts one of these, and nothing that two of them want otherwise.
        """
        pairs = self._shown.beside_resource(args)
        if any(one.foreign_type for pair in pairs for one in pair.companions):
            return ()  # what is to be changed is named as azure-native names it
        setting = self._settings.read(args.get_config(), _nowhere) if pairs else None
        if setting is None:
            return ()
        found: dict[tuple[str | int, ...], list[Any]] = {}
        for pair in pairs:
            if is_exempt(setting.parameters.grants, pair.name, self._today()):
                return ()
            if self._may_change(pair, setting):
                for fix in self._requirement.fixes(pair.companions[0], pair, setting.parameters):
                    found.setdefault(fix.path, []).append(fix.value)
        return tuple(
            Fix(path, values[0])
            for path, values in found.items()
            if all(one == values[0] for one in values)
        )

    def _setting(
        self, args: ResourceValidationArgs | StackValidationArgs, report: ReportViolation
    ) -> Setting | None:
        """How the policy is configured, at the level that it really has; None where that is wrong."""
        setting = self._settings.read(args.get_config(), report)
        return None if setting is None else at_level(setting, report)

    def _may_change(self, pair: Pair, setting: Setting) -> bool:
        """Whether what is there is a violation, as far as one resource tells."""
        if self._requirement.scope is not Scope.COMPANION:
            return True
        return judge(self._requirement, pair, Estate([pair]), setting, self._today()).violation

    def _own_facts(self, result: Result, urn: str, report: ReportViolation) -> None:
        """Refuse what other resources cannot make good; all else is for the stack policy."""
        if result.violation and result.verdict.kind is Kind.FAIL:
            self._operation.note_refusal(self._requirement, urn)
            report(violation_text(self._requirement, result), None)

    def _declared_pair(
        self, result: Result, pair: Pair, args: ResourceValidationArgs, report: ReportViolation
    ) -> None:
        if result.violation:
            self._report(result, pair, report, None)
        elif result.verdict.kind is Kind.UNKNOWN:
            self._operation.note_advice(self._requirement, pair)
            raise NotKnownYet(result.verdict.message)
        elif result.verdict.kind is Kind.NOT_APPLICABLE:
            args.not_applicable(result.verdict.message)

    def stack(self, args: StackValidationArgs, report: ReportViolation) -> None:
        """Judge the pairs of the stack: those that no single resource has decided."""
        pairs = self._shown.in_stack(args)
        left = [one for one in pairs.joined if self._is_left(one)]
        if not left:
            return
        setting = self._setting(args, report)
        if setting is None:
            return
        today = self._today()
        unknown = []
        for joined in left:
            result = judge(self._requirement, joined.pair, pairs.estate, setting, today)
            told = self._operation.was_told(self._requirement, joined, result)
            if not told and result.violation and self._has_other_facts(joined):
                verdict = replace(result.verdict, message=f"{result.verdict.message} {_AT_THE_END}")
                result = replace(result, verdict=verdict)
            self._ledger.note(self._requirement, setting, result)
            if told:
                continue
            if self._requirement.scope is Scope.COMPANION and result.violation:
                result = self._not_said_yet(joined.pair, result, pairs.estate, setting, today)
            if result.violation:
                self._report(result, joined.pair, report, result.urn)
            elif result.verdict.kind is Kind.UNKNOWN:
                unknown.append(result)
        _advise(unknown, report)

    def _not_said_yet(
        self, pair: Pair, result: Result, estate: Estate, setting: Setting, today: date
    ) -> Result:
        """The result on the Azure resources that were not refused by themselves."""
        left = self._operation.beside.without_refused(self._requirement, pair)
        if len(left) == len(pair.companions):
            return result
        return judge(self._requirement, replace(pair, companions=left), estate, setting, today)

    def _is_left(self, joined: JoinedPair) -> bool:
        if self._requirement.scope is not Scope.PAIR or not joined.is_declared_alone:
            return True
        return self._operation.was_deferred(
            self._requirement, joined.pair
        ) or self._has_other_facts(joined)

    def _has_other_facts(self, joined: JoinedPair) -> bool:
        """Whether a declared pair is not as the engine has shown it before it was created."""
        return (
            self._requirement.scope is Scope.PAIR
            and joined.is_declared_alone
            and not self._operation.is_as_judged(joined.pair)
        )

    def _report(self, result: Result, pair: Pair, report: ReportViolation, urn: str | None) -> None:
        self._operation.note_report(self._requirement, pair, result.verdict.message)
        report(violation_text(self._requirement, result), urn)


def _nowhere(message: str, urn: str | None = None) -> None:
    """Settings that cannot be used are reported where the resource is judged."""


def _advise(unknown: list[Result], report: ReportViolation) -> None:
    """Tell what is known only later, as advisories whatever the policy's level.

    Our own servicer can say so of each pair. To the SDK's, it is one text about the stack.
    """
    advisory = getattr(report, "advisory", None)
    if advisory is not None:
        for result in unknown:
            advisory(result.verdict.message, result.urn)
    elif unknown:
        texts = [f"{result.pair}: {result.verdict.message}" for result in unknown]
        raise NotKnownYet("\n".join(texts))
