"""Write the JSON schemas of the policies' parameters, made from their pydantic models.

.venv/bin/python tools/tables/build_parameter_schemas.py
"""

from __future__ import annotations

import json
from typing import Any

from dualwrite.judging.configuration import Policy
from dualwrite.judging.exemption_review import REVIEW
from dualwrite.pack.settings import KEPT_IN, make_parameter_schema
from dualwrite.requirements import REQUIREMENTS


def contents() -> str:
    """The file's text."""
    policies: tuple[Policy[Any], ...] = (*REQUIREMENTS, REVIEW)
    schemas = {one.name: make_parameter_schema(one) for one in policies}
    return json.dumps(schemas, indent=1) + "\n"


if __name__ == "__main__":
    KEPT_IN.write_text(contents(), encoding="utf-8")
