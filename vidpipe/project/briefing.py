"""A film's brief comes about by talking: what a person says is heard, kept and answered, and becomes the film's brief.

A person's words choose settings; a model's answer fills what nobody spoke of, and neither chooses nor spends.
"""

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from pydantic import ValidationError

from vidpipe.casting import LOCAL
from vidpipe.engine.estimate import Estimate, estimate
from vidpipe.engine.outside import JSON
from vidpipe.engine.plan import plan
from vidpipe.engine.pricing import cost_of
from vidpipe.engine.talking import speak
from vidpipe.errors import BadInput, Busy, ProviderError, Refused, VidpipeError
from vidpipe.film.brief import Brief, FilmKind, Part
from vidpipe.film.catalogue import Role
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.project import Film, Settings
from vidpipe.film.slot import BRIEF, SOURCE, TALK, turn
from vidpipe.film.source import Material, joined
from vidpipe.film.talk import MOST_SIGNS, Known, Talk, Turn, aloud, answered, heard, parted, proposed
from vidpipe.film.wording import filled
from vidpipe.library.dialogue import aspect_of, said, seconds_of
from vidpipe.ports import CallStage, Desk
from vidpipe.project.bringing import Bringing
from vidpipe.project.going import Going
from vidpipe.recipe import canonical, imported
from vidpipe.sources.shots import at_rate
from vidpipe.stages.brief import STAGE as BRIEF_STAGE
from vidpipe.stages.talk import messages, recipe_of, state_of
from vidpipe.take import Attempt, Phase

if TYPE_CHECKING:
    from vidpipe.project.gathering import Gathered

FIELDS = {
    Part.AUDIENCE: "audience",
    Part.TONE: "tone",
    Part.STYLE: "style",
    Part.MESSAGES: "messages",
    Part.CALL: "call_to_action",
}
"""Where a part stands in a brief."""
LISTS = ("messages",)
LOG = logging.getLogger(__name__)
Told: TypeAlias = "queue.SimpleQueue[str | VidpipeError | None]"
"""Words, then None; or what went wrong."""
MOST_LINE, MOST_PRODUCT = 300, 500


