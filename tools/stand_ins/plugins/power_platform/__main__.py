"""The stand-in for the bridged provider of Power Platform."""

from __future__ import annotations

from tools.stand_ins.power_platform import BRIDGED, PowerPlatformStandIn
from tools.stand_ins.provider import serve_provider

serve_provider(PowerPlatformStandIn(BRIDGED))
