"""A film on one time scale: pictures with joints, lines of narration, the music. Pure; frames at the film's rate."""

from dataclasses import dataclass
from typing import Any

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.slot import MUSIC
from vidpipe.take import Take
from vidpipe.ui import words
from vidpipe.ui.address import peaks, thumb
from vidpipe.ui.view.joints import MARKS, JointRow, joints
from vidpipe.ui.view.lines import MARKS as FITS
from vidpipe.ui.view.lines import LineRow, lines, stands


@dataclass(frozen=True)
class Chosen:
    """What is looked at: a scene, and the scene whose joint is; '' for none."""

    scene: str = ""
    joint: str = ""


def lanes(film: Overview, *, bus: str, chosen: Chosen, handles: bool) -> dict[str, Any]:
    """What the lanes in the browser show. `bus` names the player they follow; `handles` brings the joints."""
    board = film.storyboard
    return {
        "bus": bus,
        "frames": board.frames if board else 1,
        "rate": film.settings.rate,
        "chosen": chosen.scene,
        "joint": chosen.joint,
        "scenes": [_scene(row) for row in film.scenes],
        "joints": [_joint(row, film.settings.rate) for row in joints(film)] if handles else [],
        "voice": [_line(row, film.settings.rate) for row in lines(film) if row.text],
        "music": _music(film),
    }


def _scene(row: SceneView) -> dict[str, Any]:
    name = f"Scene {row.index}" + (f", {row.scene.title}" if row.scene.title else "")
    digest = picture(row)
    return {
        "id": row.scene.id,
        "number": row.index,
        "start": row.start,
        "frames": row.scene.frames,
        "title": name,
        "image": thumb(digest) if digest else "",
    }


def picture(row: SceneView) -> str:
    """The digest of the picture a scene is known by: its start keyframe, else its end one, '' while there is none."""
    for name in ("keyframe/start", "keyframe/end"):
        view = row.slots.get(name)
        if view and view.take:
            return view.take.digest
    return ""


def _joint(row: JointRow, rate: int) -> dict[str, Any]:
    kind = f"{MARKS[row.kind]}{' first' if row.opening else ''}"
    return {"id": row.id, "at": row.at, "kind": kind, "says": row.says(rate), "wrong": row.too_long}


KINDS = {"": "text", "long": "cutoff", "moved": "said moved", "set": "said", "fits": "said"}


def _line(row: LineRow, rate: int) -> dict[str, Any]:
    how = stands(row, rate)
    return {
        "start": row.start,
        "frames": min(row.spoken or row.room, row.room),
        "text": row.text,
        "kind": KINDS[row.fit],
        "mark": FITS[row.fit] if row.fit in ("moved", "long") else "",
        "says": f"Scene {row.number}: {row.text}" + (f" ({how})" if how else ""),
    }


def _music(film: Overview) -> dict[str, Any] | None:
    view = film.slots.get(MUSIC)
    if view is None:
        return None
    if view.take is None:
        return {"peaks": "", "says": "No music yet"}
    return {"peaks": peaks(view.take.digest), "says": f"Music, {length(view.take)}"}


def length(take: Take) -> str:
    """How long a sound lasts, '' where nobody measured it."""
    milliseconds = int(take.meta.get("milliseconds", 0))
    return words.clock(milliseconds / 1000) if milliseconds else ""
