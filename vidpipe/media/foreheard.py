"""What can be known of a film's sound before all of its clips are there: their sounds decoded, their mix measured."""

from collections.abc import Sequence

from vidpipe.film.cut import MixPlan
from vidpipe.media import mastering, score, sound
from vidpipe.media.reel import Footage
from vidpipe.media.timeline import Span


def prepare(
    plan: MixPlan, spans: Sequence[Span], footage: Sequence[Footage], desk: score.Console, *, ready: frozenset[str]
) -> None:
    """Have kept what a mix to come needs in which only media of these digests are heard.

    The mix is measured where every clip that is heard is ready, and only if narration and music are: with others it
    would be another. Raises MediaError, LimitReached, Stopped.
    """
    tracks = score.clip_tracks(spans, footage, rate=plan.rate)
    for track in tracks:
        desk.decoder.sound(track.file, track.digest, stretch=track.stretch)
    spoken = {line.media for line in plan.voice if line.media} | ({plan.music} if plan.music else set())
    for digest in sorted(spoken & ready):
        desk.decoder.loudness(desk.path(digest), digest)
    if spoken <= ready:
        unit = sound.RATE // plan.rate
        awaited = [(span.first * unit, span.last * unit) for span in spans if span.shot.media not in ready]
        whole = score.parts(plan, tracks, desk).whole
        mastering.foresee(whole, desk.decoder, awaited, stopped=desk.stopped)
