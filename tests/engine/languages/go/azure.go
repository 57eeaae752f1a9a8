package main

import (
	"example.com/pulumi-dualwrite/sdk/go/dualwrite"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

type azureProvider struct {
	pulumi.ProviderResourceState
}

type azureResource struct {
	pulumi.CustomResourceState
}

type foundation struct {
	Provider   string
	Network    *dualwrite.NetworkArgs
	Encryption *dualwrite.EncryptionArgs
	Logs       *dualwrite.LogsArgs
	Storage    *dualwrite.StorageArgs
}

type resource struct {
	Type       string
	Provider   string
	Parent     string
	After      string
	Properties map[string]any
}

type stack struct {
	Tenants     map[string]string
	Pairs       map[string]facts
	Foundations map[string]foundation
	Resources   map[string]resource
}

// What has been declared already, by name.
type declared struct {
	stack
	providers map[string]*azureProvider
	pairs     map[string]*dualwrite.EnvironmentPair
}

// The pairs, foundations and Azure resources of the configuration, through the generated SDK.
func azure(ctx *pulumi.Context) error {
	done := declared{
		providers: map[string]*azureProvider{},
		pairs:     map[string]*dualwrite.EnvironmentPair{},
	}
	if err := config.New(ctx, "test").GetObject("stack", &done.stack); err != nil {
		return err
	}
	for name, tenant := range done.Tenants {
		done.providers[name] = &azureProvider{}
		inputs := pulumi.StringMap{"tenantId": pulumi.String(tenant)}
		err := ctx.RegisterResource("pulumi:providers:azure-native", name, inputs, done.providers[name])
		if err != nil {
			return err
		}
	}
	for name, one := range done.Pairs {
		pair, err := dualwrite.NewEnvironmentPair(ctx, name, &dualwrite.EnvironmentPairArgs{
			FinanceAndOperations: one.FinanceAndOperations.args(),
			CustomerEngagement:   one.CustomerEngagement.args(),
			Link:                 one.Link.args(),
		})
		if err != nil {
			return err
		}
		done.pairs[name] = pair
	}
	outputs := pulumi.Map{}
	for name, one := range done.Foundations {
		made, err := done.foundation(ctx, name, one)
		if err != nil {
			return err
		}
		outputs[name] = pulumi.Map{
			"resourceGroupName": made.ResourceGroupName,
			"subnetIds":         made.SubnetIds,
			"egressAddresses":   made.EgressAddresses,
			"vaultUri":          made.VaultUri,
		}
	}
	ctx.Export("azure", outputs)
	for name, one := range done.Resources {
		if err := done.resource(ctx, name, one); err != nil {
			return err
		}
	}
	return nil
}

func (done declared) foundation(
	ctx *pulumi.Context, name string, one foundation,
) (*dualwrite.AzureFoundation, error) {
	args := &dualwrite.AzureFoundationArgs{
		CustomerEngagement: done.Pairs[name].CustomerEngagement.args(),
		Network:            one.Network,
		Encryption:         one.Encryption,
		Logs:               one.Logs,
		Storage:            one.Storage,
	}
	parent, provider := pulumi.Parent(done.pairs[name]), pulumi.Providers(done.providers[one.Provider])
	return dualwrite.NewAzureFoundation(ctx, name+"-azure", args, parent, provider)
}

func (done declared) resource(ctx *pulumi.Context, name string, one resource) error {
	options := []pulumi.ResourceOption{}
	if one.Parent != "" {
		options = append(options, pulumi.Parent(done.pairs[one.Parent]))
	}
	if one.Provider != "" {
		options = append(options, pulumi.Provider(done.providers[one.Provider]))
	}
	if one.After != "" {
		options = append(options, pulumi.DependsOn([]pulumi.Resource{done.pairs[one.After]}))
	}
	return ctx.RegisterResource(one.Type, name, pulumi.ToMap(one.Properties), &azureResource{}, options...)
}
