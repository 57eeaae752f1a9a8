"""A resource whose output is known only once it is created: ``result`` is then its input ``value``."""

from __future__ import annotations

from tools.stand_ins.provider import Declared, Properties, StandIn


class EchoStandIn(StandIn):
    """``Echo`` gives its input back."""

    def outputs(self, declared: Declared, preview: bool) -> Properties:
        if preview:
            return declared.inputs
        return {**declared.inputs, "result": declared.inputs.get("value")}
