// Runs a program inline, in the project of the working folder: program NAME OPERATION PACK
// Each of the engine's events is a line of standard output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/events"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

var programs = map[string]pulumi.RunFunc{"pairs": pairs, "azure": azure}

func main() {
	if err := run(programs[os.Args[1]], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(program pulumi.RunFunc, operation, pack string) error {
	ctx := context.Background()
	stack, err := auto.SelectStackInlineSource(ctx, "test", "engine-test", program, auto.WorkDir("."))
	if err != nil {
		return err
	}
	received := make(chan events.EngineEvent)
	done := make(chan struct{})
	go print(received, done)
	if operation == "up" {
		_, err = stack.Up(ctx, optup.PolicyPacks(pack), optup.EventStreams(received))
	} else {
		_, err = stack.Preview(ctx, optpreview.PolicyPacks(pack), optpreview.EventStreams(received))
	}
	<-done
	return err
}

func print(received <-chan events.EngineEvent, done chan<- struct{}) {
	defer close(done)
	for event := range received {
		line, err := json.Marshal(event.EngineEvent)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(line))
	}
}
