"""Which sound stands where in a film, and how loud: from a plan to tracks, to a mix, to a mastered M4A."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

from vidpipe.film.cut import MixPlan, VoiceLine
from vidpipe.film.edit import SILENT_DB
from vidpipe.media import fitting, loudness, mastering, sound
from vidpipe.media.decoded import Decoded, Decoder
from vidpipe.media.fitting import Stretch
from vidpipe.media.keep import FolderKeep, Keep, facts, key_of
from vidpipe.media.probe import Probe
from vidpipe.media.reel import Footage
from vidpipe.media.sound import Timeline, Track
from vidpipe.media.timeline import Span

VOICE_LUFS, MUSIC_LUFS = -16.0, -20.0
MUSIC_DUCK, CLIP_DUCK = 12.0, 9.0
MOST_LEVELLING = 18.0
SILENT_FILM = "The film is silent: its clips are not heard, and there is no narration and no music."
SILENT_MIX = "There is nothing to hear: no narration and no music."

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Console:
    """What a score is written with: where blobs lie, what they are, where to write, whom to warn, when to stop."""

    path: Callable[[str], Path]
    probes: Mapping[str, Probe]
    folder: Path
    warn: Warn
    stopped: Callable[[], bool]
    keep: Keep | None = None

    @cached_property
    def decoder(self) -> Decoder:
        """Gives the sounds; what it makes of them is kept where `keep` is, else in the desk's folder."""
        inner = self.folder / "sounds"
        inner.mkdir(exist_ok=True)
        return Decoder(self.keep or FolderKeep(inner), inner, self.stopped)

    def samples(self, digest: str) -> int:
        """How long a sound lasts."""
        return round(self.probes[digest].milliseconds * sound.RATE / 1000)

    def level(self, digest: str, target: float, gain_db: int) -> float:
        """The linear gain that brings a sound to a loudness, and `gain_db` more; silence keeps its own."""
        found = loudness.Loudness(self.decoder.loudness(self.path(digest), digest), 0)
        wanted = 0.0 if found.silent else max(-MOST_LEVELLING, min(MOST_LEVELLING, target - found.lufs))
        return linear(wanted + gain_db)


def linear(decibels: float) -> float:
    return float(10 ** (decibels / 20))


@dataclass(frozen=True)
class Parts:
    """What is heard in a film, apart: the clips' own sound, the narration, the music."""

    clips: Sequence[Track]
    voice: Sequence[Track]
    music: Sequence[Track]
    samples: int

    def timeline(self, *tracks: Track) -> Timeline:
        """These tracks as they are heard in the film, making room for speech whether it is heard or not."""
        return Timeline(tracks, list(sound.speaking(self.voice)), self.samples)

    @property
    def whole(self) -> Timeline:
        return self.timeline(*self.clips, *self.voice, *self.music)


def parts(plan: MixPlan, clips: Sequence[Track], desk: Console) -> Parts:
    """What is heard in the film, and where, beside the clips' own sound."""
    samples = plan.frames * sound.RATE // plan.rate
    return Parts(clips, _voices(plan, desk), _music(plan, samples, desk), samples)


def write(
    plan: MixPlan, clips: Sequence[Track] | None, desk: Console, *, bare: bool = False
) -> tuple[Path, loudness.Loudness]:
    """The film's sound as an M4A in the desk's folder, as long as its pictures, and what was measured of it.

    `clips` is the clips' own sound, None for a mix without any; `bare` leaves the M4A out around the AAC, for one that
    goes into a film anyway. Raises MediaError, LimitReached, Stopped.
    """
    line = parts(plan, clips or (), desk).whole
    mastered = desk.folder / ("sound.aac" if bare else "sound.m4a")
    tracks, target = line.tracks, plan.loudness / 10
    if not tracks:
        desk.warn(SILENT_MIX if clips is None else SILENT_FILM)
    got = mastering.master(line, desk.decoder, mastered, target=target, ceiling=plan.peak / 10, stopped=desk.stopped)
    if desk.decoder.damaged:
        desk.warn("Part of the sound is damaged and stays silent.")
    if tracks and got.silent:
        desk.warn("The film's sound is silence.")
    elif tracks and abs(got.lufs - target) > 0.7:
        desk.warn(
            f"The film's loudness is {got.lufs:.1f} LUFS instead of {target:.1f}; its sound is too quiet to lift."
        )
    return mastered, got


