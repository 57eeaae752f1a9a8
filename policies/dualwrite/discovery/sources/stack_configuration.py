"""What a stack configuration file (``Pulumi.<stack>.yaml``) declares.

Pairs stand under ``dualwrite:pairs``, facts of environments that resources are under
``dualwrite:facts``. A key that was meant as one of the two, and is neither, is always an error: a stack
whose pairs stand under another key would otherwise look like one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ...model.facts import ENCRYPTED, MASKED, SECRET, UnknownValue
from ...model.observation import FACTS_KEY
from ...text.errors import InputError
from ...text.json_text import JsonError, parse_json
from ...text.quoting import joined, kind_of, printable, quoted
from ...text.suggestions import did_you_mean, nearest
from ..pairing.configured_facts import ConfiguredFacts, ConfiguredFactsError, read_configured_facts
from ..pairing.pairs import NOTHING_CONFIGURED
from .kinds import CONFIG_KEY

PAIRS_KEY = "dualwrite:pairs"
_KEYS = (PAIRS_KEY, FACTS_KEY)
_NAMESPACE = "dualwrite"
_SIDES = ("financeAndOperations", "customerEngagement")
_SECURE = "secure"
_ENVIRONMENT = "environment"
_MOST_NAMED = 3
_LONGEST_SHOWN = 100
_LIKE_OURS = 0.85
"""A namespace this like ours is a slip; "dualstack" is not."""
_WITHOUT_NAMESPACE = ("pairs", "facts", "dualwrite", "dualwritepairs", "dualwritefacts")


class StackConfiguration(NamedTuple):
    """What a stack declares: its pairs as a list, if there is one, and facts of environments."""

    pairs: Any
    facts: ConfiguredFacts
    without_pairs: str = ""
    """Why there are none, as a sentence."""


def read_stack_configuration(document: Mapping[str, Any], source: str) -> StackConfiguration:
    """Read what a stack declares. Encrypted values are unknown here.

    :returns: the pairs unread, and None where there are none.
    :raises InputError: where a key is none of ours, or what it has cannot be taken.
    """
    config = {} if document.get(CONFIG_KEY) is None else document[CONFIG_KEY]
    if not isinstance(config, Mapping):
        raise InputError(source, [f"config is {kind_of(config)}; accepted is a mapping."])
    problems = [*_misspelt(config), *_elsewhere(config)]
    if problems:
        raise InputError(source, problems)
    facts = _facts(config, source)
    if PAIRS_KEY not in config:
        return StackConfiguration(None, facts, _why_none(document.get(_ENVIRONMENT), bool(facts)))
    pairs = _decrypted(_structured(config[PAIRS_KEY], PAIRS_KEY, "a list of pairs", source))
    if isinstance(pairs, UnknownValue):
        text = (
            f"{PAIRS_KEY} is encrypted as a whole, and readable only in a preview of the stack."
            " Encrypt single values (pulumi config set --secret --path) instead."
        )
        raise InputError(source, [text])
    return StackConfiguration(pairs, facts)


def _misspelt(config: Mapping[str, Any]) -> Iterator[str]:
    """The keys of our namespace that do not exist, however the namespace is spelt."""
    for key in config:
        namespace, separator, name = str(key).partition(":")
        if key in _KEYS or not _is_ours(namespace, bool(separator)):
            continue
        meant = did_you_mean(f"{_NAMESPACE}:{name.rpartition(':')[2] or namespace}", _KEYS)
        shown = printable(str(key))[:_LONGEST_SHOWN]
        yield f"{CONFIG_KEY}.{shown}: unknown key.{meant} Accepted: {joined(_KEYS, 'or')}."


def _is_ours(namespace: str, has_name: bool) -> bool:
    """Whether a namespace was meant as ours: ``Dualwrite``, ``dual-write``, ``dualwrit``."""
    letters = "".join(one for one in namespace[:_LONGEST_SHOWN].casefold() if one.isalnum())
    if has_name:
        return letters == _NAMESPACE or bool(nearest(letters, [_NAMESPACE], least=_LIKE_OURS))
    return letters in _WITHOUT_NAMESPACE


def _elsewhere(config: Mapping[str, Any]) -> Iterator[str]:
    """What looks like pairs under a key of another namespace, which a program of its own reads."""
    for key, value in config.items():
        if key in _KEYS or not _looks_like_pairs(value):
            continue
        shown = printable(str(key))[:_LONGEST_SHOWN]
        yield (
            f"{CONFIG_KEY}.{shown}: this looks like pairs, which are read under {PAIRS_KEY} only. Move"
            f" them there: declared_pairs(pulumi.Config({quoted(_NAMESPACE)})) reads them in a program."
        )


def _looks_like_pairs(value: object) -> bool:
    several = value if isinstance(value, list) else [value]
    return any(isinstance(one, Mapping) and any(side in one for side in _SIDES) for one in several)


def _why_none(environment: object, has_facts: bool) -> str:
    why = f"no pairs: the configuration has no {PAIRS_KEY}."
    if has_facts:
        why = f"no pairs: it declares facts of environments ({FACTS_KEY}), but no pairs."
    if environment:
        why += (
            f" Its pairs may be in Pulumi ESC ({_ENVIRONMENT}: {_named(environment)}), which no file"
            " shows. Judge the stack with dualwrite preview, or its state: pulumi stack export."
        )
    return why


def _named(environment: object) -> str:
    """The environments by name, as far as they are listed as such."""
    if isinstance(environment, Mapping):
        environment = environment.get("imports")
    names = (
        [one for one in environment if isinstance(one, str)]
        if isinstance(environment, list)
        else []
    )
    more = len(names) - _MOST_NAMED
    shown = [printable(one)[:_LONGEST_SHOWN] for one in names[:_MOST_NAMED]]
    return joined([*shown, f"{more} more"] if more > 0 else shown) or "defined in the file itself"


def _facts(config: Mapping[str, Any], source: str) -> ConfiguredFacts:
    if FACTS_KEY not in config:
        return NOTHING_CONFIGURED
    wanted = "a mapping from environment URLs to facts"
    facts = _decrypted(_structured(config[FACTS_KEY], FACTS_KEY, wanted, source))
    try:
        return read_configured_facts(facts)
    except ConfiguredFactsError as error:
        raise InputError(source, error.problems) from None


def _structured(value: Any, key: str, wanted: str, source: str) -> Any:
    """The value itself; where ``pulumi config set`` has stored JSON as text, what it stands for."""
    if not isinstance(value, str):
        return value
    try:
        return parse_json(value)
    except JsonError as error:
        text = f"{key} is text that is no JSON ({error}) Accepted is {wanted}."
        raise InputError(source, [text]) from None


def _decrypted(value: Any) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {_SECURE} and isinstance(value[_SECURE], str):
            return UnknownValue(ENCRYPTED)
        return {key: _decrypted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_decrypted(one) for one in value]
    return UnknownValue(MASKED) if value == SECRET else value
