"""A request as a model at Replicate can take it, by its record: clamped or refused, and its price. Pure and offline."""

from fractions import Fraction

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role, Span
from vidpipe.ports import Basis, Planned, Request

MADE = (Role.IMAGE, Role.VIDEO, Role.SPEECH, Role.MUSIC)
NEAR = Fraction(1, 20)
"""A shape that differs by less is the same to the eye."""
PIXELS = {"mp": 1_000_000, "k": 1024 * 1024}


class Draft:
    """A request on its way to a plan, and what was changed."""

    def __init__(self, caps: Caps, request: Request) -> None:
        self.caps, self.request = caps, request
        self.warnings: list[str] = []

    @property
    def name(self) -> str:
        return self.caps.title or self.caps.model

    def change(self, **values: object) -> None:
        self.request = self.request.model_copy(update=values)

    def say(self, sentence: str) -> None:
        self.warnings.append(sentence)

    def drop(self, use: str, *, after: int = 0) -> int:
        """Leave out the files of a use, but the first few; how many were left out."""
        gone = {place for place, ref in enumerate(self.request.refs) if ref.use == use}
        gone -= set(sorted(gone)[:after])
        self.change(refs=tuple(ref for place, ref in enumerate(self.request.refs) if place not in gone))
        return len(gone)


def plan(caps: Caps, request: Request) -> Planned:
    """Raises ProviderError (invalid) for what no change makes right. Planning what was planned changes nothing."""
    if request.role is not caps.role:
        raise _refused(f"{caps.id} makes {caps.role.value}, not {request.role.value}", "Choose another model.")
    if request.role not in MADE:
        raise _refused("Models at Replicate are not asked for text", "Choose another model for text.")
    draft = Draft(caps, request)
    _words(draft)
    _files(draft)
    if request.role in (Role.IMAGE, Role.VIDEO):
        _shape(draft)
    if request.role in (Role.VIDEO, Role.MUSIC):
        _lasting(draft)
    return _priced(draft)


def _refused(message: str, remedy: str) -> ProviderError:
    return ProviderError(Kind.INVALID, message, remedy=remedy, billed=False)


def _words(draft: Draft) -> None:
    caps, request = draft.caps, draft.request
    if caps.longest_text and len(request.prompt) > caps.longest_text:
        raise _refused(
            f"{draft.name} takes at most {caps.longest_text} characters; these are {len(request.prompt)}",
            "Write it shorter.",
        )
    draft.change(
        negative=request.negative if caps.negative else "",
        seed=request.seed if caps.seeded else None,
    )


def _files(draft: Draft) -> None:
    """What the model takes beside words; what it cannot take is left out and said, or refused where all is for it."""
    caps, request = draft.caps, draft.request
    if request.ref("source") and not (caps.edits if request.role is Role.IMAGE and request.task != "extend" else False):
        act = "extends no clips" if request.task == "extend" else "edits nothing that is there"
        raise _refused(f"{draft.name} {act}", "Choose a model that does.")
    for use, taken in (("first", caps.first_frame), ("last", caps.last_frame)):
        if not taken and draft.drop(use):
            draft.say(f"{draft.name} takes no {use} frame; it is left out.")
    if not draft.request.ref("first") and draft.drop("last"):
        draft.say(f"{draft.name} takes a last frame only with a first one; it is left out.")
    room = 0 if draft.request.ref("first") and not caps.refs_with_frames else caps.references
    room = max(0, room - 1) if draft.request.ref("source") else room
    left = draft.drop("reference", after=room)
    if left:
        draft.say(f"{draft.name} takes {room or 'no'} reference pictures here; {left} left out.")


# ---------------------------------------------------------------- shape and length


def _shape(draft: Draft) -> None:
    """Aspect and resolution as the model has them, in the request's data so that they are in its key."""
    caps, data = draft.caps, dict(draft.request.data)
    width, height = draft.request.width or 1280, draft.request.height or 720
    if caps.aspects:
        wanted = Fraction(width, height)
        data["aspect"] = min(caps.aspects, key=lambda name: max(ratio(name) / wanted, wanted / ratio(name)))
        if abs(ratio(data["aspect"]) / wanted - 1) > NEAR:
            draft.say(f"{draft.name} makes {data['aspect']}, which is cut to {width} × {height} in the film.")
    if caps.resolutions:
        chosen = data.get("resolution")
        if chosen and chosen not in caps.resolutions:
            draft.say(f"{draft.name} has no {chosen}.")
        data["resolution"] = chosen if chosen in caps.resolutions else _resolution(caps, width, height)
    draft.change(data=data)


