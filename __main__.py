"""One EnvironmentPair for each pair of the stack's configuration, and the Azure side of some.

Resources that need a compliant pair are declared as its children (``parent=pair``) or depend on it:
the policy pack then refuses the pair before any of them exists. An AzureFoundation is such a child.
``dualwrite-example:azure`` has its arguments, by the name of the pair; without that key, the Azure SDK
is never imported.
"""

from collections.abc import Mapping
from typing import Any

import pulumi

from components import AzureFoundation, EnvironmentPair, declared_pairs
from dualwrite.text.quoting import as_found, joined, quoted
from dualwrite.text.suggestions import did_you_mean

EXPORTED = ("resourceGroupName", "networkPolicySystemId", "encryptionPolicySystemId", "vaultUri")


def azure_sides(config: pulumi.Config, pairs: list[str]) -> Mapping[str, Any]:
    """By pair, the arguments of its AzureFoundation, which reads them itself.

    Raises RunError where they are not by pair, or not by one that is declared.
    """
    key = f"{config.name}:azure"
    if pulumi.runtime.is_config_secret(key):
        raise pulumi.RunError(f"{key} has encrypted values; accepted: plain ones only.")
    accepted = "a mapping from pairs to arguments of AzureFoundation"
    try:
        sides = config.get_object("azure", {})
    except pulumi.ConfigTypeError:
        raise pulumi.RunError(f"{key} is no YAML or JSON; accepted: {accepted}.") from None
    if not isinstance(sides, Mapping):
        raise pulumi.RunError(f"{key}: {as_found(sides)}; accepted: {accepted}.")
    told = {name: problem_with(name, side, pairs) for name, side in sides.items()}
    lines = [f"\n  - {quoted(name)}: {problem}" for name, problem in told.items() if problem]
    if lines:
        raise pulumi.RunError(f"{key} has no Azure sides that can be made:{''.join(lines)}")
    return sides


def problem_with(name: str, side: object, pairs: list[str]) -> str:
    """What is wrong with one entry; nothing where it can be handed on."""
    if name not in pairs:
        return f"no such pair.{did_you_mean(name, pairs)} Declared: {joined(sorted(pairs))}."
    if not isinstance(side, Mapping):
        return f"{as_found(side)}; accepted: a mapping, if only {{}}."
    return ""


declared = declared_pairs(pulumi.Config("dualwrite"))
sides = azure_sides(pulumi.Config(), [pair.name for pair in declared])
pairs = {name: EnvironmentPair(name, args) for name, args in declared}
for name, args in declared:
    if name in sides:
        foundation = AzureFoundation(
            f"{name}-azure",
            {"customerEngagement": args["customerEngagement"], **sides[name]},
            pulumi.ResourceOptions(parent=pairs[name]),
        )
        pulumi.export(f"{name}-azure", {key: getattr(foundation, key) for key in EXPORTED})

pulumi.export("pairs", sorted(pairs))
