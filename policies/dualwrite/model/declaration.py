"""From a raw mapping, in whatever source it stood, to a pair of facts in their states.

Every problem is collected, with the place and the accepted forms. Who reads decides what a problem
means: a manifest is refused; a resource of somebody else's program keeps the problem as a malformed
fact, which is a violation of the requirement that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from ..text.quoting import joined, kind_of, printable, quoted
from ..text.strict_model import LARGEST
from ..text.suggestions import nearest
from ..vocabulary.regions import lies_outside
from .addresses import contradicting_addresses
from .facts import SECRET, Fact, SecretValue, State, UnknownValue, UnreadableValue
from .pair import CustomerEngagement, FinanceAndOperations, Link, Pair
from .problem import Problem
from .raw_values import settled
from .schema import LONGEST_TEXT, SECTIONS, keys_of

_IDENTIFIED_SECTIONS = ("financeAndOperations", "customerEngagement")
_IDENTITY_KEYS = ("url", "environmentId")
_MOST_UNKNOWN_KEYS = 50
"""Each is compared with those that are accepted, and nobody misspells more."""
_LONGEST_KEY = 200
_NO_REMEDIES: Mapping[str, str] = {}
_SECRET_PROBLEM = "its value, a secret, cannot be read. docs/pairs.md says what is accepted."


@dataclass(frozen=True)
class _Section:
    """What one section says, leaf by leaf; ``missing`` explains every leaf that is not there."""

    values: Mapping[str, Any]
    spellings: Mapping[str, Any]
    unknown: Mapping[str, UnknownValue]
    malformed: Mapping[str, str]
    problems: tuple[Problem, ...]
    whole: UnknownValue | str | None = None
    """Set where the section as a whole is unknown (why) or malformed (the problem's text)."""


def read_pair(
    raw: Mapping[str, Any],
    name: str,
    *,
    urn: str | None = None,
    source: str | None = None,
    remedies: Mapping[str, str] = _NO_REMEDIES,
    is_written_by_people: bool = False,
) -> tuple[Pair, tuple[Problem, ...]]:
    """Read one pair.

    :param raw: the mapping of interface.md without ``name``; leaves may be ``UnknownValue``,
        ``SecretValue`` or ``UnreadableValue``.
    :param name: the pair's name, for people.
    :param remedies: by path, what to do where the fact is not declared.
    :param is_written_by_people: whether no program stands between: then keys that begin with ``__``
        are unknown like any other, while Pulumi has such keys of its own beside what it passes on.
    :returns: the pair, and all problems found in it. A pair is returned even with problems: the
        facts that cannot be read are then malformed and carry the problem's text.
    """
    if not is_written_by_people:
        raw = _without_keys_of_pulumi(raw)
    misplaced = _unknown_keys(raw, tuple(SECTIONS))
    sections = {
        key: _read_section(key, model, raw, misplaced.get(key)) for key, model in SECTIONS.items()
    }
    problems = [Problem(found, text) for found, text in _stray(misplaced)]
    for section in sections.values():
        problems += section.problems
    finance = _facts("financeAndOperations", sections["financeAndOperations"], remedies)
    customer = _facts("customerEngagement", sections["customerEngagement"], remedies)
    problems += _region_outside_geography(customer)
    problems += contradicting_addresses(finance, customer)
    pair = Pair(
        name=name,
        finance_and_operations=FinanceAndOperations(**finance),
        customer_engagement=CustomerEngagement(**customer),
        link=Link(**_facts("link", sections["link"], remedies)),
        urn=urn,
        source=source,
    )
    return pair, tuple(problems)


def _without_keys_of_pulumi(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out ``__defaults`` and the like, at both levels."""
    if not any(key.startswith("__") or _has_own(one) for key, one in raw.items()):
        return raw
    return {
        key: {name: leaf for name, leaf in one.items() if not str(name).startswith("__")}
        if _has_own(one)
        else one
        for key, one in raw.items()
        if not key.startswith("__")
    }


def _has_own(content: object) -> bool:
    return isinstance(content, Mapping) and any(str(name).startswith("__") for name in content)


def read_leaf(path: str, value: object) -> Fact[Any]:
    """Read one fact by itself, as ``read_pair`` would.

    :param path: one that the schema has.
    """
    key, _, leaf = path.partition(".")
    return _fact(path, leaf, _read_leaves(key, SECTIONS[key], {leaf: value}), _NO_REMEDIES)


def _unknown_keys(raw: Mapping[str, Any], accepted: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Map each stray key to the accepted key it most resembles, with the text about it.

    The result is keyed by the accepted key, or by the stray one where it resembles nothing.
    """
    found: dict[str, tuple[str, str]] = {}
    if all(key in accepted for key in raw):
        return found
    for key in sorted(map(str, raw)):
        if key in accepted:
            continue
        if len(found) == _MOST_UNKNOWN_KEYS:
            more = len(raw) - _MOST_UNKNOWN_KEYS
            found["…"] = ("…", f"about {more:,} more unknown keys. Accepted: {joined(accepted)}.")
            break
        likest = nearest(key, accepted, limit=1)
        absent = [one for one in accepted if one not in raw and one not in found]
        meant = nearest(key, absent, limit=1) or likest
        if likest and likest[0] in raw:
            meant = likest
            text = (
                f'unknown key, like "{meant[0]}", which is there as well: take one of the two away.'
            )
        elif meant:
            text = f'unknown key; did you mean "{meant[0]}"?'
        else:
            text = f"unknown key. Accepted: {joined(accepted)}."
        found[meant[0] if meant and meant[0] in absent else key] = (
            printable(key[:_LONGEST_KEY]),
            text,
        )
    return found


def _stray(misplaced: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(misplaced.values())


def _read_section(
    key: str, model: type[BaseModel], raw: Mapping[str, Any], misspelt: tuple[str, str] | None
) -> _Section:
    accepted = keys_of(model)
    if key not in raw:
        return _absent_section(key, accepted, misspelt)
    content = raw[key]
    if isinstance(content, SecretValue):
        content = content.value
    if isinstance(content, UnknownValue):
        return _Section({}, {}, {}, {}, (), content)
    if not isinstance(content, Mapping):
        # Its content is not quoted: nobody knows what it is, and it may be a secret.
        text = f"this is {kind_of(content)}; accepted: a mapping with {joined(accepted)}."
        return _Section({}, {}, {}, {}, (Problem(key, text),), f"{key}: {text}")
    return _read_leaves(key, model, content)


def _absent_section(
    key: str, accepted: tuple[str, ...], misspelt: tuple[str, str] | None
) -> _Section:
    if misspelt is not None:  # already a problem of the pair, under the key as it was spelt
        return _Section({}, {}, {}, {}, (), f"{misspelt[0]}: {misspelt[1]}")
    if key not in _IDENTIFIED_SECTIONS:
        return _Section({}, {}, {}, {}, ())
    text = f"missing. Each side needs {joined(_IDENTITY_KEYS, 'or')}. Accepted: {joined(accepted)}."
    return _Section({}, {}, {}, {}, (Problem(key, text),))


def _read_leaves(key: str, model: type[BaseModel], content: Mapping[str, Any]) -> _Section:
    accepted = keys_of(model)
    unknown: dict[str, UnknownValue] = {}
    malformed: dict[str, str] = {}
    known: dict[str, Any] = {}
    secret: set[str] = set()
    for one, found in content.items():
        value = settled(found)
        if isinstance(value, SecretValue):
            secret.add(one)
            value = value.value
        if isinstance(value, UnknownValue):
            unknown[one] = value
        elif isinstance(value, UnreadableValue):
            malformed[one] = f"{key}.{one}: {value.problem}"
        elif one in accepted:
            known[one] = value
    problems: list[Problem] = []
    for meant, (found, text) in _unknown_keys(content, accepted).items():
        problems.append(Problem(f"{key}.{found}", text))
        if meant in accepted:
            malformed[meant] = f"{key}.{found}: {text}"
    parsed, refused = _validated(model, known)
    for one, told in refused.items():
        text = _SECRET_PROBLEM if one in secret else told
        problems.append(Problem(f"{key}.{one}", text))
        malformed[one] = f"{key}.{one}: {text}"
    if key in _IDENTIFIED_SECTIONS and not any(one in content for one in _IDENTITY_KEYS):
        problems.append(
            Problem(key, f"needs {joined(_IDENTITY_KEYS, 'or')}: no environment is named.")
        )
    if problems:
        order = {one: position for position, one in enumerate(accepted)}
        last = len(order)
        problems.sort(key=lambda one: (order.get(one.path.rpartition(".")[2], last), one.path))
    spellings = {
        one: SECRET if one in secret else _spelling(value, parsed.get(one))
        for one, value in known.items()
    }
    return _Section(parsed, spellings, unknown, malformed, tuple(problems))


def _spelling(value: object, parsed: object) -> object:
    """How a value was written; a list that could be read as text, which every report can hold."""
    if not isinstance(value, list | tuple):
        return value
    if isinstance(settled(value), SecretValue):
        return SECRET
    return value if parsed is None else str(parsed)


def _validated(
    model: type[BaseModel], known: Mapping[str, Any]
) -> tuple[Mapping[str, Any], dict[str, str]]:
    try:
        return _by_key(model, model.model_validate(known)), {}
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
    refused = {
        str(detail["loc"][0]): detail["msg"].removeprefix("Value error, ") for detail in details
    }
    rest = {key: value for key, value in known.items() if key not in refused}
    return _by_key(model, model.model_validate(rest)), refused


def _by_key(model: type[BaseModel], instance: BaseModel) -> Mapping[str, Any]:
    given, values = instance.model_fields_set, instance.__dict__
    return {key: values[name] for name, key in _names_of(model) if name in given}


@cache
def _names_of(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The attribute and the key of each fact of a section, in the order of the schema."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def _facts(key: str, section: _Section, remedies: Mapping[str, str]) -> dict[str, Fact[Any]]:
    if section.whole is not None or section.unknown or section.malformed:
        return {name: _fact(path, leaf, section, remedies) for name, leaf, path in _paths_of(key)}
    values, spellings = section.values, section.spellings
    return {
        name: Fact(path, State.DECLARED, spellings[leaf], _value=values[leaf])
        if leaf in values
        else Fact.undeclared(path, remedy=remedies.get(path, ""))
        for name, leaf, path in _paths_of(key)
    }


@cache
def _paths_of(key: str) -> tuple[tuple[str, str, str], ...]:
    """The attribute, the key and the path of each fact of a section."""
    return tuple((name, leaf, f"{key}.{leaf}") for name, leaf in _names_of(SECTIONS[key]))


def _fact(path: str, key: str, section: _Section, remedies: Mapping[str, str]) -> Fact[Any]:
    if isinstance(section.whole, UnknownValue):
        return Fact.unknown(path, section.whole.why)
    if section.whole is not None:
        return Fact.malformed(path, section.whole)
    if key in section.unknown:
        return Fact.unknown(path, section.unknown[key].why)
    if key in section.values:
        return Fact(path, State.DECLARED, section.spellings[key], _value=section.values[key])
    if key in section.malformed:
        return Fact.malformed(path, section.malformed[key], _shown(section.spellings.get(key)))
    return Fact.undeclared(path, remedy=remedies.get(path, ""))


def _shown(spelling: object) -> str | int | float | None:
    """The spelling of a malformed fact, as evidence that every report can hold."""
    if isinstance(spelling, str) and len(spelling) > LONGEST_TEXT:
        return quoted(spelling)
    if isinstance(spelling, str | bool):
        return spelling
    if isinstance(spelling, int | float):
        return spelling if abs(spelling) <= LARGEST else quoted(spelling)  # not for NaN either
    return None


def _region_outside_geography(customer: dict[str, Fact[Any]]) -> list[Problem]:
    """A CE region that lies outside the declared geography: one of the two must be wrong.

    Both facts become malformed in ``customer``, so that no rule trusts either.
    """
    region, geography = customer["region"], customer["geography"]
    if region.state is not State.DECLARED or geography.state is not State.DECLARED:
        return []
    if not lies_outside(region.read(), geography.read()):
        return []
    lies_in = region.read().geography or region.read().azure_geography
    text = (
        f"{quoted(region.spelling)} lies in {lies_in}, not in the declared geography"
        f" {quoted(geography.spelling)}. Correct one of the two, or leave the geography out."
    )
    if region.is_secret or geography.is_secret:
        text = "it does not lie in the declared geography; one of the two, a secret, is wrong."
    for name, fact in (("region", region), ("geography", geography)):
        customer[name] = Fact.malformed(fact.path, f"{region.path}: {text}", fact.spelling)
    return [Problem(region.path, text)]
