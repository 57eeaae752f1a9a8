"""The SDK's message classes without the SDK: a host that starts in half the time.

The engine starts a host for the program and one for the policy packs, and waits for each. Importing
`pulumi` takes 0.3 s of that, and the host needs nothing of it but `pulumi.runtime.proto`.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


class NoSdk(Exception):
    """This interpreter has no Pulumi SDK."""


def prepare() -> None:
    """Makes `pulumi` and `pulumi.runtime` empty packages, so that only what is asked for is read.

    To be called before the first import from `pulumi`. Raises NoSdk.
    """
    found = importlib.util.find_spec("pulumi")
    if found is None or found.origin is None:
        raise NoSdk(
            f"pulumi-language-python: {sys.executable} has no Pulumi SDK; run `make setup` in the "
            "project, or set DUALWRITE_HOST_PYTHON to a Python that has it"
        )
    folder = Path(found.origin).parent
    _make_empty("pulumi", folder)
    _make_empty("pulumi.runtime", folder / "runtime")


def _make_empty(name: str, folder: Path) -> None:
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
