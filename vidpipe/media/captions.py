"""Captions of a cut as SRT or VTT. Pure: no file is read.

Signs that a player could take for markup are escaped (VTT) or replaced (SRT, which has no escapes).
"""

import itertools
from collections.abc import Iterator, Mapping

from vidpipe.film.caption import CaptionKind, Cue
from vidpipe.film.cut import CutPlan
from vidpipe.media.subtitles import Speech, cues, of_shape


def write(plan: CutPlan, kind: CaptionKind, *, heard: Mapping[str, Speech] | None = None, by_word: bool = False) -> str:
    """The whole file as text; a plan without narration gives a valid empty file.

    `heard` is when something is said in the lines' sounds. `by_word` marks each word with its time, in SRT by a caption
    for each.
    """
    found = cues(plan, of_shape(plan.width, plan.height), heard)
    if by_word and kind == "srt":
        found = [single for cue in found for single in _singles(cue)]
    entries = [_entry(number, cue, kind, by_word=by_word) for number, cue in enumerate(found, 1)]
    return ("WEBVTT\n\n" if kind == "vtt" else "") + "\n".join(entries)


def _singles(cue: Cue) -> Iterator[Cue]:
    """A caption for each of its words; the last one stays as long as the whole would."""
    each = [word.strip() for row in cue.rows for word in row]
    for word, (start, end) in zip(each, itertools.pairwise([*cue.said, cue.end]), strict=True):
        if word:
            yield Cue(start=start, end=end, rows=((word,),), said=(start,), scene=cue.scene)


def _entry(number: int, cue: Cue, kind: CaptionKind, *, by_word: bool) -> str:
    if kind == "vtt":
        text = _marked(cue) if by_word else _safe(cue.text)
        return f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{text}\n"
    safe = cue.text.replace("-->", "→").replace("<", "‹").replace(">", "›").replace("{", "(").replace("}", ")")
    return f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{safe}\n"


def _marked(cue: Cue) -> str:
    """Rows with the time of each word before it; the first begins with its caption."""
    times, rows = iter(cue.said), []
    for row in cue.rows:
        rows.append("".join(_at(word, next(times), cue, first=place == 0) for place, word in enumerate(row)))
    return "\n".join(rows)


def _at(word: str, time: int, cue: Cue, *, first: bool) -> str:
    safe = _safe(word.lstrip() if first else word)
    return f"<{_clock(time, '.')}>{safe}" if cue.start < time < cue.end else safe


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:03d}"
