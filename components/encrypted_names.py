"""Which names of pairs are encrypted in the stack's configuration.

Pulumi tells a program only that something in a key is encrypted, not what. The stack's configuration
file says it. A name that is not seen there in plain is not known to be no secret.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pulumi

from dualwrite.discovery.sources.kinds import NAME_KEY
from dualwrite.text.files import TextFileError, read_bytes
from dualwrite.text.json_text import JsonError, parse_json
from dualwrite.text.yaml_text import YamlError, parse_yaml

_SECURE = "secure"
_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")
_ENDINGS = ("yaml", "yml", "json")


def encrypted_names(names: Sequence[object], key: str) -> Collection[int]:
    """The places of the pairs whose names are encrypted.

    :param names: of all pairs, decrypted; they are quoted nowhere.
    :param key: the configuration key, with its namespace.
    :raises pulumi.RunError: where the whole key is encrypted, and where the file does not tell.
    """
    listed = _listed(key)
    if _is_encrypted(listed):
        raise pulumi.RunError(
            f"{key} is encrypted as a whole, and names of pairs stand in plain in the state and in"
            " reports. Encrypt single values (pulumi config set --secret --path) instead."
        )
    if not isinstance(listed, list) or len(listed) != len(names):
        raise _untold(key)
    encrypted = set()
    for number, (one, name) in enumerate(zip(listed, names, strict=True)):
        shown = one.get(NAME_KEY) if isinstance(one, Mapping) else None
        if _is_encrypted(one) or _is_encrypted(shown):
            encrypted.add(number)
        elif shown != name:
            raise _untold(key)
    return encrypted


def _untold(key: str) -> pulumi.RunError:
    return pulumi.RunError(
        f"{key} has encrypted values, and Pulumi does not tell a program which. The stack's"
        " configuration file in the folder of the project would, but it is not there, or does not"
        " have these pairs. A pair's name stands in plain in the state and in reports, so it must be"
        " certain that it is no secret: keep the pairs in that file, or declare them in the program"
        " (EnvironmentPair, with config.require_secret for each secret)."
    )


def _listed(key: str) -> Any:
    """What stands under the key in the stack's file; None where nothing does."""
    stack = pulumi.get_stack().replace("/", "-")
    for folder in _folders():
        for ending in _ENDINGS:
            document = _document(folder / f"Pulumi.{stack}.{ending}")
            config = document.get("config") if isinstance(document, Mapping) else None
            if isinstance(config, Mapping) and key in config:
                return config[key]
    return None


def _folders() -> list[Path]:
    """Where the stack's file may be: beside the project's, or where that says."""
    root = _project_folder()
    for name in _PROJECT_FILES:
        project = _document(root / name)
        if isinstance(project, Mapping):
            said = [project.get("stackConfigDir"), project.get("config")]
            return [*(root / one for one in said if isinstance(one, str)), root]
    return [root]


def _project_folder() -> Path:
    with suppress(Exception):  # an engine that does not tell it
        told = pulumi.runtime.get_root_directory()
        if told and any((Path(told) / name).is_file() for name in _PROJECT_FILES):
            return Path(told)
    here = Path.cwd()
    return next(
        (
            folder
            for folder in (here, *here.parents)
            if any((folder / name).is_file() for name in _PROJECT_FILES)
        ),
        here,
    )


def _document(file: Path) -> Any:
    """A file as it is; None where it cannot be read."""
    try:
        text = read_bytes(file).decode("utf-8")
        return parse_json(text) if file.suffix == ".json" else parse_yaml(text)
    except (TextFileError, OSError, UnicodeDecodeError, JsonError, YamlError):
        return None


def _is_encrypted(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == {_SECURE}
