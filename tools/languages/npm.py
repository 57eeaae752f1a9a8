"""The Node packages of the tests: Pulumi's SDK and the TypeScript compiler, at locked versions."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.languages import cache

_FILES = [Path(__file__).parent / "npm" / name for name in ("package.json", "package-lock.json")]
_PURPOSE = "Node.js 20 or later, with npm, is needed to run the component from TypeScript"


def node_modules(environment: Mapping[str, str], report: Callable[[str], None]) -> Path:
    """Return the folder `node_modules`.

    :raises SetUpError: without npm, or where npm cannot install.
    """

    def make(folder: Path) -> None:
        npm = cache.find("npm", _PURPOSE, environment)
        for file in _FILES:
            shutil.copy(file, folder)
        # No script of any package runs: none of these needs one.
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        cache.run(command, folder, environment)

    cache.find("node", _PURPOSE, environment)
    return cache.folder("node-packages", _FILES, make, environment, report) / "node_modules"
