# /// script
# dependencies = [
#   "pulumi-confluentcloud==2.87.0", "pulumiverse-configcat==5.0.1", "pulumiverse-doppler==0.9.0",
#   "pulumiverse-unleash==3.0.1",
# ]
# ///
"""What other products call an environment, most of them under the bridged provider's type.

Written by hand are those of Octopus Deploy, whose SDK is generated where it is used (names of the API
documents of the package octopusdeploy 0.43.2), and those of AWS, Google Cloud and Harness (names of
pulumi-aws, pulumi-gcp and pulumi-harness), which are here for their type and need no large SDK.
"""

import pulumi
import pulumi_confluentcloud as confluent
import pulumiverse_configcat as configcat
import pulumiverse_doppler as doppler
import pulumiverse_unleash as unleash

STAGES = ("sandbox", "production")
project = doppler.Project("erp", name="erp", description="Finance and operations")
product = configcat.Product(
    "erp", name="ERP", order=0, organization_id="83b1f5e7-2d60-4c9a-9e84-17a0c6d3f52b"
)
flags = unleash.Project("erp", project_id="erp", name="ERP", mode="protected")
for position, stage in enumerate(STAGES):
    kafka = confluent.Environment(
        stage, display_name=stage.capitalize(), stream_governance={"package": "ESSENTIALS"}
    )
    confluent.KafkaCluster(
        stage,
        display_name=f"events-{stage}",
        availability="SINGLE_ZONE",
        cloud="AZURE",
        region="westeurope",
        standard={},
        environment={"id": kafka.id},
    )
    configuration = doppler.Environment(stage, name=stage, slug=stage[:3], project=project.name)
    doppler.Secret(
        stage,
        project=project.name,
        config=configuration.slug,
        name="DATAVERSE_URL",
        value="https://contoso.crm4.dynamics.com",
    )
    configcat.Environment(
        stage,
        product_id=product.id,
        name=stage.capitalize(),
        order=position,
        color="#27a0f1",
        description="environmentType",
    )
    unleash.Environment(stage, name=stage, type=stage)
    unleash.ProjectEnvironment(
        stage, project_id=flags.project_id, environment_name=stage, change_requests_enabled=True
    )
    pulumi.CustomResource(
        "octopusdeploy:index/environment:Environment",
        f"octopus-{stage}",
        {
            "name": stage.capitalize(),
            "description": "https://contoso.operations.dynamics.com",
            "allowDynamicInfrastructure": False,
            "useGuidedFailure": True,
            "sortOrder": position,
            "slug": stage,
            "spaceId": "Spaces-1",
            "jiraExtensionSettings": [{"environmentType": "production"}],
        },
    )
pulumi.CustomResource(
    "aws:elasticbeanstalk/environment:Environment",
    "portal",
    {
        "name": "portal",
        "application": "portal",
        "templateName": "D365_FinOps_Finance",
        "version": "10.0.8",
        "tier": "WebServer",
        "settings": [{"namespace": "aws:ec2:vpc", "name": "VPCId", "value": "vpc-0a1b2c3d"}],
    },
)
pulumi.CustomResource(
    "gcp:composer/environment:Environment",
    "flows",
    {"name": "flows", "region": "europe-west4", "labels": {"environment_type": "production"}},
)
pulumi.CustomResource(
    "harness:platform/environment:Environment",
    "harness",
    {
        "identifier": "production",
        "name": "production",
        "orgId": "default",
        "type": "Production",
        "yaml": "environment:\n  type: Production\n",
    },
)
