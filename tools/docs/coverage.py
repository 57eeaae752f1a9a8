"""The page of coverage: which requirement each kind of source decides, and where to declare the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from dualwrite.discovery.readers import READERS, Reader, reader_of
from dualwrite.discovery.readers.environments import TOKEN, BridgedEnvironment, NativeEnvironment
from dualwrite.discovery.readers.provisioning import KNOWN as KNOWN_OF_UNIFIED
from dualwrite.discovery.readers.reader import Known
from dualwrite.judging.requirement import Requirement
from dualwrite.model.resource import Resource
from dualwrite.model.schema import fact_paths
from dualwrite.requirements import REQUIREMENTS
from dualwrite.results.seen import UNSEEN
from dualwrite.text.quoting import joined

from .coverage_matrix import SourceKind, Way, When, source_kinds, ways
from .examples import every_fact
from .markdown import block, bullets, code, document, escaped, link, paragraph, table
from .page import generated_note

_SHORT = {"financeAndOperations": "F&O ", "customerEngagement": "CE ", "link": ""}
_TYPES = {"native": TOKEN, "bridged": "power-platform:index/environment:Environment"}
_BARE = {"displayName": "Contoso CRM", "location": "europe", "environmentType": "Production"}
"""What an environment has to say; nothing that it may say."""
_PROGRAM = """\
import pulumi
import rpothin_powerplatform as powerplatform
from dualwrite_components import EnvironmentPair

