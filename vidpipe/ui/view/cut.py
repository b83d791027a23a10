"""What there is to watch of a film, what was measured on it, and the names of its files. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import ANIMATIC
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import words
from vidpipe.ui.view.steps import numbers


@dataclass(frozen=True)
class Watched:
    """`take` is what the player shows: the cut's, else the animatic's. `why` says what the cut waits for."""

    name: str
    take: Take | None
    cut: SlotView | None
    state: State
    chip: str
    small: str
    time: str
    why: str


def watched(film: Overview) -> Watched:
    cut = next((view for name, view in film.slots.items() if name.startswith("cut/")), None)
    animatic = film.slots.get(ANIMATIC)
    take = (cut.take if cut else None) or (animatic.take if animatic else None)
    is_cut = bool(cut and cut.take)
    name = "Cut" if is_cut else "Animatic"
    return Watched(
        name=name,
        take=take,
        cut=cut,
        state=cut.state if cut else State.EMPTY,
        chip=f"{cut.progress} %" if cut and cut.state is State.RUNNING and cut.progress else "",
        small="" if is_cut or not take else "Until then the animatic: keyframes with music",
        time=words.clock(_seconds(take, film)) if take else "",
        why=_why(cut, film),
    )


def _seconds(take: Take, film: Overview) -> float:
    if "milliseconds" in take.meta:
        return float(take.meta["milliseconds"]) / 1000
    return film.storyboard.frames / film.settings.rate if film.storyboard else 0.0


def _why(cut: SlotView | None, film: Overview) -> str:
    if cut is None:
        return "Its parts come first: storyboard, keyframes, clips and sound."
    if cut.causes:
        return f"{words.capital(cut.causes[0].reason)}. It is assembled anew when the film goes on."
    if cut.state in (State.FAILED, State.BLOCKED):
        return words.capital(cut.message)
    if cut.state is State.EMPTY and cut.waits_for:
        return f"Waits for {waiting(cut, film)}."
    return ""


def waiting(view: SlotView, film: Overview) -> str:
    names = [words.place(slot, numbers(film)).lower() for slot in view.waits_for]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def checks(take: Take, film: Overview) -> list[tuple[str, str]]:
    """What was measured on the file, each with what was asked where that says more."""
    meta = take.meta
    asked = film.storyboard.frames if film.storyboard else 0
    lines = [("Length", f"{_seconds(take, film):.1f} s" + (f" of {asked / film.settings.rate:.1f} s" if asked else ""))]
    if "width" in meta:
        lines.append(("Picture", f"{meta['width']} × {meta['height']}, {film.settings.rate} fps"))
    if meta.get("loudness") is not None:
        lines.append(("Loudness", f"{_signed(meta['loudness'])} LUFS"))
    if meta.get("peak") is not None:
        lines.append(("Peak", f"{_signed(meta['peak'])} dBTP"))
    return lines


def _signed(tenths: int) -> str:
    return f"{tenths / 10:.1f}".replace("-", "−")


def slug(title: str) -> str:
    """A title as a file's name: at most 60 plain signs."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "film"
