package main

import (
	"example.com/pulumi-dualwrite/sdk/go/dualwrite"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

type echo struct {
	pulumi.CustomResourceState
	Result pulumi.AnyOutput `pulumi:"result"`
}

func newEcho(ctx *pulumi.Context, name string, value any, opts ...pulumi.ResourceOption) (*echo, error) {
	made := &echo{}
	inputs := pulumi.Map{"value": pulumi.Any(value)}
	return made, ctx.RegisterResource("echo:index:Echo", name, inputs, made, opts...)
}

type financeAndOperations struct {
	URL                      string `json:"url"`
	EnvironmentID            string `json:"environmentId"`
	TenantID                 string `json:"tenantId"`
	Region                   string `json:"region"`
	EnvironmentType          string `json:"environmentType"`
	ApplicationVersion       string `json:"applicationVersion"`
	PlatformVersion          string `json:"platformVersion"`
	CrossCompanyDataSharing  bool   `json:"crossCompanyDataSharing"`
	BypassesDataEvents       bool   `json:"bypassesDataEvents"`
	ConsecutiveUpdatesPaused int    `json:"consecutiveUpdatesPaused"`
}

type customerEngagement struct {
	URL                    string `json:"url"`
	EnvironmentID          string `json:"environmentId"`
	TenantID               string `json:"tenantId"`
	Region                 string `json:"region"`
	Geography              string `json:"geography"`
	EnvironmentType        string `json:"environmentType"`
	PlatformVersion        string `json:"platformVersion"`
	ProspectToCash         bool   `json:"prospectToCash"`
	ProspectToCashVersion  string `json:"prospectToCashVersion"`
	DualWriteCoreVersion   string `json:"dualWriteCoreVersion"`
	Dynamics365AppsEnabled bool   `json:"dynamics365AppsEnabled"`
	DualWriteSolutions     []any  `json:"dualWriteSolutions"`
}

type link struct {
	InitialSync              bool     `json:"initialSync"`
	InitialSyncLegalEntities int      `json:"initialSyncLegalEntities"`
	LiveSyncLegalEntities    int      `json:"liveSyncLegalEntities"`
	DistributedTransactions  bool     `json:"distributedTransactions"`
	Apps                     []string `json:"apps"`
}

type facts struct {
	FinanceAndOperations financeAndOperations `json:"financeAndOperations"`
	CustomerEngagement   customerEngagement   `json:"customerEngagement"`
	Link                 link                 `json:"link"`
}

// The pairs of the configuration, through the generated SDK: a region and a count that are known only
// after deployment, a secret, and a child of each pair.
func pairs(ctx *pulumi.Context) error {
	pairs := map[string]facts{}
	if err := config.New(ctx, "test").GetObject("pairs", &pairs); err != nil {
		return err
	}
	for name, one := range pairs {
		if err := declare(ctx, name, one); err != nil {
			return err
		}
	}
	return nil
}

func declare(ctx *pulumi.Context, name string, one facts) error {
	region, err := newEcho(ctx, name+"-region", one.CustomerEngagement.Region)
	if err != nil {
		return err
	}
	count, err := newEcho(ctx, name+"-count", one.Link.LiveSyncLegalEntities)
	if err != nil {
		return err
	}
	engagement, link := one.CustomerEngagement.args(), one.Link.args()
	engagement.TenantId = pulumi.ToSecret(engagement.TenantId).(pulumi.StringOutput)
	engagement.Region = region.Result.AsStringOutput()
	link.LiveSyncLegalEntities = count.Result.ApplyT(func(value any) int {
		return int(value.(float64))
	}).(pulumi.IntOutput)
	pair, err := dualwrite.NewEnvironmentPair(ctx, name, &dualwrite.EnvironmentPairArgs{
		FinanceAndOperations: one.FinanceAndOperations.args(),
		CustomerEngagement:   engagement,
		Link:                 link,
	})
	if err != nil {
		return err
	}
	_, err = newEcho(ctx, name+"-child", "of the pair", pulumi.Parent(pair))
	return err
}

func (finance financeAndOperations) args() dualwrite.FinanceAndOperationsArgs {
	return dualwrite.FinanceAndOperationsArgs{
		Url:                      pulumi.String(finance.URL),
		EnvironmentId:            stated(finance.EnvironmentID),
		TenantId:                 pulumi.String(finance.TenantID),
		Region:                   pulumi.String(finance.Region),
		EnvironmentType:          pulumi.String(finance.EnvironmentType),
		ApplicationVersion:       pulumi.String(finance.ApplicationVersion),
		PlatformVersion:          pulumi.String(finance.PlatformVersion),
		CrossCompanyDataSharing:  pulumi.Bool(finance.CrossCompanyDataSharing),
		BypassesDataEvents:       pulumi.Bool(finance.BypassesDataEvents),
		ConsecutiveUpdatesPaused: pulumi.Int(finance.ConsecutiveUpdatesPaused),
	}
}

func (engagement customerEngagement) args() dualwrite.CustomerEngagementArgs {
	return dualwrite.CustomerEngagementArgs{
		Url:                    pulumi.String(engagement.URL),
		EnvironmentId:          stated(engagement.EnvironmentID),
		TenantId:               pulumi.String(engagement.TenantID),
		Region:                 pulumi.String(engagement.Region),
		Geography:              pulumi.String(engagement.Geography),
		EnvironmentType:        pulumi.String(engagement.EnvironmentType),
		PlatformVersion:        pulumi.String(engagement.PlatformVersion),
		ProspectToCash:         pulumi.Bool(engagement.ProspectToCash),
		ProspectToCashVersion:  stated(engagement.ProspectToCashVersion),
		DualWriteCoreVersion:   pulumi.String(engagement.DualWriteCoreVersion),
		Dynamics365AppsEnabled: pulumi.Bool(engagement.Dynamics365AppsEnabled),
		DualWriteSolutions:     pulumi.ToArray(engagement.DualWriteSolutions),
	}
}

func (link link) args() dualwrite.LinkArgs {
	return dualwrite.LinkArgs{
		InitialSync:              pulumi.Bool(link.InitialSync),
		InitialSyncLegalEntities: pulumi.Int(link.InitialSyncLegalEntities),
		LiveSyncLegalEntities:    pulumi.Int(link.LiveSyncLegalEntities),
		DistributedTransactions:  pulumi.Bool(link.DistributedTransactions),
		Apps:                     pulumi.ToStringArray(link.Apps),
	}
}

// An empty text is a fact that is not declared.
func stated(text string) pulumi.StringPtrInput {
	if text == "" {
		return nil
	}
	return pulumi.String(text)
}