class Briefing(Bringing, Going):
    """The talk about the brief, and the brief that it ends in."""

    # ------------------------------------------------------------ the talk

    @property
    def talk(self) -> Talk:
        """The talk as far as it went; of a film that was not talked about, what it was made from."""
        take = self._standing().pick(TALK)
        if take is not None:
            return Talk.model_validate_json(self._store.blobs.read(take.digest))
        film = self._read()[1].film
        return told_by(film.settings, film.brief)

    def begin_talk(self) -> None:
        """Begin it with nothing known. Raises Busy where it has begun."""
        self._keep_talk(Talk())

    def say(self, text: str, *, files: tuple[str, ...] = ()) -> Iterator[str]:
        """Say something in the talk: it is heard and kept at once; the answer comes as it is spoken.

        Raises BadInput, LimitReached, Busy where the talk went on elsewhere, and while it is spoken ProviderError,
        BudgetReached.
        """
        plain = _plain(text)
        before = self.talk
        talk = before.spoken(_turn(plain, files))
        facts = parted("".join(self._locally(talk, state=before))).facts
        self._keep_talk(heard(talk, facts))
        return self.answer()

    def answer(self) -> Iterator[str]:
        """The answer to the newest turn, as it is spoken; nothing where nobody waits for one. Raises as `say`."""
        talk = self.talk
        if not talk.waits:
            return iter(())
        recipe = recipe_of(talk, self._answers_by(talk), self.overview.source, own=self._producer)
        attempt = self._store.open_attempt(self.id, turn(talk.number), recipe.stage, recipe)
        if attempt is None:
            raise Busy("This is being answered already", remedy="Wait a moment, then load the page again.")
        return aloud(self._spoken(attempt))

    def _answers_by(self, talk: Talk) -> str:
        """The film's writer; that the talk is over need be said by no model that is paid."""
        chosen = self.settings.models.get(Role.TEXT, "")
        return self._local_writer if talk.done or not chosen else chosen

    def _spoken(self, attempt: Attempt) -> Iterator[str]:
        """Words as they come, by a thread that goes on where nobody listens any more."""
        told: Told = queue.SimpleQueue()

        def perform() -> None:
            try:
                self._ended(speak(self._outside, attempt, told.put), told.put)
                told.put(None)
            except VidpipeError as error:
                told.put(error)
            except Exception as error:
                LOG.exception("an answer of the talk could not be kept")
                told.put(Refused(f"The answer could not be kept: {type(error).__name__}", remedy="Ask again."))

        threading.Thread(target=perform, name=f"talk-{self.id}", daemon=True).start()
        return _words(told)

    def _ended(self, attempt: Attempt, hear: Callable[[str], None]) -> None:
        """Keep what was answered. Raises Refused with what went wrong."""
        if attempt.phase is not Phase.DONE:
            message = attempt.message or "It was not answered"
            raise Refused(message, remedy="Ask again, or go on without: write into the fields, then make the film.")
        takes = [take for take in self._store.records(self.id).takes if take.slot == attempt.slot]
        raw = self._store.blobs.read(takes[-1].digest).decode()
        if attempt.cached:
            hear(raw)
        reply, talk = parted(raw), self.talk
        if not attempt.recipe.model.startswith(f"{LOCAL}/"):
            talk = proposed(talk, reply.facts)
        self._keep_talk(answered(talk, reply.say or said(talk.language)["ready"], reply.facts.get("asks")))

    @property
    def _producer(self) -> str:
        """What the film says of its own to a model that talks; '' for the original words."""
        own = self.settings.prompts.get(TALK)
        return filled(own.system, {}) if own else ""

    @property
    def answering(self) -> bool:
        """Whether the newest turn is being answered just now, here or elsewhere."""
        return any(attempt.slot.startswith(f"{TALK}/") for attempt in self._store.open_attempts(self.id))

    def put(self, part: Part | str, value: str) -> None:
        """Write a part of the brief by hand; '' leaves it open again. Raises BadInput, Busy."""
        name = Part(part)
        if name is Part.LENGTH and value.strip() and seconds_of(value, bare=True) is None:
            raise BadInput(f"{value!r} is no length of a film", remedy="Say 3 seconds to 10 minutes, such as 30 s.")
        self._keep_talk(self.talk.put(name, value, "hand"))

    def put_kind(self, kind: FilmKind | str) -> None:
        """Say what kind of film it is. Raises Busy."""
        self._keep_talk(self.talk.model_copy(update={"kind": FilmKind(kind)}))

    def talk_price(self) -> Cost:
        """What the next answer will cost about."""
        caps = self._outside.catalogue().get(self._answers_by(self.talk))
        if caps is None or caps.provider == LOCAL:
            return FREE
        stage, recipe = cast(CallStage, self._outside.stage("talk")), recipe_of(self.talk, caps.id, own=self._producer)
        try:
            planned = self._outside.providers[caps.provider].plan(caps, stage.request(recipe, {}))
        except ProviderError:
            return FREE
        return cost_of(planned, caps, self._store.learned(caps.id))

    def _keep_talk(self, talk: Talk) -> None:
        """Raises Busy where the talk went on elsewhere meanwhile."""
        picked = self._standing().pick(TALK)
        name = self._store.blobs.put(canonical(talk.plain()).encode(), JSON)
        over, actor = picked.id if picked else 0, self._shop.actor
        kept = self._store.import_over(
            self.id, TALK, over=over, digest=name, mime=JSON, recipe=imported(name), actor=actor
        )
        if kept is None:
            raise Busy("The talk went on elsewhere", remedy="Load the page again; nothing is lost.")

    # ------------------------------------------------------------ this computer's own part

    @property
    def _local_writer(self) -> str:
        models = self._outside.providers[LOCAL].models()
        return next(caps.id for caps in models if caps.role is Role.TEXT)

    def _locally(self, talk: Talk, *, state: Talk) -> Iterator[str]:
        """This computer's own reading of the newest turn, whoever answers it."""
        caps = self._outside.catalogue()[self._local_writer]
        known = {"role": "system", "content": canonical(state_of(state, self.overview.source))}
        return self._outside.providers[LOCAL].chat(caps, [known, *messages(talk)[2:]])

    # ------------------------------------------------------------ what is brought

    def bring_source(self, found: "Gathered") -> None:
        """Have the film made from what was read, beside what was brought before. Raises BadInput for a list of shots:
        it is a storyboard already."""
        from vidpipe.project.sourcing import hang, originals_of

        before, board = self.overview.source, found.material.board
        if board is not None and not found.pictures:
            message = f"{found.material.called} is a storyboard already, so that nothing need be asked"
            raise BadInput(message, remedy="Bring it where the idea is written: Projects, From a file or address.")
        if before and (board or before.board):
            raise BadInput("A film of pictures is made of them alone", remedy="Begin another talk for the rest.")
        whole = joined([before, found.material]) if before else found.material
        self._keep_source(whole, originals_of(self._shop, found))
        self._keep_talk(self._with_source(self.talk, whole))
        if board is not None:
            self._of_pictures(whole)
            hang(self, found)

    def _with_source(self, talk: Talk, source: Material) -> Talk:
        """What is brought says what the film is about, and what it should say, where the person did not."""
        for part, value in ((Part.PRODUCT, source.called), (Part.MESSAGES, "")):
            told = talk.own(part) or source.board is not None  # pictures say nothing by themselves
            talk = talk if told else talk.put(part, value, "brought")
        return talk if talk.turns else talk.model_copy(update={"asks": Part.PRODUCT})

    def _keep_source(self, whole: Material, originals: Sequence[Mapping[str, Any]]) -> None:
        shown, now, actor = self._standing().pick(SOURCE), self.settings, self._shop.actor
        name = self._store.blobs.put(canonical(whole.plain()).encode(), JSON)
        meta = {"originals": [*(shown.meta.get("originals", []) if shown else []), *originals]}
        recipe = imported(name)
        self._store.import_take(self.id, SOURCE, digest=name, mime=JSON, meta=meta, recipe=recipe, actor=actor)
        changed = now.model_copy(update={"source": whole.kind})
        self._store.change(self.id, changed, actor=actor)
        self._decide(self._told(now, changed))

    def _of_pictures(self, source: Material) -> None:
        """A scene for each picture, as long as they are together."""
        if source.board is None:
            return
        board = at_rate(source.board, before=source.rate, after=self.settings.rate)
        if self.settings.frames != board.frames:
            self.change(duration=board.frames / self.settings.rate)
        self.edit(board)

    # ------------------------------------------------------------ the brief

    def agree(self) -> None:
        """Have what was talked about be the film's brief, and what the person said its settings. Nothing is made yet.

        Raises BadInput where nobody said what the film is about.
        """
        changed, source = self._changes(), self.overview.source
        if changed:
            self.change(**changed)
        if changed and source is not None:
            self._of_pictures(source)
        brief = self._brief_of(self.talk, self.settings)
        if brief != self.brief:
            name = self._store.blobs.put(canonical(brief.plain()).encode(), JSON)
            actor = self._shop.actor
            self._store.import_take(self.id, BRIEF, digest=name, mime=JSON, meta={}, recipe=imported(name), actor=actor)

    def agreed_estimate(self) -> Estimate:
        """The price of the film that the talk ends in. Writes nothing. Raises BadInput."""
        records = replace(self._read()[0], settings=self._asked(self._agreed()))
        return estimate(self._outside, plan(records, self._outside.world(records)))

    def _wish_run(self, until: str = "") -> None:
        """Whoever starts a film that was only talked about means what was said."""
        if self._standing().pick(TALK) is not None and self.brief is None:
            self.agree()
        super()._wish_run(until)

    @property
    def agreed(self) -> bool:
        """Whether the film is to be what the talk says by now."""
        if self._standing().pick(TALK) is None:
            return True
        try:
            changed = self._changes()
        except BadInput:
            return False
        return not changed and self.brief == self._brief_of(self.talk, self.settings)

    def _changes(self) -> dict[str, Any]:
        """What the person said and is no setting yet."""
        before = self.settings.plain()
        return {name: value for name, value in self._agreed().items() if value != _now(before, name)}

    def _agreed(self) -> dict[str, Any]:
        """What the person said, as settings."""
        talk, source = self.talk, self.overview.source
        prompt = self._prompt_of(talk, source)
        if not prompt:
            raise BadInput("Nobody said yet what the film is about", remedy="Say it in a sentence, or write it beside.")
        seconds, aspect = seconds_of(talk.own(Part.LENGTH), bare=True), aspect_of(talk.own(Part.WHERE))
        length = seconds if not (source and source.board) else None
        found = {"kind": self._kind_of(talk), "duration": length, "aspect": aspect, "style": talk.own(Part.STYLE)}
        return {"prompt": prompt} | {name: value for name, value in found.items() if value}

    def _prompt_of(self, talk: Talk, source: Material | None) -> str:
        """What was said as one prompt; the prompt that there is where nobody talked and nothing of it is another."""
        now = self.settings.prompt
        same = talk.own(Part.PRODUCT) == now[:MOST_PRODUCT] and not (talk.own(Part.AUDIENCE) or talk.own(Part.MESSAGES))
        return now if same and not talk.turns else composed(talk, source)

    def _kind_of(self, talk: Talk) -> str:
        """The kind as a setting; '' where the brief found the same by itself."""
        found = self.brief.kind if self.brief and self.settings.kind is None and not talk.turns else None
        return talk.kind.value if talk.kind and talk.kind is not found else ""

    def _brief_of(self, talk: Talk, settings: Settings) -> Brief:
        """This computer's reading of it all, under what was said part by part."""
        film = self._read()[1].film.model_copy(update={"settings": settings})
        read = self._read_brief(film)
        found: dict[str, Any] = {}
        for part, field in FIELDS.items():
            value = talk.value(part)
            if value:
                found[field] = value.splitlines() if field in LISTS else value[:MOST_LINE]
        found |= {"kind": talk.kind.value} if talk.kind else {}
        found |= {"language": talk.language} if talk.language not in ("", "und") else {}
        return Brief.model_validate(read | found)

    def _read_brief(self, film: Film) -> dict[str, Any]:
        """A brief by this computer's writer, free and at once."""
        local = film.model_copy(update={"caps": {Role.TEXT: self._outside.catalogue()[self._local_writer]}})
        takes = {slot: take for slot in (SOURCE,) if film.settings.source and (take := self._standing().pick(slot))}
        recipe = BRIEF_STAGE.recipe(local, BRIEF, takes)
        texts = self._outside.texts(list(recipe.inputs.values()))
        desk = Desk(folder=self._outside.scratch, path=self._store.blobs.path)
        request = BRIEF_STAGE.request(recipe, texts)
        answer = self._outside.providers[LOCAL].submit(local.caps[Role.TEXT], request, desk)
        return dict(getattr(answer, "data", None) or {})


