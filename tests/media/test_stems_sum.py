"""Stems are the film's mix apart: together they are, sample by sample, what its limiter is given."""

import numpy as np
import pytest
from media_room import Room, ffmpeg_run, flat, shot, tone

from vidpipe.film.cut import VoiceLine
from vidpipe.media import ffmpeg, mastering, reel, score, stems
from vidpipe.media.probe import probe
from vidpipe.media.timeline import lay_out


def never() -> bool:
    return False


@pytest.mark.parametrize("loudness", [-140, -230])
def test_the_three_stems_are_together_the_mix_before_it_is_mastered(room: Room, loudness: int) -> None:
    clips = [
        room.clip(f"c{n}", lambda _: flat(120), frames=36, sound=tone(500 + 400 * n, 1.5, level=0.1)) for n in range(2)
    ]
    line = VoiceLine(scene="scene", media=room.sound("line", tone(1700, 1)), start=20, frames=40, text="Words.")
    music = room.sound("song", tone(3000, 3, level=0.3))
    plan = room.plan(*(shot(clip, 36, gain_db=0) for clip in clips), voice=(line,), music=music, loudness=loudness)
    told: list[int] = []
    made = stems.write(
        plan, path=room.shelf.__getitem__, into=room.folder / "stems", stopped=never, progress=told.append
    )
    together = sum(read(file) for file in made.values())
    assert set(made) == {"voice", "music", "clips"}
    assert np.abs(together - mixed(plan, room)).max() < 1e-5
    assert told == sorted(told)


def mixed(plan, room: Room) -> np.ndarray:
    """The mix at the gain that its master begins with, nothing limited."""
    probes = {digest: probe(room.shelf[digest], stopped=never) for digest in plan.digests}
    folder = room.folder / "whole"
    folder.mkdir()
    desk = score.Console(room.shelf.__getitem__, probes, folder, print, never)
    spans = lay_out(plan)
    footage = [reel.fit(span, desk.path(span.shot.media), probes[span.shot.media], rate=plan.rate) for span in spans]
    whole = score.parts(plan.mix, score.clip_tracks(spans, footage, rate=plan.rate), desk).whole
    gain = mastering.gain(whole, desk.decoder, target=plan.loudness / 10, ceiling=plan.peak / 10, stopped=never)
    return whole.mixed(0, whole.samples, desk.decoder) * gain


def read(file) -> np.ndarray:
    out = ffmpeg_run(*ffmpeg.source(file), "-f", "f32le", "pipe:1")
    return np.frombuffer(out, np.float32).reshape(-1, 2).astype(float)
