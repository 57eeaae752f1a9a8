"""What the pack costs a stack of other people's resources: the model of a stack, and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from benchmarks.measuring import Finding, Measure, Run, median
from benchmarks.places import PACK, PACK_PYTHON
from tests.support.analyzer import on_the_wire
from tests.support.large_stacks import foreign_facts, foreign_resources

_JUDGED = 15_000
_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
_MEBIBYTES = 200


def stack_model() -> Iterator[Finding]:
    """The model of a stack of 15,000 resources, in the pack; and the pack's memory at its end."""
    resources = foreign_resources(_JUDGED)
    request = _stack_request(resources)
    yield Measure("stack model of 15,000 resources", median(_model(request), 5), 0.5)
    yield from _in_a_process(request, resources)


def _model(request: Any) -> Run:
    from pulumi_policy import StackValidationPolicy

    from dualwrite.pack.operation import Operation
    from dualwrite.pack.pairs import ShownPairs
    from dualwrite.pack.servicer import PackHost, PackServicer

    operation = Operation()
    operation.configure({"dualwrite:facts": json.dumps(foreign_facts(_JUDGED))})

    def run() -> float:
        shown = ShownPairs(operation)
        found: list[Any] = []

        def validate(args: Any, report: Any) -> None:
            found.append(shown.in_stack(args))

        policy = StackValidationPolicy(name="model", description="The model.", validate=validate)
        servicer = PackServicer("model", "0", [policy], PackHost(operation, lambda: None))
        started = time.perf_counter()
        servicer.AnalyzeStack(request, None)
        elapsed = time.perf_counter() - started
        assert len(found[0].joined) == _JUDGED // 5
        return elapsed

    return run


def _in_a_process(request: Any, resources: list[dict[str, Any]]) -> Iterator[Finding]:
    start = [str(PACK_PYTHON), "-u", "-m", "pulumi.policy", "127.0.0.1:0", "."]
    with subprocess.Popen(start, cwd=PACK, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=_UNLIMITED) as channel:
            pack = analyzer_pb2_grpc.AnalyzerStub(channel)
            facts = json.dumps(foreign_facts(_JUDGED))
            pack.ConfigureStack(
                proto.AnalyzerStackConfigureRequest(
                    stack="bench", project="bench", config={"dualwrite:facts": facts}
                )
            )
            pack.Configure(proto.ConfigureAnalyzerRequest())
            for one in request.resources:
                pack.Analyze(
                    proto.AnalyzeRequest(
                        type=one.type, properties=one.properties, urn=one.urn, name=one.name
                    )
                )
            started = time.perf_counter()
            pack.AnalyzeStack(request)
            elapsed = time.perf_counter() - started
        print(f"     (all requirements on these {len(resources)} resources: {elapsed:.2f} s)")
        peak = _peak_memory(process.pid)
        process.terminate()
    yield Measure("peak memory of the pack at 15,000 resources", peak, _MEBIBYTES, "MiB", 0)


def _peak_memory(process: int) -> float:
    """The largest resident set so far, in MiB."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    print("     (no /proc here: the memory was not measured)", file=sys.stderr)
    return float("nan")


def _stack_request(resources: list[dict[str, Any]]) -> Any:
    request = proto.AnalyzeStackRequest()
    for one in resources:
        added = request.resources.add(type=one["type"], urn=one["urn"], name=one["name"])
        added.properties.update(on_the_wire(one["properties"]))
        added.provider.type = "pulumi:providers:powerplatform"
        added.provider.urn = "urn:pulumi:bench::bench::pulumi:providers:powerplatform::tenant"
        added.provider.properties.update({"tenantId": "8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11"})
    return request
