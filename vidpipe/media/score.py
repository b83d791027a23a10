"""Which sound stands where in a cut, and how loud: from a plan to tracks, to a mix, to a mastered M4A."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from vidpipe.film.cut import CutPlan, VoiceLine
from vidpipe.film.storyboard import Joint
from vidpipe.media import ffmpeg, loudness, sound
from vidpipe.media.probe import Probe
from vidpipe.media.reel import Footage
from vidpipe.media.sound import Track
from vidpipe.media.timeline import Span

VOICE_LUFS, MUSIC_LUFS = -16.0, -20.0
MUSIC_DUCK, CLIP_DUCK = 12.0, 9.0
MOST_LEVELLING = 18.0

Path_ = Callable[[str], Path]
Warn = Callable[[str], None]


def write(
    plan: CutPlan,
    spans: Sequence[Span],
    footage: Sequence[Footage],
    *,
    probes: Mapping[str, Probe],
    path: Path_,
    folder: Path,
    warn: Warn,
    stopped: Callable[[], bool],
) -> Path:
    """The film's sound as an M4A in `folder`, as long as its pictures. Raises MediaError, LimitReached, Stopped."""
    unit, samples = sound.RATE // plan.rate, plan.frames * sound.RATE // plan.rate
    voice = _voices(plan, probes, path=path, unit=unit, warn=warn, stopped=stopped)
    tracks = [*_clips(plan, spans, footage, unit=unit), *voice]
    tracks += _music(plan, probes, path=path, samples=samples, warn=warn, stopped=stopped)
    if not tracks:
        warn("The film is silent: its clips have no sound, and there is no narration and no music.")
    mix, mastered = folder / "mix.f32", folder / "sound.m4a"
    damaged = sound.mix(tracks, list(sound.speaking(voice)), mix, samples=samples, stopped=stopped)
    if damaged:
        warn("Part of the sound is damaged and stays silent.")
    target, ceiling = plan.loudness / 10, plan.peak / 10
    got = loudness.master(mix, mastered, samples=samples, target=target, ceiling=ceiling, stopped=stopped)
    mix.unlink()
    if tracks and got.silent:
        warn("The film's sound is silence.")
    elif tracks and abs(got.lufs - target) > 0.7:
        warn(f"The film's loudness is {got.lufs:.1f} LUFS instead of {target:.1f}; its sound is too quiet to lift.")
    return mastered


def _clips(plan: CutPlan, spans: Sequence[Span], footage: Sequence[Footage], *, unit: int) -> list[Track]:
    tracks = []
    for span, used in zip(spans, footage, strict=True):
        if used.probe.has_audio and span.shot.mime.startswith("video/"):
            after = spans[span.number + 1] if span.number + 1 < len(spans) else None
            tracks.append(_clip(span, after, used, unit=unit))
    return tracks


def _clip(span: Span, after: Span | None, used: Footage, *, unit: int) -> Track:
    """A shot's own sound, as long as it is seen. What a clip lacks before its head is silence."""
    missing = max(0, span.lead - used.head)
    return Track(
        file=used.file,
        start=(span.first + missing) * unit,
        length=(span.length - missing) * unit,
        skip=(used.head - span.lead + missing) * unit,
        gain=10 ** ((span.shot.gain_db or 0) / 20),
        stretch=used.stretch,
        duck=CLIP_DUCK,
        fade_in=max(sound.DECLICK, _ramp(span, rising=True) * unit - missing * unit),
        fade_out=max(sound.DECLICK, _ramp(after, rising=False) * unit if after else 0),
    )


def _ramp(span: Span | None, *, rising: bool) -> int:
    """Frames over which the sound comes in with a transition, or goes out before it."""
    if span is None or not span.enter:
        return 0
    if span.kind is Joint.CROSSFADE:
        return span.enter
    return span.enter // 2 if rising else span.enter - span.enter // 2


def _voices(
    plan: CutPlan, probes: Mapping[str, Probe], *, path: Path_, unit: int, warn: Warn, stopped: Callable[[], bool]
) -> list[Track]:
    lines = sorted((line for line in plan.voice if line.media), key=lambda line: line.start)
    tracks = []
    for number, line in enumerate(lines):
        after = lines[number + 1].start if number + 1 < len(lines) else plan.frames
        length = round(probes[line.media or ""].milliseconds * sound.RATE / 1000)
        start, room = max(0, line.start) * unit, (min(after, plan.frames) - max(0, line.start)) * unit
        if room <= 0 or length <= 0:
            warn(f"A line of narration starts after the film's end and is left out: {_short(line)}")
            continue
        if length > room + unit:
            warn(f"A line of narration is {(length - room) / sound.RATE:.1f} s too long and is cut off: {_short(line)}")
        file = path(line.media or "")
        gain = _level(file, VOICE_LUFS, stopped=stopped)
        tracks.append(Track(file, start, min(length, room), gain=gain, edge=False))
    return tracks


def _short(line: VoiceLine) -> str:
    return f"“{line.text[:40]}…”" if len(line.text) > 41 else f"“{line.text}”"


def _music(
    plan: CutPlan, probes: Mapping[str, Probe], *, path: Path_, samples: int, warn: Warn, stopped: Callable[[], bool]
) -> list[Track]:
    if not plan.music:
        return []
    file, length = path(plan.music), round(probes[plan.music].milliseconds * sound.RATE / 1000)
    loop = length < samples - sound.RATE
    if loop:
        warn("The music is shorter than the film, so it is played again.")
    gain = _level(file, MUSIC_LUFS, stopped=stopped)
    return [Track(file, 0, samples, gain=gain, loop=loop, duck=MUSIC_DUCK)]


def _level(file: Path, target: float, *, stopped: Callable[[], bool]) -> float:
    """The linear gain that brings a file to a loudness; 1 for silence."""
    found = loudness.measure(ffmpeg.source(file), stopped=stopped)
    if found.silent:
        return 1.0
    wanted = max(-MOST_LEVELLING, min(MOST_LEVELLING, target - found.lufs))
    return float(10 ** (wanted / 20))
