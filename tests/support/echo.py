"""A resource whose output is known only after deployment: ``result`` is then its input ``value``."""

from __future__ import annotations

from typing import Any

import pulumi


class Echo(pulumi.CustomResource):
    """Created by the stand-in provider ``tools.stand_ins.echo``."""

    result: pulumi.Output[Any]

    def __init__(self, name: str, value: Any, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("echo:index:Echo", name, {"value": value, "result": None}, opts)
