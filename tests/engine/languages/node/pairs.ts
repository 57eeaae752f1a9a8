// The pairs of the configuration, through the generated SDK: a region and a count that are known only
// after deployment, a secret, and a child of each pair.
import * as pulumi from "@pulumi/pulumi";
import * as dualwrite from "@pulumi/dualwrite";

class Echo extends pulumi.CustomResource {
    declare readonly result: pulumi.Output<any>;

    constructor(name: string, value: any, opts?: pulumi.CustomResourceOptions) {
        super("echo:index:Echo", name, { value, result: undefined }, opts);
    }
}

interface Facts {
    financeAndOperations: dualwrite.types.input.FinanceAndOperationsArgs;
    customerEngagement: dualwrite.types.input.CustomerEngagementArgs;
    link: dualwrite.types.input.LinkArgs;
}

const pairs = new pulumi.Config("test").requireObject<Record<string, Facts>>("pairs");
for (const [name, { financeAndOperations, customerEngagement, link }] of Object.entries(pairs)) {
    const region = new Echo(`${name}-region`, customerEngagement.region);
    const count = new Echo(`${name}-count`, link.liveSyncLegalEntities);
    const pair = new dualwrite.EnvironmentPair(name, {
        financeAndOperations,
        customerEngagement: {
            ...customerEngagement,
            region: region.result,
            tenantId: pulumi.secret(customerEngagement.tenantId),
        },
        link: { ...link, liveSyncLegalEntities: count.result },
    });
    new Echo(`${name}-child`, "of the pair", { parent: pair });
}
