"""Moods → the one that the film is made in: the first, until a person chooses another."""

from collections.abc import Mapping, Sequence

from vidpipe.errors import Corrupt
from vidpipe.film.catalogue import Role
from vidpipe.film.mood import Choice
from vidpipe.film.project import Film
from vidpipe.film.slot import MOOD, MOODS
from vidpipe.ports import Draft, Need, Tools
from vidpipe.recipe import Recipe
from vidpipe.stages.answer import draft_of
from vidpipe.stages.mood_pictures import picture_slots
from vidpipe.take import Take


class MoodStage:
    name, step, title = "mood", "moods", "Chosen mood"
    version, order, side = 1, 16, False
    role: Role | None = None

    def slots(self, film: Film) -> Sequence[str]:
        return (MOOD,) if film.settings.moods and not film.settings.grid else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        names = [MOODS, *(picture_slots(film, film.moods.moods[0]) if film.moods else ())]
        return [Need(slot=name, approved=False) for name in names]

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        return Recipe(stage=self.name, version=self.version, params={"mood": suggested(film, inputs).plain()})

    def make(self, recipe: Recipe, tools: Tools) -> Draft:
        return draft_of(Choice.model_validate(recipe.params["mood"]))


def suggested(film: Film, takes: Mapping[str, Take], number: int = 0) -> Choice:
    """A direction (0: the first) with those pictures that are there. Raises Corrupt, KeyError."""
    if film.moods is None:
        raise Corrupt("The moods are gone", remedy="Run the film again.")
    mood = film.moods.mood(number) if number else film.moods.moods[0]
    shown = [takes[slot] for slot in picture_slots(film, mood) if slot in takes]
    first = sorted(shown, key=lambda take: not take.recipe.imported)
    pictures = [{"digest": take.digest, "mime": take.mime} for take in first]
    return Choice.model_validate({"mood": mood.plain(), "pictures": pictures})


STAGE = MoodStage()
