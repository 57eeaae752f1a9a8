"""What `scan-xpp` costs beside ripgrep with the same needles, with its cache, and in memory.

ripgrep is the program `rg` on PATH, or the one that the variable RIPGREP names: Debian's package
ripgrep has it, and so has the package ripgrep of PyPI.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import Finding, Measure, Ratio
from benchmarks.xpp_trees import make_tree
from dualwrite.xpp.needles import NEEDLES, SUPPRESSION_NEEDLE

_SIZE = 23_200
_TABLES = "SalesTable\nSalesLine\nCustTable\nPurchTable\nInventTrans\nLedgerJournalTrans\n"
_ROUNDS = 5
_LINUX_KIB = 1024


def scan_xpp() -> Iterator[Finding]:
    """Trees of 5,000 and 10,000 files, cold and with the cache."""
    with tempfile.TemporaryDirectory(prefix="dualwrite-bench-") as name:
        folder = Path(name)
        (folder / "tables.txt").write_text(_TABLES)
        few = make_tree(folder / "few", 5000, _SIZE, 0.07)
        many = make_tree(folder / "many", 5000, _SIZE, 0.42)
        large = make_tree(folder / "large", 10_000, _SIZE, 0.07)
        usual = _scan(folder, few, "--no-cache")
        ripgrep = os.environ.get("RIPGREP") or shutil.which("rg")
        if ripgrep is None:
            print("     without ripgrep (no rg on PATH, none in RIPGREP) its ratio is not measured")
        else:
            words = "|".join(one.decode() for one in (*NEEDLES, SUPPRESSION_NEEDLE))
            search = [ripgrep, "-i", "-l", "-j1", words, str(few)]
            yield Ratio("scan of 5,000 files / ripgrep, CPU", *_in_turns(usual, search), 6)
        dense = _scan(folder, many, "--no-cache")
        yield Ratio("scan, 42 % of the files with a hit / 7 %, CPU", *_in_turns(dense, usual), 4)
        warm, cold = _scan(folder, large, "--cache", name), _scan(folder, large, "--no-cache")
        _cpu_seconds(warm)
        yield Ratio(
            "scan of 10,000 unchanged files, with cache / without", *_in_turns(warm, cold), 0.2
        )
        peak = max(
            _peak(one)
            for one in (usual, dense, cold, warm, _scan(folder, _huge(folder), "--no-cache"))
        )
        yield Measure("peak memory of a scan", peak / 2**20, 64, "MiB", 1)


def _scan(folder: Path, tree: Path, *options: str) -> list[str]:
    tables = ("--tables", str(folder / "tables.txt"))
    return [sys.executable, "-m", "dualwrite", "scan-xpp", str(tree), *tables, *options]


def _huge(folder: Path) -> Path:
    """A tree that is one file of 50 MB, with a hit at its end."""
    lines = "    // a line as methods have them\n" * 100
    method = (
        f"<Method><Name>m</Name><Source><![CDATA[void m()\n{{\n{lines}}}\n]]></Source></Method>\n"
    )
    last = method.replace(lines, "    SalesTable t;\n    t.doUpdate();\n")
    target = folder / "huge" / "AxClass" / "Huge.xml"
    target.parent.mkdir(parents=True)
    with open(target, "w", encoding="utf-8") as stream:
        stream.write("<AxClass><Name>Huge</Name><SourceCode><Methods>\n")
        for _ in range(50_000_000 // len(method)):
            stream.write(method)
        stream.write(f"{last}</Methods></SourceCode></AxClass>\n")
    return folder / "huge"


def _in_turns(one: Sequence[str], other: Sequence[str]) -> tuple[float, float]:
    """The medians of the CPU that two commands take, in turns, after one of each."""
    _cpu_seconds(one), _cpu_seconds(other)
    times = [(_cpu_seconds(one), _cpu_seconds(other)) for _ in range(_ROUNDS)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def _cpu_seconds(arguments: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _run(arguments: Sequence[str]) -> None:
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr.decode()}")


def _peak(arguments: Sequence[str]) -> int:
    """The most memory that a command takes, in bytes: asked of a process that has no other child."""
    program = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    arguments = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    return int(done.stdout) * _LINUX_KIB
