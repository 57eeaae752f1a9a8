"""From a raw mapping, in whatever source it stood, to a pair of facts in their states.

Every problem is collected, with the place and the accepted forms. Who reads decides what a problem
means: a manifest is refused; a resource of somebody else's program keeps the problem as a malformed
fact, which is a violation of the requirement that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from .facts import SECRET, Fact, SecretValue, State, UnknownValue, UnreadableValue
from .pair import CustomerEngagement, FinanceAndOperations, Link, Pair
from .regions import Geography, Region, regions_of
from .schema import SECTIONS, keys_of
from .suggestions import nearest
from .text import joined, kind_of, printable, quoted
from .whole_numbers import LARGEST

_IDENTIFIED_SECTIONS = ("financeAndOperations", "customerEngagement")
_IDENTITY_KEYS = ("url", "environmentId")
_NO_REMEDIES: Mapping[str, str] = {}
_SECRET_PROBLEM = "its value, a secret, cannot be read. docs/pairs.md says what is accepted."


@dataclass(frozen=True)
class Problem:
    """Something in a declaration that cannot be taken: where (``link.initialSync``), and what."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


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
) -> tuple[Pair, tuple[Problem, ...]]:
    """Read one pair.

    :param raw: the mapping of interface.md without ``name``; leaves may be ``UnknownValue``,
        ``SecretValue`` or ``UnreadableValue``.
    :param name: the pair's name, for people.
    :param remedies: by path, what to do where the fact is not declared.
    :returns: the pair, and all problems found in it. A pair is returned even with problems: the
        facts that cannot be read are then malformed and carry the problem's text.
    """
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
    pair = Pair(
        name=name,
        finance_and_operations=FinanceAndOperations(**finance),
        customer_engagement=CustomerEngagement(**customer),
        link=Link(**_facts("link", sections["link"], remedies)),
        urn=urn,
        source=source,
    )
    return pair, tuple(problems)


def _unknown_keys(raw: Mapping[str, Any], accepted: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Map each stray key to the accepted key it most resembles, with the text about it.

    The result is keyed by the accepted key, or by the stray one where it resembles nothing.
    """
    found: dict[str, tuple[str, str]] = {}
    for key in sorted(map(str, raw)):
        if key in accepted or key.startswith("__"):  # "__defaults" and the like are Pulumi's own
            continue
        absent = [one for one in accepted if one not in raw and one not in found]
        meant = nearest(key, absent, limit=1) or nearest(key, accepted, limit=1)
        if meant:
            text = f'unknown key; did you mean "{meant[0]}"?'
        else:
            text = f"unknown key. Accepted: {joined(accepted)}."
        found[meant[0] if meant and meant[0] in absent else key] = (printable(key), text)
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
    unknown = {one: value for one, value in content.items() if isinstance(value, UnknownValue)}
    secret = {one for one, value in content.items() if isinstance(value, SecretValue)}
    problems: list[Problem] = []
    malformed = {
        one: f"{key}.{one}: {value.problem}"
        for one, value in content.items()
        if isinstance(value, UnreadableValue)
    }
    known = {
        one: value.value if isinstance(value, SecretValue) else value
        for one, value in content.items()
        if one in accepted and one not in unknown and one not in malformed
    }
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
    order = {one: position for position, one in enumerate(accepted)}
    problems.sort(key=lambda one: (order.get(one.path.rpartition(".")[2], len(order)), one.path))
    spellings = {one: SECRET if one in secret else value for one, value in known.items()}
    return _Section(parsed, spellings, unknown, malformed, tuple(problems))


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
    return {
        field.alias or name: getattr(instance, name)
        for name, field in model.model_fields.items()
        if name in instance.model_fields_set
    }


def _facts(key: str, section: _Section, remedies: Mapping[str, str]) -> dict[str, Fact[Any]]:
    return {
        name: _fact(f"{key}.{field.alias or name}", field.alias or name, section, remedies)
        for name, field in SECTIONS[key].model_fields.items()
    }


def _fact(path: str, key: str, section: _Section, remedies: Mapping[str, str]) -> Fact[Any]:
    if isinstance(section.whole, UnknownValue):
        return Fact.unknown(path, section.whole.why)
    if section.whole is not None:
        return Fact.malformed(path, section.whole)
    if key in section.unknown:
        return Fact.unknown(path, section.unknown[key].why)
    if key in section.values:
        return Fact.declared(path, section.values[key], section.spellings[key])
    if key in section.malformed:
        return Fact.malformed(path, section.malformed[key], _shown(section.spellings.get(key)))
    return Fact.undeclared(path, remedy=remedies.get(path, ""))


def _shown(spelling: object) -> str | int | float | None:
    """The spelling of a malformed fact, as evidence that every report can hold."""
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
    if not _lies_outside(region.read(), geography.read()):
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


def _lies_outside(region: Region, geography: Geography) -> bool:
    """Whether the table says so; it does not where it places neither of the two."""
    behind = regions_of(geography)
    if region in behind or region.geography == geography:
        return False
    if region.geography is not None:
        return True
    return bool(behind) and all(
        region.azure_geography != another.azure_geography for another in behind
    )
