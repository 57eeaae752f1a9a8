# /// script
# dependencies = ["rpothin-powerplatform==0.1.30"]
# ///
"""Power Platform without finance and operations apps, with an early release of the native provider."""

import pulumi
import rpothin_powerplatform as powerplatform

provider = powerplatform.Provider(
    "tenant",
    tenant_id="4e8d0b63-f17a-4c25-9b3e-72a6d5c1f089",
    client_id="92c4e6d8-0a1b-4f73-85c9-3d7e60b2a14f",
    client_secret=pulumi.Output.secret("not a real secret"),
)
options = pulumi.ResourceOptions(provider=provider)
for name, kind, location in (
    ("sales", "Production", "europe"),
    ("sales-test", "Sandbox", "europe"),
    ("service", "Production", "unitedstates"),
):
    powerplatform.Environment(
        name,
        display_name=name.capitalize(),
        description="Linked to nothing",
        location=location,
        environment_type=kind,
        domain_name=f"contoso-{name}",
        currency_code="EUR",
        language_code="1033",
        opts=options,
    )
powerplatform.Environment(
    "apps", display_name="Apps", location="europe", environment_type="Sandbox", opts=options
)
