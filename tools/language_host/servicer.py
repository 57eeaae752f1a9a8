"""The engine's requests to a language host, each handed to the module that answers it.

What is missing here (code generation, packing, linking) answers "unimplemented" by the base class.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

from tools.language_host import dependencies, plugins, programs, virtual_environments


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """Serves one engine; `wait_for_programs` tells when no program runs any more."""

    def __init__(self, engine_address: str) -> None:
        self._engine_address = engine_address
        self._idle = threading.Condition()
        self._running = 0

    def Handshake(
        self, request: language_pb2.LanguageHandshakeRequest, context: grpc.ServicerContext
    ) -> language_pb2.LanguageHandshakeResponse:
        self._engine_address = request.engine_address or self._engine_address
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(
        self, request: empty_pb2.Empty, context: grpc.ServicerContext
    ) -> plugin_pb2.PluginInfo:
        return plugin_pb2.PluginInfo()

    def GetRequiredPlugins(
        self, request: language_pb2.GetRequiredPluginsRequest, context: grpc.ServicerContext
    ) -> language_pb2.GetRequiredPluginsResponse:
        return language_pb2.GetRequiredPluginsResponse()

    def GetRequiredPackages(
        self, request: language_pb2.GetRequiredPackagesRequest, context: grpc.ServicerContext
    ) -> language_pb2.GetRequiredPackagesResponse:
        # None in advance: the engine asks for a provider when the program first uses it.
        return language_pb2.GetRequiredPackagesResponse()

    def RuntimeOptionsPrompts(
        self, request: language_pb2.RuntimeOptionsRequest, context: grpc.ServicerContext
    ) -> language_pb2.RuntimeOptionsResponse:
        return language_pb2.RuntimeOptionsResponse()

    def Template(
        self, request: language_pb2.TemplateRequest, context: grpc.ServicerContext
    ) -> language_pb2.TemplateResponse:
        return language_pb2.TemplateResponse()

    def About(
        self, request: language_pb2.AboutRequest, context: grpc.ServicerContext
    ) -> language_pb2.AboutResponse:
        with _explained(context):
            python = virtual_environments.interpreter(request.info)
            program = "import platform, sys; print(sys.executable, platform.python_version())"
            answer = subprocess.run(
                [python, "-c", program], capture_output=True, text=True, check=True
            )
            executable, version = answer.stdout.strip().rsplit(" ", 1)
            return language_pb2.AboutResponse(executable=executable, version=version)

    def GetProgramDependencies(
        self, request: language_pb2.GetProgramDependenciesRequest, context: grpc.ServicerContext
    ) -> language_pb2.GetProgramDependenciesResponse:
        with _explained(context):
            found = dependencies.installed(request)
            return language_pb2.GetProgramDependenciesResponse(dependencies=found)

    def InstallDependencies(
        self, request: language_pb2.InstallDependenciesRequest, context: grpc.ServicerContext
    ) -> Iterator[language_pb2.InstallDependenciesResponse]:
        with _explained(context):
            yield from dependencies.install(request, context)

    def RunPlugin(
        self, request: language_pb2.RunPluginRequest, context: grpc.ServicerContext
    ) -> Iterator[language_pb2.RunPluginResponse]:
        with _explained(context):
            yield from plugins.run(request, context)

    def Run(
        self, request: language_pb2.RunRequest, context: grpc.ServicerContext
    ) -> language_pb2.RunResponse:
        def started(process: subprocess.Popen[bytes]) -> None:
            if not context.add_callback(lambda: _kill(process)):
                _kill(process)

        with _explained(context), self._counted():
            return programs.run(request, self._engine_address, started)

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        with self._idle:
            self._running += 1
        try:
            yield
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()

    def wait_for_programs(self, seconds: float) -> None:
        with self._idle:
            self._idle.wait_for(lambda: self._running == 0, timeout=seconds)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()


@contextlib.contextmanager
def _explained(context: grpc.ServicerContext) -> Iterator[None]:
    """What the user can mend reaches the engine as a message, not as a Python traceback."""
    try:
        yield
    except (
        virtual_environments.RuntimeOptionError,
        dependencies.InstallError,
        OSError,
        subprocess.SubprocessError,
    ) as error:
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
