"""The same through the provider, as any generated SDK asks for the component."""

import pulumi

from support.echo import Echo


class EnvironmentPair(pulumi.ComponentResource):
    """Made by the provider."""

    def __init__(self, name, args):
        super().__init__("dualwrite:index:EnvironmentPair", name, args, remote=True)


for name, facts in pulumi.Config("test").require_object("pairs").items():
    customer_engagement, link = facts["customerEngagement"], facts["link"]
    region = Echo(f"{name}-region", customer_engagement["region"])
    count = Echo(f"{name}-count", link["liveSyncLegalEntities"])
    customer_engagement["region"] = region.result
    customer_engagement["tenantId"] = pulumi.Output.secret(customer_engagement["tenantId"])
    link["liveSyncLegalEntities"] = count.result
    pair = EnvironmentPair(name, facts)
    Echo(f"{name}-child", "of the pair", pulumi.ResourceOptions(parent=pair))
