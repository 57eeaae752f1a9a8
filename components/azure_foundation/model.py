"""The arguments as strict models, one a section: what stands where, and of what kind it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

import pulumi
from pydantic import BaseModel, PlainValidator, ValidationError

from dualwrite.text.quoting import as_found, joined, printable, quoted
from dualwrite.text.strict_model import StrictModel, parse_whole_number
from dualwrite.text.suggestions import did_you_mean
from dualwrite.vocabulary.regions import Region, parse_region

from .naming import RESERVED, RESERVED_SOURCE, reserved_words_in

_OUTPUT = (
    "this is an output; accepted: a plain value. It decides which resources there are or what they"
    " are called, and is needed when the program runs."
)
_SHORTEST_RETENTION, _LONGEST_RETENTION = 30, 730
_SHORTEST_SUFFIX, _LONGEST_SUFFIX = 3, 8
_REDUNDANCIES = ("LRS", "ZRS")
Model = TypeVar("Model", bound=BaseModel)


def _plain(parse: Callable[[object], Any]) -> PlainValidator:
    def validate(value: object) -> Any:
        if isinstance(value, pulumi.Output):
            raise ValueError(_OUTPUT)
        return parse(value)

    return PlainValidator(validate)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{as_found(value)}; accepted: text that is not empty.")
    return value


def _region(value: object) -> Region:
    return parse_region(_text(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{as_found(value)}; accepted: true or false.")
    return value


def _retention(value: object) -> int:
    days = parse_whole_number(value)
    if not _SHORTEST_RETENTION <= days <= _LONGEST_RETENTION:
        raise ValueError(
            f"{days} is out of range; accepted: {_SHORTEST_RETENTION} to {_LONGEST_RETENTION} days."
        )
    return days


def _suffix(value: object) -> str:
    text = _text(value)
    usable = text.isascii() and text.isalnum() and text == text.lower()
    if not usable or not _SHORTEST_SUFFIX <= len(text) <= _LONGEST_SUFFIX:
        raise ValueError(
            f"{quoted(text)} is malformed; accepted: {_SHORTEST_SUFFIX} to {_LONGEST_SUFFIX}"
            " lower-case letters and digits."
        )
    words = reserved_words_in(text)
    if words:
        raise ValueError(
            f"{quoted(text)} has {joined(words)} in it; accepted: text without"
            f" {joined(RESERVED, 'or')} ({RESERVED_SOURCE})."
        )
    return text


def _redundancy(value: object) -> str:
    text = _text(value)
    if text not in _REDUNDANCIES:
        raise ValueError(
            f"{quoted(text)} is not accepted; accepted: {joined(_REDUNDANCIES, 'or')}. Geo-redundant"
            " copies can leave the pair's geography."
        )
    return text


OptionalText = Annotated[str | None, _plain(_text)]
Count = Annotated[int, _plain(parse_whole_number)]
Raw = Annotated[Any, PlainValidator(lambda value: value)]
"""A section of its own, which is read by itself."""


class EnvironmentsModel(StrictModel):
    """``network.environments``."""

    production: Count = 0
    others: Count = 0


class RegionNetworkModel(StrictModel):
    """One entry of ``network.regions``."""

    address_space: OptionalText = None
    subnet: OptionalText = None


class NetworkModel(StrictModel):
    """``network``."""

    address_space: OptionalText = None
    regions: Raw = None
    environments: Raw = None


class EncryptionModel(StrictModel):
    """``encryption``."""

    public_network_access: Annotated[bool, _plain(_flag)] = True


class LogsModel(StrictModel):
    """``logs``."""

    retention_in_days: Annotated[int, _plain(_retention)] = 90


class StorageModel(StrictModel):
    """``storage``."""

    redundancy: Annotated[str, _plain(_redundancy)] = "LRS"


class FoundationModel(StrictModel):
    """The arguments as a whole."""

    customer_engagement: Raw = None
    pair: OptionalText = None
    region: Annotated[Region | None, _plain(_region)] = None
    base_name: OptionalText = None
    name_suffix: Annotated[str | None, _plain(_suffix)] = None
    tags: Raw = None
    network: Raw = None
    encryption: Raw = None
    logs: Raw = None
    storage: Raw = None


def read_mapping(raw: object, where: str, accepted: str, problems: list[str]) -> Mapping[str, Any]:
    """Take a mapping; anything else is a problem, and read as an empty one."""
    if isinstance(raw, Mapping):
        return raw
    found = _OUTPUT if isinstance(raw, pulumi.Output) else f"{as_found(raw)}; accepted: {accepted}."
    problems.append(f"{where}: {found}")
    return {}


def read_section(model: type[Model], raw: object, where: str, problems: list[str]) -> Model:
    """Read one section. What is wrong in it is a problem, and has its default in the result."""
    keys = [field.alias or name for name, field in model.model_fields.items()]
    content = read_mapping(raw, where, f"a mapping with {joined(keys)}", problems)
    try:
        return model.model_validate(content, by_name=False, by_alias=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
    place = f"{where}." if where else ""
    for detail in details:
        key = str(detail["loc"][0])
        told = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            told = f"unknown key.{did_you_mean(key, keys)} Accepted: {joined(keys)}."
        problems.append(f"{place}{printable(key)}: {told}")
    refused = {str(detail["loc"][0]) for detail in details}
    rest = {key: value for key, value in content.items() if key not in refused}
    return model.model_validate(rest, by_name=False, by_alias=True)
