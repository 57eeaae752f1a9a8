"""Pairs, foundations and Azure resources of the configuration, through the components' classes."""

import pulumi

from components import AzureFoundation, EnvironmentPair


class Azure(pulumi.CustomResource):
    """A resource of any type."""


stack = pulumi.Config("test").require_object("stack")
providers = {
    name: pulumi.ProviderResource("azure-native", name, {"tenantId": tenant})
    for name, tenant in stack["tenants"].items()
}
pairs = {name: EnvironmentPair(name, facts) for name, facts in stack["pairs"].items()}
azure = {}
for name, args in stack["foundations"].items():
    foundation = AzureFoundation(
        f"{name}-azure",
        {
            "customerEngagement": stack["pairs"][name]["customerEngagement"],
            **{key: value for key, value in args.items() if key != "provider"},
        },
        pulumi.ResourceOptions(parent=pairs[name], providers=[providers[args["provider"]]]),
    )
    shown = ("resourceGroupName", "subnetIds", "egressAddresses", "vaultUri")
    azure[name] = {key: getattr(foundation, key) for key in shown}
pulumi.export("azure", azure)
for name, one in stack["resources"].items():
    options = pulumi.ResourceOptions(
        parent=pairs.get(one.get("parent")),
        provider=providers.get(one.get("provider")),
        depends_on=[pairs[one["after"]]] if "after" in one else [],
    )
    Azure(one["type"], name, one["properties"], options)
