"""The stand-in for the native provider of Power Platform."""

from __future__ import annotations

from tools.stand_ins.power_platform import NATIVE, PowerPlatformStandIn
from tools.stand_ins.provider import serve_provider

serve_provider(PowerPlatformStandIn(NATIVE))
