"""``dualwrite graph``: a picture of the pairs, with their verdicts."""

from __future__ import annotations

import sys

from ...reports.graph.building import picture_of
from ...reports.graph.formats import PictureFormat, format_of, render
from ...reports.graph.graphviz import PROGRAM, DotError, find_dot
from ...reports.graph.mermaid import MOST_CHARACTERS
from ...reports.graph.outcome import JudgedPair
from ...reports.on_streams import for_a_stream
from ...results.summary import labels
from ...text.quoting import printable
from ..consoles import writing_output
from ..files import write_whole
from ..inputs import outcome_without_verdict, print_notes, read_inputs
from ..judging import judge_inputs
from ..reports import STANDARD_OUTPUT, OptionError, WantedReport, refuse_unwritable_reports

_ENDINGS = ", ".join(f".{one}" for one in PictureFormat)
_NO_DOT = (
    f"there is no program {PROGRAM} on PATH to draw it with. Install Graphviz (Debian's package"
    " graphviz), or write text for Mermaid, which needs nothing: -o NAME.mmd."
)


def run_graph(
    sources: list[str],
    output: str,
    output_format: str | None,
    policy_pack_config: str | None,
    today: str | None,
    skip_without_pairs: bool = False,
    *,
    allow_empty: bool = False,
    mappings: str | None = None,
) -> int:
    """Draw the pairs of all sources together, and return the exit code, which is no verdict.

    :param output: the file; its ending is the format. ``-`` is standard output.
    :param output_format: the format for standard output.
    :param allow_empty: whether a run without a single pair is a success.
    :param mappings: the file of mappings, where the option names one.
    :raises OptionError, InputError, DateError, FileError: before anything is written.
    """
    format_ = _read_format(output, output_format)
    not_these = [*sources, policy_pack_config, mappings]
    refuse_unwritable_reports([WantedReport(format_.value, output)], not_these)
    dot = _program(output, format_)
    inputs = read_inputs(
        sources,
        policy_pack_config,
        today,
        skip_without_pairs=skip_without_pairs,
        mappings=mappings,
    )
    judged = judge_inputs(inputs).judged
    named = zip(labels(pair for pair, _ in judged), judged, strict=True)
    pairs = [JudgedPair(label, *one) for label, one in named]
    picture = picture_of(pairs, inputs.configuration, inputs.today)
    try:
        content = render(picture, format_, dot)
    except DotError as error:
        raise OptionError(
            f"-o {printable(output)}: the program {PROGRAM} cannot draw it: {error}. Write text for"
            " Mermaid, which needs nothing: -o NAME.mmd."
        ) from None
    print_notes(inputs)
    _print_drawing_notes(format_, dot, content)
    if output == STANDARD_OUTPUT:
        with writing_output():
            sys.stdout.buffer.write(for_a_stream(format_.value, content))
    else:
        write_whole({output: content})
    return outcome_without_verdict(len(judged), allow_empty)


def _read_format(output: str, output_format: str | None) -> PictureFormat:
    if output != STANDARD_OUTPUT:
        if output_format is not None:
            raise OptionError(
                "--format is for standard output (-o -). A file's ending says its format:"
                f" {_ENDINGS}."
            )
        found = format_of(output)
        if found is None:
            raise OptionError(
                f"-o {printable(output)}: its ending names no format. Accepted: {_ENDINGS}; or"
                " -o - with --format, for standard output."
            )
        return found
    if output_format is None:
        raise OptionError(
            f"-o -: the format is missing. Add --format with one of: {', '.join(PictureFormat)}."
        )
    return PictureFormat(output_format)


def _program(output: str, format_: PictureFormat) -> str | None:
    """The program that draws, if one is needed.

    :raises OptionError: where nothing can be written without it.
    """
    if format_ is PictureFormat.MMD:
        return None
    dot = find_dot()
    if dot is None and format_ is PictureFormat.SVG:
        raise OptionError(f"-o {printable(output)}: {_NO_DOT}")
    return dot


def _print_drawing_notes(format_: PictureFormat, dot: str | None, content: bytes) -> None:
    """Say on standard error where the picture is not what somebody may expect."""
    if format_ is PictureFormat.HTML and dot is None:
        _note(f"the page shows the picture as text: {_NO_DOT}")
    if format_ is PictureFormat.MMD and len(content) > MOST_CHARACTERS:
        _note(
            f"Mermaid draws no more than {MOST_CHARACTERS:,} characters unless its maxTextSize is"
            " raised. Name fewer sources, or draw an SVG."
        )


def _note(text: str) -> None:
    print(f"dualwrite: note: {text}", file=sys.stderr)
