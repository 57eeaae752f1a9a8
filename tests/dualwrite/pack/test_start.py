"""What the pack imports: never the Azure SDK, which takes seconds, whatever it judges."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
JUDGING = """
from pulumi.runtime import proto
from support.analyzer import Context, analyze_request, configure_request, our_servicer, urn_of
from support.companions import CORRECT, TYPES
from support.pairs import declaration

servicer = our_servicer()
servicer.Configure(configure_request({"pair-tag": proto.REMEDIATE}, {}), Context())
pair = analyze_request(declaration())
servicer.Analyze(pair, Context())
stack = proto.AnalyzeStackRequest()
stack.resources.add(type=pair.type, urn=pair.urn, name=pair.name, properties=pair.properties)
remediated = 0
for name, properties in CORRECT.items():
    one = analyze_request(properties, name, TYPES[name])
    one.options.parent = pair.urn
    remediated += len(servicer.Remediate(one, Context()).remediations)
    servicer.Analyze(one, Context())
    added = stack.resources.add(type=one.type, urn=one.urn, name=name, parent=pair.urn)
    added.properties.CopyFrom(one.properties)
assert remediated and servicer.AnalyzeStack(stack, Context()).diagnostics
"""


@pytest.mark.parametrize("code", ["import dualwrite.pack.start", JUDGING], ids=["start", "judging"])
def test_the_pack_never_imports_the_azure_sdk(code: str) -> None:
    assert importlib.util.find_spec("pulumi_azure_native") is not None  # or this would tell nothing
    shown = (
        "import sys; print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'dualwrite', 'pulumi_azure_native', 'components'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{shown}"],
        env={"PYTHONPATH": f"{ROOT / 'policies'}:{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['dualwrite']\n"
