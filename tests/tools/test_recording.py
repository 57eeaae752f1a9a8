"""The recorder: what the tests read is what the engine still shows, as far as no SDK is needed."""

from __future__ import annotations

from support.recorded_inputs import BRIDGED, recording
from tools.recording.record import RECORDINGS, record


def test_the_recording_that_needs_no_sdk_is_what_is_recorded_today() -> None:
    """The engine and the date may be others; the others of the files need a package from an index."""
    bridged = next(one for one in RECORDINGS if one.name == BRIDGED)
    volatile = {"engine", "recorded"}
    found = {key: value for key, value in record(bridged).items() if key not in volatile}
    expected = {key: value for key, value in recording(BRIDGED).items() if key not in volatile}
    assert found == expected
