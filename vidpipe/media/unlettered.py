"""Words and captions of a cut that no font here draws, scene by scene, with the font that would."""

import unicodedata
from collections.abc import Iterator

from vidpipe.film.cut import CutPlan
from vidpipe.film.finding import Finding
from vidpipe.media import typeset
from vidpipe.media.scripts import script_of

NAMES = {"title": "title", "caption": "line of words", "end": "end card", "lower-third": "lower third"}


def unlettered(plan: CutPlan) -> Iterator[Finding]:
    """What a cut leaves out for want of a font; missing pictograms alone are no finding."""
    for words in plan.words:
        scene = _scene(plan, words.start)
        yield from _found(plan, scene, words.start, words.frames, " ".join(words.lines), f"its {NAMES[words.role]}")
    for line in plan.voice if plan.subtitles != "off" else ():
        yield from _found(plan, line.scene, line.start, line.frames, line.text, "captions of its line")


def _found(plan: CutPlan, scene: str, start: int, frames: int, text: str, what: str) -> Iterator[Finding]:
    missing = typeset.readable(text, plan.language).missing
    letters = "".join(sign for sign in missing if unicodedata.category(sign) not in typeset.PICTORIAL)
    if not letters:
        return
    script = script_of(letters, plan.language)
    begun, lasts = round(max(0, start) / plan.rate, 3), round(frames / plan.rate, 3)
    verb = "are" if what.startswith("captions") else "is"
    yield Finding(
        kind="unlettered",
        scene=scene,
        start=begun,
        seconds=lasts,
        says=f"No font here draws {script.name}: {what} {verb} left out.",
        act=f"Install a font such as {script.font}, then make the cut again.",
        step="cut",
    )


def _scene(plan: CutPlan, frame: int) -> str:
    """The scene that is seen at a frame."""
    passed = 0
    for shot in plan.shots:
        passed += shot.frames
        if frame < passed:
            return shot.scene
    return plan.shots[-1].scene if plan.shots else ""
