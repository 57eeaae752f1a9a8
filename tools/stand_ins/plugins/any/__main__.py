"""The stand-in for providers of any kind."""

from __future__ import annotations

from tools.stand_ins.any_provider import AnyStandIn
from tools.stand_ins.provider import serve_provider

serve_provider(AnyStandIn())
