"""Gets what the tests in other languages need, once: python -m tools.languages.ensure

Node packages, the language host for YAML and the generator of SDKs go to a cache outside of the tree.
Everything is said on standard error. Exit 1 where something cannot be had. The tests get what is
missing by themselves; this does it ahead of them.
"""

from __future__ import annotations

import os
import sys

from tools.languages import go_programs, npm
from tools.pulumi_cli.errors import SetUpError


def main() -> int:
    status = 0
    for get in (npm.node_modules, go_programs.yaml_host, go_programs.sdk_generator):
        try:
            get(os.environ, report)
        except SetUpError as error:
            report(f"error: {error}")
            status = 1
    return status


def report(line: str) -> None:
    """Say a line of progress."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