def _words(told: Told) -> Iterator[str]:
    """Raises the VidpipeError that ended them."""
    while (part := told.get()) is not None:
        if isinstance(part, VidpipeError):
            raise part
        yield part


def told_by(settings: Settings, brief: Brief | None) -> Talk:
    """What is known of a film that was not talked about: the person's idea, and what its brief made of it."""
    known: dict[Part, Known] = {}
    if settings.prompt:
        known[Part.PRODUCT] = Known(value=settings.prompt[:MOST_PRODUCT], by="said")
    if settings.style:
        known[Part.STYLE] = Known(value=settings.style[:MOST_LINE], by="said")
    if settings.frames:
        known[Part.LENGTH] = Known(value=f"{settings.frames / settings.rate:g} s", by="said")
    for part, field in FIELDS.items() if brief else ():
        value = getattr(brief, field)
        text = "\n".join(value) if field in LISTS else str(value)
        if text and part not in known:
            known[part] = Known(value=text, by="model")
    language = brief.language if brief else settings.language
    return Talk(known=known, kind=brief.kind if brief else settings.kind, language=language)


def composed(talk: Talk, source: Material | None = None) -> str:
    """The talk as one prompt, in the words of the person: what it is about, for whom, and what it should say."""
    product = talk.own(Part.PRODUCT) or (source.called if source else "")
    if not product:
        return ""
    listed, audience = said(talk.language), talk.own(Part.AUDIENCE)
    points = [_lowered(line.rstrip(".")) for line in talk.own(Part.MESSAGES).splitlines()]
    whole = _opened(product, talk.kind, listed)
    if audience and audience.casefold() not in product.casefold() and talk.kind is not FilmKind.STORY:
        whole += f". {listed['for'].capitalize()} {audience}" if "." in whole else f", {listed['for']} {audience}"
    new = [line for line in points if line.casefold() not in product.casefold()]
    return f"{whole}: {', '.join(new)}." if new and source is None else whole


