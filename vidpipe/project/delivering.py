"""A film for the platforms: ticked off against what each takes, and made as it wants it.

What was measured and made is kept by the digest of the cut, so that looking again and saving again costs nothing.
"""

import secrets
import shutil
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from vidpipe.errors import BadInput, Corrupt, Refused
from vidpipe.film.delivery import Beside, Box, Facts, Fill, Preset, Sidecar, Tick
from vidpipe.film.noun import Noun
from vidpipe.film.slot import language_of
from vidpipe.library.delivery import preset as named
from vidpipe.ports import Cached
from vidpipe.project.captioning import NO_FONT, NO_ROOM
from vidpipe.project.files import Files
from vidpipe.recipe import digest, fingerprint
from vidpipe.take import Take

VERSION, MEASURED = 1, 2
"""Count up when the same film would be made otherwise, and when it would be measured otherwise."""
LEFT_OUT = (NO_FONT, NO_ROOM)
WORDS = ("title", "use", "tips", "source", "as_of")
"""What a preset says to people: it changes no file."""


class Delivery(Noun):
    """A film as a platform wants it. `how` is copied, sound (only the sound is new) or encoded.

    `captions` are digests of files to be put beside it, by kind.
    """

    preset: str
    digest: str
    bytes: int
    how: str
    ticks: tuple[Tick, ...]
    captions: dict[str, str]


