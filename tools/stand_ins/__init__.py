"""Stand-ins for providers and policy packs: the engine starts them, and nothing is created or judged.

The folders of ``plugins/`` are what Pulumi's ``plugins`` settings name; the modules beside it are what
they serve.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PLUGINS = Path(__file__).parent / "plugins"
ECHO = PLUGINS / "echo"
POWERPLATFORM = PLUGINS / "powerplatform"
POWER_PLATFORM = PLUGINS / "power_platform"
AZURE_NATIVE = PLUGINS / "azure_native"
ANY = PLUGINS / "any"


def provider_settings(folders: Mapping[str, Path]) -> dict[str, list[dict[str, str]]]:
    """The value of ``plugins`` in Pulumi.yaml.

    :param folders: by the name that programs know a provider by, the folder of its stand-in.
    """
    return {"providers": [{"name": name, "path": str(path)} for name, path in folders.items()]}
