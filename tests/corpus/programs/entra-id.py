# /// script
# dependencies = ["pulumi-azuread==6.11.1", "pulumi-random==4.21.4"]
# ///
"""Applications and groups of Microsoft Entra ID, for people and for programs that call Dynamics 365."""

import pulumi_azuread as azuread
import pulumi_random as random

ERP = "00000015-0000-0000-c000-000000000000"
DATAVERSE = "00000007-0000-0000-c000-000000000000"
role = random.RandomUuid("orders-role")
scope = random.RandomUuid("orders-scope")
api = azuread.Application(
    "orders",
    display_name="Orders",
    sign_in_audience="AzureADMyOrg",
    identifier_uris=["api://orders.contoso.example"],
    api={
        "requested_access_token_version": 2,
        "oauth2_permission_scopes": [
            {
                "id": scope.result,
                "value": "Orders.Read",
                "admin_consent_display_name": "Read orders",
                "admin_consent_description": "Read the orders of a customer",
            }
        ],
    },
    app_roles=[
        {
            "id": role.result,
            "value": "Orders.Write.All",
            "display_name": "Write orders",
            "description": "Write all orders",
            "allowed_member_types": ["Application"],
        }
    ],
    required_resource_accesses=[
        {
            "resource_app_id": DATAVERSE,
            "resource_accesses": [{"id": "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4", "type": "Scope"}],
        },
        {
            "resource_app_id": ERP,
            "resource_accesses": [{"id": "6397893c-2260-496b-a41d-2f1f15b16ff3", "type": "Scope"}],
        },
    ],
    web={
        "homepage_url": "https://orders.contoso.example",
        "redirect_uris": ["https://contoso.operations.dynamics.com/oauth"],
    },
    tags=["environmentType:production", "dual-write"],
)
principal = azuread.ServicePrincipal("orders", client_id=api.client_id, use_existing=True)
azuread.ApplicationPassword(
    "orders",
    application_id=api.id,
    display_name="Legacy",
    end_date="2027-06-30T00:00:00Z",
)
azuread.ApplicationFederatedIdentityCredential(
    "orders-on-main",
    application_id=api.id,
    display_name="main",
    audiences=["api://AzureADTokenExchange"],
    issuer="https://token.actions.githubusercontent.com",
    subject="repo:contoso/orders:environment:production",
)
erp = azuread.ServicePrincipal("erp", client_id=ERP, use_existing=True)
dataverse = azuread.ServicePrincipal("dataverse", client_id=DATAVERSE, use_existing=True)
azuread.ServicePrincipalDelegatedPermissionGrant(
    "orders-in-dataverse",
    service_principal_object_id=principal.object_id,
    resource_service_principal_object_id=dataverse.object_id,
    claim_values=["user_impersonation"],
)
template = azuread.Application(
    "gallery",
    display_name="From the gallery",
    template_id="8adf8e6e-67b2-4cf2-a259-e3dc5476c621",
)
password = random.RandomPassword("clerk", length=20)
clerk = azuread.User(
    "clerk",
    user_principal_name="clerk@contoso.example",
    display_name="Clerk",
    password=password.result,
    usage_location="NL",
    office_location="westeurope",
)
makers = azuread.Group(
    "makers",
    display_name="Power Apps makers",
    description="May make apps in the sandbox environments",
    security_enabled=True,
)
environment_group = azuread.Group(
    "environment-production",
    display_name="Environment: Production",
    security_enabled=True,
    types=["DynamicMembership"],
    dynamic_membership={"enabled": True, "rule": 'user.department -eq "Sales"'},
)
azuread.GroupMember("clerk", group_object_id=makers.object_id, member_object_id=clerk.object_id)
azuread.AppRoleAssignment(
    "orders",
    app_role_id=role.result,
    principal_object_id=principal.object_id,
    resource_object_id=principal.object_id,
)
offices = azuread.NamedLocation(
    "offices", display_name="Offices", ip={"ip_ranges": ["203.0.113.0/24"], "trusted": True}
)
azuread.ConditionalAccessPolicy(
    "erp-from-offices",
    display_name="ERP from offices only",
    state="enabled",
    conditions={
        "client_app_types": ["all"],
        "applications": {"included_applications": [ERP]},
        "locations": {"included_locations": ["All"], "excluded_locations": [offices.id]},
        "users": {"included_groups": [makers.object_id]},
    },
    grant_controls={"operator": "OR", "built_in_controls": ["block"]},
)
