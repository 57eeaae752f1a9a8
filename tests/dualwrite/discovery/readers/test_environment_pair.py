"""The component: it says what its program declares, whatever that is."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dualwrite.discovery.readers.environment_pair import PAIR_TYPE, EnvironmentPair
from dualwrite.model.facts import SecretValue, UnknownValue
from dualwrite.model.observation import Observation, Origin, Role
from dualwrite.model.resource import Resource
from support.pairs import declaration

URN = f"urn:pulumi:test::project::{PAIR_TYPE}::contoso"
ENVIRONMENT = "urn:pulumi:test::project::powerplatform:index:Environment::crm"
READER = EnvironmentPair()


def _pair(properties: dict[str, Any], **more: Any) -> Resource:
    return Resource(PAIR_TYPE, "contoso", URN, properties, **more)


def test_all_that_is_declared_is_said() -> None:
    facts = {
        f"{section}.{key}": value
        for section, content in declaration().items()
        for key, value in content.items()
    }
    assert READER.observe(_pair(declaration())) == Observation(
        origin=Origin("pair contoso", URN),
        role=Role.PAIR,
        facts=facts,
        pair="contoso",
        is_final=True,
    )


def test_the_resources_that_its_sides_are_taken_from_are_their_references() -> None:
    seen = READER.observe(
        _pair(
            {"customerEngagement": UnknownValue(), "link": {"initialSync": False}},
            references={"customerEngagement": (ENVIRONMENT,), "link": (ENVIRONMENT,)},
            dependencies=(ENVIRONMENT,),
        )
    )
    assert seen.facts == {"customerEngagement": UnknownValue(), "link.initialSync": False}
    assert seen.references == {"customerEngagement": (ENVIRONMENT,)}
    assert seen.dependencies == (ENVIRONMENT,)


@given(
    st.dictionaries(
        st.sampled_from(["link", "customerEngagement", "financeAndOperations", "stray"]),
        st.one_of(
            st.none(),
            st.text(max_size=3),
            st.lists(st.none(), max_size=1),
            st.just(SecretValue({"url": "x"})),
            st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
        ),
    )
)
def test_nothing_that_a_program_can_write_is_lost(properties: dict[str, Any]) -> None:
    """The reading of a pair tells what is wrong with it: for that, everything must get there."""
    said = READER.observe(_pair(properties)).facts
    leaves = sum(
        len(one) if isinstance(one, dict) and one and key != "stray" else 1
        for key, one in properties.items()
    )
    assert len(said) == leaves
