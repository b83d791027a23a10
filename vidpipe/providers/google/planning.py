"""A request as a model of Google can take it: clamped or refused, with sentences for a person, and its price. Pure."""

from collections.abc import Callable
from fractions import Fraction

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role, Span
from vidpipe.ports import Planned, Ref, Request
from vidpipe.providers.answers import most_tokens
from vidpipe.providers.google import pricing
from vidpipe.providers.google.pricing import Cost
from vidpipe.recipe import canonical

MOST_OUT = {"brief": 8192, "storyboard": 32_768}
MOST_OUT_ELSE = 16_384
MOST_SPOKEN = 16_384
SHORT_SIDES = {"360p": 360, "480p": 480, "720p": 720, "1080p": 1080, "4k": 2160}
SQUARES = {"512": 512, "1K": 1024, "2K": 2048, "4K": 4096}
"""The side of a square of as many pixels."""
SOURCE_TASKS = ("edit", "extend")


class Draft:
    """A request on its way to a plan, and what was changed."""

    def __init__(self, caps: Caps, request: Request) -> None:
        self.caps, self.request = caps, request
        self.warnings: list[str] = []

    def change(self, **values: object) -> None:
        self.request = self.request.model_copy(update=values)

    def say(self, sentence: str) -> None:
        self.warnings.append(sentence)

    @property
    def name(self) -> str:
        return self.caps.title or self.caps.model

    def planned(self, cost: Cost, units: int) -> Planned:
        basis = pricing.basis(self.caps)
        return Planned(
            request=self.request,
            warnings=tuple(self.warnings),
            price=cost.most,
            low=cost.low if cost.low != cost.most else None,
            basis=basis,
            units=max(1, units),
        )


def plan(caps: Caps, request: Request) -> Planned:
    """Raises ProviderError (invalid) for what no change makes right. Planning what was planned changes nothing."""
    if request.role is not caps.role:
        raise _refused(f"{caps.id} makes {caps.role.value}, not {request.role.value}", "Choose another model.")
    draft = Draft(caps, request)
    _length(draft)
    return PLANS[caps.role](draft)


def _refused(message: str, remedy: str) -> ProviderError:
    return ProviderError(Kind.INVALID, message, remedy=remedy, billed=False)


def _length(draft: Draft) -> None:
    longest, asked = draft.caps.longest_text, len(draft.request.prompt)
    if longest and asked > longest:
        raise _refused(f"{draft.name} takes at most {longest} characters; these are {asked}", "Write it shorter.")


def asked_tokens(request: Request) -> int:
    """Tokens of all words of a request, from above."""
    schema = canonical(request.answer) if request.answer else ""
    return sum(most_tokens(part) for part in (request.system, request.prompt, request.negative, schema) if part)


# ---------------------------------------------------------------- text


def most_out(caps: Caps, request: Request) -> int:
    """How many tokens a text model may answer with, its thoughts among them."""
    return min(int(caps.fields.get("most_out", 65_536)), MOST_OUT.get(request.task, MOST_OUT_ELSE))


