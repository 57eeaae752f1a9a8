"""The page of a pair's keys."""

from __future__ import annotations

from collections.abc import Iterator

from dualwrite.model.schema import SECTIONS, keys_of
from dualwrite.requirements import REQUIREMENTS

from .examples import every_fact, manifest
from .markdown import block, bullets, code, document, escaped, link, paragraph, table
from .page import generated_note
from .schema_docs import accepted_by, meaning_of

_PROGRAM = """\
import pulumi
from dualwrite_components import EnvironmentPair

pair = EnvironmentPair(
    "contoso",
    {
        "financeAndOperations": {"url": "https://contoso.operations.dynamics.com"},
        "customerEngagement": {"url": "https://contoso.crm4.dynamics.com"},
    },
)
# What needs a compliant pair is its child, or depends on it:
options = pulumi.ResourceOptions(parent=pair)
"""
_PACKAGES = """\
pairs:
  - name: contoso
    financeAndOperations:
      url: https://contoso.operations.dynamics.com
    customerEngagement:
      url: https://contoso.crm4.dynamics.com
      dualWriteSolutions:
        - DualWriteCoreAnchor
        - msdyn_DualWriteAppCoreAnchor
        - name: msdyn_Dynamics365FinanceExtendedAnchor
          after: [msdyn_DualWriteAppCoreAnchor]
        - name: msdyn_DualWriteAssetManagementAnchor
          after: [msdyn_DualWriteAppCoreAnchor]
    link:
      apps: [finance, assetManagement]
"""


def pairs_page() -> str:
    """Write the page."""
    return document(
        generated_note("policies/dualwrite/schema.py"),
        "# Pairs",
        paragraph(
            "A pair is one finance and operations environment (F&O) and one customer engagement"
            " environment (CE) that dual-write is to link. Its keys are the same in a stack"
            " configuration, in a program, in a manifest and in a state. A key that is not listed"
            " here is refused, and so is a value of another kind."
        ),
        "## Three states of a fact",
        bullets(
            (
                "**declared**: the key has a value.",
                "**unknown**: the value is an output that Pulumi knows only after deployment, or a"
                " secret that cannot be read here.",
                "**undeclared**: the key is not there. It is never taken for false, for zero or for"
                " a pass. Leave out what nobody knows; `null` is refused.",
            )
        ),
        *_names(),
        *_differences(),
        "## A pair with every key",
        paragraph("As a manifest, for `dualwrite check`:"),
        block("yaml", manifest([every_fact()], {})),
        paragraph("In `Pulumi.<stack>.yaml`, the same list under `dualwrite:pairs`:"),
        block("yaml", _stack_configuration()),
        paragraph(
            "That is for some hundred pairs. Pulumi hands a stack's configuration to a program in"
            " Python as one environment variable, and Linux takes 128 KiB there, about 130 pairs with"
            " all their facts. With more, the program cannot be started (`argument list too long`):"
            " let it read them from a file, or divide the stack."
        ),
        paragraph(
            "In a Python program, without `name`, which is the resource's name. Any value may be an"
            " output:"
        ),
        block("python", _PROGRAM),
        *_packages(),
        *_sections(),
    )


def _names() -> Iterator[str]:
    yield "## Names, and values that are encrypted"
    yield paragraph(
        "A pair's name is the name of its resource: it stands in plain in the URN, in the state and"
        " in reports. A name that is encrypted in the stack's configuration is therefore refused, by"
        " the program as by `dualwrite check`, and so is a list that is encrypted as a whole. Encrypt"
        " single values: `pulumi config set --secret --path`. Pulumi tells a program only that"
        " something in the list is encrypted. Where that is so, `declared_pairs` looks the names up"
        " in the stack's configuration file in the folder of the project (or in `stackConfigDir`);"
        " with another file (`--config-file`) or with secrets out of Pulumi ESC, declare the pairs in"
        " the program."
    )


def _differences() -> Iterator[str]:
    yield "## What the engine shows of a pair"
    yield paragraph(
        "The pack judges a pair before it is created, and again what the stack shows at its end,"
        " where the two differ:"
    )
    yield table(
        ("what makes them differ", "before the pair is created", "at the end"),
        (
            (
                "`ignoreChanges` on the pair",
                "the inputs of the last update",
                "what the program declares",
            ),
            (
                "`transformations`, `transforms`",
                "what they have made of it",
                "what the program declares",
            ),
            ("`--target` without the pair", "nothing", "what the state has"),
        ),
    )
    yield paragraph(
        "A violation at the end fails a preview, and it fails an update; but by then the update has"
        " done its work. So leave `ignoreChanges` off pairs, and do not skip the preview. `aliases`,"
        " `import`, `protect`, `replaceOnChanges` and `retainOnDelete` change nothing, and a pair"
        " that the program no longer has is not judged."
    )


def _packages() -> Iterator[str]:
    yield "## The order of packages"
    yield paragraph(
        "`dualWriteSolutions` has the unique names of packages, in any case. Each is installed after"
        " all that stand before it in the list; `[]` says that none is installed. Where a program's"
        " dependencies tell the order, an item is a mapping: the package is installed after those"
        " of `after` only, which are in the list too. Here, the last two are in no order:"
    )
    yield block("yaml", _PACKAGES)
    yield paragraph(
        "A list is one fact: where one of its items is a secret, the whole of it is shown to"
        " nobody, and where one is an output, the whole of it is known only after deployment."
    )


def _sections() -> Iterator[str]:
    for section, model in SECTIONS.items():
        yield f"## {code(section)}"
        yield paragraph(escaped((model.__doc__ or "").strip()))
        rows = (_row(f"{section}.{key}", key) for key in keys_of(model))
        yield table(("key", "meaning", "accepted", "decides"), rows)


def _row(path: str, key: str) -> tuple[str, ...]:
    used = [
        link(one.id, f"requirements/{one.name}.md") for one in REQUIREMENTS if path in one.facts
    ]
    return (
        code(key),
        escaped(meaning_of(path)),
        escaped(accepted_by(path)),
        ", ".join(used) or "nothing yet",
    )


def _stack_configuration() -> str:
    pair = every_fact()
    named = {
        section: {"url": pair[section]["url"]}
        for section in ("financeAndOperations", "customerEngagement")
    }
    lines = manifest([{"name": pair["name"], **named}], {}).splitlines()
    return "\n".join(["config:", "  dualwrite:pairs:", *(f"  {line}" for line in lines[1:])])
