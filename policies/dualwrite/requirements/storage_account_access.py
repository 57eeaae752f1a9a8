"""DW037: a storage account beside a pair takes TLS 1.2, and shows no blob to anonymous readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ..judging.parameters import Parameters
from ..judging.requirement import Examination, Fix, Requirement, Scope
from ..model.azure import AzureKind, AzureResource
from ..model.azure.index import of_kind
from ..model.facts import Fact, NotDeclared, State
from ..model.pair import Pair
from ..model.raw_values import folded
from ..model.verdicts import Level, Severity, Verdict
from .shared.articles import ANONYMOUS_READ_ACCESS, MINIMUM_TLS_VERSION
from .shared.wording import shown

_TLS, _TLS_1_2 = "minimumTlsVersion", "TLS1_2"
_ENOUGH, _TOO_OLD = ("tls1_2", "tls1_3"), ("tls1_0", "tls1_1")
_ALLOW = "allowBlobPublicAccess"
_ACCESS, _NOBODY = "publicAccess", "None"
_ANYBODY = ("blob", "container")


class StorageAccountAccess(Requirement[Parameters]):
    """Exports of a pair are read over current TLS, and only by those who are authorized."""

    id = "DW037"
    name = "storage-account-access"
    title = (
        "A storage account of a pair takes no TLS version before 1.2, and lets nobody read blobs"
        " anonymously."
    )
    level = Level.ADVISORY
    severity = Severity.MEDIUM
    reason = (
        "Exports of a pair hold what both apps know of customers and ledgers. In a container that is"
        " open to anonymous readers anybody can read them; and where no minimum is set, Azure takes"
        " the account for one that accepts TLS 1.0."
    )
    remedy = (
        f"Set {_TLS} to {_TLS_1_2} and {_ALLOW} to false on the account, and {_ACCESS} to {_NOBODY} on"
        " its containers."
    )
    sources = (MINIMUM_TLS_VERSION, ANONYMOUS_READ_ACCESS)
    facts = ()  # those of the pair decide nothing
    example = {
        f"{_TLS} of a storage account": "TLS1_0",
        f"{_ALLOW} of a storage account": "true",
        f"{_ACCESS} of a blob container": "Blob",
    }
    scope = Scope.COMPANION
    concerns_companions = True
    remediation = (
        f"{_TLS} of a storage account becomes {_TLS_1_2} where it is older or not set; {_ALLOW}"
        f" becomes false where it is true or not set. {_ACCESS} of a blob container becomes {_NOBODY}"
        " where it is Blob or Container."
    )

    def check(self, pair: Pair, examination: Examination[Parameters]) -> Verdict:
        conditions = list(_conditions(pair, examination))
        if not conditions:
            return examination.not_applicable("No storage account is tied to the pair.")
        return examination.all_of(*conditions)

    def fixes(self, resource: AzureResource, pair: Pair, parameters: Parameters) -> Iterator[Fix]:
        if resource.kind is AzureKind.STORAGE_ACCOUNT:
            version, allowed = resource.text(_TLS), resource.flag(_ALLOW)
            if version.state is State.UNDECLARED or _says(version, _TOO_OLD):
                yield Fix((_TLS,), _TLS_1_2)
            if allowed.state is State.UNDECLARED or (
                allowed.state is State.DECLARED and allowed.read()
            ):
                yield Fix((_ALLOW,), False)
        elif resource.kind is AzureKind.BLOB_CONTAINER and _says(resource.text(_ACCESS), _ANYBODY):
            yield Fix((_ACCESS,), _NOBODY)


def _conditions(
    pair: Pair, examination: Examination[Parameters]
) -> Iterator[Callable[[], Verdict]]:
    for account in of_kind(pair.companions, AzureKind.STORAGE_ACCOUNT):
        yield partial(_transport, account, examination)
        yield partial(_closed, account, examination)
    for container in of_kind(pair.companions, AzureKind.BLOB_CONTAINER):
        yield partial(_private, container, examination)


def _transport(account: AzureResource, examination: Examination[Parameters]) -> Verdict:
    version = account.text(_TLS)
    examination.read(version)
    if _says(version, _ENOUGH):
        return examination.passes()
    if _says(version, _TOO_OLD):
        return examination.fails(
            f"{account.called} takes TLS versions from {shown(version)}; accepted: {_TLS_1_2} or later."
        )
    raise _unreadable(version, "TLS1_0, TLS1_1, TLS1_2 or TLS1_3")


def _closed(account: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """Azure's default is closed, but it was open in API versions before 2023: it has to be said."""
    if examination.read(account.flag(_ALLOW)):
        return examination.fails(
            f"{account.called} lets its containers be opened to anonymous readers ({_ALLOW} is true)."
        )
    return examination.passes()


def _private(container: AzureResource, examination: Examination[Parameters]) -> Verdict:
    """Azure's default is that a container is private."""
    access = container.text(_ACCESS)
    if access.state is State.UNDECLARED:
        return examination.passes()
    examination.read(access)
    if _says(access, (_NOBODY.casefold(),)):
        return examination.passes()
    if _says(access, _ANYBODY):
        return examination.fails(
            f"{container.called} can be read by anybody ({_ACCESS} is {shown(access)})."
        )
    raise _unreadable(access, "None, Blob or Container")


def _says(fact: Fact[str], words: tuple[str, ...]) -> bool:
    return fact.state is State.DECLARED and folded(fact.read()) in words


def _unreadable(fact: Fact[str], accepted: str) -> NotDeclared:
    problem = f"{fact.path}: {shown(fact)} cannot be read; accepted: {accepted}."
    return NotDeclared(Fact.malformed(fact.path, problem, fact.spelling))
