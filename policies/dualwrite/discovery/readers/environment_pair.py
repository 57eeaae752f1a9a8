"""The component ``EnvironmentPair``: both sides of a pair, and their link."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ...model.observation import SIDES, Observation, Origin, Role
from ...model.resource import Resource
from ...model.sections import flattened
from ...text.quoting import printable
from .reader import Known

PAIR_TYPE = "dualwrite:index:EnvironmentPair"
"""The type token of the component that carries a pair's facts."""


def says_all(properties: Mapping[str, object]) -> bool:
    """Whether a pair's properties name both its sides: what they lack, it does not say."""
    return all(side in properties for side in SIDES)


class EnvironmentPair:
    """Reads the component: it says whatever its program declares."""

    name = "component"
    title = "the EnvironmentPair component"

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """Every fact. A program may take each from another resource; those are decided later."""
        from ...model.schema import fact_paths  # takes time to load, and only documents ask

        return dict.fromkeys(fact_paths(), Known.PREVIEW)

    def reads(self, token: str) -> bool:
        """Whether it is the component's type."""
        return token == PAIR_TYPE

    def observe(self, resource: Resource) -> Observation:
        """What the pair declares, down to what cannot be read: that is told where it is judged."""
        return Observation(
            origin=Origin(f"pair {printable(resource.name)}", resource.urn),
            role=Role.PAIR,
            facts=flattened(resource.properties),
            references={
                side: urns for side in SIDES if (urns := resource.references.get(side, ()))
            },
            dependencies=resource.dependencies,
            pair=resource.name,
            is_final=True,
        )
