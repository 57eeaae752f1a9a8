"""Which kind of document a source is: told by all that it has, never by one key.

A document of another tool often has a key in common with one of ours (``pulumi preview --json`` has
``config``, a manifest of another tool ``deployment``). Taken for one of ours, it would have no pairs, and
that would look like success. So each kind is recognised, or refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, NamedTuple

from ...text.errors import InputError, NoPairsError
from ...text.quoting import joined, kind_of, printable, quoted
from ...text.suggestions import did_you_mean

PAIRS = "pairs"
CONFIG_KEY = "config"
NAME_KEY = "name"
"""Of a pair in a list."""
STACK_KEYS = (CONFIG_KEY, "environment", "encryptedkey", "encryptionsalt", "secretsprovider")
"""All keys that Pulumi knows in such a file. A new stack's may hold nothing but the salt."""
ACCEPTED = (
    "Accepted: a pairs manifest (a list, or a mapping with pairs), a stack configuration file with"
    " dualwrite:pairs, or what pulumi stack export writes."
)
_OWN_PREFIX = "x-"
"""Where people put what their anchors name; Pulumi leaves such keys alone."""
_DEPLOYMENT = "deployment"
_CHECKPOINT = "checkpoint"
_LATEST = "latest"
_STATE_KEYS = ("version", "features", _DEPLOYMENT)
_STORED_KEYS = ("version", "features", _CHECKPOINT)
_CHECKPOINT_KEYS = ("stack", CONFIG_KEY, _LATEST)
_PARTS_OF_A_DEPLOYMENT = (
    "manifest",
    "resources",
    "secrets_providers",
    "pending_operations",
    "metadata",
)
_TOO_OLD = (1, 2)
_NEWEST = 4
_FEATURES = {"hooks", "refreshBeforeUpdate", "snippets", "taint", "views"}
"""What version 4 may name; none of them changes what resources are."""
_EXPORT_AGAIN = "Export it with a Pulumi CLI of today: pulumi stack export --file state.json."
_MOST_SHOWN = 5


class SourceKind(Enum):
    """The kinds of sources, each of which is read."""

    MANIFEST = "manifest"
    STACK_CONFIGURATION = "stack configuration"
    STATE = "state"


class _Other(NamedTuple):
    """A kind that is refused, and what to do instead."""

    name: str
    instead: str
    told_by: Callable[[Mapping[str, Any]], bool]
    cannot_have_pairs: bool = False
    """Whether it stands beside stack configuration files, and may be left out like one without."""


def kind_of_document(document: object, source: str) -> SourceKind:
    """Tell the kind of a parsed document.

    :raises NoPairsError: for what is empty, or belongs to a project and can never declare pairs.
    :raises InputError: for every other kind, by its name where it is known.
    """
    if isinstance(document, list):
        return SourceKind.MANIFEST
    if document is None:
        raise NoPairsError(source, [f"the file is empty. {ACCEPTED}"])
    if not isinstance(document, Mapping):
        raise InputError(source, [f"the file holds {kind_of(document)}. {ACCEPTED}"])
    if not document:  # what Pulumi writes where the last setting of a stack is removed
        raise NoPairsError(source, [f"no pairs: it is an empty mapping. {ACCEPTED}"])
    for other in _OTHERS:
        if other.told_by(document) and not (other.cannot_have_pairs and _declares(document)):
            error = NoPairsError if other.cannot_have_pairs else InputError
            raise error(source, [f"no pairs: it is {other.name}. {other.instead}"])
    if PAIRS in document:
        _refuse_beside(document, PAIRS, (PAIRS,), source)
        return SourceKind.MANIFEST
    if looks_like_a_state(document):
        return SourceKind.STATE
    if any(key in document for key in STACK_KEYS):
        _refuse_beside(document, _first(document, STACK_KEYS), STACK_KEYS, source)
        return SourceKind.STACK_CONFIGURATION
    raise InputError(source, [_unrecognised(document)])


def _declares(document: Mapping[str, Any]) -> bool:
    """Whether it has what no file without pairs has: then it is wrong, whatever else it has."""
    config = document.get(CONFIG_KEY)
    keys = [*document, *(config if isinstance(config, Mapping) else ())]
    return any(key in (PAIRS, _DEPLOYMENT, _CHECKPOINT) or "dualwrite" in str(key) for key in keys)


def looks_like_a_state(document: object) -> bool:
    """Whether it is a state by its keys: an export, or a checkpoint as backends store it."""
    if not isinstance(document, Mapping) or PAIRS in document:
        return False
    return any(key in document for key in (_DEPLOYMENT, _CHECKPOINT)) or _is_bare(document)


