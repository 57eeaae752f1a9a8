"""What is wrong with the pairs of ``Pulumi.fabrikam.yaml``."""

from __future__ import annotations

from dualwrite.requirements import REQUIREMENTS

LEGACY, SECOND = "fabrikam-legacy", "fabrikam-second"
_OF_SECOND = ("single-instance", "environment-type-parity", "supported-deployment")
_NOT_OF_LEGACY = ("supported-deployment", "pair-completeness", "conflicting-facts")
"""A trial is not cloud-hosted; and a declared pair is whole, and contradicts nobody."""
BROKEN: dict[str, tuple[str, ...]] = {
    one.name: pairs
    for one in REQUIREMENTS
    if not one.concerns_companions  # fabrikam has no Azure resources
    and (
        pairs := (
            *((LEGACY,) if one.name not in _NOT_OF_LEGACY else ()),
            *((SECOND,) if one.name in _OF_SECOND else ()),
        )
    )
}
"""By requirement, the pairs that break it."""
VIOLATIONS = sum(map(len, BROKEN.values()))
