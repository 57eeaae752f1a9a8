# /// script
# dependencies = ["pulumi-azure-native==3.29.0"]
# ///
"""A function application between Event Hubs, Event Grid, Service Bus and Cosmos DB."""

import pulumi
from pulumi_azure_native import (
    authorization,
    cosmosdb,
    eventgrid,
    eventhub,
    resources,
    servicebus,
    storage,
    web,
)

group = resources.ResourceGroup(
    "rg-events", resource_group_name="rg-events", location="swedencentral"
)
GROUP = {"resource_group_name": group.name}
PLACE = {**GROUP, "location": "swedencentral"}
account = storage.StorageAccount(
    "stevents", account_name="stevents", kind="StorageV2", sku={"name": "Standard_LRS"}, **PLACE
)
storage.BlobContainer("code", container_name="code", account_name=account.name, **GROUP)
hubs = eventhub.Namespace(
    "evhns-events",
    namespace_name="evhns-events",
    sku={"name": "Standard", "tier": "Standard", "capacity": 2},
    **PLACE,
)
hub = eventhub.EventHub(
    "telemetry",
    event_hub_name="telemetry",
    namespace_name=hubs.name,
    partition_count=4,
    message_retention_in_days=1,
    **GROUP,
)
eventhub.ConsumerGroup(
    "function",
    consumer_group_name="function",
    event_hub_name=hub.name,
    namespace_name=hubs.name,
    user_metadata="environmentType=production",
    **GROUP,
)
bus = servicebus.Namespace(
    "sb-events", namespace_name="sb-events", sku={"name": "Premium", "tier": "Premium"}, **PLACE
)
queue = servicebus.Queue(
    "business-events",
    queue_name="business-events",
    namespace_name=bus.name,
    requires_session=True,
    max_delivery_count=5,
    **GROUP,
)
topic = servicebus.Topic(
    "customers", topic_name="customers", namespace_name=bus.name, support_ordering=True, **GROUP
)
servicebus.Subscription(
    "crm", subscription_name="crm", topic_name=topic.name, namespace_name=bus.name, **GROUP
)
documents = cosmosdb.DatabaseAccount(
    "cosmos-events",
    account_name="cosmos-events",
    database_account_offer_type="Standard",
    locations=[
        {"location_name": "swedencentral", "failover_priority": 0},
        {"location_name": "westeurope", "failover_priority": 1},
    ],
    consistency_policy={"default_consistency_level": "Session"},
    **PLACE,
)
database = cosmosdb.SqlResourceSqlDatabase(
    "events",
    database_name="events",
    account_name=documents.name,
    resource={"id": "events"},
    **GROUP,
)
plan = web.AppServicePlan(
    "asp-events", name="asp-events", kind="functionapp", sku={"name": "EP1"}, **PLACE
)
function = web.WebApp(
    "func-events",
    name="func-events",
    kind="functionapp,linux",
    server_farm_id=plan.id,
    identity={"type": "SystemAssigned"},
    site_config={
        "app_settings": [
            {"name": "FUNCTIONS_EXTENSION_VERSION", "value": "~4"},
            {"name": "AzureWebJobsStorage__accountName", "value": account.name},
            {"name": "DATAVERSE_URL", "value": "https://fabrikam.crm.dynamics.com"},
        ]
    },
    opts=pulumi.ResourceOptions(depends_on=[database]),
    **PLACE,
)
authorization.RoleAssignment(
    "receives",
    role_assignment_name="c3a90f7e-18d4-4b62-95e7-6f0d2b8a41c5",
    scope=bus.id,
    principal_id="e50b7c18-4f92-4a3d-86c1-9d27f0b3a6e4",
    principal_type="ServicePrincipal",
    role_definition_id="/providers/Microsoft.Authorization/roleDefinitions"
    "/4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
)
topic_of_uploads = eventgrid.SystemTopic(
    "uploads",
    system_topic_name="uploads",
    source=account.id,
    topic_type="Microsoft.Storage.StorageAccounts",
    **PLACE,
)
eventgrid.SystemTopicEventSubscription(
    "to-queue",
    event_subscription_name="to-queue",
    system_topic_name=topic_of_uploads.name,
    destination=eventgrid.ServiceBusQueueEventSubscriptionDestinationArgs(
        endpoint_type="ServiceBusQueue", resource_id=queue.id
    ),
    filter={"included_event_types": ["Microsoft.Storage.BlobCreated"]},
    **GROUP,
)
eventgrid.PartnerConfiguration(
    "partners",
    resource_group_name=group.name,
    location="global",
    partner_authorization={
        "default_maximum_expiration_time_in_days": 7,
        "authorized_partners_list": [{"partner_name": "Contoso"}],
    },
)
