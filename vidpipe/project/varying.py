"""A film that differs from this one in what is said first and last, in its language or in its shape."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from vidpipe.engine.outside import JSON
from vidpipe.engine.plan import World
from vidpipe.errors import Refused
from vidpipe.film.batch import ASPECT, CALL, HOOK, LANGUAGE, spoken
from vidpipe.film.project import STAGES, Film, Settings, Wish
from vidpipe.film.slot import SOURCE, STORYBOARD, parse
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Records
from vidpipe.project.going import Going
from vidpipe.recipe import canonical, digest, imported
from vidpipe.take import Decision, Take, Verb


class Variant(NamedTuple):
    """A film that is not there yet. `takes` are what it goes on showing; without any its words are written anew.

    `board` is what it will say as far as that is known: of another language what this film says.
    """

    settings: Settings
    board: Storyboard
    takes: tuple[Take, ...]

    @property
    def written(self) -> Take:
        """Its words as a take."""
        return _written(self.board)


class Varying(Going):
    """Variants: each is a fork that stands alone once it is made."""

    @property
    def shown(self) -> tuple[Take, ...]:
        """The takes that the film shows."""
        return tuple(self._shown_takes())

    def variant(self, values: Mapping[str, str], *, budget: int | None = None) -> Variant:
        """The film with what a row of a table says (`film.batch`). Writes nothing.

        Raises BadInput, and Refused while there is no storyboard or where a locked scene would change.
        """
        film = self._read()[1].film
        if film.storyboard is None:
            raise Refused("A set goes out from a film that has a storyboard", remedy="Run the film first.")
        settings, anew = self._varied(film, values), _another_language(film, values)
        if budget is not None:
            settings = settings.model_copy(update={"budget": budget})
        said = spoken(film.storyboard, hook=values.get(HOOK, ""), closing=values.get(CALL, ""))
        board = said if anew else self._unlocked(film.storyboard, said)
        kept = [take for take in self._shown_takes() if take.slot == SOURCE]
        return Variant(settings, board, tuple(kept if anew else self._kept(film.storyboard, board)))

    def _varied(self, film: Film, values: Mapping[str, str]) -> Settings:
        asked = {"until": STAGES[-1], "seed": film.settings.seed}
        asked |= {"aspect": values[ASPECT]} if ASPECT in values else {}
        asked |= {"language": values[LANGUAGE]} if _another_language(film, values) else {}
        settings = self._shop.with_models(self._changed(asked), before=film.settings)
        said = {name: values[key] for name, key in (("hook", HOOK), ("closing", CALL)) if key in values}
        return settings.model_copy(update=said | ({"basis": None} if "language" in asked else {}))

    def _kept(self, before: Storyboard, after: Storyboard) -> list[Take]:
        """What the film shows, but for what a changed line was made from: the words, and the voice that spoke them."""
        if after == before:
            return self._shown_takes()
        changed = {scene.id for scene in after.scenes if scene != before.scene(scene.id)}
        takes = [take for take in self._shown_takes() if not (take.slot == STORYBOARD or _speaks(take.slot, changed))]
        return [*takes, _written(after)]

    def make_variant(self, name: str, variant: Variant, *, title: str) -> bool:
        """The variant as a film by this id; nothing runs yet. False where it is there already."""
        settings = variant.settings.model_copy(update={"name": title})
        for take in variant.takes:
            if take.slot == STORYBOARD and take.recipe.imported:
                self._store.blobs.put(canonical(variant.board.plain()).encode(), JSON)
        known = {film.id for trashed in (False, True) for film in self._store.projects(trashed=trashed)}
        if name in known:
            return False
        try:
            self._fork_as(name, settings, title=title, takes=variant.takes, wish=Wish.STOP)
        except Refused:
            return False  # another process was first; what it made is whole
        return True

    def supposed(self, variant: Variant) -> tuple[Records, World]:
        """What would be recorded of the variant if it were there, and the world in which it is planned."""
        base = self._store.records(self.id)
        takes = [take.model_copy(update={"id": number}) for number, take in enumerate(variant.takes, 1)]
        picks = [self._decision(take.slot, Verb.PICK, value=str(take.id)) for take in takes]
        decisions = [*picks, *(self._standing_choices() if takes else ())]
        records = replace(
            base,
            settings=variant.settings,
            takes=tuple(takes),
            decisions=tuple(_numbered(decisions)),
            attempts=(),
            spent=0,
            reserved=0,
        )
        return records, self._world_with(records, {_name_of(variant.board): variant.board})

    def _world_with(self, records: Records, boards: Mapping[str, Storyboard]) -> World:
        world = self._outside.world(records)
        texts = {name: board.plain() for name, board in boards.items()}
        return replace(world, texts={**world.texts, **texts})

    def wish(self, until: str = "") -> None:
        """Wish it to run, as `start`, and wake nobody. Raises Refused where a model needs a key that is not here."""
        self._wish_run(until)


def _numbered(decisions: list[Decision]) -> list[Decision]:
    return [decision.model_copy(update={"id": number}) for number, decision in enumerate(decisions, 1)]


def _another_language(film: Film, values: Mapping[str, str]) -> bool:
    return values.get(LANGUAGE, film.language) != film.language


def _speaks(slot: str, scenes: set[str]) -> bool:
    where = parse(slot)
    return where.scene in scenes and where.name.startswith("narration/")


def _name_of(board: Storyboard) -> str:
    return digest(canonical(board.plain()).encode())


def _written(board: Storyboard) -> Take:
    """The storyboard as somebody's hand wrote it."""
    name = _name_of(board)
    return Take(
        id=1, slot=STORYBOARD, number=1, digest=name, mime=JSON, recipe=imported(name), created=datetime.now(UTC)
    )
