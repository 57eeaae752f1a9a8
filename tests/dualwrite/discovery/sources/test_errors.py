"""How refused input is told."""

from __future__ import annotations

from dualwrite.text.errors import InputError


def test_one_problem_is_one_line() -> None:
    assert str(InputError("pairs.yaml", ["no pairs."])) == "pairs.yaml: no pairs."


def test_several_problems_are_a_list() -> None:
    error = InputError("pairs.yaml", iter(["one.", "two."]))
    assert str(error) == "pairs.yaml: 2 problems\n  - one.\n  - two."
    assert error.problems == ("one.", "two.")


def test_the_name_of_a_source_is_printable() -> None:
    assert str(InputError("a\x1b[31m\n.yaml", ["x."])) == "a\\x1b[31m\\n.yaml: x."
