"""A film's words are put into another language by one call, and read scene by scene."""

from openai_bench import DIALECT

from fakes.asking import Room
from fakes.far import Far
from vidpipe.film.catalogue import Role
from vidpipe.film.lines import Lines
from vidpipe.film.project import Film, Settings
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.models import record
from vidpipe.ports import Result
from vidpipe.providers.openai.peer import OpenAIProvider
from vidpipe.stages.translation import STAGE

SCENES = tuple(
    Scene(id=f"scene{number}", frames=48, start_prompt="a", narration=f"Line {number}.", words="Now", card="caption")
    for number in range(40)
)


def test_all_words_go_out_in_one_strict_request_and_come_back_as_lines(
    provider: OpenAIProvider, far: Far, room: Room
) -> None:
    caps = record("openai/gpt-6.1-terra")
    assert caps is not None
    settings = Settings(prompt="a", language="en", languages=("es",))
    film = Film(settings=settings, caps={Role.TEXT: caps}, storyboard=Storyboard(scenes=SCENES))
    recipe = STAGE.recipe(film, "lines/es", {})
    made = room.made(provider, caps, STAGE.request(recipe, {}))
    lines = Lines.model_validate_json(STAGE.accept(recipe, Result(data=made.data), {}).data)
    assert [one.id for one in lines.scenes] == [scene.id for scene in SCENES]
    assert {one.words for one in lines.scenes} == {"es: Now"}
    (body,) = DIALECT.bodies
    assert (body["text"]["format"]["name"], body["text"]["format"]["strict"]) == ("translation", True)
    assert len(far.submits()) == 1
    assert made.cost