def _lowered(line: str) -> str:
    """A line within a sentence; a name or an abbreviation keeps its capital."""
    return line if line[1:2].isupper() or not line[:1].isupper() else line[:1].lower() + line[1:]


def _opened(product: str, kind: FilmKind | None, listed: Mapping[str, Any]) -> str:
    """The subject, with the kind of film before it where it is a name for a thing and no whole sentence."""
    words = product.strip(" .")
    sentence = len(words.split()) > 12 or words.endswith("?") or "." in words
    return words if sentence or kind is None or kind.value not in listed else listed[kind.value].format(title=words)


def _now(settings: Mapping[str, Any], name: str) -> Any:
    """A setting as a person says it."""
    if name == "duration":
        return settings["frames"] / settings["rate"] if settings["frames"] else None
    return settings[name]


def _plain(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not plain:
        raise BadInput("Nothing was said", remedy="Write a few words.")
    if len(plain) > MOST_SIGNS:
        raise BadInput(
            f"{len(plain):,} characters are too long for a turn", remedy=f"Say it in {MOST_SIGNS:,}, or attach a file."
        )
    return plain


def _turn(text: str, files: tuple[str, ...]) -> Turn:
    try:
        return Turn(who="person", text=text, files=tuple(name[:120] for name in files))
    except ValidationError as error:
        raise BadInput("This has characters that cannot be kept", remedy="Write it without control signs.") from error
