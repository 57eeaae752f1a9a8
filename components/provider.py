"""The components of this folder as a Pulumi provider, for programs in every Pulumi language.

``pulumi package add <this folder>`` makes a typed SDK from the schema; the engine starts the
provider when a program registers one of the components.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any, cast

import pulumi
from pulumi.errors import InputPropertiesError
from pulumi.provider import ConstructResult, main
from pulumi.provider.experimental.analyzer import ComponentDefinition
from pulumi.provider.experimental.component import ComponentProvider
from pulumi.provider.server import ComponentInitError
from pulumi.runtime import rpc

from dualwrite import __version__
from dualwrite.text.quoting import joined, quoted

from .azure_foundation import AzureFoundation
from .environment_pair import CustomerEngagementArgs, EnvironmentPair, SolutionArgs
from .provider_schema import Alternative, completed

NAME = "dualwrite"
"""The package: the first part of each component's type."""

COMPONENTS: list[type[pulumi.ComponentResource]] = [EnvironmentPair, AzureFoundation]
"""What the provider has. A component's arguments are a TypedDict, with camelCase keys as in the
schema and a docstring for each, in a module without ``from __future__ import annotations``. What is
slow to import, a component imports when it is made: the provider starts for each of them."""

ALTERNATIVES = [Alternative(CustomerEngagementArgs, "dualWriteSolutions", SolutionArgs)]
"""Lists of texts or mappings, which the SDK's analyzer cannot express."""


class DualwriteProvider(ComponentProvider):
    """Makes the components with the inputs as they arrive, so that a component judges all of them."""

    def __init__(self) -> None:
        super().__init__(COMPONENTS, NAME, version=__version__)
        schema = completed(json.loads(self.schema or "{}"), ALTERNATIVES)
        self.schema = json.dumps(schema)

    def construct(
        self,
        name: str,
        resource_type: str,
        inputs: pulumi.Inputs,
        options: pulumi.ResourceOptions | None = None,
    ) -> ConstructResult:
        """Make a component in the engine that asks for it.

        :raises InputPropertiesError: with the component's own message where it refuses its
            arguments, which the engine shows without a traceback; and for a component that the
            provider does not have.
        """
        known = sorted(f"{NAME}:index:{one.__name__}" for one in COMPONENTS)
        if resource_type not in known:
            raise _refusal(
                f"there is no component {quoted(resource_type)}; accepted: {joined(known, 'or')}."
            )
        try:
            return super().construct(name, resource_type, inputs, options)
        except ComponentInitError as error:
            if isinstance(error.inner, pulumi.RunError):
                raise _refusal(str(error.inner)) from None
            raise

    def map_inputs(
        self, inputs: pulumi.Inputs, component_def: ComponentDefinition
    ) -> pulumi.Inputs:
        """Give the component all that the program said.

        The SDK's own mapping drops keys that the schema lacks, and with them what a misspelt key
        said; it takes a section that is an output for an empty one, and fails at a number that is
        an output.
        """
        return cast(pulumi.Inputs, {key: received(value) for key, value in inputs.items()})


def _refusal(message: str) -> InputPropertiesError:
    # The SDK's server fails at an error without a list (pulumi 3.272).
    return InputPropertiesError(message, [])


def received(value: Any) -> Any:
    """Return an input as a program in Python would have it.

    Whole numbers, which the protocol carries as floats, are int; what is not known yet is an output.
    """
    if isinstance(value, str) and value == rpc.UNKNOWN:
        return pulumi.Output(set(), _settled(None), _settled(False))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: received(one) for key, one in value.items()}
    if isinstance(value, list):
        return [received(one) for one in value]
    return value


def _settled(value: Any) -> asyncio.Future[Any]:
    future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future


def serve() -> None:
    """Serve the provider until the engine ends the process."""
    main(DualwriteProvider(), sys.argv[1:])
