"""The pairs of the configuration, through the component's class: what all others are compared with."""

import pulumi

from components import EnvironmentPair
from support.echo import Echo

for name, facts in pulumi.Config("test").require_object("pairs").items():
    customer_engagement, link = facts["customerEngagement"], facts["link"]
    region = Echo(f"{name}-region", customer_engagement["region"])
    count = Echo(f"{name}-count", link["liveSyncLegalEntities"])
    customer_engagement["region"] = region.result
    customer_engagement["tenantId"] = pulumi.Output.secret(customer_engagement["tenantId"])
    link["liveSyncLegalEntities"] = count.result
    pair = EnvironmentPair(name, facts)
    Echo(f"{name}-child", "of the pair", pulumi.ResourceOptions(parent=pair))