def _text(draft: Draft) -> Planned:
    out, asked = most_out(draft.caps, draft.request), asked_tokens(draft.request)
    return draft.planned(pricing.of_text(draft.caps, asked=asked, most_out=out), (asked + out) // 1000)


# ---------------------------------------------------------------- pictures


def _image(draft: Draft) -> Planned:
    caps = draft.caps
    _source(draft, "image/")
    _frames(draft)
    most = caps.references
    _references(draft, max(0, most - (1 if draft.request.ref("source") else 0)))
    _shape(draft, _square_for)
    asked = asked_tokens(draft.request)
    cost = pricing.of_image(caps, asked=asked, pictures=len(draft.request.refs), resolution=resolution(draft.request))
    return draft.planned(cost, 1000)


def _source(draft: Draft, kind: str) -> None:
    """An edit needs a model that edits; what it starts from is of the right kind."""
    source = draft.request.ref("source")
    if source is None:
        return
    extends = draft.request.task == "extend"
    if not (draft.caps.extends if extends else draft.caps.edits):
        word = "extends no clips" if extends else "edits nothing that is there"
        raise _refused(f"{draft.name} {word}", "Choose a model that does.")
    if not source.mime.startswith(kind):
        raise _refused(f"{draft.name} starts from {kind}*, not from {source.mime}", "Choose another source.")


def _references(draft: Draft, most: int) -> None:
    """The first references, as many as the model takes."""
    found = [ref for ref in draft.request.refs if ref.use == "reference"]
    if len(found) <= most:
        return
    kept, left = {id(ref) for ref in found[:most]}, len(found) - most
    draft.change(refs=tuple(ref for ref in draft.request.refs if ref.use != "reference" or id(ref) in kept))
    draft.say(f"{draft.name} takes {most or 'no'} reference pictures; {left} of {len(found)} are left out.")


def _shape(draft: Draft, fitting: Callable[[Caps, int, int], str]) -> None:
    """Aspect and resolution as the model has them, said in the request's data so that they are in its key."""
    caps, data = draft.caps, dict(draft.request.data)
    width, height = draft.request.width or 1280, draft.request.height or 720
    if caps.aspects:
        data["aspect"] = nearest(caps.aspects, width, height)
        if abs(_ratio(data["aspect"]) / Fraction(width, height) - 1) > Fraction(1, 20):
            draft.say(f"{draft.name} makes {data['aspect']}, which is cut to {width} × {height} in the film.")
    if caps.resolutions:
        chosen = data.get("resolution")
        if chosen and chosen not in caps.resolutions:
            draft.say(f"{draft.name} has no {chosen}.")
        data["resolution"] = chosen if chosen in caps.resolutions else fitting(caps, width, height)
    draft.change(data=data)


def resolution(request: Request) -> str:
    return str(request.data.get("resolution", ""))


def nearest(aspects: tuple[str, ...], width: int, height: int) -> str:
    """The aspect whose ratio is nearest to that of a size."""
    wanted = Fraction(width, height)
    return min(aspects, key=lambda aspect: max(_ratio(aspect) / wanted, wanted / _ratio(aspect)))


def _ratio(aspect: str) -> Fraction:
    wide, _, tall = aspect.partition(":")
    return Fraction(int(wide), int(tall))


def _square_for(caps: Caps, width: int, height: int) -> str:
    return _least(caps, {name: SQUARES.get(name, 1024) ** 2 for name in caps.resolutions}, width * height)


def _side_for(caps: Caps, width: int, height: int) -> str:
    return _least(caps, {name: SHORT_SIDES.get(name, 720) for name in caps.resolutions}, min(width, height))


def _least(caps: Caps, sizes: dict[str, int], wanted: int) -> str:
    """The least resolution that is large enough, but none above the one that the model's record names."""
    enough = [name for name in sizes if sizes[name] >= wanted] or [max(sizes, key=lambda name: sizes[name])]
    found = min(enough, key=lambda name: sizes[name])
    usual = caps.resolution
    return usual if usual in sizes and sizes[usual] < sizes[found] else found


# ---------------------------------------------------------------- clips


def _video(draft: Draft) -> Planned:
    _source(draft, "video/")
    _frames(draft)
    most = draft.caps.references
    if draft.request.ref("first") and not draft.caps.refs_with_frames:
        most = 0
    _references(draft, most)
    _shape(draft, _side_for)
    seconds = _lasting(draft)
    cost = pricing.of_video(
        draft.caps,
        seconds=seconds,
        asked=asked_tokens(draft.request),
        pictures=len(draft.request.refs),
        resolution=resolution(draft.request),
    )
    return draft.planned(cost, round(seconds * 1000) if draft.caps.price.unit == "second" else 1000)


def _frames(draft: Draft) -> None:
    """First and last frame where the model takes them."""
    for use, taken in (("first", draft.caps.first_frame), ("last", draft.caps.last_frame)):
        if draft.request.ref(use) and not taken:
            draft.change(refs=_without(draft.request.refs, use))
            draft.say(f"{draft.name} takes no {use} frame; it is left out.")
    if draft.request.ref("last") and not (draft.request.ref("first") or draft.request.ref("source")):
        draft.change(refs=_without(draft.request.refs, "last"))
        draft.say(f"{draft.name} takes a last frame only with a first one; it is left out.")


def _without(refs: tuple[Ref, ...], use: str) -> tuple[Ref, ...]:
    return tuple(ref for ref in refs if ref.use != use)


def before_of(request: Request) -> int:
    """Frames that an extension goes on from, 0 for anything else."""
    before = request.data.get("extends") if request.task == "extend" else 0
    return before if isinstance(before, int) and 0 < before < (request.frames or 0) else 0


def _lasting(draft: Draft) -> float:
    """Seconds of the whole clip: at least what is asked for, or the model's longest after what is there."""
    request, durations = draft.request, draft.caps.durations
    rate, before = request.rate or 24, before_of(request)
    wanted = -(-((request.frames or 0) - before) * 1000 // rate)
    if not durations:
        return (request.frames or 0) / rate
    made = _covering(durations, wanted)
    frames = before + made * rate // 1000
    if made < wanted:
        draft.say(f"{draft.name} makes at most {made / 1000:g} s, not {wanted / 1000:g} s.")
    if frames != request.frames:
        draft.change(frames=frames, rate=rate)
    longest = int(draft.caps.fields.get("extended_most", 0))
    if before and longest and frames * 1000 > longest * rate:
        raise _refused(f"{draft.name} makes clips longer up to {longest / 1000:g} s", "Make another take instead.")
    return frames / rate


def _covering(durations: tuple[int, ...] | Span, wanted: int) -> int:
    """Milliseconds of the shortest length that covers what is wanted, else the longest there is."""
    if isinstance(durations, Span):
        step = max(1, durations.step)
        steps = -(-(max(wanted, durations.low) - durations.low) // step)
        return min(durations.low + steps * step, durations.high)
    lengths = sorted(durations)
    return next((length for length in lengths if length >= wanted), lengths[-1])


def seconds_of(request: Request) -> int:
    """The planned length in whole seconds."""
    return max(1, round((request.frames or 24) / (request.rate or 24)))


# ---------------------------------------------------------------- sound


def most_spoken(caps: Caps, request: Request) -> int:
    """Tokens of speech, far more than anybody needs for so many words."""
    words = len(request.prompt.encode()) * 6 * 100 // max(25, request.speed)
    return min(int(caps.fields.get("most_out", MOST_SPOKEN)), 256 + words)


def _speech(draft: Draft) -> Planned:
    caps, request = draft.caps, draft.request
    known = [voice.id for voice in caps.voices]
    if known and request.voice and request.voice not in known:
        draft.change(voice="")
        draft.say(f"{draft.name} has no voice {request.voice}; its own is heard.")
    out = most_spoken(caps, draft.request)
    low = len(request.prompt.encode()) // 4
    cost = pricing.of_speech(caps, asked=asked_tokens(request) + 64, most_out=out, low_out=low)
    return draft.planned(cost, out // 1000 if caps.price.by else 1000)


def _music(draft: Draft) -> Planned:
    rate = draft.request.rate or 24
    longest = draft.caps.durations.high if isinstance(draft.caps.durations, Span) else max(draft.caps.durations or (0,))
    asked = (draft.request.frames or 0) * 1000 // rate
    if longest and asked > longest:
        draft.say(f"{draft.name} makes about {longest / 1000:g} s; the film asks for {asked / 1000:g} s.")
    price = draft.caps.price.micros
    return draft.planned(Cost(price, price), 1000)


PLANS: dict[Role, Callable[[Draft], Planned]] = {
    Role.TEXT: _text,
    Role.IMAGE: _image,
    Role.VIDEO: _video,
    Role.SPEECH: _speech,
    Role.MUSIC: _music,
}
