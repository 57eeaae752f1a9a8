"""Write the generated pages of docs/: the requirements, their index, the keys of a pair, and the
JSON schema of results.

    .venv/bin/python tools/build_docs.py [--check]

With --check nothing is written: exit 1 where a page is stale, missing, or of no requirement.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None, docs: Path = ROOT / "docs") -> int:
    """Write the pages, or compare them; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; say what is stale")
    options = parser.parse_args(arguments)
    # The pages are of this tree, whatever else is installed.
    sys.path[:0] = [str(ROOT), str(ROOT / "policies")]
    from tools.docs.files import generated, orphaned, stale

    contents = generated()
    differing, without_requirement = stale(docs, contents), orphaned(docs, contents)
    if options.check:
        for path in differing:
            print(f"{docs / path} is stale: run `make docs`", file=sys.stderr)
        for path in without_requirement:
            print(f"{docs / path} belongs to no requirement: run `make docs`", file=sys.stderr)
        return 1 if differing or without_requirement else 0
    for path in differing:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_bytes(contents[path].encode("utf-8"))
        print(f"wrote {docs / path}")
    for path in without_requirement:
        (docs / path).unlink()
        print(f"removed {docs / path}, which belongs to no requirement")
    print(f"{len(contents)} files, {len(differing)} of them written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
