// Runs a compiled program inline, in the project of the working folder: run.js PROGRAM OPERATION PACK
// Each of the engine's events is a line of standard output.
const path = require("node:path");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");

async function main([program, operation, pack]) {
    const stack = await LocalWorkspace.selectStack(
        {
            stackName: "test",
            projectName: "engine-test",
            program: async () => require(path.resolve(__dirname, program)),
        },
        { workDir: process.cwd() },
    );
    await stack[operation]({
        policyPacks: [pack],
        onEvent: (event) => console.log(JSON.stringify({ sequence: event.sequence, ...event })),
        onOutput: (text) => process.stderr.write(text),
    });
}

main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
});
