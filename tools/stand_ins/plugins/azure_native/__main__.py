"""The stand-in for the native Azure provider."""

from __future__ import annotations

from tools.stand_ins.azure_native import AzureStandIn
from tools.stand_ins.provider import serve_provider

serve_provider(AzureStandIn())
