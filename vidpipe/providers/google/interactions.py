"""Video by Omni, speech and music by the Interactions API: jobs with an id that any process can ask for.

What a picture is for stands in the words: `<FIRST_FRAME>`, `<LAST_FRAME>`, `<IMAGE_REF_N>`, with its number in the
order of sending. An edit or extension goes on from the interaction that made the clip where that is known.
"""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Output, Ref, Request, Result, Status, Ticket
from vidpipe.providers.google import pricing
from vidpipe.providers.google.client import POST_SECONDS, SYNC_SECONDS, Line, file_state, interact, interaction
from vidpipe.providers.google.errors import BLOCKED as REFUSED
from vidpipe.providers.google.errors import LOOK, NAME, Matter, blocked, empty, filtered, gone, made, said
from vidpipe.providers.google.image import labels, opened, ordered, weigh
from vidpipe.providers.google.planning import before_of, most_spoken, seconds_of
from vidpipe.providers.google.reading import at, pick, rows, text
from vidpipe.providers.google.text import SEEDS, matter_of, sent_name
from vidpipe.providers.receiving import received

TYPES = {Role.VIDEO: "video", Role.SPEECH: "audio", Role.MUSIC: "audio"}
THINGS = {Role.VIDEO: "video", Role.SPEECH: "speech", Role.MUSIC: "music"}
WAITING = {"queued": "queued", "pending": "queued"}
ENDED = ("completed", "failed", "cancelled", "canceled", "incomplete", "budget_exceeded", "requires_action")
STUCK = ("requires_continuation", "expired")
FIRST_LOOK = "Use the starting frame as it is."
LAST_LOOK = "End exactly on the last frame."
ONE_SHOT = "In a single continuous shot, no scene cuts. No dialogue, no music."
LIKE = "Use the references for how people and places look, not as frames of the video."
GOING_ON = "Continue this video, in the same shot and light: {}"
VOICE = "Kore"
FILE = re.compile(r"/files/([a-z0-9-]{1,80})(?=[:?/]|$)")
TRIES = 3
"""How often what was made is fetched before it is said to be no good."""


class Media(NamedTuple):
    """Something that was made: bytes in base64, or where they lie."""

    data: str
    uri: str
    mime: str


@dataclass(frozen=True)
class Outcome:
    """What a reply says of a job."""

    status: Status
    media: Media | None = None


# ---------------------------------------------------------------- what is sent


def encode(caps: Caps, request: Request, read: Callable[[Ref], bytes]) -> dict[str, Any]:
    """The body of a new interaction. Raises ProviderError (invalid) for pictures that are too large together."""
    body = {Role.VIDEO: _video, Role.SPEECH: _speech, Role.MUSIC: _music}[caps.role](caps, request, read)
    return {"model": sent_name(caps), "store": True, "background": in_background(caps), **body}


def in_background(caps: Caps) -> bool:
    """Whether there is a ticket at once, rather than the result after a long while."""
    return bool(caps.fields.get("background", caps.role is not Role.SPEECH))


