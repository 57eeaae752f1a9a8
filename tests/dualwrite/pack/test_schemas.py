"""The schemas that the engine gets are those of the pydantic models, and say what they accept."""

from __future__ import annotations

from dualwrite.judging.exemptions import grant_schema
from dualwrite.pack.settings import KEPT_IN, parameter_schema
from dualwrite.requirements import REQUIREMENTS
from dualwrite.requirements.live_sync_legal_entities import LiveSyncLegalEntities
from tools.tables.build_parameter_schemas import contents


def test_the_kept_schemas_are_those_of_the_models() -> None:
    assert KEPT_IN.read_text(encoding="utf-8") == contents(), "stale: run `make docs`"


def test_every_parameter_has_a_meaning_and_a_default() -> None:
    for requirement in REQUIREMENTS:
        for name, schema in parameter_schema(requirement).items():
            assert schema["description"], f"{requirement.name}.{name}"
            assert "default" in schema, f"{requirement.name}.{name}"
            assert "$ref" not in str(schema), "the engine resolves no references"


def test_a_schema_in_full() -> None:
    assert parameter_schema(LiveSyncLegalEntities()) == {
        "undeclared": {
            "default": "violation",
            "description": "What an undeclared fact is: a violation at the policy's level, or"
            " ignored.",
            "enum": ["violation", "ignore"],
            "type": "string",
        },
        "unknown": {
            "default": "advise",
            "description": "What a fact that is known only after deployment is during preview: an"
            " advisory, or a violation at the policy's level.",
            "enum": ["advise", "block"],
            "type": "string",
        },
        "exemptions": {
            "default": [],
            "description": "Grants that exempt pairs from this policy until a day: pairs (names or"
            " globs), category (waiver or mitigated), reason, owner, expiresOn; also covers"
            " (undeclared, fail or both), id, approvedBy, ticket.",
            "items": grant_schema(),
            "type": "array",
        },
        "maximum": {
            "default": 250,
            "description": "The most legal entities that are accepted.",
            "minimum": 0,
            "type": "integer",
        },
    }
