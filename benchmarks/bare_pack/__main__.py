"""The least that a pack on the SDK can be: one policy that does nothing."""

from pulumi_policy import PolicyPack, ResourceValidationPolicy

PolicyPack(
    "bare", [ResourceValidationPolicy("nothing", "Does nothing.", lambda args, report: None)]
)
