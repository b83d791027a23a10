"""What there is to watch of a film, what was measured on it, and the names of its files. Pure."""

from dataclasses import dataclass

from vidpipe.engine.overview import Overview, Status
from vidpipe.film.format import Aspect, Quality, size
from vidpipe.film.project import STAGES
from vidpipe.film.slot import ANIMATIC
from vidpipe.film.version import DRAFT, cut_name, own_cut
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import words
from vidpipe.ui.view.steps import numbers, step_of

LOUDNESS, PEAK = -140, -10
"""What a cut is mastered to where its recipe does not say: LUFS and dBTP times ten."""
WITHIN = 7
"""Tenths of a LUFS around the target that count as met; the cutting room warns beyond."""
CODECS = {"h264": "H.264", "hevc": "H.265", "av1": "AV1"}


@dataclass(frozen=True)
class Watched:
    """`take` is the cut's, else the animatic's, measured and saved. `head` and `why` say what goes on with the cut.

    `note` is said on the picture, `lines` is how many lines of narration it has. `own` is whether it is the film's own
    cut and no version of it. `preview` is what the player shows in place of the film's own cut when that was changed,
    as soon as it shows the change.
    """

    name: str
    take: Take | None
    cut: SlotView | None
    state: State
    chip: str
    time: str
    head: str
    why: str
    note: str
    lines: int
    ratio: str = "16:9"
    own: bool = True
    preview: Take | None = None

    @property
    def playing(self) -> Take | None:
        """What the player shows."""
        return self.preview or self.take

    @property
    def is_cut(self) -> bool:
        return self.cut is not None and self.cut.take is not None


@dataclass(frozen=True)
class Check:
    """Something measured. `good` is None where nothing was asked for."""

    name: str
    says: str
    good: bool | None = None


@dataclass(frozen=True)
class Version:
    ratio: str
    size: str


def watched(film: Overview, slot: str = "") -> Watched:
    """What there is to watch of a version's cut, else of the film's own."""
    own, animatic = own_cut(film.slots), film.slots.get(ANIMATIC)
    cut = film.slots.get(slot) or own
    take = (cut.take if cut else None) or (animatic.take if animatic and cut is own else None)
    name = cut_name(cut.slot) if cut else None
    mine = slot in ("", own.slot if own else "")
    cut, preview = _in_line(cut, film), _preview(film) if mine else None
    playing = preview or take
    return Watched(
        name="Cut" if cut and cut.take else "Animatic",
        take=take,
        cut=cut,
        state=cut.state if cut else State.EMPTY,
        chip=f"{cut.progress} %" if cut and cut.state is State.RUNNING and cut.progress else "",
        time=words.clock(_seconds(playing, film)) if playing else "",
        head=_head(cut),
        why=_why(cut, film),
        note=_previewed(cut, film) if preview or (mine and film.previewing) else _note(cut, take),
        lines=len(cut.take.recipe.params.get("narration", ())) if cut and cut.take else 0,
        ratio=name.ratio if name else film.settings.aspect.value,
        own=mine,
        preview=preview,
    )


def _preview(film: Overview) -> Take | None:
    """The preview, once it shows the film as it is now."""
    return film.preview.take if film.preview and film.preview.fresh else None


def _previewed(cut: SlotView | None, film: Overview) -> str:
    """What is said on the picture while there is a preview, or one comes."""
    if _preview(film) is None:
        return "Made before your last change. A preview of it is on its way"
    if cut and cut.state in (State.RUNNING, State.QUEUED):
        return "Preview · the full picture follows" + (f", {cut.progress} %" if cut.progress else "")
    return "Preview · Assemble again for the full picture"


def _in_line(cut: SlotView | None, film: Overview) -> SlotView | None:
    """The cut as people see it: one that will be assembled as soon as a worker is there is next in line."""
    if cut and cut.state is State.STALE and film.status is Status.STITCHING:
        return cut.model_copy(update={"state": State.QUEUED, "progress": 0})
    return cut


def _seconds(take: Take, film: Overview) -> float:
    if "milliseconds" in take.meta:
        return float(take.meta["milliseconds"]) / 1000
    return film.storyboard.frames / film.settings.rate if film.storyboard else 0.0


def _head(cut: SlotView | None) -> str:
    """What goes on with a cut that is there, in a sentence."""
    if cut and cut.state in (State.RUNNING, State.QUEUED):
        return "A new version is on its way."
    return "Changed since it was assembled." if cut and cut.state is State.STALE else "It could not be assembled."


def _why(cut: SlotView | None, film: Overview) -> str:
    if cut is None:
        return "Its parts come first: storyboard, keyframes, clips and sound."
    if cut.state in (State.RUNNING, State.QUEUED):
        return "You can watch this one until then." if cut.take else "It is being assembled."
    if cut.state in (State.FAILED, State.BLOCKED):
        return words.capital(cut.message)
    if cut.causes:
        return words.capital("; ".join(reasons(cut, film)[:2])) + "."
    if cut.state is State.EMPTY and cut.message:
        return words.capital(f"{cut.message}.")
    if cut.state is State.EMPTY and cut.waits_for:
        return f"Waits for {waiting(cut, film)}."
    return ""