def deployment_in(document: Mapping[str, Any], source: str) -> Mapping[str, Any]:
    """The deployment in an export or a stored checkpoint; an empty one for a stack with nothing in it.

    :raises InputError: where it is of another version, or is no state for all its keys.
    """
    if _is_bare(document):  # stored before checkpoints had versions
        return _mapping(document[_LATEST], _LATEST, source)
    if _DEPLOYMENT in document:
        _refuse_beside(document, _DEPLOYMENT, _STATE_KEYS, source)
        _refuse_version(document, source)
        return _mapping(document[_DEPLOYMENT], _DEPLOYMENT, source, _PARTS_OF_A_DEPLOYMENT)
    _refuse_beside(document, _CHECKPOINT, _STORED_KEYS, source)
    _refuse_version(document, source)
    stored = _mapping(document[_CHECKPOINT], _CHECKPOINT, source, _CHECKPOINT_KEYS)
    if stored.get(_LATEST) is None:
        return {}
    label = f"{_CHECKPOINT}.{_LATEST}"
    return _mapping(stored[_LATEST], label, source, _PARTS_OF_A_DEPLOYMENT)


def _is_bare(document: Mapping[str, Any]) -> bool:
    return _LATEST in document and "stack" in document and set(document) <= set(_CHECKPOINT_KEYS)


def _mapping(
    value: object, label: str, source: str, parts: tuple[str, ...] = _PARTS_OF_A_DEPLOYMENT
) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        text = f"{label} is {kind_of(value)}; accepted: what pulumi stack export writes."
        raise InputError(source, [text])
    if value and not any(key in value for key in parts):
        text = (
            f"{label} has the keys {_shown_keys(value)}, and none that Pulumi writes there, such as"
            f" {joined(parts[:2], 'or')}. Accepted: what pulumi stack export writes."
        )
        raise InputError(source, [text])
    return value


def _refuse_version(document: Mapping[str, Any], source: str) -> None:
    version = document.get("version", 0)
    if isinstance(version, bool) or not isinstance(version, int):
        text = f"version is {kind_of(version)}; accepted is a number, as Pulumi writes it."
        raise InputError(source, [text])
    if version in _TOO_OLD:
        text = (
            f"it is a state of version {version}, which Pulumi wrote before 2019. {_EXPORT_AGAIN}"
        )
        raise InputError(source, [text])
    if not 0 <= version <= _NEWEST:
        text = (
            f"it is a state of version {quoted(version)}, which this release does not know (it reads up"
            f" to {_NEWEST}). Take a newer release of this tool."
        )
        raise InputError(source, [text])
    features = document.get("features")
    if features is None:
        return
    names = (
        [one for one in features if isinstance(one, str)] if isinstance(features, list) else None
    )
    unknown = [one for one in names or () if one not in _FEATURES]
    if names is None or unknown or len(names) < len(features):
        shown = joined([quoted(one) for one in unknown[:_MOST_SHOWN]]) or kind_of(features)
        text = (
            f"features: {shown}, which this release does not know (it knows"
            f" {joined(sorted(_FEATURES))}). Take a newer release of this tool."
        )
        raise InputError(source, [text])


def _refuse_beside(
    document: Mapping[str, Any], told_by: str, accepted: tuple[str, ...], source: str
) -> None:
    strange = [
        key for key in document if key not in accepted and not str(key).startswith(_OWN_PREFIX)
    ]
    if not strange:
        return
    hint = next(
        filter(None, (did_you_mean(str(one), accepted) for one in strange[:_MOST_SHOWN])), ""
    )
    shown = joined([printable(str(key))[:100] for key in strange[:_MOST_SHOWN]])
    if told_by == PAIRS:
        raise InputError(source, [f"unknown key {shown} beside pairs. {ACCEPTED}"])
    raise InputError(source, [f"unknown key {shown} beside {told_by}.{hint} {ACCEPTED}"])


