"""The words that a file must hold to be looked at: a search of bytes, before anything is parsed.

Nearly all files of a model hold none of them, and are done after this.
"""

from __future__ import annotations

from collections.abc import Callable

Wanted = Callable[[bytes], bool]
"""Tells of a piece of code whether it is to be looked at."""
NEEDLES: tuple[bytes, ...] = (
    b"doinsert",
    b"doupdate",
    b"dodelete",
    b"_recordset",
    b"delete_from",
    b"skipbusinessevents",
    b"recordinsertlist",
    b"recordsortedlist",
    b"sysda",
    b"executeupdate",
    b"skipdatamethods",
)
"""In lower case. Each construct of the rules holds one of them."""
SUPPRESSION_NEEDLE = b"dualwrite"
"""What a suppression holds, in a comment or as the name of a rule in an attribute."""

_ALL = (*NEEDLES, SUPPRESSION_NEEDLE)
_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(
    one for one in range(256) if not (one < 128 and chr(one).isalpha()) and one != 95
)
_IN_METHODS = (*_ALL, b"insertdatabase")
"""A RecordSortedList is written by another method, it may be."""
LONGEST = max(map(len, _ALL))


def has_needle(content: bytes) -> bool:
    """Whether there may be something in it: never no where there is, and seldom yes where there is not.

    All but letters is left out first. That halves the text, and it is what takes the time.
    """
    letters = content.translate(_LOWER, _NO_LETTERS)
    return any(one in letters for one in _ALL)


def is_of_interest(code: bytes) -> bool:
    """The same of a method in a file that has something: whether it is to be understood."""
    lower = code.lower()
    return any(one in lower for one in _IN_METHODS)


def names(wanted: frozenset[str]) -> Wanted:
    """A search for names of methods, in any case."""
    needles = tuple(one.lower().encode() for one in sorted(wanted))

    def has_name(content: bytes) -> bool:
        lower = content.lower()
        return any(one in lower for one in needles)

    return has_name
