"""What pages say of a film's beats: which there are, when, and of which clips each is made. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from vidpipe.film.brief import FilmKind
from vidpipe.library.pacing import Paced
from vidpipe.library.structure import beats, template_of, templates
from vidpipe.project.beating import BeatView, ClipView
from vidpipe.ui import words

FREE, OWN = "free", "own"
"""A storyboard whose writer chooses, and a list of one's own, among plans."""
AGAIN, TIMES = "#", ("again", "a third time", "a fourth time")
PARTS = {"hook": "Hook", "introduction": "Introduction", "features": "Features", "closing": "Closing"}


@dataclass(frozen=True)
class Row:
    """A beat in a table. `clips` are shares of the film in per cent, each with what it says."""

    title: str
    part: str
    time: str
    says: str
    clips: tuple[tuple[float, str], ...]


def plans(kind: FilmKind | None) -> dict[str, str]:
    """What may be chosen for a kind of film, by name: the writer's choice, plans with their length, one's own list."""
    fitting = [one for one in templates().values() if kind is None or one.kind is kind]
    told = {one.id: f"{one.title}, {one.suits[0]}–{one.suits[1]} s" for one in fitting}
    return {FREE: "As its writer chooses", **told, OWN: "Beats of my own"}


def does(plan: str) -> str:
    """What a plan does to who sees it: `Reveal, appreciate, aspire, desire.`"""
    found = templates().get(plan)
    return f"{words.capital(', '.join(found.arc))}." if found else ""


def own(kind: FilmKind | None) -> dict[str, str]:
    """The beats of a kind of film by name, then each of them again (`point#2`)."""
    found = {name: beat.title for name, beat in beats().items() if kind in (None, beat.kind)}
    more = {
        f"{name}{AGAIN}{number}": f"{title}, {said}"
        for number, said in enumerate(TIMES, 2)
        for name, title in found.items()
    }
    return found | more


def marked(names: Sequence[str]) -> list[str]:
    """Beats in their order as options of `own`: `point, point` is `point, point#2`. What is no option is left out."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        if seen[name] <= len(TIMES) + 1:
            found.append(name if seen[name] == 1 else f"{name}{AGAIN}{seen[name]}")
    return found


def unmarked(options: Sequence[str]) -> tuple[str, ...]:
    """The beats of such options."""
    return tuple(option.partition(AGAIN)[0] for option in options)


def choice_of(asked: Sequence[str]) -> str:
    """Which of `plans` a film keeps to."""
    template = template_of(asked)
    return template.id if template else OWN if asked else FREE


def named(asked: Sequence[str]) -> str:
    """What a film keeps to, in words; '' for what its writer chose."""
    template = template_of(asked)
    return template.title if template else words.count(len(asked), "beat") + " of your own" if asked else ""


def seconds(frames: int, rate: int) -> str:
    """`3.8`, `4`: seconds to a tenth."""
    return f"{float(Fraction(frames, rate)):.1f}".removesuffix(".0")


def mapped(found: Sequence[BeatView], rate: int) -> list[Row]:
    """The beats of a storyboard with their clips."""
    total = sum(one.frames for one in found) or 1
    return [
        Row(
            one.title or "No beat",
            PARTS.get(one.part, ""),
            _time(one.start, one.frames, rate),
            " + ".join(_clip(clip, rate) for clip in one.clips),
            tuple((100 * clip.frames / total, f"Scene {clip.number}") for clip in one.clips),
        )
        for one in found
    ]


def planned(found: Sequence[Paced], rate: int) -> list[Row]:
    """The beats of a choice that is not made yet."""
    total = sum(one.frames for one in found) or 1
    return [
        Row(
            beats()[one.beat].title,
            PARTS.get(one.part, ""),
            _time(one.start, one.frames, rate),
            " + ".join(f"{seconds(frames, rate)} s" for frames in one.clips),
            tuple((100 * frames / total, "") for frames in one.clips),
        )
        for one in found
    ]


def _time(start: int, frames: int, rate: int) -> str:
    return f"{seconds(start, rate)}–{seconds(start + frames, rate)} s"


def _clip(clip: ClipView, rate: int) -> str:
    """`3.8 s of 4`: how much of a clip is seen of what is ordered."""
    return f"{seconds(clip.frames, rate)} s of {seconds(clip.ordered, rate)}"


def summed(found: Sequence[BeatView], rate: int) -> str:
    """`6 beats, 7 clips, 30 s to the frame`."""
    clips = [clip for one in found for clip in one.clips]
    onward = sum(len(one.clips) - 1 for one in found)
    more = f", {onward} of them going on from the clip before" if onward else ""
    frames = sum(clip.frames for clip in clips)
    told = f"{words.count(len(found), 'beat')}, {words.count(len(clips), 'clip')}{more}"
    return f"{told}, {seconds(frames, rate)} s in {frames} frames"