class Delivering(Files):
    """The finished film for a platform."""

    def validate(self, preset: str, version: str = "") -> tuple[Tick, ...]:
        """Every spec of a preset against the cut that would be delivered, as it is shown. Raises BadInput, NotFound,
        Refused while there is no film."""
        from vidpipe.media.validate import ticks

        wanted = named(preset)
        take = self._cut_to_tick(wanted, version)
        facts, words = self._facts(take)
        texts = tuple(sorted(self._texts(take)))
        return ticks(wanted, facts, Beside(lines=_lines(take), captions=texts, words=words, burned=_burned(take)))

    def deliver(
        self,
        preset: str,
        out: Path,
        *,
        fill: Fill = "blur",
        most_mb: float | None = None,
        captions: Sidecar | None = None,
        version: str = "",
        force: bool = False,
    ) -> Path:
        """Write the finished film to a file as a platform wants it, its captions beside it where it takes them so.

        It is made of the version that is named, else of the film's own cut, or of a finished version that has the
        platform's shape where the own cut has not.

        `most_mb` is a size in megabytes never to be passed, and met within 3 % where it asks for less than quality
        would. Raises BadInput, Refused where there is no finished film or the file is not our own, MediaError where
        the platform takes no such film.
        """
        self._shop.check_out(out, force=force)
        made = self.delivery(preset, fill=fill, most_mb=most_mb, captions=captions, version=version)
        texts = {out.with_suffix(f".{kind}"): self._store.blobs.path(text) for kind, text in made.captions.items()}
        for place in texts:
            self._check_text(place, force=force)
        for place, source in {**texts, out: self._store.blobs.path(made.digest)}.items():
            draft = place.with_name(f".{place.name}.{secrets.token_hex(3)}")
            shutil.copyfile(source, draft)
            draft.replace(place)
        return out

    def delivery(
        self,
        preset: str,
        *,
        fill: Fill = "blur",
        most_mb: float | None = None,
        captions: Sidecar | None = None,
        version: str = "",
        progress: Callable[[int], None] = lambda percent: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Delivery:
        """The same kept in the workspace: made once, found again. Raises as `deliver`, and Stopped."""
        order = self._order(preset, version, fill=fill, most_mb=most_mb, captions=captions)
        with self._store.using(self.id):
            return self._found(order) or self._made(order, progress=progress, stopped=stopped)

    def delivered(
        self,
        preset: str,
        *,
        fill: Fill = "blur",
        most_mb: float | None = None,
        captions: Sidecar | None = None,
        version: str = "",
    ) -> Delivery | None:
        """What `delivery` made of the film as it is, None where it did not yet."""
        return self._found(self._order(preset, version, fill=fill, most_mb=most_mb, captions=captions))

    def source_of(self, preset: str, version: str = "") -> str:
        """The slot of the cut that a platform gets; '' where there is none. Raises BadInput, NotFound."""
        view = self._cut_for(named(preset), version)
        return view.slot if view else ""

    # ------------------------------------------------------------ beneath

    def _order(
        self, preset: str, version: str, *, fill: Fill, most_mb: float | None, captions: Sidecar | None
    ) -> "_Order":
        wanted = named(preset)
        self._check_asked(fill, captions, most_mb)
        most = 0 if most_mb is None else int(Decimal(str(most_mb)) * 1_000_000)
        take = self._finished(wanted, version)
        place, texts = captions or wanted.sidecar, self._texts(take)
        kind = next((kind for kind in wanted.captions if kind in texts), "srt")
        beside = {kind: texts[kind]} if place == "beside" and texts else {}
        track = texts.get("srt", "") if place == "track" else ""
        return _Order(wanted, take, fill, most, track, beside)

    def _check_asked(self, fill: str, captions: str | None, most_mb: float | None) -> None:
        if fill not in ("blur", "crop"):
            raise BadInput(f"A film is not filled by {fill!r}", remedy="Say blur or crop.")
        if captions not in (None, "beside", "track", "none"):
            raise BadInput(f"Captions cannot go {captions!r}", remedy="Say beside, track or none.")
        if most_mb is not None and not 0 < most_mb < 1_000_000:
            raise BadInput(f"{most_mb:g} MB are no size for a film", remedy="Say a number of megabytes above 0.")

    def _finished(self, preset: Preset, version: str) -> Take:
        """The cut that is shown, as long as it is what the film is now."""
        return self._made_cut(self._cut_for(preset, version))

    def _cut_to_tick(self, preset: Preset, version: str) -> Take:
        """The cut that is shown, also one made before the last change."""
        view = self._cut_for(preset, version)
        return view.take if view and view.take else self._finished(preset, version)

    def _facts(self, take: Take) -> tuple[Facts, tuple[Box, ...]]:
        """What was measured on a cut, and where its words stand; measured once."""
        key = fingerprint({"delivery facts": take.digest, "recipe": take.recipe.key, "version": MEASURED})
        known = self._store.derived.get(key)
        if known is None:
            with self._store.using(self.id):
                known = Cached(digest=take.digest, mime=take.mime, meta=self._measured(take))
                self._store.derived.put(key, known)
        return Facts.model_validate(known.meta["facts"]), tuple(map(Box.model_validate, known.meta["words"]))

    def _measured(self, take: Take) -> dict[str, Any]:
        from vidpipe.media.decode import Geometry
        from vidpipe.media.facts import measure
        from vidpipe.media.titles import placed
        from vidpipe.stages.cutting import plan_of

        facts = measure(self._store.blobs.path(take.digest))
        if take.recipe.imported:
            return {"facts": facts.plain(), "words": []}
        plan = plan_of(take.recipe)
        size = Geometry(facts.width, facts.height, plan.rate)
        drawn = plan.words or plan.logo or plan.subtitles != "off"
        words = placed(plan, size, self._store.blobs.path) if drawn else []
        return {"facts": facts.plain(), "words": [box.plain() for box in words]}

    def _found(self, order: "_Order") -> Delivery | None:
        known = self._store.derived.get(order.key)
        return self._ticked(order, known) if known else None

    def _made(self, order: "_Order", *, progress: Callable[[int], None], stopped: Callable[[], bool]) -> Delivery:
        from vidpipe.media.deliver import Order, make

        blobs = self._store.blobs
        with tempfile.TemporaryDirectory(prefix="delivery-", dir=self._store.scratch) as folder:
            into = Path(folder) / "film.mp4"
            text = Path(folder) / "captions.srt"
            if order.track:
                text.write_bytes(blobs.read(order.track))
            asked = Order(order.preset, order.fill, order.most, text if order.track else None, _language(order.take))
            made = make(blobs.path(order.take.digest), asked, into, stopped=stopped, progress=progress)
            known = Cached(
                digest=blobs.take_in(into, "video/mp4"),
                mime="video/mp4",
                meta={"facts": made.facts.plain(), "how": made.how},
            )
        self._store.derived.put(order.key, known)
        return self._ticked(order, known)

    def _ticked(self, order: "_Order", known: Cached) -> Delivery:
        """What was made, ticked off as it is now: with its captions, and with its words where they came to stand."""
        from vidpipe.media.deliver import moved
        from vidpipe.media.validate import ticks

        facts = Facts.model_validate(known.meta["facts"])
        before, words = self._facts(order.take)
        size = (facts.width, facts.height)
        stand = tuple(moved(box, before, size=size, fill=order.fill) for box in words)
        take, texts = order.take, tuple(order.beside)
        beside = Beside(lines=_lines(take), captions=texts, words=stand, burned=_burned(take))
        return Delivery(
            preset=order.preset.id,
            digest=known.digest,
            bytes=facts.bytes,
            how=str(known.meta["how"]),
            ticks=ticks(order.preset, facts, beside),
            captions=order.beside,
        )

    def _check_text(self, place: Path, *, force: bool) -> None:
        """Whether captions may be written there. Raises Refused."""
        if not place.exists() or force:
            return
        try:
            ours = place.is_file() and self._store.blobs.mime(digest(place.read_bytes())) == "text/plain"
        except Corrupt:
            ours = False
        if not ours:
            raise Refused(f"{place} is there already and is not of this film", remedy="Add --force to replace it.")


class _Order:
    """What is to be made, of which cut; `key` is its name among what was made before."""

    def __init__(self, preset: Preset, take: Take, fill: Fill, most: int, track: str, beside: dict[str, str]) -> None:
        self.preset, self.take, self.fill = preset, take, fill
        self.most, self.track, self.beside = most, track, beside

    @property
    def key(self) -> str:
        wanted = {name: value for name, value in self.preset.plain().items() if name not in WORDS}
        asked = {"fill": self.fill, "most": self.most, "track": self.track}
        return fingerprint({"delivery": self.take.digest, "preset": wanted, **asked, "version": VERSION})


def _lines(take: Take) -> int:
    """How many lines of narration a cut has."""
    return 0 if take.recipe.imported else len(take.recipe.params.get("narration", ()))


def _burned(take: Take) -> Literal["", "some", "all"]:
    """Whether a cut has its captions in its pictures: by its recipe, and by what was left out when it was made."""
    if not _lines(take) or take.recipe.params.get("captions", "off") == "off":
        return ""
    said = [text for text in map(str, take.meta.get("warnings", ())) if "caption" in text]
    return "some" if any(text.startswith(LEFT_OUT) for text in said) else "all"


def validate_file(file: Path, preset: str) -> tuple[Tick, ...]:
    """Any film file against a preset, with the captions that lie beside it. Raises BadInput, MediaError."""
    from vidpipe.media.facts import measure
    from vidpipe.media.validate import ticks

    wanted = named(preset)
    if not file.is_file():
        raise BadInput(f"There is no file {file}", remedy="Give the name of a film's file, or the id of a film.")
    beside = tuple(kind for kind in ("srt", "vtt") if file.with_suffix(f".{kind}").is_file())
    return ticks(wanted, measure(file), Beside(captions=beside))


def _language(take: Take) -> str:
    """The language of a cut, by its slot."""
    return language_of(take.slot) or "und"