def reasons(view: SlotView, film: Overview) -> list[str]:
    """Why a slot is stale, each once, with scenes by their numbers; what is said of a scene is not said in general."""
    said = [cause.reason for cause in view.causes]
    for scene, number in numbers(film).items():
        said = [reason.replace(f"scene {scene}", f"scene {number}") for reason in said]
    named = {reason.partition(" of scene ")[0] for reason in said if " of scene " in reason}
    return [reason for reason in dict.fromkeys(said) if reason.removesuffix(" changed") not in named]


def _note(cut: SlotView | None, take: Take | None) -> str:
    """What is said on the picture: that it is not the film yet, or not the newest version of it."""
    if take is None:
        return ""
    if cut is None or cut.take is None:
        return "Animatic: keyframes with sound, until there are clips"
    if cut.state is State.RUNNING:
        return "A new version is being assembled" + (f", {cut.progress} %" if cut.progress else "")
    if cut.state is State.QUEUED:
        return "A new version is next in line"
    return "Made before your last change" if cut.state is State.STALE else ""


def waiting(view: SlotView, film: Overview) -> str:
    """What a slot waits for: the one thing, else the steps of the flow that have something to give."""
    if len(view.waits_for) == 1:
        return words.place(view.waits_for[0], numbers(film)).lower()
    waited = {step_of(slot) for slot in view.waits_for}
    names = [words.STEPS[step].lower() for step in STAGES if step in waited]
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def version(film: Overview, now: Watched) -> Version:
    """The version that is watched or made: its shape, and its size in pixels as measured, else as asked for."""
    name = cut_name(now.cut.slot) if now.cut else None
    half = name.preset == DRAFT if name else film.settings.quality is Quality.DRAFT
    width, height = size(Aspect(now.ratio), Quality.DRAFT if half else Quality.FINAL)
    if now.cut and now.cut.take and "width" in now.cut.take.meta:
        width, height = now.cut.take.meta["width"], now.cut.take.meta["height"]
    told = name.language if name and name.language != film.language else ""
    said = [f"{width} × {height}", "draft" if half else "", words.language(told)]
    return Version(ratio=now.ratio, size=", ".join(filter(None, said)))


def checks(take: Take, film: Overview) -> list[Check]:
    """What was measured on the file against what was asked for, the failed first."""
    found = [
        _length(take, film),
        *_picture(take, film),
        *_sound(take),
        _captions(take),
        *(Check("Look at this", str(text), False) for text in take.meta.get("warnings", ())),
    ]
    return sorted(found, key=lambda check: check.good is not False)


def passed(found: list[Check]) -> str:
    """`6 passed`, `5 passed, 1 failed`."""
    failed = sum(check.good is False for check in found)
    good = sum(check.good is True for check in found)
    return f"{good} passed" + (f", {failed} failed" if failed else "")


def _length(take: Take, film: Overview) -> Check:
    real, asked = _seconds(take, film), _asked(take, film) / film.settings.rate
    near = abs(real - asked) <= 1.5 / film.settings.rate
    return Check("Length", f"{words.clock(real)}, {real:.1f} s of {asked:.1f} s", near)


def _asked(take: Take, film: Overview) -> int:
    """The frames that the cut was planned to have."""
    shots = take.recipe.params.get("order and lengths", ())
    planned = sum(int(shot["frames"]) for shot in shots)
    return planned or (film.storyboard.frames if film.storyboard else 0)


def _picture(take: Take, film: Overview) -> list[Check]:
    meta, asked = take.meta, _format(take)
    if "width" not in meta:
        return []
    codec = CODECS.get(str(meta.get("codec", "")).split(" ", 1)[0], "")
    says = f"{meta['width']} × {meta['height']}, {film.settings.rate} fps" + (f", {codec}" if codec else "")
    wanted = (asked.get("width", meta["width"]), asked.get("height", meta["height"]))
    return [Check("Picture", says, (meta["width"], meta["height"]) == wanted)]


def _sound(take: Take) -> list[Check]:
    meta, asked = take.meta, _format(take)
    if meta.get("loudness") is None:
        return [Check("Sound", "silent")] if "loudness" in meta else []
    loudness, peak = int(meta["loudness"]), meta.get("peak")
    levels = take.recipe.params.get("levels", {}).get("film", {})
    wanted, ceiling = int(levels.get("", asked.get("loudness", LOUDNESS))), int(asked.get("peak", PEAK))
    says = f"{signed(loudness)} LUFS of {signed(wanted)}"
    found = [Check("Loudness", says, abs(loudness - wanted) <= WITHIN)]
    if peak is not None:
        found.append(Check("Peak", f"{signed(int(peak))} dBTP, at most {signed(ceiling)}", int(peak) <= ceiling))
    return found


def _captions(take: Take) -> Check:
    lines = len(take.recipe.params.get("narration", ()))
    return Check("Captions", words.count(lines, "line") if lines else "nothing is said", True if lines else None)


def _format(take: Take) -> dict[str, int]:
    found = take.recipe.params.get("format", {})
    return found if isinstance(found, dict) else {}


def signed(tenths: int) -> str:
    """Tenths of a decibel or LUFS, as people write them."""
    return f"{tenths / 10:.1f}".replace("-", "−")
