"""The local provider behind the port: which part answers which request. It computes at once, so it gives no tickets."""

import json
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Price, Role, Span, VoiceView
from vidpipe.ports import Desk, Output, Planned, Request, Result, Status, Ticket
from vidpipe.process import Child, Limits, python_command
from vidpipe.stages.noted import moved_by

if TYPE_CHECKING:
    from vidpipe.providers.local.narrator import Voice

FREE = Price(unit="request", micros=0, source="made on this computer", as_of="2026-11-21")
ASPECTS = ("16:9", "9:16", "1:1", "4:5")
CLIP_SECONDS = 900
FINAL_SIDE = 600
"""Pixels of the shorter side below which a clip is a draft."""


class LocalProvider:
    """Five models of our own. Sending twice is safe: the same request gives the same bytes and nothing is paid."""

    name = "local"
    title = "This computer"
    key = ""
    recovery: Literal["idempotent", "lookup", "ask"] = "idempotent"

    def ready(self) -> bool:
        return True

    def check(self) -> str:
        """Paints a small picture, as it paints keyframes."""
        from vidpipe.providers.local.painter import paint_keyframe

        began = time.perf_counter()
        try:
            picture = paint_keyframe(
                "a lighthouse by the sea",
                end="start",
                width=320,
                height=180,
                seed=1,
                camera="push in",
                shot="wide",
                colours=[],
            )
        except Exception as error:
            raise ProviderError(
                Kind.GONE, f"The painter does not work here: {error}", remedy="Run vidpipe doctor.", billed=False
            ) from error
        seconds = time.perf_counter() - began
        return f"The painter made a picture of 320 × 180 ({len(picture) // 1000} KB) in {seconds:.1f} s"

    def models(self) -> Sequence[Caps]:
        return _models()

    def plan(self, caps: Caps, request: Request) -> Planned:
        if request.role is not caps.role:
            raise ProviderError(
                Kind.INVALID,
                f"{caps.id} makes {caps.role.value}, not {request.role.value}",
                remedy="Choose another model.",
            )
        return Planned(request=request, basis="free")

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        return MAKERS[caps.role](request, desk)

    def poll(self, ticket: Ticket) -> Status:
        raise _no_ticket(ticket)

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        raise _no_ticket(ticket)

    def cancel(self, ticket: Ticket) -> bool:
        return False

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        return None

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        return None

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        from vidpipe.providers.local.director import converse

        yield from re.findall(r"\S+\s*|\s+", converse(messages))


def _no_ticket(ticket: Ticket) -> ProviderError:
    return ProviderError(Kind.GONE, f"The local provider gives no tickets, but got {ticket.id!r}", remedy="Try again.")


@cache
def _models() -> tuple[Caps, ...]:
    made = (
        Caps(
            provider="local",
            model="director-3",
            role=Role.TEXT,
            title="Local director",
            note="It reads a prompt as what a film is about. Other orders it does not follow.",
            retells=True,
        ),
        Caps(
            provider="local", model="painter-3", role=Role.IMAGE, title="Local painter", references=1, aspects=ASPECTS
        ),
        Caps(
            provider="local",
            model="animator-1",
            role=Role.VIDEO,
            title="Local animator",
            durations=Span(low=500, high=20_000),
            aspects=ASPECTS,
            first_frame=True,
            last_frame=True,
            handles=True,
        ),
        Caps(provider="local", model="composer-2", role=Role.MUSIC, title="Local composer"),
    )
    shared = {"seeded": True, "price": FREE, "concurrency": 2}
    return tuple(caps.model_copy(update=shared) for caps in (*made, *_voices()))


def _voices() -> list[Caps]:
    """The narrator, where a voice engine is installed."""
    from vidpipe.providers.local.narrator import engines, voices

    found = engines()
    if not found:
        return []
    best = found[0]
    return [
        Caps(
            provider="local",
            model=f"narrator-1-{best.name}",
            role=Role.SPEECH,
            title=f"Local narrator ({best.name})",
            languages=tuple(best.languages),
            voices=tuple(_offered(voice) for voice in voices().values()),
        )
    ]


def _offered(voice: "Voice") -> VoiceView:
    language = "-".join(part for part in (voice.language, voice.region) if part)
    return VoiceView(id=voice.name, title=f"{voice.title}, {voice.sex}", language=language)


# ---------------------------------------------------------------- what makes what


def _write(request: Request, desk: Desk) -> Result:
    from vidpipe.providers.local import director

    if request.task == "talk":
        return Result(text=director.converse(request.data["messages"]))
    if request.task == "write":
        return Result(text=_treatment(request))
    writers: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
        "brief": director.write_brief,
        "moods": director.write_moods,
        "reading": director.write_reading,
        "storyboard": director.write_in_mood,
        "translation": director.write_lines,
    }
    writer = writers.get(request.task)
    if writer is None:
        raise ProviderError(
            Kind.INVALID, f"The local writer cannot do {request.task!r}", remedy="Choose a text model with a key."
        )
    return Result(data=writer(request.data))


def _treatment(request: Request) -> str:
    from vidpipe.providers.local.director import write_treatment

    prompt = str(request.data.get("prompt") or request.prompt)
    seed = (request.seed or 0) + request.sample
    return write_treatment({"prompt": prompt, "language": request.language, "seed": seed})


