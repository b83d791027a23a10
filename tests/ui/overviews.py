"""Films as pages see them, built by hand so that every slot can be in every state, and a façade that remembers."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from vidpipe.engine.estimate import Estimate, EstimateLine
from vidpipe.engine.offers import Offers
from vidpipe.engine.overview import Overview, SceneView, Status
from vidpipe.errors import NotFound
from vidpipe.film.brand import Banned, Brand
from vidpipe.film.brief import Brief, CastMember, FilmKind
from vidpipe.film.cast import Member
from vidpipe.film.catalogue import VoiceView
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.delivery import Tick
from vidpipe.film.finding import Finding
from vidpipe.film.project import STAGES, Film, Settings
from vidpipe.film.storyboard import Scene, Storyboard, Style
from vidpipe.film.version import cuts
from vidpipe.ports import Event
from vidpipe.project.beating import BeatView, beats_in
from vidpipe.project.delivering import Delivery
from vidpipe.project.sounding import Fitting
from vidpipe.project.versioning import FocusView
from vidpipe.project.voicing import Speaker
from vidpipe.recipe import Recipe
from vidpipe.take import Cause, Change, History, Note, Preview, SlotView, State, Take
from vidpipe.ui import session
from vidpipe.workspace import Preferences

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MADE = (State.READY, State.APPROVED, State.STALE)
MIMES = {
    "clip": "video/mp4",
    "cut": "video/mp4",
    "animatic": "video/mp4",
    "keyframe": "image/png",
    "music": "audio/wav",
    "narration": "audio/wav",
    "mix": "audio/mp4",
}


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def mime(slot: str) -> str:
    part = slot.split("/")[2] if slot.startswith("scene/") else slot.split("/")[0]
    return MIMES.get(part.split("@")[0], "application/json")


def take(slot: str, *, number: int = 1, cost: int = 0, **meta: Any) -> Take:
    name = f"{slot}#{number}"
    return Take(
        id=int(digest(name)[:6], 16),
        slot=slot,
        number=number,
        digest=digest(name),
        mime=mime(slot),
        recipe=Recipe(stage="test", version=1, model="local/painter-1", sample=number),
        meta=meta,
        cost=cost,
        created=NOW,
    )


def slot(name: str, state: State, **more: Any) -> SlotView:
    """A slot in a state, with a take where the state has one."""
    made = more.pop("take", take(name) if state in MADE or more.pop("made", False) else None)
    causes = (Cause(reason="its end keyframe changed"),) if state is State.STALE else ()
    given = {
        "slot": name,
        "stage": "test",
        "state": state,
        "causes": causes,
        "take": made,
        "recipe": Recipe(stage="test", version=1, model="local/painter-1"),
        "fresh": state in (State.READY, State.APPROVED),
        "approved": state is State.APPROVED,
    }
    return SlotView(**(given | more))


def scene(number: int, state: State = State.APPROVED, **more: Any) -> SceneView:
    """The scene of this number with both keyframes and its clip in one state."""
    name = f"scene{number}"
    words = {
        "title": f"Scene title {number}",
        "beat": "turning_point",
        "action": "A cat walks home.",
        "narration": "Home.",
    }
    made = Scene(id=name, frames=48, start_prompt="a cat", **(words | more.pop("words", {})))
    names = ("keyframe/start", "keyframe/end", "clip@draft", "narration/en")
    slots = {part: slot(f"scene/{name}/{part}", state) for part in names} | more.pop("slots", {})
    return SceneView(
        index=number, scene=made, start=48 * (number - 1), slots=slots, approved=more.get("approved", True)
    )


def film(status: Status = Status.COMPLETE, *scenes: SceneView, **more: Any) -> Overview:
    """A film of these scenes, or of three made ones."""
    rows = scenes or (scene(1), scene(2), scene(3))
    style = Style(look="Painted", colours=("#112233", "#445566"), words=("quiet",))
    board = Storyboard(
        style=style, cast=(CastMember(name="Noor", role="cat"),), scenes=tuple(row.scene for row in rows)
    )
    own = ("brief", "storyboard", "music", "animatic", "cut/16x9/en/draft")
    slots = more.pop("only", None) or {name: slot(name, State.APPROVED) for name in own} | more.pop("slots", {})
    settings = Settings(prompt="a cat", quality="draft", frames=144, **more.pop("settings", {}))
    given: dict[str, Any] = {
        "id": "aaaaaaaaaa",
        "title": "A Cat at Home",
        "status": status,
        "step": "cut",
        "progress": 100,
        "settings": settings,
        "brief": Brief(title="A Cat", kind=FilmKind.STORY, subject="a cat", audience="all", language="en"),
        "storyboard": board,
        "scenes": rows,
        "slots": slots,
        "steps": dict.fromkeys(STAGES, State.APPROVED),
        "waiting": (),
        "spent": 0,
        "reserved": 0,
        "ahead": 0,
        "events": 7,
        "attempts": 3,
        "calls": 3,
        "cached_calls": 0,
        "created": NOW - timedelta(hours=1),
        "updated": NOW,
        "trashed": False,
        "forked_from": "",
    }
    return Overview(**(given | more))


def unwritten(status: Status = Status.STORYBOARDING, **more: Any) -> Overview:
    """A film that has no storyboard yet."""
    steps = dict.fromkeys(STAGES, State.EMPTY) | {"brief": State.RUNNING}
    slots = {"brief": slot("brief", State.RUNNING), "storyboard": slot("storyboard", State.EMPTY, waits_for=("brief",))}
    given = {
        "brief": None,
        "storyboard": None,
        "scenes": (),
        "only": slots,
        "steps": steps,
        "step": "brief",
        "progress": 0,
    }
    return film(status, **(given | more))


@dataclass
class RememberedFilm:
    """A film's façade that reads an overview and writes down what it is asked to do."""

    overview: Overview
    studio: "RememberedStudio"
    takes_of: dict[str, list[Take]] = field(default_factory=dict)
    lines: tuple[EstimateLine, ...] = ()
    past: dict[str, History] = field(default_factory=dict)
    changed: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    noted: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    offered: dict[str, Offers] = field(default_factory=dict)
    ticked: dict[str, tuple[Tick, ...]] = field(default_factory=dict)
    given: dict[str, Delivery] = field(default_factory=dict)
    findings: tuple[Finding, ...] | None = None
    fitted: dict[str, tuple[Fitting, ...]] = field(default_factory=dict)
    stemmed: dict[str, str] | None = None

    outdated: tuple[str, ...] = ()
    unknown_names: tuple[str, ...] = ()
    banned: tuple[Banned, ...] = ()

    @property
    def beats(self) -> tuple[BeatView, ...]:
        return beats_in(Film(settings=self.overview.settings, storyboard=self.overview.storyboard))

    @property
    def cast(self) -> tuple[Member, ...]:
        return self.overview.settings.cast

    @property
    def brand(self) -> Brand | None:
        return self.overview.settings.brand

    def preview_enlist(self, names: Sequence[str]) -> Preview:
        return Preview(stale=(), micros=FREE, confidence="free")

    def preview_brand(self, name: str) -> Preview:
        return Preview(stale=(), micros=FREE, confidence="free")

    def speaker(self, language: str = "") -> Speaker:
        voices = tuple(self.studio.voices(language))
        first = voices[0] if voices else None
        return Speaker(language=language or "en", chosen="", heard=first, default=first, voices=voices)

    def fittings(self, scene: str, language: str = "") -> tuple[Fitting, ...]:
        return self.fitted.get(scene, ())

    def stems_made(self) -> dict[str, str] | None:
        return self.stemmed

    def validate(self, preset: str, version: str = "") -> tuple[Tick, ...]:
        return self.ticked.get(preset, ())

    def source_of(self, preset: str, version: str = "") -> str:
        return version or next(iter(cuts(self.overview.slots)), "")

    def focus_of(self, scene: str) -> FocusView:
        asked = self.overview.edit.scene(scene).focus
        return FocusView(focus=asked or (40, 60), by="person" if asked else "guess")

    def delivered(self, preset: str, **asked: Any) -> Delivery | None:
        return self.given.get(preset)

    def offers(self, slot: str) -> Offers:
        return self.offered.get(slot, Offers())

    @property
    def id(self) -> str:
        return self.overview.id

    @property
    def title(self) -> str:
        return self.overview.title

    @property
    def cut(self) -> None:
        return None

    def reviewed_of(self, version: str = "") -> tuple[Finding, ...] | None:
        return self.findings

    @property
    def retiring(self) -> tuple[Any, ...]:
        return ()

    def subtitles(self, version: str = "") -> dict[str, str]:
        return {}

    def caption_sample(self, style: str, *, picture: str, text: str) -> str:
        return digest(f"{style} {picture} {text}")

    @property
    def waits_for_font(self) -> bool:
        return False

    def language_estimate(self, tag: str) -> Cost:
        return FREE

    def undrawable(self, text: str) -> str:
        return "No font here draws Japanese." if "朝" in text else ""

    def lent_font(self, text: str) -> str:
        return "What our own fonts cannot draw is drawn in Kit Sans." if "צ" in text else ""

    def estimate(self, until: str = "") -> Estimate:
        return self.studio.price(self.lines)

    def takes(self, name: str) -> list[Take]:
        views = [*self.overview.slots.values(), *(v for row in self.overview.scenes for v in row.slots.values())]
        return self.takes_of.get(name) or [view.take for view in views if view.slot == name and view.take]

    def happens(self) -> None:
        """Something happened: what was read of the film before is read anew."""
        self.overview = self.overview.model_copy(update={"events": self.overview.events + 1})
        session.forget(self.id)

    def history(self, slot: str) -> History:
        return self.past.get(slot, History(back=0, forth=0))

    def changes(self, step: str) -> tuple[Change, ...]:
        return self.changed.get(step, ())

    def open_notes(self, step: str = "") -> tuple[Note, ...]:
        return tuple(note for name, notes in self.noted.items() if step in ("", name) for note in notes)

    @property
    def storyboard(self) -> Storyboard | None:
        return self.overview.storyboard

    def preview(self, change: Callable[[Storyboard], Storyboard]) -> Preview:
        """What is made of the scenes that the change touches."""
        board = change(self.overview.storyboard)
        touched = [row for row in self.overview.scenes if row.scene not in board.scenes]
        stale = [view for row in touched for view in row.slots.values() if view.take]
        micros = sum(view.price for view in stale)
        return Preview(stale=tuple(view.slot for view in stale), micros=micros, confidence="fixed")

    def rejections(self, slot: str) -> dict[int, str]:
        return {}

    def events(self, after: int = 0, limit: int = 1000) -> list[Event]:
        told = [Event(seq=1, project=self.id, what="created", at=NOW, detail={"actor": "me"})]
        return [event for event in told if event.seq > after]

    def __getattr__(self, verb: str) -> Any:
        if verb.startswith("_"):
            raise AttributeError(verb)

        def remember(*args: Any, **kwargs: Any) -> Any:
            self.studio.asked.append((verb, args, kwargs))
            return self

        return remember


