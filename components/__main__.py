"""The provider's process: Pulumi runs this folder, with the engine's address, as PulumiPlugin.yaml says."""

from components.provider import serve

serve()