crm = powerplatform.Environment(
    "contoso-crm",
    display_name="Contoso CRM",
    location="europe",
    azure_region="westeurope",
    environment_type="Production",
    dataverse={"domain_name": "contoso", "currency_code": "EUR", "language_code": 1033},
)
pair = EnvironmentPair(
    "contoso",
    {
        "financeAndOperations": {"url": "https://contoso.operations.dynamics.com"},
        "customerEngagement": {"url": "https://contoso.crm4.dynamics.com"},
    },
    pulumi.ResourceOptions(depends_on=[crm]),
)
"""


def coverage_page() -> str:
    """Write the page."""
    kinds = source_kinds()
    return document(
        generated_note("tools/docs/coverage.py, from what the readers and requirements say"),
        "# Coverage",
        paragraph(
            "What decides a requirement are facts, and not every source has them all. This page says"
            " for each kind of source what is decided when, and where to declare the rest."
            " `dualwrite coverage SOURCE...` says the same of your own pairs, with the addresses to"
            " declare under."
        ),
        "## Requirements by source",
        *_legend(),
        table(
            ("requirement", *(one.name for one in kinds)),
            (_row(one, kinds) for one in REQUIREMENTS if not one.concerns_companions),
        ),
        paragraph(
            f"{joined([one.id for one in REQUIREMENTS if one.concerns_companions])} are about Azure"
            " resources that are tied to a pair, of whatever kind of source: resource policies refuse"
            " what one resource breaks, and the rest is decided once the whole stack is known."
            " dualwrite coverage names the property that is missing, and the resource to set it on."
        ),
        *_notes(),
        "## What the readers read",
        *_facts_by_reader(),
        "## Where to declare the rest",
        *_component(),
        *_environments(),
        *_mapping(),
        "## What cannot be seen",
        *_unseen(),
    )


def _legend() -> Iterator[str]:
    yield bullets(
        (
            "**preview**: the facts that decide it can be inputs. It is decided in a preview, before"
            " anything is changed; of a manifest, by `dualwrite check`.",
            "**update**: a fact that decides it is an output of a new environment. A preview says"
            " `unknown`; it is decided at the end of the update, when the environment is there. Of"
            " environments that are deployed already, a preview decides it, too.",
            "**declare**: no property says a fact that decides it. Once the facts that are named are"
            " declared, it is decided in a preview, unless the cell says otherwise.",
        )
    )
    yield paragraph(
        "F&O `region` stands for the key `financeAndOperations.region`, CE `region` for"
        f" `customerEngagement.region`; other keys are those of `link` ({link('pairs', 'pairs.md')})."
        " The table is made by judging a correct pair of each kind, beside a second one, under the"
        " default configuration."
    )


def _notes() -> Iterator[str]:
    titles = {one.name: one.title for one in READERS}
    yield bullets(
        (
            f"**native** is {titles['native']}; **bridged** is {titles['bridged']} with"
            f" {titles['application-packages']}.",
            "**unified** is one environment with both apps: made from a template of finance and"
            " operations apps, or with the provisioning app.",
            f"**mapping** is {link('your own resource types', 'mappings.md')}, with an expression for"
            " each fact. What an expression takes from an output is decided at the end of the update.",
            "A bridged environment tells only once it is deployed which app it is linked to. Before,"
            " it is judged where something else says that it is for dual-write"
            f" ({link('how that is told', 'foreign-programs.md')}).",
        )
    )


def _row(requirement: Requirement[Any], kinds: Sequence[SourceKind]) -> tuple[str, ...]:
    name = link(f"{requirement.id} {requirement.name}", f"requirements/{requirement.name}.md")
    return (name, *(_cell(ways(requirement, kind)) for kind in kinds))


def _cell(found: Sequence[Way]) -> str:
    """When it is decided by itself; otherwise what to declare, what all ways have in common first."""
    if not found[0].declared:
        return found[0].when.value
    common = [path for path in found[0].declared if all(path in one.declared for one in found)]
    others = [[path for path in one.declared if path not in common] for one in found]
    parts = [_short(path) for path in common]
    if any(others):
        parts.append(" or ".join(" and ".join(map(_short, each)) for each in others))
    late = any(one.when is When.UPDATE for one in found)
    told = (", and " if any(others) else " and ").join(parts)
    return f"declare {told}{', then update' if late else ''}"


def _short(path: str) -> str:
    section, _, key = path.partition(".")
    return f"{_SHORT[section]}{code(key)}"


def _facts_by_reader() -> Iterator[str]:
    by_name: dict[str, Mapping[str, Known]] = {
        one.name: one.known for one in READERS if one.name != "component"
    }
    columns = {**by_name, "unified, in addition": KNOWN_OF_UNIFIED}
    read = [path for path in fact_paths() if any(path in known for known in columns.values())]
    yield paragraph(
        "The component says whatever its program declares. Of the others, each reads these facts, as"
        " inputs (preview) or as outputs (update). The native provider's older, flat shape has no"
        " Azure region, no templates and no version."
    )
    yield table(
        ("fact", *columns),
        ((code(path), *(_when(known.get(path)) for known in columns.values())) for path in read),
    )
    left = [code(path) for path in fact_paths() if path not in read]
    yield paragraph(f"No resource of these types has a property for the others: {', '.join(left)}.")


def _when(known: Known | None) -> str:
    return "" if known is None else known.value


def _component() -> Iterator[str]:
    yield "### Component and manifest"
    yield paragraph(
        "In the pair itself: as an argument of the component (any value may be an output), in"
        " `dualwrite:pairs` of the stack's configuration, or in the manifest. Keys and values are"
        f" those of {link('pairs', 'pairs.md')}."
    )


def _environments() -> Iterator[str]:
    yield "### Native and bridged environments"
    yield paragraph("Where the resource has a property for the fact, there:")
    for reader in (NativeEnvironment(), BridgedEnvironment()):
        hints = _observed(reader).hints
        yield f"{reader.name}:"
        yield bullets(f"{code(path)}: {escaped(text)}" for path, text in hints.items())
    yield paragraph(
        "All other facts of environments stand in the stack's configuration, `dualwrite:facts`, under"
        " the environment's URL. A key without a section is a fact of that environment itself; the"
        " partner's facts and those of the link stand in sections, or the partner has an entry of its"
        " own. This entry completes a native environment with a linked app, so that nothing is left"
        " undeclared. (The URL of such an environment follows from `location` and"
        " `dataverse.domainName`, so that it is known in a preview.)"
    )
    yield block("yaml", facts_example())
    yield paragraph(
        "A value may be encrypted (`pulumi config set --secret --path`): the pack reads it, and shows"
        " it to nobody. An unknown key, a value that no side accepts, or one environment under two"
        " addresses stops the operation. What the entry and a resource both say has to agree"
        f" ({link('DW022', 'requirements/conflicting-facts.md')})."
    )


def _observed(reader: Reader) -> Any:
    token = _TYPES[reader.name]
    assert type(reader_of(token)) is type(reader)
    observation = reader.observe(Resource(token, "contoso-crm", "urn", _BARE))
    assert observation is not None
    return observation


def facts_example() -> str:
    """An entry of ``dualwrite:facts`` with all that a native environment cannot say."""
    known = NativeEnvironment.known
    pair = every_fact()
    left = {
        section: {key: value for key, value in facts.items() if f"{section}.{key}" not in known}
        for section, facts in pair.items()
        if isinstance(facts, Mapping)
    }
    own = left.pop("customerEngagement")
    url = pair["customerEngagement"]["url"]
    content = {"config": {"dualwrite:facts": {url: {**own, **left}}}}
    return str(yaml.dump(content, Dumper=_Indented, sort_keys=False, width=1000))


class _Indented(yaml.SafeDumper):
    """Indents the items of a list, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _mapping() -> Iterator[str]:
    yield "### Mapping"
    yield paragraph(
        f"In the mapping, as one more of its facts ({link('mappings', 'mappings.md')}): an expression"
        " over the resource's properties, or a constant. What holds of one environment alone stands"
        " better in `dualwrite:facts`, as above."
    )


def _unseen() -> Iterator[str]:
    yield bullets(escaped(one[:1].upper() + one[1:]) + "." for one in UNSEEN)
    yield paragraph(
        "Undeclared is never a pass: each requirement that needs such a fact says so, and where to"
        " declare it."
    )
    yield paragraph(
        "The engine shows a resource to the pack when the program declares it, and not before. What a"
        " declared pair does not say itself is looked for in the environments that were declared"
        " before it. So in a program that has both, let the pair depend on its environments, or take"
        " a value of it from them:"
    )
    yield block("python", _PROGRAM)
