// The pairs, foundations and Azure resources of the configuration, through the generated SDK.
import * as pulumi from "@pulumi/pulumi";
import * as dualwrite from "@pulumi/dualwrite";

class AzureProvider extends pulumi.ProviderResource {
    constructor(name: string, tenantId: string) {
        super("azure-native", name, { tenantId });
    }
}

class Azure extends pulumi.CustomResource {
    constructor(type: string, name: string, properties: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
        super(type, name, properties, opts);
    }
}

interface Foundation extends Omit<dualwrite.AzureFoundationArgs, "customerEngagement"> {
    provider: string;
}

interface Resource {
    type: string;
    provider?: string;
    parent?: string;
    after?: string;
    properties: pulumi.Inputs;
}

interface Stack {
    tenants: Record<string, string>;
    pairs: Record<string, dualwrite.EnvironmentPairArgs>;
    foundations: Record<string, Foundation>;
    resources: Record<string, Resource>;
}

const stack = new pulumi.Config("test").requireObject<Stack>("stack");
const providers: Record<string, AzureProvider> = {};
for (const [name, tenant] of Object.entries(stack.tenants)) {
    providers[name] = new AzureProvider(name, tenant);
}
const pairs: Record<string, dualwrite.EnvironmentPair> = {};
for (const [name, facts] of Object.entries(stack.pairs)) {
    pairs[name] = new dualwrite.EnvironmentPair(name, facts);
}
export const azure: Record<string, pulumi.Inputs> = {};
for (const [name, { provider, ...args }] of Object.entries(stack.foundations)) {
    const { resourceGroupName, subnetIds, egressAddresses, vaultUri } = new dualwrite.AzureFoundation(
        `${name}-azure`,
        { ...args, customerEngagement: stack.pairs[name].customerEngagement },
        { parent: pairs[name], provider: providers[provider] },
    );
    azure[name] = { resourceGroupName, subnetIds, egressAddresses, vaultUri };
}
for (const [name, { type, provider, parent, after, properties }] of Object.entries(stack.resources)) {
    new Azure(type, name, properties, {
        parent: parent === undefined ? undefined : pairs[parent],
        provider: provider === undefined ? undefined : providers[provider],
        dependsOn: after === undefined ? [] : [pairs[after]],
    });
}
