"""The stand-in provider ``echo``."""

from __future__ import annotations

from tools.stand_ins.echo import EchoStandIn
from tools.stand_ins.provider import serve_provider

serve_provider(EchoStandIn())
