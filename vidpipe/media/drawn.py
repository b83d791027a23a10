"""What of captions and logo is seen in some frames of a film, and all that says how: for the key of a piece. Pure.

Where a caption stands depends on the other words of its time, so these are named with it; what it says at other times
is not.
"""

from typing import Any

from vidpipe.film.caption import Cue
from vidpipe.film.cut import CutPlan, Words

FADE = 24
"""Frames around words in which a logo may come and go."""


def drawn(plan: CutPlan, start: int, end: int) -> dict[str, Any]:
    """The parts of a piece's key that speak of them; none where nothing of the kind is seen."""
    seen = (words for words in plan.words if words.start < end and words.start + words.frames > start)
    room = {"room": True} if any(makes_room(plan, words) for words in seen) else {}
    found = _captions(plan, start, end) | _logo(plan, start, end) | room
    return {"drawn": found} if found else {}


def makes_room(plan: CutPlan, words: Words) -> bool:
    """Whether the end card of a film that is not wide stands higher and smaller, since captions are seen under it."""
    if words.role != "end" or plan.height < plan.width:
        return False
    spans = (span(cue, plan.rate) for cue in plan.cues)
    return any(first < words.start + words.frames and last > words.start for first, last in spans)


def span(cue: Cue, rate: int) -> tuple[int, int]:
    """The first frame at which a caption is seen, and the frame after its last."""
    return round(cue.start * rate / 1000), round(cue.end * rate / 1000)


def said(cue: Cue, rate: int) -> tuple[int, ...]:
    """The frames at which its words begin."""
    return tuple(round(time * rate / 1000) for time in cue.said)


def _captions(plan: CutPlan, start: int, end: int) -> dict[str, Any]:
    spans = [span(cue, plan.rate) for cue in plan.cues]
    seen = [place for place, (first, last) in enumerate(spans) if first < end and last > start]
    if not seen:
        return {}
    told: list[dict[str, Any]] = []
    beside: list[Words] = []
    for place in seen:
        cue, (first, last) = plan.cues[place], spans[place]
        one: dict[str, Any] = {"at": first - start, "frames": last - first, "rows": cue.rows}
        before = place > 0 and spans[place - 1][1] == first
        one["joins"] = [before, place + 1 < len(spans) and spans[place + 1][0] == last]
        if plan.subtitles == "words":
            one["said"] = [frame - start for frame in said(cue, plan.rate)]
        told.append(one)
        beside += [words for words in plan.words if words.start < last and words.start + words.frames > first]
    others = [words.plain() | {"start": words.start - start} for words in dict.fromkeys(beside)]
    tint = {"colours": list(plan.colours)} if plan.subtitles == "words" else {}
    logo = {"logo": plan.logo.plain()} if plan.logo and (plan.logo.corner or others) else {}
    found = {"style": plan.subtitles, "language": plan.language, "cues": told, "beside": others}
    return {"captions": found | tint | logo}


def _logo(plan: CutPlan, start: int, end: int) -> dict[str, Any]:
    """The corner with the words that it may give way to, or the end card that has it."""
    if plan.logo is None:
        return {}
    near = [words for words in plan.words if words.start < end + FADE and words.start + words.frames > start - FADE]
    if plan.logo.corner:
        away = [words.plain() | {"start": words.start - start} for words in near]
        return {"logo": plan.logo.plain(), "away": away, "tongue": plan.language if away else ""}
    ends = any(words.role == "end" and words.start < end and words.start + words.frames > start for words in near)
    return {"logo": plan.logo.plain()} if plan.logo.card and ends else {}
