"""The error of a version that cannot be read."""

from __future__ import annotations

_LONGEST_QUOTE = 60


class VersionError(ValueError):
    """A text that is no version of the expected kind.

    The message says what was found and what is accepted. It names neither the pair nor the key:
    whoever knows them adds them.
    """


def quoted(text: str) -> str:
    """Return the text in double quotes, shortened, on one line and with nothing unprintable."""
    short = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
    return f'"{"".join(map(_printable, short))}"'


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")
