"""Timing commands against each other, in turns, so that a slow minute hits both."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_NOT_AS_USERS_HAVE_IT = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Without compiled modules each start compiles ours anew, but not those that pip has installed."""

Run = Callable[[], float]
"""Does the thing once and returns the seconds it took."""


@dataclass(frozen=True)
class Ratio:
    """Two medians and what is promised of their quotient."""

    what: str
    seconds: float
    against: float
    bound: float
    at_most: bool = True

    @property
    def value(self) -> float:
        """How many times as long as the other it takes."""
        return self.seconds / self.against

    def __str__(self) -> str:
        met = self.value <= self.bound if self.at_most else self.value >= self.bound
        sign = "<=" if self.at_most else ">="
        return (
            f"{'ok  ' if met else 'MISS'} {self.what}: {self.value:.2f} (bound {sign} {self.bound:g};"
            f" medians {self.seconds:.3f} s / {self.against:.3f} s)"
        )


@dataclass(frozen=True)
class Measure:
    """One figure, and the most that is promised of it."""

    what: str
    value: float
    bound: float
    unit: str = "s"
    digits: int = 3

    def __str__(self) -> str:
        met = "ok  " if self.value <= self.bound else "MISS"
        return (
            f"{met} {self.what}: {self.value:,.{self.digits}f} {self.unit}"
            f" (bound <= {self.bound:,} {self.unit})"
        )


@dataclass(frozen=True)
class Difference:
    """Two medians and the most that is promised of what lies between them."""

    what: str
    seconds: float
    against: float
    bound: float

    def __str__(self) -> str:
        more = self.seconds - self.against
        met = "ok  " if more <= self.bound else "MISS"
        return (
            f"{met} {self.what}: {more:+.3f} s (bound <= {self.bound:+g} s; medians"
            f" {self.seconds:.3f} s / {self.against:.3f} s)"
        )


Finding = Ratio | Measure | Difference


def in_turns(one: Run, other: Run, rounds: int) -> tuple[float, float]:
    """Run both in turns, after one of each that does not count, and return the two medians."""
    one(), other()
    times = [(one(), other()) for _ in range(rounds)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def median(run: Run, rounds: int) -> float:
    """The median of several runs, after one that does not count."""
    run()
    return statistics.median(run() for _ in range(rounds))


def _usual(environment: Mapping[str, str] | None) -> dict[str, str]:
    found = os.environ if environment is None else environment
    return {name: text for name, text in found.items() if name not in _NOT_AS_USERS_HAVE_IT}


def command(
    arguments: Sequence[str],
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    accepted: tuple[int, ...] = (0,),
) -> Run:
    """A run of a command, to its end, with its output thrown away."""

    def run() -> float:
        started = time.perf_counter()
        done = subprocess.run(
            arguments,
            cwd=cwd,
            env=_usual(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        elapsed = time.perf_counter() - started
        if done.returncode not in accepted:
            raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
        return elapsed

    return run


def until_first_line(
    arguments: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None
) -> Run:
    """A run of a server until it prints its first line (its port); then it is ended."""

    def run() -> float:
        started = time.perf_counter()
        with subprocess.Popen(
            arguments, cwd=cwd, env=_usual(environment), stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            elapsed = time.perf_counter() - started
            process.terminate()
        if not line.strip().isdigit():
            raise RuntimeError(f"{' '.join(arguments)} printed no port, but {line!r}")
        return elapsed

    return run