def ratio(aspect: str) -> Fraction:
    wide, _, tall = aspect.partition(":")
    return Fraction(int(wide), int(tall))


def _resolution(caps: Caps, width: int, height: int) -> str:
    """The least resolution that is large enough, but none above the one that the model's record names."""
    order = list(caps.resolutions)
    most = order.index(caps.resolution) if caps.resolution in order else len(order) - 1
    return next((name for name in order[:most] if _holds(name, width, height)), order[most])


def _holds(name: str, width: int, height: int) -> bool:
    """Whether a picture of so many pixels is no larger than `720p`, `2 MP` or `2K`."""
    plain = name.lower().replace(" ", "")
    number = "".join(sign for sign in plain if sign.isdigit() or sign == ".")
    if not number:
        return False
    if plain.endswith("p") and not plain.endswith("mp"):
        return min(width, height) <= float(number)
    size = float(number) ** 2 if plain.endswith("k") else float(number)
    return width * height <= size * PIXELS["k" if plain.endswith("k") else "mp"]


def _lasting(draft: Draft) -> None:
    """At least as long as is asked for, or the longest that the model makes."""
    request, durations = draft.request, _durations(draft)
    if not durations or not request.frames:
        return
    rate = request.rate or 24
    wanted = -(-request.frames * 1000 // rate)
    made = _covering(durations, wanted)
    frames = made * rate // 1000
    if frames < request.frames:
        draft.say(f"{draft.name} makes at most {made / 1000:g} s, not {wanted / 1000:g} s.")
    draft.change(frames=frames, rate=rate)


def _durations(draft: Draft) -> tuple[int, ...] | Span:
    """The lengths there are at the resolution that is asked for."""
    durations, resolution = draft.caps.durations, str(draft.request.data.get("resolution", ""))
    longest = dict(draft.caps.fields.get("longest", {})).get(resolution)
    if longest is None or not durations:
        return durations
    if isinstance(durations, Span):
        return durations.model_copy(update={"high": min(durations.high, int(longest))})
    return tuple(length for length in durations if length <= int(longest))


def _covering(durations: tuple[int, ...] | Span, wanted: int) -> int:
    """Milliseconds of the shortest length that covers what is wanted, else the longest there is."""
    if isinstance(durations, Span):
        step = max(1, durations.step)
        steps = -(-(max(wanted, durations.low) - durations.low) // step)
        return min(durations.low + steps * step, durations.high)
    return next((length for length in sorted(durations) if length >= wanted), max(durations))


# ---------------------------------------------------------------- price


def _priced(draft: Draft) -> Planned:
    price, request = draft.caps.price, draft.request
    one = price.by.get(str(request.data.get("resolution", "")), price.micros)
    thousandths = 1000
    if price.unit in ("second", "minute") and request.frames:
        milliseconds = -(-request.frames * 1000 // (request.rate or 24))
        thousandths = max(1, -(-milliseconds // (60 if price.unit == "minute" else 1)))
    most = -(-one * thousandths // 1000)
    return Planned(
        request=request,
        warnings=tuple(draft.warnings),
        price=most,
        low=_least(draft.caps, most),
        basis=basis(draft.caps),
        units=thousandths,
    )


def basis(caps: Caps) -> Basis:
    """How sure the price is. A model without any price is one of which nobody knows."""
    known = caps.price.micros or caps.price.by
    return caps.price.sure if known else "unknown"


def _least(caps: Caps, most: int) -> int | None:
    """What a machine's first seconds cost, where those are what is paid; None where it is the same."""
    second = int(caps.fields.get("gpu_micros", 0))
    return min(most, 5 * second) if second else None


def used(caps: Caps | None, seconds: float | None) -> int | None:
    """What a machine's seconds cost, at most what was planned; None where they are not what is paid."""
    second = int(caps.fields.get("gpu_micros", 0)) if caps else 0
    if caps is None or not second or seconds is None:
        return None
    return min(-int(-second * seconds // 1), caps.price.micros)
