"""Runs policy packs and local provider plugins that are written in Python."""

from __future__ import annotations

from collections.abc import Iterator

import grpc
from pulumi.runtime.proto import language_pb2

from tools.language_host import virtual_environments
from tools.language_host.processes import StreamedProcess


def run(
    request: language_pb2.RunPluginRequest, context: grpc.ServicerContext
) -> Iterator[language_pb2.RunPluginResponse]:
    """Streams what the plugin prints, the port that it serves first, and then its exit code.

    The plugin is killed when the engine cancels the call, which is how the engine ends a plugin.
    Raises RuntimeOptionError.
    """
    given = dict(entry.split("=", 1) for entry in request.env if "=" in entry)
    process = StreamedProcess(
        command(request),
        request.info.program_directory,
        virtual_environments.activated(request.info, given or None),
    )
    if not context.add_callback(process.kill):
        process.kill()
    for stream, chunk in process.output():
        if stream == "stdout":
            yield language_pb2.RunPluginResponse(stdout=chunk)
        else:
            yield language_pb2.RunPluginResponse(stderr=chunk)
    yield language_pb2.RunPluginResponse(exitcode=process.exit_code())


def command(request: language_pb2.RunPluginRequest) -> list[str]:
    """A policy pack is started by the SDK, with the engine's address; any other plugin is a program
    that serves its port by itself."""
    python = virtual_environments.interpreter(request.info)
    if request.kind == "analyzer":
        return [python, "-u", "-m", "pulumi.policy", *request.args, "."]
    return [python, "-u", ".", *request.args]