@dataclass
class RememberedAssets:
    """A library made by hand."""

    cast: tuple[Member, ...] = ()
    brands: tuple[Brand, ...] = ()


class RememberedStudio:
    """A façade over films made by hand."""

    def __init__(self, *films: Overview) -> None:
        self.asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.films = {made.id: RememberedFilm(made, self) for made in films if not made.trashed}
        self.gone = {made.id: RememberedFilm(made, self) for made in films if made.trashed}
        self.data, self.actor = Path("films"), "me"
        self.spoken = [VoiceView(id="anna", title="Anna", language="en-GB")]
        self.preferences = Preferences()
        self.assets = RememberedAssets()

    def projects(self, *, trashed: bool = False) -> list[Overview]:
        return [kept.overview for kept in (self.gone if trashed else self.films).values()]

    def summaries(self, *, trashed: bool = False) -> list[Overview]:
        return self.projects(trashed=trashed)

    def latest(self) -> tuple[int, int]:
        return len(self.asked), sum(not kept.overview.status.resting for kept in self.films.values())

    def project(self, name: str) -> RememberedFilm:
        found = self.films.get(name) or self.gone.get(name)
        if found is None:
            raise NotFound(f"There is no project {name!r}", remedy="List them.")
        return found

    def create(self, prompt: str, **asked: Any) -> RememberedFilm:
        self.asked.append(("create", (prompt,), asked))
        made = film(Status.PENDING, id=f"made{len(self.films)}", title=prompt)
        self.films[made.id] = RememberedFilm(made, self)
        return self.films[made.id]

    def estimate(self, prompt: str, **asked: Any) -> Estimate:
        scenes = max(1, int(asked["duration"]) // 5)
        clips = EstimateLine(step="clips", count=scenes, cached=0, micros=60_000 * scenes)
        return self.price((EstimateLine(step="storyboard", count=1, cached=0, micros=10_000), clips))

    def price(self, lines: tuple[EstimateLine, ...]) -> Estimate:
        micros = sum(line.micros for line in lines)
        count = sum(line.count for line in lines)
        sure = "estimated" if micros else "free"
        return Estimate(micros=micros, calls=count, cached=0, slots=count, lines=lines, confidence=sure)

    def empty_trash(self) -> int:
        self.asked.append(("empty_trash", (), {}))
        self.gone.clear()
        return 0

    def doctor(self) -> list[Any]:
        return []

    def models(self) -> list[Any]:
        return []

    def providers(self) -> list[Any]:
        return []

    def voices(self, language: str = "", *, model: str = "") -> list[VoiceView]:
        return self.spoken

    def media(self, name: str) -> tuple[Path, str]:
        raise NotFound(f"There is no file {name}", remedy="Make it.")

    def worker(self) -> None:
        return None

    def close(self) -> None:
        """Nothing is open."""

    def verbs(self) -> list[str]:
        return [verb for verb, _, _ in self.asked]
