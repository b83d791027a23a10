"""The storyboard: style guide, cast and ordered scenes. Order and durations live here and nowhere else."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, StringConstraints, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema

from vidpipe.film.brief import CastMember
from vidpipe.film.noun import Line, Name, Noun, Text, later

SceneId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{4,16}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
SLOWEST, FASTEST = 50, 200
Speed = Annotated[int, Field(ge=SLOWEST, le=FASTEST)]
"""The pace of a voice in per cent: 100 is its own."""


class Move(StrEnum):
    STATIC = "static"
    PUSH_IN = "push in"
    PULL_OUT = "pull out"
    PAN_LEFT = "pan left"
    PAN_RIGHT = "pan right"
    TILT_UP = "tilt up"
    TILT_DOWN = "tilt down"
    CRANE_UP = "crane up"
    TRUCK_LEFT = "truck left"
    TRUCK_RIGHT = "truck right"


class ShotSize(StrEnum):
    WIDE = "wide"
    MEDIUM = "medium"
    CLOSE = "close"
    DETAIL = "detail"


Card = Annotated[
    Literal["", "title", "caption", "end", "lower-third"],
    WithJsonSchema({"type": "string", "enum": ["", "title", "caption", "end"]}),
]
"""How words are drawn. A lower third (a name, who that is) is a person's choice: writers are asked as always."""


class Camera(Noun):
    move: Move = Move.PUSH_IN
    size: ShotSize = ShotSize.MEDIUM


class Joint(StrEnum):
    """How a scene is entered from the one before."""

    CUT = "cut"
    CROSSFADE = "crossfade"
    DIP_BLACK = "dip to black"
    DIP_WHITE = "dip to white"
    WIPE = "wipe"
    SLIDE = "slide"
    ZOOM = "zoom"

    @property
    def dips(self) -> bool:
        """Whether it goes through one colour, so that the two shots are never seen together."""
        return self in (Joint.DIP_BLACK, Joint.DIP_WHITE)

    @property
    def overlaps(self) -> bool:
        """Whether both shots are seen at once, so that there must be one before."""
        return self is not Joint.CUT and not self.dips

    @property
    def has_way(self) -> bool:
        """Whether it goes in a direction."""
        return self in (Joint.WIPE, Joint.SLIDE)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A writer is asked for the first three alone, in the text it was always asked by; a person has them all."""
        found = handler(core)
        handler.resolve_ref_schema(found)["enum"] = [Joint.CUT.value, Joint.CROSSFADE.value, Joint.DIP_BLACK.value]
        return found


class Way(StrEnum):
    """Where the edge of a wipe goes, or the pictures of a slide."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"


class Transition(Noun):
    """A transition overlaps the handles of both clips around the joint, so it never changes the film's length."""

    kind: Joint = Joint.CUT
    frames: Annotated[int, Field(ge=0, le=48)] = 0
    way: SkipJsonSchema[Way] = later(Way.LEFT)
    """Of a kind that goes in a direction; another kind is the same in all of them."""

    @model_validator(mode="before")
    @classmethod
    def _only_some_have_a_way(cls, data: Any) -> Any:
        if isinstance(data, dict) and "way" in data and data.get("kind") not in (Joint.WIPE, Joint.SLIDE):
            Way(data["way"])
            return {name: value for name, value in data.items() if name != "way"}
        return data


class Style(Noun):
    """The style guide: one palette (sky to ground, then accents) and the words that go into every prompt."""

    look: Line = ""
    palette: Name = ""
    colours: tuple[Colour, ...] = ()
    words: tuple[Name, ...] = ()
    mood: Name = ""


class Scene(Noun):
    """One shot of the film.

    `frames` is timeline time. `words` is drawn by the cut, never by an image model; `card` says how.
    `continuity` tells whether the scene starts on the last frame of the one before.
    """

    id: SceneId
    title: Name = ""
    beat: Name = ""
    frames: Annotated[int, Field(ge=1, le=24 * 600)]
    action: Line = ""
    start_prompt: Text
    end_prompt: Text = ""
    motion_prompt: Text = ""
    camera: Camera = Camera()
    narration: Line = ""
    words: Line = ""
    card: Card = ""
    cast: tuple[Name, ...] = ()
    continuity: Literal["cut", "continue"] = "cut"
    transition: Transition = Transition()
    models: dict[str, str] = Field(default_factory=dict)
    voice: SkipJsonSchema[Name] = later("")
    speed: SkipJsonSchema[Speed] = later(100)
    """Who speaks the line where it is not the film's narrator, and how fast, in per cent of the film's pace. No writer
    is asked for these, and what it is asked for stays the same text."""
    origin: SkipJsonSchema[tuple[int, ...]] = later(())
    """The numbers of the passages of the source that it was made from; asked of a writer only where there is one."""


class Storyboard(Noun):
    style: Style = Style()
    cast: tuple[CastMember, ...] = ()
    scenes: tuple[Scene, ...]

    @model_validator(mode="after")
    def _has_scenes_once(self) -> Self:
        if not self.scenes:
            raise ValueError("a storyboard needs at least one scene")
        if len({scene.id for scene in self.scenes}) != len(self.scenes):
            raise ValueError("two scenes have the same id")
        if self.scenes[0].continuity == "continue":
            raise ValueError("the first scene cannot continue another")
        return self

    @property
    def frames(self) -> int:
        return sum(scene.frames for scene in self.scenes)

    def scene(self, scene_id: str) -> Scene:
        """The scene with this id; KeyError if there is none."""
        for scene in self.scenes:
            if scene.id == scene_id:
                return scene
        raise KeyError(scene_id)

    def before(self, scene_id: str) -> Scene | None:
        """The scene just before, None for the first."""
        place = self.place(scene_id)
        return self.scenes[place - 1] if place else None

    def after(self, scene_id: str) -> Scene | None:
        place = self.place(scene_id)
        return self.scenes[place + 1] if place + 1 < len(self.scenes) else None

    def place(self, scene_id: str) -> int:
        return [scene.id for scene in self.scenes].index(scene_id)

    def start_of(self, scene_id: str) -> int:
        """The first frame of the scene on the film's timeline."""
        return sum(scene.frames for scene in self.scenes[: self.place(scene_id)])

    def with_scenes(self, scenes: Iterable[Scene]) -> "Storyboard":
        return self.model_copy(update={"scenes": tuple(scenes)})