def _first(document: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next(key for key in keys if key in document)


def _unrecognised(document: Mapping[str, Any]) -> str:
    ours = [str(key) for key in document if str(key).startswith("dualwrite:")]
    if ours:
        key = printable(ours[0])[:100]
        return f"no pairs: {key} is a key of a stack's configuration. Put it under {CONFIG_KEY}."
    keys = [str(key) for key in document]
    hint = did_you_mean(keys[0], [PAIRS, CONFIG_KEY]) if len(keys) == 1 else ""
    return f"no pairs: its keys are {_shown_keys(document)}.{hint} {ACCEPTED}"


def _shown_keys(document: Mapping[str, Any]) -> str:
    return joined([printable(str(key))[:100] for key in list(document)[:_MOST_SHOWN]])


def _has(*keys: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda document: all(key in document for key in keys)


def _is_preview(document: Mapping[str, Any]) -> bool:
    """One document, or one event of a stream of them."""
    if "steps" in document and isinstance(document["steps"], list):
        return True
    if {"changeSummary", "duration"} <= set(document):  # nothing changes, so there are no steps
        return True
    return "sequence" in document and any(str(key).endswith("Event") for key in document)


def _is_project(document: Mapping[str, Any]) -> bool:
    return "name" in document and "runtime" in document


def _gives_pairs_to_stacks(document: Mapping[str, Any]) -> bool:
    """Whether a project file has configuration for all of its stacks that is ours."""
    config = document.get(CONFIG_KEY)
    ours = isinstance(config, Mapping) and any(str(key).startswith("dualwrite") for key in config)
    return ours and _is_project(document)


def _is_environment(document: Mapping[str, Any]) -> bool:
    """A definition has values, imports or both; what ``pulumi env open`` prints, what they became."""
    if set(document) <= {"values", "imports", "open"} and not document.get("open"):
        return True
    opened = {"pulumiConfig", "environmentVariables", "files"}
    return not opened.isdisjoint(document) and not any(key in document for key in STACK_KEYS)


def _is_deployment_settings(document: Mapping[str, Any]) -> bool:
    """``Pulumi.<stack>.deploy.yaml``, or the same settings by themselves."""
    known = {"sourceContext", "operationContext", "executorContext", "gitHub", "cacheOptions"}
    settings = document.get("settings")
    if isinstance(settings, Mapping) and set(document) <= {"settings"}:
        return True
    return ("settings" in document and settings is None) or not known.isdisjoint(document)


def _is_values_of_configuration(document: Mapping[str, Any]) -> bool:
    """What ``pulumi config --json`` prints: a mapping for each key, with its value."""
    return all(
        ":" in str(key) and isinstance(one, Mapping) and ("value" in one or "secret" in one)
        for key, one in document.items()
    )


def _is_pack_configuration(document: Mapping[str, Any]) -> bool:
    from ...requirements.registry import rules_by_name

    if "all" in document or any(key in document for key in rules_by_name()):
        return not any(key in document for key in (PAIRS, *STACK_KEYS, _DEPLOYMENT, _CHECKPOINT))
    levels = {"advisory", "mandatory", "remediate", "disabled"}
    return all(
        (isinstance(one, str) and one in levels)
        or (isinstance(one, Mapping) and "enforcementLevel" in one)
        for one in document.values()
    )


_JUDGE_A_PREVIEW = "Judge the stack with dualwrite preview, or what pulumi stack export writes."
_OTHERS = (
    _Other(
        "the output of pulumi preview --json, which holds no whole resources",
        _JUDGE_A_PREVIEW,
        _is_preview,
    ),
    _Other("an update plan (pulumi preview --save-plan)", _JUDGE_A_PREVIEW, _has("resourcePlans")),
    _Other(
        "an entry of a stack's history",
        "Name its checkpoint, or what pulumi stack export writes.",
        _has("kind", "startTime", "endTime"),
    ),
    _Other(
        "the output of pulumi config --json",
        "Name the file Pulumi.<stack>.yaml itself.",
        _is_values_of_configuration,
    ),
    _Other(
        "a project file (Pulumi.yaml), whose configuration for all stacks is not read",
        "Declare the pairs in the stack's own file, Pulumi.<stack>.yaml, or judge the stack with"
        " dualwrite preview.",
        _gives_pairs_to_stacks,
    ),
    _Other(
        "a project file (Pulumi.yaml)",
        "Pairs are declared in the stack's own file, Pulumi.<stack>.yaml.",
        _is_project,
        True,
    ),
    _Other(
        "the settings of deployments (Pulumi.<stack>.deploy.yaml)",
        "Pairs are declared in the stack's own file, Pulumi.<stack>.yaml.",
        _is_deployment_settings,
        True,
    ),
    _Other(
        "an environment of Pulumi ESC, which is not read",
        "What it gives to a stack is seen in dualwrite preview and in pulumi stack export.",
        _is_environment,
    ),
    _Other(
        "a document of results",
        "Name the sources that were judged; dualwrite convert makes reports of it.",
        _has("schemaVersion", "results"),
    ),
    _Other(
        "what dualwrite coverage --format json writes",
        "Name the sources that it was made from.",
        _has("schemaVersion", PAIRS),
    ),
    _Other(
        "a file of evidence",
        "It completes pairs of other sources, and declares none.",
        _has("schemaVersion", "kind", "environments"),
    ),
    _Other(
        "an index of claims",
        "It says who uses which environment, and declares no pairs.",
        _has("schemaVersion", "claims"),
    ),
    _Other("a file of mappings", "Name it with --mappings.", _has("mappings")),
    _Other(
        "the configuration of a policy pack",
        "Name it with --policy-pack-config.",
        _is_pack_configuration,
    ),
    _Other(
        "a state of Terraform",
        "Of Terraform nothing is read: declare its pairs in a manifest.",
        _has("terraform_version"),
    ),
    _Other(
        "a template of Azure Resource Manager",
        "Declare its pairs in a manifest.",
        _has("$schema", "contentVersion"),
    ),
    _Other(
        "a manifest of Kubernetes",
        "Declare pairs in a manifest of their own.",
        _has("apiVersion", "kind"),
    ),
)
