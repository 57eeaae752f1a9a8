"""Environments of the native provider when its shape was flat (rpothin-powerplatform 0.1.30)."""

import pulumi
import rpothin_powerplatform as powerplatform

provider = powerplatform.Provider(
    "tenant", tenant_id="8c1b6f0e-3d47-4b53-a3f0-7d2f6f1c9a11", client_id="client"
)
powerplatform.Environment(
    "contoso-crm",
    display_name="Contoso CRM",
    location="europe",
    environment_type="Production",
    domain_name="contoso",
    currency_code="EUR",
    language_code="1033",
    opts=pulumi.ResourceOptions(provider=provider),
)
powerplatform.Environment(
    "plain", display_name="Without a database", location="europe", environment_type="Sandbox"
)