def _video(caps: Caps, request: Request, read: Callable[[Ref], bytes]) -> dict[str, Any]:
    job = _job_before(request)
    refs = [ref for ref in ordered(request) if not (job and ref.use == "source")]
    sent = [_content(ref, read(ref)) for ref in refs]
    weigh(sum(len(part["data"]) * 3 // 4 for part in sent))
    shape = {
        "type": "video",
        "aspect_ratio": request.data.get("aspect"),
        "resolution": request.data.get("resolution"),
        "duration": f"{lasting(request)}s" if request.frames else None,
        "delivery": caps.fields.get("delivery", "uri"),
    }
    config: dict[str, Any] = {"video_config": {"task": _task(request)}}
    if caps.seeded and request.seed is not None:
        config["seed"] = (request.seed + request.sample) % SEEDS
    words = {"type": "text", "text": worded(caps, request)}
    body = {
        "input": [{"type": "user_input", "content": [*sent, words]}],
        "response_format": {name: value for name, value in shape.items() if value},
        "generation_config": config,
    }
    return body | ({"previous_interaction_id": job} if job else {})


def _job_before(request: Request) -> str:
    return text(request.data.get("job")) if request.ref("source") else ""


def lasting(request: Request) -> int:
    """Seconds to be made: of a clip that is made longer what is new in it."""
    return seconds_of(request.model_copy(update={"frames": (request.frames or 0) - before_of(request)}))


def _content(ref: Ref, data: bytes) -> dict[str, Any]:
    kind = "video" if ref.mime.startswith("video/") else "image"
    return {"type": kind, "data": base64.b64encode(data).decode(), "mime_type": ref.mime}


def _task(request: Request) -> str:
    if request.ref("source"):
        return "extend" if request.task == "extend" else "edit"
    if request.ref("first"):
        return "image_to_video"
    return "reference_to_video" if request.ref("reference") else "text_to_video"


def worded(caps: Caps, request: Request) -> str:
    """The words with what each picture is for."""
    sources, references, number = [], [], 0
    pictures = [ref for ref in ordered(request) if ref.use != "source"]
    for place, ref in enumerate(pictures, 1):
        if ref.use == "reference":
            references.append(f"<IMAGE_REF_{number}>@Image{place}")
            number += 1
        else:
            sources.append(f"<{ref.use.upper()}_FRAME>@Image{place}")
    declared = [f"[# Sources {' '.join(sources)}]"] if sources else []
    declared += [f"[# References {' '.join(references)}]"] if references else []
    asked = GOING_ON.format(request.prompt) if request.task == "extend" else request.prompt
    guides = [asked, *([FIRST_LOOK] if request.ref("first") else []), *([LAST_LOOK] if request.ref("last") else [])]
    guides += [LIKE] if references else []
    guides += [f"Avoid: {request.negative}."] if request.negative and not caps.negative else []
    return " ".join([*declared, *guides, *([] if request.task == "edit" else [ONE_SHOT])])


def _speech(caps: Caps, request: Request, read: Callable[[Ref], bytes]) -> dict[str, Any]:
    speaker = {"voice": request.voice or caps.fields.get("voice", VOICE)}
    if "-" in request.language:
        speaker["language"] = request.language
    return {
        "input": spoken(request),
        "response_format": {"type": "audio", "mime_type": caps.fields.get("mime", "audio/wav"), "sample_rate": 24_000},
        "generation_config": {"speech_config": [speaker], "max_output_tokens": most_spoken(caps, request)},
    }


def spoken(request: Request) -> str:
    """The line, after how it is to be said where somebody asked for that."""
    pace = request.speed
    ways = [f"at {pace} per cent of the usual pace"] if pace != 100 else []
    note = text(request.data.get("change")).strip()
    ways += [note] if note else []
    return f"Say this, {', '.join(ways)}:\n{request.prompt}" if ways else request.prompt


def _music(caps: Caps, request: Request, read: Callable[[Ref], bytes]) -> dict[str, Any]:
    words = f"{request.prompt.rstrip('. ')}. The piece is {seconds_of(request)} seconds long."
    mime = caps.fields.get("mime")
    return {"input": words, "response_format": {"type": "audio"} | ({"mime_type": mime} if mime else {})}


# ---------------------------------------------------------------- what comes back


def decode(reply: Mapping[str, Any], role: Role, matter: Matter = Matter()) -> Outcome:  # noqa: B008 - a tuple
    """What a reply says of its job. A state that nobody knows is one of waiting, until the deadline."""
    state = text(pick(reply, "status")).lower()
    media = media_of(reply, TYPES[role])
    if state == "completed" and media:
        return Outcome(Status("done", 100), media)
    if state in ENDED or state in STUCK:
        over = "cancelled" if state.startswith("cancel") else "failed"
        return Outcome(Status(over, error=_ended(reply, role, state, matter)))  # type: ignore[arg-type]
    if state in WAITING:
        return Outcome(Status("queued", note="queued"))
    return Outcome(Status("running", note="" if state == "in_progress" else _word(state)))


def _word(state: str) -> str:
    return said({"code": state}).code.replace("_", " ")


def media_of(reply: Mapping[str, Any], kind: str) -> Media | None:
    """The last thing of this kind that the model gave: in its steps, or in the older shapes of a reply."""
    blocks = [block for step in rows(pick(reply, "steps")) if _by_model(step) for block in rows(pick(step, "content"))]
    blocks += rows(pick(reply, "outputs"))
    blocks += rows(pick(reply, f"output_{kind}"))
    found = [media for block in blocks if (media := _media(block, kind))]
    return found[-1] if found else None


def _by_model(step: Mapping[str, Any]) -> bool:
    return text(pick(step, "type")) not in ("user_input", "thought")


def _media(block: Mapping[str, Any], kind: str) -> Media | None:
    mime = text(pick(block, "mime_type"))
    if text(pick(block, "type")) != kind and not mime.startswith(f"{kind}/"):
        return None
    data, uri = text(pick(block, "data")), text(pick(block, "uri"))
    return Media(data, uri, mime) if data or uri else None


def _ended(reply: Mapping[str, Any], role: Role, state: str, matter: Matter) -> ProviderError:
    """Why a job that is over gave nothing."""
    nothing = pricing.made_nothing(reply)
    billed = None if nothing is None else not nothing
    if state.startswith("cancel"):
        return made(Kind.GONE, f"The job at {NAME} was cancelled", "Make it again.", code=state, billed=billed)
    if state == "budget_exceeded":
        remedy = "Raise the limit at Google, then go on."
        return made(Kind.QUOTA, f"A spending limit at {NAME} stopped it", remedy, code=state, billed=billed)
    taken = filtered(reply)
    if taken:
        return blocked(taken[1], code=state, about="output", matter=matter, billed=billed)
    faults = [said(fault) for fault in rows(pick(reply, "errors")) + rows(pick(reply, "error"))]
    for fault in faults:
        if REFUSED.search(fault.code) or REFUSED.search(fault.message):
            return blocked(fault.message, code=fault.code, matter=matter, billed=billed)
    code, why = (faults[0].code, faults[0].message) if faults else (state, _spoken(reply))
    if state == "completed":
        return _nothing(why, role, billed)
    return _failed(state, code, why, billed=billed)


def _spoken(reply: Mapping[str, Any]) -> str:
    """What the model said in words where something else was asked for."""
    blocks = [block for step in rows(pick(reply, "steps")) if _by_model(step) for block in rows(pick(step, "content"))]
    return " ".join(" ".join(text(pick(block, "text")) for block in blocks).split())[:200]


def _nothing(why: str, role: Role, billed: bool | None) -> ProviderError:
    if why and REFUSED.search(why):
        return blocked(why, about="output", billed=billed)
    thing = THINGS[role]
    return empty(f"{thing} ({why})" if why else thing, code="completed", billed=billed)


def _failed(state: str, code: str, why: str, *, billed: bool | None) -> ProviderError:
    """Failed or stopped short. It may be sent again by itself only where it is said that nothing was made."""
    kind = Kind.RETRY if billed is False and state == "failed" else Kind.GONE
    sentence = f"The job at {NAME} ended as {state.replace('_', ' ')}" + (f": {why}" if why else "")
    return made(kind, sentence, "Make it again, or choose another model.", code=code, billed=billed)


# ---------------------------------------------------------------- calls


def begin(line: Line, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
    """Send it; a ticket, or the result where it is there already. Raises ProviderError."""
    matter = matter_of(caps, labels(request))
    body = encode(caps, request, lambda ref: desk.path(ref.digest).read_bytes())
    reply = _created(line, body, matter)
    job = text(pick(reply, "id"))
    outcome = decode(reply, caps.role, matter)
    if outcome.status.state in ("failed", "cancelled"):
        raise outcome.status.error or gone(matter)
    if outcome.media and outcome.media.data:
        return _result(outcome.media, reply, caps, caps.role, line, desk)
    if not job:
        raise made(Kind.AMBIGUOUS, f"{NAME} took {matter.what}, but named no job", LOOK)
    return Ticket(provider="google", model=caps.id, id=job, created=datetime.now(UTC))


def _created(line: Line, body: dict[str, Any], matter: Matter) -> dict[str, Any]:
    """One POST; a second one only where the first was refused because this model makes nothing in the background."""
    seconds = POST_SECONDS if body["background"] else SYNC_SECONDS
    try:
        return line.ask(interact(body, seconds), matter)
    except ProviderError as error:
        if not body["background"] or error.kind is not Kind.INVALID or "background" not in error.message:
            raise
    return line.ask(interact({**body, "background": False}, SYNC_SECONDS), matter)


def look(line: Line, ticket: Ticket, role: Role) -> Outcome:
    """What has become of a job; a stored file that is not ready yet is one to wait for."""
    outcome = decode(_again(line, ticket), role)
    media = outcome.media
    if media is None or media.data:
        return outcome
    state = _file_state(line, media.uri)
    if state == "PROCESSING":
        return Outcome(Status("running", 99, note="preparing the file"))
    if state == "FAILED":
        return Outcome(Status("failed", error=empty("file that can be used", code=state, billed=None)))
    return outcome


def _again(line: Line, ticket: Ticket) -> dict[str, Any]:
    matter = Matter(what=f"the job {ticket.id}", posted=False)
    found: dict[str, Any] = line.ask(interaction(ticket.id), matter)
    return found


def _file_state(line: Line, uri: str) -> str:
    """The state of a stored file; '' where it is none of ours or is not told, and then fetching it will show."""
    name = FILE.search(uri)
    if name is None:
        return ""
    try:
        return str(line.ask(file_state(f"files/{name[1]}"), Matter(what="the file", posted=False)))
    except ProviderError:
        return ""


def bring(line: Line, ticket: Ticket, caps: Caps | None, role: Role, desk: Desk) -> Result:
    """What was made, fetched and looked through, up to three times. Raises ProviderError."""

    def once() -> Result:
        reply = _again(line, ticket)
        return _result(done(decode(reply, role)), reply, caps, role, line, desk)

    return thrice(once)


def done(outcome: Outcome) -> Media:
    """What a job gave. Raises its error, or retry where it is not done."""
    if outcome.media is None:
        raise outcome.status.error or made(Kind.RETRY, f"The job at {NAME} is not done", "It is asked again.")
    return outcome.media


def thrice(once: Callable[[], Result]) -> Result:
    """What is paid is fetched up to three times before it is said to be no good. Raises ProviderError."""
    for left in reversed(range(TRIES)):
        try:
            return once()
        except ProviderError as error:
            if not left or error.kind is not Kind.GONE or error.billed is not True:
                raise
    raise AssertionError("unreachable")


def _result(media: Media, reply: Mapping[str, Any], caps: Caps | None, role: Role, line: Line, desk: Desk) -> Result:
    came = opened(media.data) if media.data else line.download(media.uri, role, desk)
    output = received(came, role, desk, mime=media.mime, by=NAME)
    usage = pricing.used(reply, role)
    return Result(outputs=(_named(output, reply, role),), usage=usage, cost=pricing.cost(caps, usage))


def _named(output: Output, reply: Mapping[str, Any], role: Role) -> Output:
    """A clip says which job made it, so that a later edit need not send it again."""
    job = text(pick(reply, "id"))
    return output.model_copy(update={"meta": output.meta | {"job": job}}) if job and role is Role.VIDEO else output


def end(line: Line, ticket: Ticket) -> bool:
    """Whether the job was cancelled before it was done."""
    reply = line.ask(interaction(ticket.id, "cancel"), Matter(what=f"the job {ticket.id}", posted=False))
    return text(at(reply, "status")).lower().startswith("cancel")
