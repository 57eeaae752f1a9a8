"""How a foundation is refused."""

from __future__ import annotations

from collections.abc import Iterable

import pulumi

from dualwrite.text.quoting import quoted


def refusal(name: str, problems: Iterable[str]) -> pulumi.RunError:
    """One error that says everything that is wrong.

    :param name: the foundation's name in the program.
    """
    lines = "\n".join(f"  - {one}" for one in problems)
    return pulumi.RunError(
        f"the AzureFoundation {quoted(name)} cannot be declared like this:\n{lines}"
    )
