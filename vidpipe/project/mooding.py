"""Moods: the directions that are offered, changed by words or by hand, and the one that the film is made in."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vidpipe.engine.pricing import Prices
from vidpipe.engine.standing import Standing
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.cost import Cost, total
from vidpipe.film.mood import MOST, MOST_BROUGHT, OFFERED, PICTURES, Choice, Mood, Moods, styled
from vidpipe.film.project import Film
from vidpipe.film.slot import MOOD, MOODS, mood_picture, offered
from vidpipe.project.bringing import Bringing
from vidpipe.project.changing import JSON
from vidpipe.project.directing import Directing, said
from vidpipe.recipe import canonical, imported
from vidpipe.stages.mood import suggested
from vidpipe.stages.mood_pictures import picture_slots
from vidpipe.take import State, Take, Verb


class Mooding(Bringing, Directing):
    """What a film could look like."""

    @property
    def moods(self) -> Moods | None:
        """The directions that are offered; None while there are none."""
        return self._read()[1].film.moods

    @property
    def mood(self) -> Choice | None:
        """The direction that the film is made in, as it was chosen; the first until a person chooses."""
        return self._read()[1].film.mood

    def moods_price(self, directions: int = 1) -> Cost:
        """What writing so many directions anew costs, with their pictures."""
        now = self.overview
        return price_of(now.slots.values(), directions, pictures=now.settings.moods)

    def moods_offer(self) -> Cost:
        """What three directions and their pictures cost a film that has none."""
        film, prices = self._read()[1].film, Prices(self._outside)
        number = OFFERED * (self.settings.moods or PICTURES[self.settings.quality])
        painted = prices.likely(film, Role.IMAGE, mood_picture(1, 1))
        return total([prices.likely(film, Role.TEXT, MOODS), *([painted] * number)])

    def reroll_moods(self, numbers: Sequence[int] = (), *, note: str = "", go: bool = True) -> None:
        """Other directions in the place of these (none: of all), as a note asks. With `go` they are made at once.

        Raises NotFound, BadInput, and Refused where there are none or a model needs a key.
        """
        there = self._offers()
        wanted = [self._numbered(there, number).number for number in numbers] or list(there.numbers)
        self._ask_for([f"mood/{number}" for number in wanted], said(note), wanted, go=go)

    def mix_moods(self, one: int, other: int, *, note: str = "", go: bool = True) -> None:
        """A direction between two, beside those that are there. Raises as `reroll_moods`, and Refused when there are as
        many as a film can have."""
        there = self._offers()
        numbers = [self._numbered(there, number).number for number in (one, other)]
        if one == other:
            raise BadInput("A direction cannot be mixed with itself", remedy="Name two.")
        if len(there.moods) >= MOST:
            raise Refused(f"There are {MOST} directions already", remedy="Remove one first.")
        new = max(there.numbers) + 1
        self._ask_for([f"mix/{numbers[0]}+{numbers[1]}"], said(note), [new], go=go)

    def _ask_for(self, parts: Sequence[str], note: str, numbers: Sequence[int], *, go: bool) -> None:
        """Notes about parts of the directions; what is made of them is agreed to with them."""
        pictures = [slot for slot in self._read()[1].slots if offered(slot) and slot != MOODS]
        self._need_keys([MOODS, *pictures[:1]], again=True)
        self._decide([self._note(MOODS, note, part) for part in parts])
        self._ask_again([MOODS])
        made = [mood_picture(number, place) for number in numbers for place in range(1, self.settings.moods + 1)]
        first = [] if self._chosen() else [MOOD]
        self._decide([self._consent(slot) for slot in (MOODS, *made, *first)])
        if go:
            self.wake()

    def repaint_mood(self, number: int, *, go: bool = True) -> None:
        """Agree that the stale pictures of a direction are painted again. Raises NotFound, Refused."""
        mood = self._numbered(self._offers(), number)
        views = self._read()[1].slots
        stale = [slot for slot in picture_slots(self._read()[1].film, mood) if views[slot].state is State.STALE]
        self._need_keys(stale)
        self._decide([self._consent(slot) for slot in (*stale, *(() if self._chosen() else (MOOD,)))])
        if go:
            self.wake()

    def edit_mood(self, number: int, **changes: Any) -> None:
        """Change name, description, keywords, look, colours or picture of a direction by hand. What is made from it is
        stale then. Raises NotFound, BadInput, Refused, Busy."""
        unknown = sorted(set(changes) - set(Mood.model_fields) | {"number", "extra", "mixed"} & set(changes))
        if unknown:
            raise BadInput(f"A direction has no {unknown[0]!r} to change", remedy="Change its name, look or colours.")
        self._change_moods(number, lambda mood: _checked(mood, changes))

    def drop_mood(self, number: int) -> None:
        """Take a direction away; the last one stays. Raises NotFound, Refused, Busy."""
        there = self._offers()
        gone = self._numbered(there, number)
        if len(there.moods) == 1:
            raise Refused("The last direction stays", remedy="Have it written anew instead.")
        self._apply(
            MOODS, _moods, lambda moods: moods.with_moods(mood for mood in moods.moods if mood.number != gone.number)
        )

    def bring_mood_picture(self, number: int, data: bytes | Path, *, name: str = "") -> Take:
        """An own picture for a direction, beside those that are made. Raises as `bring`, NotFound, and Refused when it
        has as many as it can have."""
        mood = self._numbered(self._offers(), number)
        if mood.extra >= MOST_BROUGHT:
            raise Refused(f"{mood.name} has {MOST_BROUGHT} own pictures already", remedy="Replace one of them.")
        slot = mood_picture(mood.number, self.settings.moods + mood.extra + 1)
        self._decide([self._decision(slot, Verb.CANCEL)])
        """Nobody paints in its place before it is there: what a person picks ends this."""
        self._change_moods(number, lambda mood: mood.model_copy(update={"extra": mood.extra + 1}))
        try:
            return self.bring(slot, data, name=name)
        except Exception:
            self._change_moods(number, lambda mood: mood.model_copy(update={"extra": mood.extra - 1}))
            raise

    def colours_from(self, number: int, place: int) -> None:
        """The direction's colours as one of its pictures has them. Raises NotFound, Refused, MediaError."""
        from vidpipe.media.palette import palette

        take = self._view(mood_picture(number, place)).take
        if take is None:
            raise Refused("That picture is not there yet", remedy="Make it first.")
        colours = palette(self._store.blobs.path(take.digest), take.mime)
        self._change_moods(number, lambda mood: mood.model_copy(update={"colours": colours}))

    def choose_mood(self, number: int, *, approve: bool = True, go: bool = True) -> None:
        """Make the film in this direction, as it is now, and approve that. A storyboard that is there gets its look.

        Raises NotFound, and Refused where there are no directions or its pictures are being made.
        """
        records, plan = self._read()
        mood = self._numbered(self._offers(), number)
        slots = picture_slots(plan.film, mood)
        if any(plan.slots[slot].state in (State.QUEUED, State.RUNNING) for slot in slots):
            raise Refused(f"The pictures of {mood.name} are being made", remedy="Choose it when they are there.")
        standing = Standing(records)
        takes = {slot: take for slot in slots if (take := standing.pick(slot))}
        choice = suggested(plan.film, takes, mood.number)
        name = self._store.blobs.put(canonical(choice.plain()).encode(), JSON)
        if choice != plan.film.mood or not self._chosen():
            self._store.import_take(
                self.id, MOOD, digest=name, mime=JSON, meta={}, recipe=imported(name), actor=self._shop.actor
            )
        if self.storyboard is not None:
            self.revise(lambda board: styled(board, choice.mood.said))
        if approve:
            self.approve(slot=MOOD)
        if go:
            self.wake()

    def _chosen(self) -> bool:
        """Whether a person chose."""
        take = self._standing().pick(MOOD)
        return take is not None and take.recipe.imported

    def _change_moods(self, number: int, change: Any) -> None:
        wanted = self._numbered(self._offers(), number).number
        self._apply(MOODS, _moods, lambda moods: moods.but(wanted, change))
        if not self._chosen():
            self._decide([self._consent(MOOD)])  # what is only suggested follows by itself, at no cost

    def _offers(self) -> Moods:
        found = self.moods
        if found is None:
            remedy = "Let it run first." if self.settings.moods else "Have it made with moods."
            raise Refused("The film has no moods to choose from", remedy=remedy)
        return found

    def _numbered(self, moods: Moods, number: int) -> Mood:
        try:
            return moods.mood(number)
        except KeyError:
            known = ", ".join(str(known) for known in moods.numbers)
            raise NotFound(f"There is no direction {number}", remedy=f"There are {known}.") from None


def price_of(views: Iterable[Any], directions: int, *, pictures: int) -> Cost:
    """What so many directions cost to write and paint; all are written by one request."""
    known = {view.slot: view.price for view in views if offered(view.slot)}
    painted = next((price for slot, price in known.items() if slot != MOODS), None)
    each = [painted] * (directions * pictures) if painted is not None else []
    return total([known[MOODS], *each] if MOODS in known else each)


def _moods(film: Film) -> Moods:
    if film.moods is None:
        raise Refused("The film has no moods to choose from", remedy="Let it run first.")
    return film.moods


def _checked(mood: Mood, changes: Mapping[str, Any]) -> Mood:
    try:
        return Mood.model_validate(mood.plain() | dict(changes))
    except ValidationError as error:
        first = error.errors()[0]
        message = str(first["msg"]).removeprefix("Value error, ").lower()
        raise BadInput(
            f"The direction's {first['loc'][0]} cannot be used: {message}",
            remedy="Colours are written #rrggbb; words are at most 600 characters.",
        ) from error