def clip_tracks(spans: Sequence[Span], footage: Sequence[Footage], *, rate: int) -> list[Track]:
    """The own sound of the clips that keep it."""
    tracks = []
    for span, used in zip(spans, footage, strict=True):
        heard = span.shot.gain_db is not None and span.shot.gain_db > SILENT_DB
        if heard and used.probe.has_audio and span.shot.mime.startswith("video/"):
            after = spans[span.number + 1] if span.number + 1 < len(spans) else None
            tracks.append(_clip(span, after, used, unit=sound.RATE // rate))
    return tracks


def _clip(span: Span, after: Span | None, used: Footage, *, unit: int) -> Track:
    """A shot's own sound, as long as it is seen. What a clip lacks before its head or after its trim is silence."""
    missing = max(0, span.lead - used.head)
    length = span.length - missing
    ends = min(length, used.frames - used.head + span.lead - missing) if used.trimmed else length
    return Track(
        file=used.file,
        digest=span.shot.media,
        start=(span.first + missing) * unit,
        length=ends * unit,
        skip=(used.head - span.lead + missing) * unit,
        gain=linear(span.shot.gain_db or 0),
        stretch=used.stretch,
        duck=CLIP_DUCK,
        fade_in=max(sound.DECLICK, _ramp(span, rising=True) * unit - missing * unit),
        fade_out=max(sound.DECLICK, _ramp(after, rising=False) * unit if after and ends == length else 0),
    )


def _ramp(span: Span | None, *, rising: bool) -> int:
    """Frames over which the sound comes in with a transition, or goes out before it."""
    if span is None or not span.enter:
        return 0
    if span.kind.overlaps:
        return span.enter
    return span.enter // 2 if rising else span.enter - span.enter // 2


def _voices(plan: MixPlan, desk: Console) -> list[Track]:
    unit = sound.RATE // plan.rate
    lines = sorted(
        (line for line in plan.voice if line.media and line.gain_db > SILENT_DB), key=lambda line: line.start
    )
    tracks = []
    for number, line in enumerate(lines):
        after = lines[number + 1].start if number + 1 < len(lines) else plan.frames
        length = desk.samples(line.media or "")
        start, room = max(0, line.start) * unit, (min(after, plan.frames) - max(0, line.start)) * unit
        if room <= 0 or length <= 0:
            desk.warn(f"A line of narration starts after the film's end and is left out: {_short(line)}")
            continue
        _warn_of_length(line, length, room, desk=desk, unit=unit)
        gain = desk.level(line.media or "", VOICE_LUFS, line.gain_db)
        tracks.append(
            Track(desk.path(line.media or ""), start, min(length, room), gain=gain, edge=False, digest=line.media or "")
        )
    return tracks


def _warn_of_length(line: VoiceLine, length: int, room: int, *, desk: Console, unit: int) -> None:
    """Say what becomes of a line that is longer than its scene, with both lengths."""
    lasts = f"A line of narration lasts {length / sound.RATE:.1f} s"
    if length > room + unit:
        over = f"{(length - room) / sound.RATE:.1f} s too long"
        desk.warn(f"{lasts} where there is room for {room / sound.RATE:.1f} s: {over}, it is cut off: {_short(line)}")
    elif length > line.frames * unit + unit:
        scene = f"the {line.frames * unit / sound.RATE:.1f} s of its scene"
        desk.warn(f"{lasts}, longer than {scene}, and goes on over the next: {_short(line)}")


def _short(line: VoiceLine) -> str:
    return f"“{line.text[:40]}…”" if len(line.text) > 41 else f"“{line.text}”"


def _music(plan: MixPlan, samples: int, desk: Console) -> list[Track]:
    """The music, fitted to the film, so that it ends on its own ending; one too short for that is played again."""
    if not plan.music or plan.music_db <= SILENT_DB:
        return []
    path, short = desk.path(plan.music), desk.samples(plan.music) < samples - sound.RATE
    if short:
        desk.warn("The music is shorter than the film, so it is played again.")
    gain = desk.level(plan.music, MUSIC_LUFS, plan.music_db)
    stretches = _stretches(desk.decoder.sound(path, plan.music), plan.music, samples, desk)
    if not stretches:
        return [Track(path, 0, samples, gain=gain, loop=short, duck=MUSIC_DUCK, digest=plan.music)]
    even, tracks = all(part.even for part in stretches[:-1]), []
    for part, start, before in zip(stretches, fitting.starts(stretches), [None, *stretches], strict=False):
        track = Track(path, start, min(part.length, samples - start), skip=part.first, gain=gain, digest=plan.music)
        rise, fall = before.cross if before else sound.DECLICK, part.cross or sound.DECLICK
        tracks.append(replace(track, duck=MUSIC_DUCK, fade_in=rise, fade_out=fall, even=even))
    return tracks


def _stretches(music: Decoded, digest: str, samples: int, desk: Console) -> list[Stretch]:
    """The stretches of a piece that fill a film; none where it is left as it is."""

    def fit() -> list[dict[str, int | bool]]:
        return [asdict(part) for part in fitting.fitted(music, samples) or ()]

    key = key_of("fit", fitting.VERSION, digest, samples)
    return [Stretch(**part) for part in facts(desk.decoder.keep, key, desk.folder, fit)]
