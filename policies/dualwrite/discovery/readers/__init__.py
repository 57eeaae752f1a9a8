"""Readers: what the resources of programs that know nothing of this project say of dual-write.

Each reads one type of resource. They give observations, not pairs: which of those belong together
is settled by ``pairing``.

There is none for the settings of environments (``powerplatform:index:EnvironmentSettings``, 0.4.9,
and ``...:index/environmentSettings:EnvironmentSettings``, whose documentation was read at commit
1d982e32 on 2026-11-24): they are about audit, mail and the look of apps, and hold no fact that a
requirement needs.
"""

from __future__ import annotations

from functools import lru_cache

from ...model.sections import flattened, nested
from .application_packages import ApplicationPackageInstall
from .environment_pair import PAIR_TYPE, EnvironmentPair
from .environments import BridgedEnvironment, NativeEnvironment
from .reader import Known, Reader

READERS: tuple[Reader, ...] = (
    EnvironmentPair(),
    NativeEnvironment(),
    BridgedEnvironment(),
    ApplicationPackageInstall(),
)
"""All readers. No type is for two of them."""


@lru_cache(maxsize=4096)
def reader_of(token: str) -> Reader | None:
    """The reader for a type of resources; None for the many that say nothing of dual-write."""
    return next((one for one in READERS if one.reads(token)), None)


__all__ = [
    "PAIR_TYPE",
    "READERS",
    "Known",
    "Reader",
    "flattened",
    "nested",
    "reader_of",
]
