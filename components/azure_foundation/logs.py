"""The Log Analytics workspace, and the diagnostic settings that fill it."""

from __future__ import annotations

from typing import Any

import pulumi

from .model import LogsModel
from .scope import Scope


def make_workspace(scope: Scope, logs: LogsModel) -> Any:
    """A workspace that is paid by volume."""
    from pulumi_azure_native import operationalinsights

    return operationalinsights.Workspace(
        scope.named("log-workspace"),
        workspace_name=scope.plan.names.workspace,
        resource_group_name=scope.group_name,
        location=scope.plan.region.name,
        sku={"name": "PerGB2018"},
        retention_in_days=logs.retention_in_days,
        tags=scope.plan.tags,
        opts=scope.options(),
    )


def send_logs(
    scope: Scope, what: str, resource: pulumi.Input[str], metrics: str = "AllMetrics"
) -> None:
    """Send all logs of a resource to the workspace, if there is one, and a category of its metrics.

    :param what: the resource, for the name of the setting in the program.
    :param resource: its ID in Azure.
    """
    if scope.workspace is None:
        return
    from pulumi_azure_native import monitor

    monitor.DiagnosticSetting(
        scope.named(f"logs-of-{what}"),
        name=scope.plan.names.diagnostics,
        resource_uri=resource,
        workspace_id=scope.workspace.id,
        logs=[{"category_group": "allLogs", "enabled": True}],
        metrics=[{"category": metrics, "enabled": True}],
        opts=scope.options(),
    )
