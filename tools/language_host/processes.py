"""A process whose output is passed on while it runs."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Literal

Output = tuple[Literal["stdout", "stderr"], bytes]

_CHUNK = 64 * 1024


class StreamedProcess:
    """Iterate over `output()` until it ends, then ask for `exit_code()`; `kill()` at any time."""

    def __init__(
        self, command: Sequence[str], folder: str | Path, environment: Mapping[str, str]
    ) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._chunks: queue.SimpleQueue[Output | None] = queue.SimpleQueue()
        assert self._process.stdout is not None and self._process.stderr is not None
        self._read("stdout", self._process.stdout)
        self._read("stderr", self._process.stderr)

    def _read(self, name: Literal["stdout", "stderr"], pipe: IO[bytes]) -> None:
        threading.Thread(target=self._pump, args=(name, pipe), daemon=True).start()

    def _pump(self, name: Literal["stdout", "stderr"], pipe: IO[bytes]) -> None:
        with pipe:
            while chunk := os.read(pipe.fileno(), _CHUNK):
                self._chunks.put((name, chunk))
        self._chunks.put(None)

    def output(self) -> Iterator[Output]:
        """What the process writes, as it writes it, until it closes both streams."""
        open_streams = 2
        while open_streams:
            chunk = self._chunks.get()
            if chunk is None:
                open_streams -= 1
            else:
                yield chunk

    def exit_code(self) -> int:
        return self._process.wait()

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
