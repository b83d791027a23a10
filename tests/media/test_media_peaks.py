"""The outline of a sound: where it is loud, that silence is flat, and that nothing is decoded twice."""

import json
import math
import struct
import wave
from pathlib import Path

import pytest

from vidpipe.errors import BadInput, MediaError
from vidpipe.media.peaks import peaks


def tone(file: Path, *loud: float, rate: int = 16_000) -> Path:
    """A quarter of a second at each of these levels."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        for level in loud:
            samples = [round(32_000 * level * math.sin(n * 0.3)) for n in range(rate // 4)]
            out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file


def test_the_outline_is_high_where_the_sound_is_loud(tmp_path):
    found = peaks(tone(tmp_path / "steps.wav", 1, 0, 0.5, 0.25), 4)
    assert found[0] == 100
    assert found[1] <= 10
    assert found[2] == pytest.approx(50, abs=3)
    assert found[3] == pytest.approx(25, abs=3)


def test_silence_is_flat(tmp_path):
    assert peaks(tone(tmp_path / "silent.wav", 0, 0), 40) == [0] * 40


def test_more_parts_than_samples_is_flat_too(tmp_path):
    assert peaks(tone(tmp_path / "short.wav", 1, rate=40), 1000) == [0] * 1000


@pytest.mark.parametrize("count", [0, -1, 5000])
def test_a_useless_number_of_parts_is_refused(tmp_path, count):
    with pytest.raises(BadInput):
        peaks(tone(tmp_path / "a.wav", 1), count)


def test_what_is_no_sound_is_refused(tmp_path):
    file = tmp_path / "a.wav"
    file.write_bytes(b"#!/bin/sh\n")
    with pytest.raises(MediaError):
        peaks(file, 10)


def test_an_outline_is_made_once(workspace, tmp_path, monkeypatch):
    import vidpipe.media.peaks as module
    from vidpipe import Studio

    with Studio(workspace) as studio:
        name = studio._shop.store.blobs.put(tone(tmp_path / "a.wav", 1, 0).read_bytes(), "audio/wav")
        path, mime = studio.peaks(name, 2)
        assert mime == "application/json"
        assert json.loads(path.read_text())[0] == 100
        monkeypatch.setattr(module, "peaks", lambda *_: pytest.fail("decoded again"))
        assert studio.peaks(name, 2)[0] == path
