"""A policy pack without policies: it appends each message of the engine to the file RECORDING."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from google.protobuf import json_format

from tools.stand_ins.analyzer import SilentAnalyzer, serve_analyzer


class Recorder(SilentAnalyzer):
    """Answers every question with nothing, and writes it down."""

    def __init__(self, file: Path) -> None:
        super().__init__("recorder")
        self._file = file

    def Analyze(self, request: Any, context: Any) -> Any:
        self._keep("resource", request)
        return super().Analyze(request, context)

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        self._keep("stack", request)
        return super().AnalyzeStack(request, context)

    def _keep(self, kind: str, message: Any) -> None:
        line = json.dumps({"kind": kind, "message": json_format.MessageToDict(message)})
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


serve_analyzer(Recorder(Path(os.environ["RECORDING"])), workers=1)
