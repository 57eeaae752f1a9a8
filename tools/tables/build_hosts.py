"""Build the table of environments' hosts from a folder of facts.

    python tools/tables/build_hosts.py FACTS

FACTS holds environment_hosts.json: dated patterns of addresses, and what each says. It does not ship
with the project; what the project uses of it does, in policies/dualwrite/vocabulary/data/.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

Row = dict[str, Any]
DATA = Path(__file__).resolve().parents[2] / "policies" / "dualwrite" / "vocabulary" / "data"
_APPS = {
    "finance": "financeAndOperations",
    "customer engagement": "customerEngagement",
    "none": None,
}
_UNDER_ANY_CRM_HOST = ".<crm host>"


class FactsError(Exception):
    """The facts are incomplete, or contradict each other."""


def build(facts: Path) -> Row:
    """Return the content of environment_hosts.json."""
    path = facts / "environment_hosts.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FactsError(f"cannot read {path}: {error}") from error
    rows = [_row(fact) for fact in content["hosts"]]
    patterns = [row["pattern"] for row in rows]
    twice = sorted({one for one in patterns if patterns.count(one) > 1})
    if twice:
        raise FactsError(f"patterns that stand twice: {', '.join(twice)}")
    return {"asOf": content["as_of"], "hosts": rows, "words": _words(content["types"])}


def _row(fact: Row) -> Row:
    source = fact["source"]
    row = {
        "pattern": fact["pattern"].replace("<Azure region>", "*"),
        "app": _APPS[fact["app"]],
        "what": fact.get("what"),
        "hosting": fact.get("hosting"),
        "hostingIsCertain": fact.get("hosting_certainty") == "strong",
        "geography": fact.get("geography"),
        "geographyIsCertain": fact.get("geography_certainty") == "strong",
        "cloud": fact.get("cloud"),
        "certainty": fact["certainty"],
        "source": source if isinstance(source, list) else [source],
        "date": fact.get("date") if fact.get("date") else None,
    }
    if row["pattern"].endswith(_UNDER_ANY_CRM_HOST):
        row["cloud"] = None
    return {key: value for key, value in row.items() if value is not None and value is not False}


def _words(types: Row) -> list[Row]:
    """What other vocabularies call a type of finance and operations environment."""
    found = []
    for vocabulary in (
        "lifecycle_services_type",
        "finops_deployment_type",
        "unified_environment_type",
        "provisioning_type",
    ):
        for row in types[vocabulary]["rows"]:
            if row["environmentType"] is not None:
                source = types[vocabulary]["source"]
                found.append(
                    {
                        "word": row["value"],
                        "environmentType": row["environmentType"],
                        "source": source if isinstance(source, list) else [source],
                        "date": types[vocabulary]["date"],
                    }
                )
    return found


def main(arguments: list[str], data: Path = DATA) -> int:
    """Write the file, or nothing."""
    if len(arguments) != 1:
        print("usage: build_hosts.py FACTS (the folder of facts)", file=sys.stderr)
        return 2
    try:
        content = build(Path(arguments[0]))
    except FactsError as error:
        print(f"build_hosts.py: {error}", file=sys.stderr)
        return 2
    file = data / "environment_hosts.json"
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
