"""The rules X1 to X8: what each finds, what it rests on, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

_ARTICLES = (
    "https://learn.microsoft.com/dynamics365/fin-ops-core/dev-itpro/data-entities/dual-write/"
)
_REQUIREMENTS = "Dual-write system requirements (Microsoft, 2026-01-15)"
_GUIDANCE = "Guidance for dual-write customizations (Microsoft, 2021-09-15)"
_CHECKERS = (
    "Microsoft's own checkers (App Checker, the customization analysis report) recommend it for speed:"
    " for a mapped table, do not follow them."
)


@dataclass(frozen=True)
class Rule:
    """One rule. Its ID never changes."""

    id: str
    name: str
    title: str
    reason: str
    remedy: str
    documented: bool
    source: str
    address: str
    decides: bool = True
    """Whether a finding alone says that data events are bypassed."""

    @property
    def certainty(self) -> str:
        """`documented` where Microsoft says so in as many words, otherwise `inferred`."""
        return "documented" if self.documented else "inferred"


RULES: tuple[Rule, ...] = (
    Rule(
        "X1",
        "do-methods",
        "doInsert, doUpdate and doDelete",
        "Dual-write is not triggered by doInsert, doUpdate and doDelete.",
        "Call insert(), update() or delete() instead.",
        True,
        _REQUIREMENTS,
        f"{_ARTICLES}dual-write-system-req",
    ),
    Rule(
        "X2",
        "skip-business-events",
        "skipBusinessEvents(true)",
        "Business events are what triggers dual-write: a record that skips them is not synchronized.",
        "Leave the call out for records of mapped tables.",
        True,
        _GUIDANCE,
        f"{_ARTICLES}custom-best-practices",
    ),
    Rule(
        "X3",
        "set-based-writes",
        "insert_recordset and update_recordset",
        "Set-based inserts and updates are not handled by business events, and so not by dual-write.",
        f"Write record by record, with insert() or update(). {_CHECKERS}",
        True,
        _GUIDANCE,
        f"{_ARTICLES}custom-best-practices",
    ),
    Rule(
        "X4",
        "set-based-deletes",
        "delete_from",
        "It is a set-based statement. Microsoft names those for inserts and updates.",
        f"Delete record by record, with delete(). {_CHECKERS}",
        False,
        "Troubleshooting live synchronization (Microsoft, 2021-08-19): recordset() operations",
        f"{_ARTICLES}dual-write-troubleshooting-live-sync",
    ),
    Rule(
        "X5",
        "array-inserts",
        "RecordInsertList and RecordSortedList",
        "They insert many records by one statement, which is a set-based insert.",
        f"Insert record by record, with insert(). {_CHECKERS}",
        False,
        f"{_GUIDANCE}; set-based operations",
        f"{_ARTICLES}custom-best-practices",
    ),
    Rule(
        "X6",
        "sysda-writes",
        "SysDaInsertObject, SysDaUpdateObject and SysDaDeleteObject",
        "They are set-based statements as objects.",
        "Write record by record, with insert(), update() or delete().",
        False,
        f"{_GUIDANCE}; set-based operations",
        f"{_ARTICLES}custom-best-practices",
    ),
    Rule(
        "X7",
        "direct-sql",
        "SQL by Statement.executeUpdate",
        "It writes to the database without X++, where all events are raised.",
        "Write by X++, with insert(), update() or delete().",
        False,
        "It follows from how dual-write is triggered (Dual-write system requirements, 2026-01-15)",
        f"{_ARTICLES}dual-write-system-req",
    ),
    Rule(
        "X8",
        "skipped-data-methods",
        "skipDataMethods, skipEvents and skipDatabaseLog together",
        "With all three, insert(), update() and delete() of the record are skipped. Whether dual-write"
        " is triggered all the same, no document says.",
        "Leave skipDataMethods(true) out for records of mapped tables, or test in an environment"
        " whether the write arrives.",
        False,
        "Microsoft's blog, 2011-05-18: skipDataMethods is respected by writes of single records",
        f"{_ARTICLES}custom-best-practices",
        decides=False,
    ),
)
BY_ID = {one.id: one for one in RULES}
SUPPRESSED_BY_ATTRIBUTE = "DualWriteBypass"
"""The name of all rules together, in the attribute SuppressBPWarning."""