def _paint(request: Request, desk: Desk) -> Result:
    from vidpipe.providers.local.director import in_english
    from vidpipe.providers.local.painter import paint_keyframe
    from vidpipe.providers.local.painter.carding import card_of

    reference = request.ref("reference")
    asked, seed = _as_noted(request)
    words = str(asked.get("words") or request.prompt)
    picture = paint_keyframe(
        words if reference or card_of(words) else in_english(words),
        end="end" if asked.get("position") == "end" else "start",
        width=request.width or 1280,
        height=request.height or 720,
        seed=seed,
        camera=str(asked.get("camera", "push in")),
        shot=str(asked.get("shot size", "medium")),
        colours=list(asked.get("colours", [])),
        style=list(asked.get("style", [])),
        reference=desk.path(reference.digest).read_bytes() if reference else None,
        room=str(asked.get("room", "")),
        sample=request.sample,
        noted=bool(asked.get("change")),
    )
    into = desk.folder / "keyframe.png"
    into.write_bytes(picture)
    return _file(into, "image/png", {"width": request.width, "height": request.height} | _told(picture))


def _told(picture: bytes) -> dict[str, Any]:
    """What the check of the composition could not mend, for those who look at the take."""
    from vidpipe.providers.local.painter import faults_of

    faults = faults_of(picture)
    return {"composition": "; ".join(faults)} if faults else {}


def _as_noted(request: Request) -> tuple[Mapping[str, Any], int]:
    """What is to be painted, as the person's note asks, and the seed: its own again where the note says it all."""
    asked, seed, note = request.data, request.seed or 0, str(request.data.get("change") or "")
    if not note:
        return asked, seed
    from vidpipe.providers.local.director import as_noted

    shot, camera = str(asked.get("shot size", "medium")), str(asked.get("camera", "push in"))
    found = as_noted(str(asked.get("words") or request.prompt), note, shot=shot, camera=camera)
    changes = {"words": found.words, "shot size": found.shot, "camera": found.camera}
    return {**asked, **changes}, seed - moved_by(note) if found.read else seed


def _animate(request: Request, desk: Desk) -> Result:
    """The clip is rendered by a process of its own: it uses another core, can be limited and can be killed."""
    first, last = request.ref("first"), request.ref("last")
    start = desk.path(first.digest) if first else _imagined(request, desk)
    into = desk.folder / "clip.mp4"
    job = {
        "first": str(start),
        "last": str(desk.path(last.digest) if last else start),
        "frames": request.frames,
        "rate": request.rate,
        "width": request.width,
        "height": request.height,
        "motion": str(request.data.get("motion", request.prompt)),
        "seed": (request.seed or 0) + request.sample,
        "into": str(into),
        "quality": "draft" if min(request.width or 0, request.height or 0) < FINAL_SIDE else "final",
    }
    _child("vidpipe.providers.local.animator", job, desk)
    meta = {"width": request.width, "height": request.height, "frames": request.frames, "rate": request.rate}
    return _file(into, "video/mp4", meta | _subject(start))


def _subject(picture: Path) -> dict[str, Any]:
    """Where the subject of a clip is, for those who crop it, if its first picture is one of our own scenes."""
    from vidpipe.providers.local.painter import subject_at

    found = subject_at(picture.read_bytes())
    return {"subject": list(found)} if found else {}


def _imagined(request: Request, desk: Desk) -> Path:
    """The first picture of a clip from words alone, under the camera they name: its scene is then filmed to its end."""
    from vidpipe.providers.local.director import aimed, in_english
    from vidpipe.providers.local.painter import paint_keyframe

    words = str(request.data.get("motion") or request.prompt)
    aim = aimed(words)
    picture = paint_keyframe(
        in_english(words),
        end="start",
        width=request.width or 1280,
        height=request.height or 720,
        seed=request.seed or 0,
        camera=aim.camera,
        shot=aim.shot,
        colours=[],
        sample=request.sample,
    )
    into = desk.folder / "start.png"
    into.write_bytes(picture)
    return into


def _child(module: str, job: Mapping[str, Any], desk: Desk) -> None:
    """Run one of our modules on a job; the lines it writes are per cent."""
    sheet = desk.folder / "job.json"
    sheet.write_text(json.dumps(job), encoding="utf-8")
    limits = Limits(seconds=CLIP_SECONDS, memory=desk.memory)
    with Child(python_command(module, str(sheet)), limits=limits, stopped=desk.stopped) as child:
        for line in child.lines():
            if line.strip().isdigit():
                desk.progress(int(line))
        child.finish()


def _speak(request: Request, desk: Desk) -> Result:
    from vidpipe.providers.local.narrator import speak

    into = desk.folder / "line.wav"
    meta = speak(
        request.prompt,
        language=request.language,
        voice=request.voice,
        speed=request.speed,
        seed=(request.seed or 0) + request.sample,
        into=into,
        stopped=desk.stopped,
    )
    return _file(into, "audio/wav", _whole(meta))


def _compose(request: Request, desk: Desk) -> Result:
    from vidpipe.providers.local.composer import compose

    into = desk.folder / "music.wav"
    meta = compose(
        mood=str(request.data.get("mood", request.prompt)),
        frames=request.frames or 24,
        rate=request.rate or 24,
        seed=(request.seed or 0) + request.sample,
        into=into,
    )
    return _file(into, "audio/wav", _whole(meta))


def _whole(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Measured facts with whole numbers only, as everything that may enter a key."""
    return {name: round(value) if isinstance(value, float) else value for name, value in meta.items()}


def _file(path: Path, mime: str, meta: Mapping[str, Any]) -> Result:
    return Result(outputs=(Output(path=str(path), mime=mime, meta=dict(meta)),))


MAKERS: dict[Role, Callable[[Request, Desk], Result]] = {
    Role.TEXT: _write,
    Role.IMAGE: _paint,
    Role.VIDEO: _animate,
    Role.SPEECH: _speak,
    Role.MUSIC: _compose,
}
