"""Scene → narration line: what is said over a scene, spoken in each of the film's languages that a voice speaks."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.catalogue import Role
from vidpipe.film.lines import tongue
from vidpipe.film.project import Film
from vidpipe.film.slot import STORYBOARD, language_of, lines, narration, parse
from vidpipe.film.storyboard import FASTEST, SLOWEST, Scene
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe
from vidpipe.stages.media import only_output
from vidpipe.stages.named import line_of, voice_of
from vidpipe.stages.noted import asked_in, asked_of
from vidpipe.stages.picture import board_in, board_of
from vidpipe.take import Take

OWN_PACE = 100


class NarrationStage:
    name, step, title = "narration", "sound", "Narration"
    version, order, side = 1, 55, False
    role: Role | None = Role.SPEECH

    def slots(self, film: Film) -> Sequence[str]:
        return [slot for language in (film.language, *film.languages) for slot in spoken(film, language)]

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return (Need(slot=STORYBOARD, part=f"scene/{parse(slot).scene}"), *words_in(film, language_of(slot)))

    def lacks(self, film: Film, slot: str) -> str:
        """Why a line cannot be spoken yet: nobody wrote it in this language."""
        language = language_of(slot)
        said = board_in(film, language).scene(parse(slot).scene).narration
        return "" if said else f"its line is not written in {tongue(language)} yet"

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        language = language_of(slot)
        scene = board_in(film, language).scene(parse(slot).scene)
        params: dict[str, Any] = {
            "line": line_of(film, scene.narration),
            "language": language,
            "voice": voice_of(film, board_of(film).scene(scene.id), language),
        }
        speed = speed_of(film, scene)
        params |= ({"speed": speed} if speed != OWN_PACE else {}) | asked_of(film, slot)
        return Recipe(stage=self.name, version=self.version, model=film.caps[Role.SPEECH].id, params=params)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        asked = recipe.params
        return Request(
            role=Role.SPEECH,
            task="narration",
            prompt=asked["line"],
            data=asked_in(recipe),
            language=asked["language"],
            voice=asked["voice"],
            speed=asked.get("speed", OWN_PACE),
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        return only_output(result, "audio/")


def speed_of(film: Film, scene: Scene) -> int:
    """How fast the line is spoken, in per cent of the voice's own pace: the scene's share of the film's."""
    return max(SLOWEST, min(FASTEST, round(film.settings.speed * scene.speed / 100)))


def spoken(film: Film, language: str) -> list[str]:
    """The slots of the lines that are spoken in one of the film's languages."""
    if film.storyboard is None or not speaks(film, language):
        return []
    return [narration(scene.id, language) for scene in film.storyboard.scenes if scene.narration]


def words_in(film: Film, language: str) -> tuple[Need, ...]:
    """What holds the words of a language: nothing further for the film's own."""
    return (Need(slot=lines(language)),) if language != film.language else ()


def speaks(film: Film, language: str) -> bool:
    """Whether there is a voice that speaks this language, and narration is wanted."""
    caps = film.caps.get(Role.SPEECH)
    if caps is None or not film.settings.narration:
        return False
    return not caps.languages or language.split("-")[0] in caps.languages


STAGE = NarrationStage()
